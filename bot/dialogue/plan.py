"""The third step of a turn: what to say, before any word is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.dialogue.acts import Act, FollowUp, Help, Nothing, Question, Translation
from bot.dialogue.questions.context import FRAGMENT, Judged, Led, Understood
from bot.dialogue.questions.follow_up import Facet
from bot.dialogue.questions.intent import Decision
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import Talk
from bot.knowledge.models import Entry, Knowledge
from bot.retrieval.examples import Scope
from bot.retrieval.retriever import Ranking

_CHOICES = 3
_RELATED = 3
_CLOSE = 0.6
"""Embedding cosine from which the best entry is worth showing beside a refusal."""
_LED = 0.9
"""The confidence of what a bare follow-up leads to, and of not knowing what one refers to."""
_LED_NOWHERE = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of `prompts/` with its slots; or, without a key, a text that is whole already."""

    key: str
    slots: Mapping[str, object] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """An outcome with the entries it shows. `speaker_of` leads with who says an entry."""

    outcome: Outcome
    confidence: float
    lead: tuple[Line, ...] = ()
    answers: tuple[Entry, ...] = ()
    choices: tuple[Entry, ...] = ()
    related: tuple[Entry, ...] = ()
    speaker_of: Entry | None = None


class Planner:
    """Plans for one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = {entry.id: entry for entry in knowledge.entries}
        self._example = knowledge.entries[0].title if knowledge.entries else ""
        self._crises = {f"{Scope.UNSAFE}/{group.id}" for group in knowledge.unsafe if group.crisis}
        self._pointers = {
            f"near/{group.id}": (group.related, group.about) for group in knowledge.near_misses
        }
        self._pointers |= {
            f"premise/{group.id}": (group.instead, group.instead_about)
            for group in knowledge.premises
        }

    def plan(self, act: Act, found: Understood) -> Plan:
        """What to say to an act, given what it is about."""
        match act, found:
            case Help(), _:
                return HELP
            case Nothing(), _:
                return Plan(Outcome.CHAT, 1.0, (Line("ask.empty", {"example": self._example}),))
            case FollowUp() as asked, Led(entry):
                return self._led(asked, entry)
            case Translation(notice=notice), Judged() as judged:
                return self._translated(notice, judged)
            case Question(talk=talk), Judged() as judged:
                return self._answered(talk, judged)
            case _:
                return Plan(Outcome.CHAT, _LED, (Line("ask.no_context"),))

    def show(
        self, entries: Sequence[Entry], confidence: float, lead: tuple[Line, ...] = ()
    ) -> Plan:
        """Answer with these entries, and offer what is related to them."""
        shown = {entry.id for entry in entries}
        wanted = [
            self._entries[name]
            for entry in entries
            for name in entry.related
            if name not in shown and name in self._entries
        ]
        related = tuple({entry.id: entry for entry in wanted}.values())[:_RELATED]
        return Plan(Outcome.ANSWER, confidence, lead, tuple(entries), related=related)

    def _led(self, asked: FollowUp, entry: Entry | None) -> Plan:
        if entry is None:
            return Plan(Outcome.ABSENT, _LED_NOWHERE, (_refusal(Decision.NEAR),))
        lead = _again(entry, asked.before)
        if asked.facet == Facet.SOURCE and entry == asked.before:
            lead = (Line("ask.no_source"),)
        elif asked.facet == Facet.OPPOSITE:
            lead = (Line("ask.opposite"),)
        shown = self.show([entry], _LED, lead)
        return replace(shown, speaker_of=entry) if asked.facet == Facet.SPEAKER else shown

    def _translated(self, notice: str, judged: Judged) -> Plan:
        """The English entry where the match is sure, else a line in the member's language."""
        ranking, decision = judged.ranking, judged.verdict.decision
        lead = (Line("", text=notice),)
        if decision is Decision.CHAT:
            return _chat(judged)
        if decision not in (Decision.ANSWER, Decision.CLARIFY):
            return Plan(Outcome.ABSENT, 1 - ranking.probability, lead)
        best = self._entries[ranking.candidates[0].entry]
        return self.show([best], ranking.probability, lead)

    def _answered(self, talk: Talk, judged: Judged) -> Plan:
        ranking, decision = judged.ranking, judged.verdict.decision
        if talk.before is None and decision is not Decision.CHAT and _is_fragment(ranking):
            return Plan(Outcome.CHAT, 1 - ranking.probability, (Line("ask.no_context"),))
        if judged.several:
            return self.show(judged.several, ranking.probability)
        entries = [self._entries[candidate.entry] for candidate in ranking.candidates]
        if decision is Decision.ANSWER:
            return self.show(entries[:1], ranking.probability, _again(entries[0], talk.before))
        if decision is Decision.CLARIFY:
            choices = _distinct(entries)[:_CHOICES]
            lead = Line("ask.clarify")
            return Plan(Outcome.CLARIFY, ranking.probability, (lead,), choices=choices)
        if decision is Decision.CHAT:
            return _chat(judged)
        return self._absent(ranking, decision)

    def _absent(self, ranking: Ranking, decision: Decision) -> Plan:
        """The article doesn't say; with at most one related passage, labelled as not an answer."""
        if decision is Decision.UNSAFE and ranking.group in self._crises:
            return HELP
        lead: tuple[Line, ...] = (_refusal(decision),)
        related: tuple[Entry, ...] = ()
        if decision in (Decision.NEAR, Decision.PREMISE) and (entry := self._near(ranking)):
            label = "instead" if decision is Decision.PREMISE else "not-an-answer"
            lead = (*lead, Line(f"ask.absent.{label}"))
            related = (entry,)
        return Plan(Outcome.ABSENT, 1 - ranking.probability, lead, related=related)

    def _near(self, ranking: Ranking) -> Entry | None:
        """What the article says on the same subject: what the nearest out-of-scope group points at,
        else the best entry if it is close.
        """
        pointed, about = self._pointers.get(ranking.group, ("", ""))
        if pointed in self._entries:
            return self._entries[pointed]
        listed = [self._entries[candidate.entry] for candidate in ranking.candidates]
        for entry in listed:
            if about and about in entry.cites:
                return entry
        return listed[0] if ranking.signals.cosine > _CLOSE else None


HELP = Plan(Outcome.CHAT, 1.0, (Line("ask.crisis"),))
"""For somebody in danger: people before passages, and no button to hand it to anyone."""
GONE = Plan(Outcome.ABSENT, 0.0, (Line("ask.absent.near"),))
"""For a chosen entry that the knowledge no longer has."""


def _refusal(decision: Decision) -> Line:
    return Line(f"ask.absent.{decision}")


def _chat(judged: Judged) -> Plan:
    kind = judged.verdict.against.rsplit("/", maxsplit=1)[-1]
    return Plan(Outcome.CHAT, 1 - judged.ranking.probability, (Line(f"ask.chat.{kind}"),))


def _again(entry: Entry, before: Entry | None) -> tuple[Line, ...]:
    """What leads an answer that the member has just been given: without it the bot would seem not
    to have heard the second question.
    """
    return (Line("ask.again"),) if entry == before else ()


def _is_fragment(ranking: Ranking) -> bool:
    return len(ranking.plain) <= FRAGMENT and not ranking.has_content


def _distinct(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries in order, one for each set of passages."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        seen.setdefault(entry.cites, entry)
    return tuple(seen.values())
