"""What stands twice in a pack and would take an answer from somebody: asks, titles, ids of groups,
synonyms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.files import read_file
from bot.knowledge.loader import COMMON_GROUPS
from bot.knowledge.models import (
    AskGroup,
    CommonFile,
    CommonGroup,
    EntryFile,
    Glossary,
    NearMissFile,
    PremiseFile,
)
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding, Positions

_SMALL = frozenset(
    "a an the of to in on for and or is are was were do does did it its that this"
    " what whats be by with at about i u you".split()
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence or name, whose it is, and where it stands."""

    text: str
    owner: str
    path: Path
    keys: tuple[object, ...]
    cites: frozenset[str] = frozenset()
    is_title: bool = False

    @property
    def key(self) -> str:
        """The text without marks and capitals."""
        return " ".join(_words(self.text))


def repeats(article: Path, common: Path) -> Iterator[Finding]:
    """Everything that stands twice in the pack, or in the pack and in what is common to all."""
    marks: dict[Path, Positions] = {}

    def at(place: _Place) -> tuple[int, int]:
        if place.path not in marks:
            marks[place.path] = Positions(place.path)
        return marks[place.path].at(*place.keys)

    entries = list(_entries(article))
    groups = list(_groups(article, common))
    asks = [*(place for place in entries if not place.is_title), *_asks_of(groups)]
    yield from _asks(asks, [place for place in entries if place.is_title], at)
    yield from _ids(groups, at)
    yield from _synonyms(article, at)


_At = Callable[[_Place], tuple[int, int]]
_Group = tuple[Path, int, AskGroup]


def _entries(article: Path) -> Iterator[_Place]:
    """Titles and asks of the entries."""
    for path in yaml_files(article / "entries"):
        file = read_file(path, EntryFile)
        for number, entry in enumerate(file.entries if isinstance(file, EntryFile) else ()):
            cites, where = frozenset(entry.cites), ("entries", number)
            yield _Place(entry.title, entry.id, path, (*where, "title"), cites, is_title=True)
            for n, text in enumerate(entry.asks):
                yield _Place(text, entry.id, path, (*where, "asks", n), cites)


def _groups(article: Path, common: Path) -> Iterator[_Group]:
    """Groups of near misses, premises and what no article answers, with file and number."""
    kinds: list[tuple[Path, type[NearMissFile] | type[PremiseFile] | type[CommonFile]]] = []
    kinds += [(path, NearMissFile) for path in yaml_files(article, "out_of_scope*.yaml")]
    kinds += [(path, PremiseFile) for path in yaml_files(article, "premises*.yaml")]
    paths = [folder / f"{name}.yaml" for name in COMMON_GROUPS for folder in (common, article)]
    kinds += [(path, CommonFile) for path in paths if path.exists()]
    for path, model in kinds:
        file = read_file(path, model)
        if not isinstance(file, list):
            held: tuple[AskGroup, ...] = file.groups
            yield from ((path, number, group) for number, group in enumerate(held))


def _asks_of(groups: list[_Group]) -> Iterator[_Place]:
    for path, number, group in groups:
        for n, text in enumerate(group.asks):
            yield _Place(text, group.id, path, ("groups", number, "asks", n))


def _asks(asks: list[_Place], titles: list[_Place], at: _At) -> Iterator[Finding]:
    """Questions that stand twice, that are another entry's title, or that differ only in order and
    small words while their answers differ.
    """
    exact: dict[str, _Place] = {}
    loose: dict[tuple[str, ...], _Place] = {}
    named = {title.key: title for title in reversed(titles)}
    for title in titles:
        if named[title.key] is not title:
            what = f"“{title.text}” is the title of {named[title.key].owner} too"
            yield Finding(str(title.path), *at(title), what, "say which of the two it asks for")
    for place in asks:
        bag = tuple(sorted(word for word in _words(place.text) if word not in _SMALL))
        if (first := exact.get(place.key)) is not None:
            what = f"“{place.text}” already stands under {first.owner}"
            yield Finding(str(place.path), *at(place), what, "keep it where the answer fits best")
        elif (namesake := named.get(place.key)) and namesake.owner != place.owner:
            what = f"“{place.text}” is the title of {namesake.owner}"
            yield Finding(str(place.path), *at(place), what, "keep it where the answer fits best")
        elif (other := loose.get(bag)) and _differ(place, other):
            what = f"“{place.text}” collides with “{other.text}” under {other.owner}"
            cure = "say one of them so that only one answer fits"
            yield Finding(str(place.path), *at(place), what, cure)
        exact.setdefault(place.key, place)
        if len(bag) > 2:
            loose.setdefault(bag, place)


def _differ(one: _Place, other: _Place) -> bool:
    return one.owner != other.owner and not one.cites & other.cites


def _ids(groups: list[_Group], at: _At) -> Iterator[Finding]:
    """Groups of one kind that share an id: what belongs to one would be told of the other."""
    seen: dict[tuple[str, str], Path] = {}
    for path, number, group in groups:
        kind = type(group).__name__ if not isinstance(group, CommonGroup) else path.stem
        if first := seen.get((kind, group.id)):
            place = _Place(group.id, group.id, path, ("groups", number, "id"))
            where = "above" if first == path else f"in {first}"
            what = f"the group id {group.id} stands {where} already"
            yield Finding(str(path), *at(place), what, "rename one, or join the groups")
        seen.setdefault((kind, group.id), path)


def _synonyms(article: Path, at: _At) -> Iterator[Finding]:
    """Terms that stand twice, and words that are said to mean two things."""
    path = article / "glossary.yaml"
    file = read_file(path, Glossary)
    if not isinstance(file, Glossary):
        return
    terms: dict[str, str] = {}
    meant: dict[str, str] = {}
    for number, term in enumerate(file.terms):
        place = _Place(term.term, term.term, path, ("terms", number, "term"))
        if place.key in terms:
            what = f"the term {term.term} stands twice"
            yield Finding(str(path), *at(place), what, "join the two")
        terms.setdefault(place.key, term.term)
        for n, word in enumerate(term.synonyms):
            place = _Place(word, term.term, path, ("terms", number, "synonyms", n))
            if meant.get(place.key, term.term) != term.term:
                what = f"“{word}” already means {meant[place.key]}"
                yield Finding(str(path), *at(place), what, "keep it under one term")
            meant.setdefault(place.key, term.term)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("'", ""))
