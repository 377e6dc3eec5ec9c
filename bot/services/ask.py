"""A member asks: last turn -> follow-up or question of its own -> retrieval -> reply -> remember
the turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from bot.dialogue import follow_up
from bot.dialogue.compose import Citer, attribution, refusal, small_talk, speaker_line
from bot.dialogue.crisis import crisis_line, is_cry_for_help
from bot.dialogue.follow_up import Facet
from bot.dialogue.intent import Decision, Verdict, needed
from bot.dialogue.language import Polyglot
from bot.dialogue.memory import Memory, Turn
from bot.knowledge.models import Entry, Knowledge, Language
from bot.retrieval.examples import Scope
from bot.retrieval.query.text import clip, has_words
from bot.retrieval.retriever import Ranking, Retriever
from bot.retrieval.signals import NAMES, has_content
from bot.services.ask_compound import CompoundReader
from bot.services.ask_in_context import FRAGMENT, ContextReader
from bot.services.replies import Answer, Citation, Outcome, Reply, Suggestion
from bot.typed import one_line
from bot.wording import Wording

_RELATED = 3
_CHOICES = 3
_COMMON = 4.5
"""Zipf frequency from which a word counts as English when languages are told apart."""
_PREFIX, _PREFIX_WORDS = 100, 12
"""Characters and words of a half-typed question that its completions are looked up by."""
_CLOSE = 0.6
"""Embedding cosine from which the best entry is worth showing beside a refusal."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme with the questions its entries answer."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A link the article gives."""

    title: str
    url: str
    citation: Citation


class AskService:
    """Answers from one knowledge. `reload` swaps in another between two questions. `heard` is told
    of every reply, to count outcomes.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        retriever: Retriever,
        wording: Wording,
        languages: Callable[[], Iterable[Language]] = tuple,
        heard: Callable[[Reply, datetime, float], None] = lambda *_: None,
        *,
        memory: Memory | None = None,
    ) -> None:
        self.wording = wording
        self._heard = heard
        self._polyglot = Polyglot(languages, self._is_english)
        self.memory = memory or Memory()
        self.reload(knowledge, retriever)

    def reload(self, knowledge: Knowledge, retriever: Retriever) -> None:
        """Answer from another knowledge from now on."""
        self.knowledge = knowledge
        self.retriever = retriever
        self._entries = {entry.id: entry for entry in knowledge.entries}
        self._citer = Citer(knowledge)
        self._compound = CompoundReader(knowledge, retriever)
        self._context = ContextReader(knowledge, retriever)
        self._crises = {f"{Scope.UNSAFE}/{group.id}" for group in knowledge.unsafe if group.crisis}
        self._pointers = {
            f"near/{group.id}": (group.related, group.about) for group in knowledge.near_misses
        }
        self._pointers |= {
            f"premise/{group.id}": (group.instead, group.instead_about)
            for group in knowledge.premises
        }

    def ask(
        self, question: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """Answer one question of a member in a place; follow-ups lean on that member's last turn
        there.
        """
        began = perf_counter()
        reply = self._reply(clip(question), member, place, now, locale)
        self._heard(reply, now, perf_counter() - began)
        return reply

    def _reply(self, question: str, member: str, place: str, now: datetime, locale: str) -> Reply:
        if is_cry_for_help(question, self._is_english):
            return self._crisis_reply(locale)
        if not has_words(question):
            example = self.knowledge.entries[0].title
            return Reply(Outcome.CHAT, self.wording.say("ask.empty", locale, example=example), 1.0)
        last = self.memory.last(member, place, now)
        if follow_up.is_switch(self.retriever.model.read(question).plain):
            question, last = follow_up.without_switch(question), None
        reply = (
            self._follow(question, last, locale)
            or self._foreign(question, locale)
            or self._stand_alone(question, last, locale)
        )
        if reply.outcome is Outcome.ANSWER:
            self.memory.keep(member, place, tuple(answer.entry for answer in reply.answers), now)
        return reply

    def answer_entry(
        self, entry_id: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """The answer of a chosen entry: a pressed "did you mean" or related question."""
        entry = self._entries.get(entry_id)
        if entry is None:
            return Reply(Outcome.ABSENT, refusal(Decision.NEAR, self.wording, locale), 0.0)
        began = perf_counter()
        self.memory.keep(member, place, (entry_id,), now)
        reply = self._answer([entry], 1.0, "", locale)
        self._heard(reply, now, perf_counter() - began)
        return reply

    def complete(self, prefix: str, limit: int = 25) -> list[str]:
        """Questions to choose from while typing: those whose words begin like the typed ones, best
        first.
        """
        typed = one_line(prefix, _PREFIX).lower().split()[:_PREFIX_WORDS]
        if not typed:
            return [entry.title for entry in self.knowledge.entries[:limit]]

        def fit(title: str) -> int:
            words = title.lower().split()
            return sum(any(word.startswith(start) for word in words) for start in typed)

        scored = [
            (fit(entry.title), -place, entry.title)
            for place, entry in enumerate(self.knowledge.entries)
        ]
        return [title for score, _, title in sorted(scored, reverse=True)[:limit] if score]

    def topics(self) -> list[Topic]:
        """What the article covers, section by section, with the questions answered there."""
        found: dict[str, list[str]] = {}
        for entry in self.knowledge.entries:
            found.setdefault(self._citer.heading(entry.cites[0]), []).append(entry.title)
        order = [section.heading for section in self.knowledge.source.sections]
        return [Topic(heading, tuple(found[heading])) for heading in order if heading in found]

    def sources(self) -> list[SourceLine]:
        """The article's own links."""
        found = [
            (place, passage)
            for place, (_, passage) in self.knowledge.source.passages().items()
            if passage.link
        ]
        return [
            SourceLine(
                ", ".join(passage.names) or passage.link, passage.link, self._citation(place)
            )
            for place, passage in found
        ]

    def explain(self, question: str) -> str:
        """Candidates, signals, thresholds and the outcome, exactly as `ask` uses them (without a
        turn before).
        """
        ranking, verdict = self._context.judge(question, None)
        calibration = self.retriever.calibration
        lines = [
            f"read as      {' '.join(ranking.plain)}   (asks for: {ranking.asked})",
            f"outcome      {verdict.decision}   probability {ranking.probability:.3f}",
            f"thresholds   answers at {needed(ranking, calibration):.3f}, asks back at {calibration.clarify_at:.3f}",
            f"against      {ranking.against} {ranking.against_score:+.3f}, nearest subject {ranking.group or 'none'}",
        ]
        lines += [
            f"candidate    {c.score:+.3f} {c.entry} {' '.join(self._entries[c.entry].cites)}"
            for c in ranking.candidates
        ]
        lines += [
            f"signal       {name:16s}{value:8.3f}"
            for name, value in zip(NAMES, ranking.signals.row(), strict=True)
        ]
        return "\n".join(lines)

    def _follow(self, question: str, last: Turn | None, locale: str) -> Reply | None:
        """A bare follow-up on the last answer, or None."""
        plain = self.retriever.model.read(question).plain
        facet = follow_up.facet_of(plain)
        if facet is None:
            return None
        before = self._before(last)
        if last is None or before is None:
            return (
                None
                if has_content(plain)
                else Reply(Outcome.CHAT, self.wording.say("ask.no_context", locale), 0.9)
            )
        entry = follow_up.follow(before, facet, self.knowledge, last.shown) or self._context.answer(
            question, before
        )
        if entry is None:
            return Reply(Outcome.ABSENT, refusal(Decision.NEAR, self.wording, locale), 0.5)
        lead = ""
        if facet is Facet.SPEAKER:
            lead = speaker_line(entry, self.wording, locale)
        elif facet is Facet.SOURCE and entry.id == before.id:
            lead = self.wording.say("ask.no_source", locale)
        elif facet is Facet.OPPOSITE:
            lead = self.wording.say("ask.opposite", locale)
        return self._answer([entry], 0.9, lead or self._again(entry, last, locale), locale)

    def _before(self, last: Turn | None) -> Entry | None:
        """The entry of the last answer, if the knowledge still has it."""
        return self._entries.get(last.entries[0]) if last and last.entries else None

    def _again(self, entry: Entry, last: Turn | None, locale: str) -> str:
        """What leads an answer that the member has just been given: without it the bot would seem
        not to have heard the second question.
        """
        return (
            self.wording.say("ask.again", locale)
            if last and last.entries[:1] == (entry.id,)
            else ""
        )

    def _is_english(self, word: str) -> bool:
        lexicon = self.retriever.model.lexicon
        return word in lexicon.abbreviations or lexicon.zipf.get(word, 0.0) >= _COMMON

    def _foreign(self, question: str, locale: str) -> Reply | None:
        """The English entry for a question in another language where the match is sure, else a line
        in that language.
        """
        rendering = self._polyglot.read(question)
        if rendering is None:
            return None
        ranking, verdict = self._context.judge(rendering.english, None)
        if verdict.decision is Decision.CHAT:
            return Reply(
                Outcome.CHAT,
                small_talk(verdict.against, self.wording, locale),
                1 - ranking.probability,
            )
        if verdict.decision not in (Decision.ANSWER, Decision.CLARIFY):
            return Reply(Outcome.ABSENT, rendering.notice, 1 - ranking.probability)
        return self._answer(
            [self._entries[ranking.candidates[0].entry]],
            ranking.probability,
            rendering.notice,
            locale,
        )

    def _stand_alone(self, question: str, last: Turn | None, locale: str) -> Reply:
        ranking, verdict = self._context.judge(question, self._before(last))
        if (
            last is None
            and len(ranking.plain) <= FRAGMENT
            and not has_content(ranking.plain)
            and verdict.decision is not Decision.CHAT
        ):
            return Reply(
                Outcome.CHAT, self.wording.say("ask.no_context", locale), 1 - ranking.probability
            )
        if several := self._compound.entries(question, ranking, verdict):
            return self._answer(
                several,
                ranking.probability,
                self.wording.say("ask.compound", locale, n=len(several)),
                locale,
            )
        entries = [self._entries[candidate.entry] for candidate in ranking.candidates]
        match verdict.decision:
            case Decision.ANSWER:
                return self._answer(
                    entries[:1], ranking.probability, self._again(entries[0], last, locale), locale
                )
            case Decision.CLARIFY:
                choices = self._distinct(entries)[:_CHOICES]
                text = self.wording.say("ask.clarify", locale)
                return Reply(
                    Outcome.CLARIFY,
                    text,
                    ranking.probability,
                    choices=tuple(map(self._suggestion, choices)),
                )
            case Decision.CHAT:
                return Reply(
                    Outcome.CHAT,
                    small_talk(verdict.against, self.wording, locale),
                    1 - ranking.probability,
                )
            case _:
                return self._absent(ranking, verdict, locale)

    def _absent(self, ranking: Ranking, verdict: Verdict, locale: str) -> Reply:
        """ "The article doesn't say", with at most one related passage, labelled as not an answer."""
        if verdict.decision is Decision.UNSAFE and ranking.group in self._crises:
            return self._crisis_reply(locale)
        text = refusal(verdict.decision, self.wording, locale)
        related: tuple[Suggestion, ...] = ()
        if verdict.decision in (Decision.NEAR, Decision.PREMISE):
            entry = self._near(ranking)
            key = "instead" if verdict.decision is Decision.PREMISE else "not-an-answer"
            if entry:
                text = f"{text} {self.wording.say(f'ask.absent.{key}', locale)}"
                related = (self._suggestion(entry),)
        return Reply(Outcome.ABSENT, text, 1 - ranking.probability, related=related)

    def _crisis_reply(self, locale: str) -> Reply:
        """For somebody in danger: people before passages, and no button to hand it to anyone."""
        return Reply(Outcome.CHAT, crisis_line(self.wording, locale), 1.0)

    def _near(self, ranking: Ranking) -> Entry | None:
        """What the article says on the same subject: what the nearest out-of-scope group points at,
        else the best entry if it is close.
        """
        pointed, about = self._pointers.get(ranking.group, ("", ""))
        if pointed in self._entries:
            return self._entries[pointed]
        for candidate in ranking.candidates:
            if about and about in self._entries[candidate.entry].cites:
                return self._entries[candidate.entry]
        return (
            self._entries[ranking.candidates[0].entry] if ranking.signals.cosine > _CLOSE else None
        )

    def _answer(self, entries: Sequence[Entry], confidence: float, lead: str, locale: str) -> Reply:
        answers = tuple(
            Answer(
                entry.id,
                entry.title,
                entry.claim,
                attribution(entry, self.wording, locale),
                self._citations(entry),
            )
            for entry in entries
        )
        shown = {entry.id for entry in entries}
        wanted = [
            found
            for entry in entries
            for name in entry.related
            if name not in shown and (found := self._entries.get(name))
        ]
        related = tuple(map(self._suggestion, dict.fromkeys(wanted)))[:_RELATED]
        return Reply(Outcome.ANSWER, lead, confidence, answers=answers, related=related)

    def _distinct(self, entries: Sequence[Entry]) -> list[Entry]:
        """Entries in order, one for each set of passages."""
        seen: dict[tuple[str, ...], Entry] = {}
        for entry in entries:
            seen.setdefault(entry.cites, entry)
        return list(seen.values())

    def _suggestion(self, entry: Entry) -> Suggestion:
        return Suggestion(entry.id, entry.title, self._citations(entry))

    def _citations(self, entry: Entry) -> tuple[Citation, ...]:
        return tuple(map(self._citation, entry.cites))

    def _citation(self, place: str) -> Citation:
        return Citation(
            place, self._citer.heading(place), self._citer.number(place), self._citer.link(place)
        )
