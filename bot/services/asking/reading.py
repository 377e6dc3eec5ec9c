"""The article read without a question: section by section in the pack's own words, its glossary,
its links, something surprising, and its quiz.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue.compose import Citer, attribution
from bot.dialogue.replies import Answer, Citation
from bot.knowledge.models import SUMMARY_OF, Entry, Knowledge, Section
from bot.services.asking.contents import SourceLine, sources
from bot.services.asking.quiz import QuizItem
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or two with their passages."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the article: what it comes to, and its claims in the article's order."""

    section: str
    heading: str
    summary: Said | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the article and what it means there; `is_defined` where the article says so
    itself.
    """

    term: str
    means: str
    citations: tuple[Citation, ...] = ()
    is_defined: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What the bot knows at the moment, in numbers."""

    title: str
    digest: str
    sections: int
    entries: int
    phrasings: int
    near_misses: int
    terms: int
    quiz: int


class ReadingService:
    """Reads the knowledge that is in force at the moment of asking."""

    def __init__(self, knowledge: Callable[[], Knowledge], wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording

    def article(self) -> tuple[str, str]:
        """Its title, and the site it stands on; empty where unknown."""
        source = self._knowledge().source
        return source.title, source.site

    def headings(self) -> list[str]:
        """The chapters' headings, in the article's order."""
        return [heading for _, heading in self.sections()]

    def sections(self) -> list[tuple[str, str]]:
        """The chapters' ids and headings."""
        return [(section.id, _heading(section)) for section in _read(self._knowledge())]

    def chapter(self, number: int, locale: str = "en") -> Chapter | None:
        """A chapter by its place; None where there is none."""
        knowledge = self._knowledge()
        found = _read(knowledge)
        if not 0 <= number < len(found):
            return None
        section = found[number]
        summary = _summary(knowledge, section)
        told = {entry.id for entry in knowledge.in_role(f"{SUMMARY_OF}:{section.id}")}
        answers = [
            self._answer(entry, knowledge, locale)
            for entry in _in_order(knowledge, section)
            if entry.id not in told
        ]
        return Chapter(section.id, _heading(section), summary, tuple(answers))

    def find(self, typed: str) -> int:
        """The place of the chapter whose id or heading was typed, or a part of one heading alone;
        -1 where there is none.
        """
        wanted = typed.strip().casefold()
        known = [(section, heading.casefold()) for section, heading in self.sections()]
        exact = [n for n, names in enumerate(known) if wanted in names]
        part = [n for n, (_, heading) in enumerate(known) if wanted in heading]
        found = exact or (part if len(part) == 1 else [])
        return found[0] if wanted and found else -1

    def answer(self, entry: str, locale: str = "en") -> Answer | None:
        """An entry's claim with its passages; None when the knowledge no longer has it."""
        knowledge = self._knowledge()
        found = knowledge.entry(entry)
        return self._answer(found, knowledge, locale) if found else None

    def surprise(self, pick: Callable[[Sequence[str]], str], locale: str = "en") -> Answer | None:
        """An entry picked from those that surprise, or from all where the pack names none."""
        knowledge = self._knowledge()
        named = [one for one in knowledge.conversation.surprises if knowledge.entry(one)]
        ids = named or [entry.id for entry in knowledge.entries]
        return self.answer(pick(ids), locale) if ids else None

    def terms(self) -> list[Meaning]:
        """The article's words that the glossary explains, by the alphabet."""
        knowledge = self._knowledge()
        citer = Citer(knowledge)
        found = [
            Meaning(term.term, term.means, _cited(citer, term.cites), term.defined)
            for term in knowledge.glossary.terms
            if term.means
        ]
        return sorted(found, key=lambda one: one.term.casefold())

    def term(self, typed: str) -> Meaning | None:
        """A word by its name or by what members type instead; None where it isn't explained."""
        wanted = typed.strip().casefold()
        for term in self._knowledge().glossary.terms:
            if term.means and wanted in {term.term.casefold(), *map(str.casefold, term.synonyms)}:
                return next(one for one in self.terms() if one.term == term.term)
        return None

    def links(self) -> list[SourceLine]:
        """The article's own links."""
        return sources(self._knowledge())

    def questions(self) -> list[QuizItem]:
        """The quiz of the pack; none where it has none."""
        knowledge = self._knowledge()
        citer = Citer(knowledge)
        return [
            QuizItem(one.text, one.answer, one.accept, _cited(citer, one.cites))
            for one in knowledge.conversation.quiz
        ]

    def status(self) -> Status:
        """What is known, counted."""
        knowledge = self._knowledge()
        return Status(
            knowledge.source.title,
            knowledge.digest[:12],
            len(knowledge.source.sections),
            len(knowledge.entries),
            sum(len(entry.asks) for entry in knowledge.entries),
            len(knowledge.near_misses) + len(knowledge.premises),
            len(knowledge.glossary.terms),
            len(knowledge.conversation.quiz),
        )

    def _answer(self, entry: Entry, knowledge: Knowledge, locale: str) -> Answer:
        whose = attribution(entry, self._wording, locale)
        cited = _cited(Citer(knowledge), entry.cites)
        return Answer(entry.id, entry.title, entry.claim, whose, cited)


def _read(knowledge: Knowledge) -> list[Section]:
    """The sections with something to say of them."""
    said = {entry.cites[0].split(":", maxsplit=1)[0] for entry in knowledge.entries}
    said |= {talk.section for talk in knowledge.conversation.sections if talk.sentence}
    return [section for section in knowledge.source.sections if section.id in said]


def _in_order(knowledge: Knowledge, section: Section) -> list[Entry]:
    """A section's entries by the first passage they cite; those of one passage as they stand."""
    begin = f"{section.id}:"
    mine = [entry for entry in knowledge.entries if entry.cites[0].startswith(begin)]
    return sorted(mine, key=lambda entry: int(entry.cites[0].removeprefix(begin)))


def _summary(knowledge: Knowledge, section: Section) -> Said | None:
    """The section in a sentence: the pack's own, else its summary's claim."""
    citer = Citer(knowledge)
    for talk in knowledge.conversation.sections:
        if talk.section == section.id and talk.sentence:
            return Said(talk.sentence.text, _cited(citer, talk.sentence.cites))
    for entry in knowledge.in_role(f"{SUMMARY_OF}:{section.id}"):
        return Said(entry.claim, _cited(citer, entry.cites))
    return None


def _cited(citer: Citer, locators: Iterable[str]) -> tuple[Citation, ...]:
    return tuple(map(citer.cite, locators))


def _heading(section: Section) -> str:
    """Without the colon that some headings end in: another follows, or none is wanted."""
    return section.heading.rstrip(": ")
