"""Plans for questions about the article, and for what follows upon their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import Act, FollowUp, Help, Nothing, Question, Translation
from bot.dialogue.plan import HELP, SURE, Form, Line, Plan, Point, absent, claim_of, said, talk
from bot.dialogue.plans.offers import offers
from bot.dialogue.questions.context import CLEAR_ORDER, FRAGMENT, Judged, Led, Understood
from bot.dialogue.questions.follow_up import Facet
from bot.dialogue.questions.intent import CLAIMED, Decision
from bot.dialogue.replies import Outcome
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Entry, Knowledge
from bot.retrieval.examples import Scope
from bot.retrieval.retriever import Ranking

_CHOICES = 3
_CLOSE = 0.6
"""Embedding cosine from which the best entry is worth showing beside a refusal."""
_LED_NOWHERE = 0.5
"""The confidence of not knowing what a bare follow-up refers to."""


class Planner:
    """Plans for one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._entries = {entry.id: entry for entry in knowledge.entries}
        self._example = knowledge.entries[0].title if knowledge.entries else ""
        self._crises = {f"{Scope.UNSAFE}/{group.id}" for group in knowledge.unsafe if group.crisis}
        self._speaking = frozenset(knowledge.turns.words.speaking)
        self._pointers = {
            f"near/{group.id}": (group.related, group.about) for group in knowledge.near_misses
        }
        self._pointers |= {
            f"premise/{group.id}": (group.instead, group.instead_about)
            for group in knowledge.premises
        }

    def plan(self, act: Act, found: Understood, said_before: Talk = FRESH) -> Plan:
        """What to say to an act, given what it is about."""
        match act, found:
            case Help(), _:
                return HELP
            case Nothing(), _:
                return Plan(Outcome.CHAT, 1.0, (Line("ask.empty", {"example": self._example}),))
            case FollowUp() as asked, Led(entry):
                return self._led(asked, entry, said_before)
            case Translation(notice=notice), Judged() as judged:
                return self._translated(notice, judged)
            case Question(talk=before), Judged() as judged:
                return self._answered(before, judged)
            case _:
                return talk("ask.no_context")

    def show(
        self,
        entries: Sequence[Entry],
        confidence: float,
        lead: tuple[Line, ...] = (),
        before: Talk = FRESH,
    ) -> Plan:
        """Answer with these entries, and offer what leads on from them."""
        return Plan(
            Outcome.ANSWER,
            confidence,
            lead,
            tuple(map(claim_of, entries)),
            related=offers(self._knowledge, entries, before),
        )

    def _led(self, asked: FollowUp, entry: Entry | None, before: Talk) -> Plan:
        if (point := self._facet(asked, before)) is not None:
            related = offers(self._knowledge, [asked.before], before)
            return Plan(Outcome.ANSWER, SURE, (), (point,), related=related)
        if entry is None:
            key = "ask.no_reason" if asked.facet == Facet.WHY else "ask.absent.near"
            return Plan(Outcome.ABSENT, _LED_NOWHERE, (Line(key),))
        if entry == asked.before and asked.facet not in (Facet.SPEAKER, Facet.SOURCE):
            return absent(Line("ask.again"), related=offers(self._knowledge, [entry], before))
        lead: tuple[Line, ...] = ()
        if asked.facet == Facet.SOURCE and entry == asked.before:
            lead = (Line("ask.no_source"),)
        elif asked.facet == Facet.OPPOSITE:
            lead = (Line("ask.opposite"),)
        shown = self.show([entry], SURE, lead, before)
        return replace(shown, speaker_of=entry) if asked.facet == Facet.SPEAKER else shown

    def _facet(self, asked: FollowUp, before: Talk) -> Point | None:
        """What the pack itself has for this follow-up, unless it was just said."""
        facets = self._knowledge.facets_of(asked.before.id)
        reason = None if asked.before.follow.why else facets.reason
        text, form = {
            Facet.WHY: (reason, Form.REASON),
            Facet.MORE: (facets.more, Form.MORE),
        }.get(Facet(asked.facet) if asked.facet in set(Facet) else Facet.LATER, (None, Form.CLAIM))
        if text is None:
            return None
        point = said(text, form, asked.before)
        is_new = all(point.text != one.text for plan in before.back() for one in plan.points)
        return point if is_new else None

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

    def _answered(self, before: Talk, judged: Judged) -> Plan:
        ranking, decision = judged.ranking, judged.verdict.decision
        if before.before is None and decision is not Decision.CHAT and _is_fragment(ranking):
            return replace(talk("ask.no_context"), confidence=1 - ranking.probability)
        entries = [self._entries[candidate.entry] for candidate in ranking.candidates]
        runners = tuple(entry.id for entry in entries)
        if judged.several:
            shown = self.show(judged.several, ranking.probability, before=before)
            tail = () if judged.is_whole else (Line("ask.rest"),)
            return replace(shown, runners=runners, tail=tail)
        if decision is Decision.ANSWER:
            return replace(self._single(entries[0], ranking, before), runners=runners)
        if decision is Decision.CLARIFY:
            choices = _distinct(entries)[:_CHOICES]
            lead = Line("ask.clarify")
            return Plan(
                Outcome.CLARIFY, ranking.probability, (lead,), choices=choices, runners=runners
            )
        if decision is Decision.CHAT:
            return _chat(judged)
        plan = self._absent(ranking, decision)
        return plan if plan is HELP else replace(plan, runners=runners)

    def _single(self, entry: Entry, ranking: Ranking, before: Talk) -> Plan:
        """One entry; its longer form, if there is one, where the claim itself was just shown."""
        if entry != before.before:
            return self.show([entry], ranking.probability, before=before)
        more = self._knowledge.facets_of(entry.id).more
        lead = (Line("ask.again"),)
        if more is None:
            return self.show([entry], ranking.probability, lead, before)
        point = said(more, Form.MORE, entry)
        if before.told and point in before.told.points:
            return self.show([entry], ranking.probability, lead, before)
        related = offers(self._knowledge, [entry], before)
        return Plan(Outcome.ANSWER, ranking.probability, (), (point,), related=related)

    def _absent(self, ranking: Ranking, decision: Decision) -> Plan:
        """The article doesn't say; with at most one related passage, labelled as not an answer."""
        if decision is Decision.UNSAFE and self._is_crisis(ranking):
            return HELP
        lead: tuple[Line, ...] = (_refusal(decision),)
        if decision is Decision.INJECTION and ranking.against_score < CLEAR_ORDER:
            lead = (Line("ask.unclear"),)
        if decision is Decision.UNSAFE and ranking.against_score < CLAIMED:
            lead = (Line("ask.unclear"),)
        related: tuple[Entry, ...] = ()
        if decision in (Decision.NEAR, Decision.PREMISE) and (entry := self._near(ranking)):
            label = "instead" if decision is Decision.PREMISE else "not-an-answer"
            lead = (*lead, Line(f"ask.absent.{label}"))
            related = (entry,)
        return Plan(Outcome.ABSENT, 1 - ranking.probability, lead, related=related)

    def _is_crisis(self, ranking: Ranking) -> bool:
        """Whether somebody is in danger: they speak of themselves or of theirs, or it can't be
        mistaken. In a young pack a question with a word or two of the few examples resembles them
        most: "would a town be able to pull this off".
        """
        is_told = not self._speaking.isdisjoint(ranking.words)
        is_clear = is_told or ranking.against_score >= CLEAR_ORDER
        return ranking.group in self._crises and is_clear

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


def _refusal(decision: Decision) -> Line:
    return Line(f"ask.absent.{decision}")


def _chat(judged: Judged) -> Plan:
    kind = judged.verdict.against.rsplit("/", maxsplit=1)[-1]
    return Plan(Outcome.CHAT, 1 - judged.ranking.probability, (Line(f"ask.chat.{kind}"),))


def _is_fragment(ranking: Ranking) -> bool:
    return len(ranking.plain) <= FRAGMENT and not ranking.has_content


def _distinct(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries in order, one for each set of passages."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        seen.setdefault(entry.cites, entry)
    return tuple(seen.values())
