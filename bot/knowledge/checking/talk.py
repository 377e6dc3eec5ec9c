"""Checks of `conversation.yaml`: everything in it must lead to entries, sections and passages that
are there, be found by words of its own, and say no more than its passages do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bot.knowledge.checking.grounding import CURE, ungrounded
from bot.knowledge.conversation import Conversation, Passaged
from bot.knowledge.files import read_file
from bot.knowledge.models import Knowledge
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding, Positions

_Keys = tuple[object, ...]
_Wrong = tuple[_Keys, str, str]
"""Where in the file, what is wrong, and the cure."""
_AN_ENTRY = "name an entry's id"
_CITE = "cite a passage that source.yaml lists"


def conversation_findings(article: Path, knowledge: Knowledge) -> Iterator[Finding]:
    """What no reading of the file by itself tells; a pack may have none."""
    for path in yaml_files(article, "conversation.yaml"):
        talk = read_file(path, Conversation)
        if isinstance(talk, Conversation):
            positions = Positions(path)
            for keys, what, cure in _wrong(talk, knowledge):
                yield Finding(str(path), *positions.at(*keys), what, cure)


def _wrong(talk: Conversation, knowledge: Knowledge) -> Iterator[_Wrong]:
    parts: tuple[Callable[[Conversation, Knowledge], Iterator[_Wrong]], ...] = (
        _texts,
        _sections,
        _lists,
        _comparisons,
        _quiz,
        _surprises,
        _rebuttals,
    )
    for part in parts:
        yield from part(talk, knowledge)


def _texts(talk: Conversation, knowledge: Knowledge) -> Iterator[_Wrong]:
    """Every sentence against its passages; questions to discuss and what is said of the article
    itself go beyond them by nature.
    """
    known = knowledge.source.passages()
    for keys, said in _told(talk):
        if not said.text.strip():
            yield (*keys, "text"), "says nothing", "write a sentence, or take it out"
        yield from _cited(keys, said.cites, known)
        if keys[0] == "critique" or "questions" in keys:
            continue
        if not said.cites:
            what = "cites no passage, so nobody could look it up"
            yield keys, what, "add `cites` with the passages it rests on"
            continue
        for what in ungrounded(said.text, said.cites, knowledge.source):
            yield (*keys, "text"), what, CURE


def _cited(keys: _Keys, cites: Sequence[str], known: Iterable[str]) -> Iterator[_Wrong]:
    for number, locator in enumerate(cites):
        if locator not in known:
            yield (*keys, "cites", number), f"unknown passage {locator}", _CITE


def _told(talk: Conversation) -> Iterator[tuple[_Keys, Passaged]]:
    """Every text of the file with where it stands."""
    if talk.summary:
        yield ("summary", "sentence"), talk.summary.sentence
        yield from _each(("summary", "bullets"), talk.summary.bullets)
        yield from _each(("summary", "longer"), talk.summary.longer)
    for number, section in enumerate(talk.sections):
        where = ("sections", number)
        yield from _one((*where, "sentence"), section.sentence)
        yield from _each((*where, "bullets"), section.bullets)
        yield from _each((*where, "questions"), section.questions)
    for number, listed in enumerate(talk.lists):
        yield from _each(("lists", number, "items"), listed.items)
    for number, compared in enumerate(talk.comparisons):
        yield from _each(("comparisons", number, "sides"), compared.sides)
        yield from _one(("comparisons", number, "same"), compared.same)
    yield from _each(("motions",), talk.motions)
    for name, field in type(talk.critique).model_fields.items():
        yield from _one(("critique", field.alias or name), getattr(talk.critique, name))
    for number, rebuttal in enumerate(talk.rebuttals):
        if isinstance(rebuttal.answer, Passaged):
            yield ("rebuttals", number, "answer"), rebuttal.answer


def _one(keys: _Keys, said: Passaged | None) -> Iterator[tuple[_Keys, Passaged]]:
    if said is not None:
        yield keys, said


def _each(keys: _Keys, many: Sequence[Passaged]) -> Iterator[tuple[_Keys, Passaged]]:
    yield from (((*keys, number), said) for number, said in enumerate(many))


def _sections(talk: Conversation, knowledge: Knowledge) -> Iterator[_Wrong]:
    known = {section.id for section in knowledge.source.sections}
    named = [one.section for one in talk.sections]
    for number, name in enumerate(named):
        if name not in known:
            what, cure = f"{name} is no section", "name a section that source.yaml lists"
            yield ("sections", number, "section"), what, cure
    yield from _twice("the section", [(("sections", n, "section"), s) for n, s in enumerate(named)])
    yield from _words(
        ((("sections", n, "words", m), word, one.section))
        for n, one in enumerate(talk.sections)
        for m, word in enumerate(one.words)
    )


def _lists(talk: Conversation, _: Knowledge) -> Iterator[_Wrong]:
    yield from _twice(
        "the list", [(("lists", n, "id"), one.id) for n, one in enumerate(talk.lists)]
    )
    yield from _words(
        (("lists", n, "words", m), word, one.id)
        for n, one in enumerate(talk.lists)
        for m, word in enumerate(one.words)
    )


def _comparisons(talk: Conversation, _: Knowledge) -> Iterator[_Wrong]:
    named = [(("comparisons", n, "id"), one.id) for n, one in enumerate(talk.comparisons)]
    yield from _twice("the comparison", named)
    for number, one in enumerate(talk.comparisons):
        for place, words in enumerate(one.things):
            if not words:
                what = "one of the two things has no name, so nobody could ask for it"
                yield ("comparisons", number, "things", place), what, "write what members call it"
        yield from _words(
            (("comparisons", number, "things", place, m), word, f"thing {place + 1}")
            for place, words in enumerate(one.things)
            for m, word in enumerate(words)
        )


def _quiz(talk: Conversation, knowledge: Knowledge) -> Iterator[_Wrong]:
    known = knowledge.source.passages()
    asked = [(("quiz", n, "text"), one.text) for n, one in enumerate(talk.quiz)]
    yield from _twice("the question", asked)
    for number, one in enumerate(talk.quiz):
        where = ("quiz", number)
        for key, text in (("text", one.text), ("answer", one.answer)):
            if not text.strip():
                yield (*where, key), "says nothing", "write it, or take the question out"
        for n, text in enumerate(one.accept):
            if not text.strip():
                yield (*where, "accept", n), "says nothing", "take it out"
        yield from _cited(where, one.cites, known)
        for what in ungrounded(one.answer, one.cites, knowledge.source):
            yield (*where, "answer"), what, CURE


def _surprises(talk: Conversation, knowledge: Knowledge) -> Iterator[_Wrong]:
    named = [(("surprises", n), name) for n, name in enumerate(talk.surprises)]
    yield from _twice("the entry", named)
    for keys, name in named:
        if knowledge.entry(name) is None:
            yield keys, f"{name} is no entry", _AN_ENTRY


def _rebuttals(talk: Conversation, knowledge: Knowledge) -> Iterator[_Wrong]:
    for number, one in enumerate(talk.rebuttals):
        where = ("rebuttals", number)
        for key, name in (("against", one.against), ("answer", one.answer)):
            if isinstance(name, str) and name and knowledge.entry(name) is None:
                yield (*where, key), f"{name} is no entry", _AN_ENTRY
        if one.answer == "":
            yield (*where, "answer"), "answers nothing", f"{_AN_ENTRY}, or write a text"
        if not one.against and not one.words:
            what = "has neither a claim nor words it answers, so it is never told"
            yield where, what, "name the claim's entry, or write how members put it"
        elif one.against and one.against == one.answer:
            yield (*where, "answer"), f"{one.against} answers itself", "name another entry"
    yield from _words(
        (("rebuttals", n, "words", m), word, "another rebuttal" if n else "the first rebuttal")
        for n, one in enumerate(talk.rebuttals)
        for m, word in enumerate(one.words)
    )


def _twice(kind: str, named: Iterable[tuple[_Keys, str]]) -> Iterator[_Wrong]:
    """What is told once only: the later one would never be found."""
    seen: set[str] = set()
    for keys, name in named:
        if _plain(name) in seen:
            yield keys, f"{kind} {name} stands above already", "join the two, or take one out"
        seen.add(_plain(name))


def _words(places: Iterable[tuple[_Keys, str, str]]) -> Iterator[_Wrong]:
    """Words that are empty, or lead to what stands first and so never here."""
    first: dict[str, str] = {}
    for keys, word, owner in places:
        if not _plain(word):
            yield keys, "says nothing", "take it out"
        elif _plain(word) in first:
            what = f"“{word}” leads to {first[_plain(word)]} already"
            yield keys, what, "keep it where members mean it"
        first.setdefault(_plain(word), owner)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
