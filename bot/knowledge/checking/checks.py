"""Checks over a whole knowledge folder that no single file can make: each finding names file, line,
column, what, and the cure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel

from bot.knowledge.checking.act_phrases import repeated_phrases
from bot.knowledge.checking.copy_check import against_copy
from bot.knowledge.checking.forms import facet_findings
from bot.knowledge.checking.grounding import CURE, names_of, ungrounded
from bot.knowledge.checking.placeholders import unfilled
from bot.knowledge.checking.repeats import repeats
from bot.knowledge.checking.shape import not_a_pack
from bot.knowledge.checking.talk import conversation_findings
from bot.knowledge.conversation import Conversation, FacetFile
from bot.knowledge.files import read_file
from bot.knowledge.loader import load, load_languages
from bot.knowledge.models import (
    Certainty,
    Entry,
    EntryFile,
    Glossary,
    Knowledge,
    NearMissFile,
    PremiseFile,
    Source,
)
from bot.knowledge.pack_files import ignored, too_large, yaml_files
from bot.knowledge.passages import figures_in
from bot.knowledge.positions import Finding, Positions
from bot.knowledge.roles import missing_roles
from bot.knowledge.shipped import common_of

_ALSO_FIGURES = frozenset({"March", "May", "1"})
"""Which a claim may also hold as words of another meaning."""


def check(article: Path, copy: Path | None = None) -> list[Finding]:
    """Everything wrong with a knowledge folder; with a numbered copy of the article its hashes are
    checked too.

    Raises KnowledgeError when the folder does not even load: its message holds the findings.
    """
    if lacks := not_a_pack(article):
        return lacks
    common = common_of(article)
    if large := list(too_large(article)):
        return large
    found = [*ignored(article, common)]
    if left := unfilled(article):
        return sorted({*found, *left, *_form(article, left)})
    knowledge = load(article)
    load_languages(article)
    found += [*_entries(article, knowledge), *_coverage(article, knowledge)]
    found += [*facet_findings(article, knowledge), *conversation_findings(article, knowledge)]
    found += [*repeats(article, common), *repeated_phrases(common)]
    found += [*_pointers(article, knowledge), *_strongest(article, knowledge)]
    found += [*missing_roles(article, knowledge), *_figures(article, knowledge.source)]
    if copy:
        found += against_copy(article, knowledge.source, copy)
    return sorted(set(found))


def _form(article: Path, left: Sequence[Finding]) -> Iterator[Finding]:
    """What else keeps a pack's files from their form, while places are still to be filled in."""
    empty = {(finding.path, finding.line) for finding in left}
    forms: list[tuple[Iterable[Path], type[BaseModel]]] = [
        ([article / "source.yaml"], Source),
        (yaml_files(article, "entries/*.yaml"), EntryFile),
        ([article / "glossary.yaml"], Glossary),
        (yaml_files(article, "out_of_scope*.yaml"), NearMissFile),
        (yaml_files(article, "premises*.yaml"), PremiseFile),
        (yaml_files(article, "conversation.yaml"), Conversation),
        (yaml_files(article / "facets"), FacetFile),
    ]
    for paths, model in forms:
        for path in paths:
            found = read_file(path, model)
            if isinstance(found, list):
                yield from (one for one in found if (one.path, one.line) not in empty)


def _entry_files(article: Path) -> Iterator[tuple[Path, EntryFile]]:
    for path in yaml_files(article / "entries"):
        file = read_file(path, EntryFile)
        if isinstance(file, EntryFile):
            yield path, file


def _entries(article: Path, knowledge: Knowledge) -> Iterator[Finding]:
    ids = {entry.id for entry in knowledge.entries}
    seen: set[str] = set()
    for path, file in _entry_files(article):
        positions = Positions(path)
        for number, entry in enumerate(file.entries):
            for keys, what, cure in _entry(entry, ids, seen, knowledge.source):
                yield Finding(
                    str(path), *positions.at("entries", number, *keys), f"{entry.id}: {what}", cure
                )
            seen.add(entry.id)


_Wrong = tuple[tuple[object, ...], str, str]
"""Where in the entry, what is wrong, and the cure."""


def _entry(entry: Entry, ids: set[str], seen: set[str], source: Source) -> Iterator[_Wrong]:
    if entry.id in seen:
        yield ("id",), "the id stands twice", "rename one; ids are never reused"
    yield from _links(entry, ids)
    yield from _contrasts(entry, source)
    for number, locator in enumerate(entry.cites):
        if locator not in source.passages():
            yield (
                ("cites", number),
                f"unknown passage {locator}",
                "cite a passage that source.yaml lists",
            )
    yield from _grounding(entry, source)


def _links(entry: Entry, ids: set[str]) -> Iterator[_Wrong]:
    for number, other in enumerate(entry.related):
        if other not in ids or other == entry.id:
            yield (
                ("related", number),
                f"related id {other} leads nowhere",
                "name another entry's id",
            )
    for facet, other in entry.follow.model_dump().items():
        if other and other not in ids:
            yield (
                ("follow", facet),
                f"follow.{facet} {other} leads nowhere",
                "name an entry's id or leave it empty",
            )


def _contrasts(entry: Entry, source: Source) -> Iterator[_Wrong]:
    """A follow-up turns to what the source contrasts, and to nothing else."""
    known = {one.id for one in source.contrasts}
    for name in entry.follow.model_extra or {}:
        if name not in known:
            yield (
                ("follow", name),
                f"follow.{name} is neither a follow-up nor a contrast: nobody is led there",
                (
                    "list it under `contrasts` in source.yaml with the words members use, or take"
                    " it out"
                ),
            )


def _grounding(entry: Entry, source: Source) -> Iterator[_Wrong]:
    """A claim may say no more than its passages, and must keep its hedge."""
    if entry.certainty is Certainty.HEDGED and not _holds(entry.claim, entry.hedge):
        yield (
            ("claim",),
            f"the hedge “{entry.hedge}” is not in the claim",
            "keep the hedge: the article does not say it flatly",
        )
    for what in ungrounded(entry.claim, entry.cites, source):
        yield ("claim",), what, CURE
    passages = source.passages()
    names = names_of([passages[one][1] for one in entry.cites if one in passages], source)
    if entry.speaker and not any(word in names for word in re.findall(r"[\w.&']+", entry.speaker)):
        yield (
            ("speaker",),
            f"the passages do not name {entry.speaker} as speaker",
            "use voice: unnamed where the article names nobody",
        )


def _holds(claim: str, hedge: str) -> bool:
    return all(word in claim.lower() for word in re.findall(r"[a-z']+", hedge.lower()))


def _coverage(article: Path, knowledge: Knowledge) -> Iterator[Finding]:
    cited = {locator for entry in knowledge.entries for locator in entry.cites}
    path = article / "source.yaml"
    positions = Positions(path)
    for section_number, section in enumerate(knowledge.source.sections):
        for number, passage in enumerate(section.passages):
            if f"{section.id}:{passage.number}" not in cited:
                place = positions.at("sections", section_number, "passages", number)
                yield Finding(
                    str(path),
                    *place,
                    f"no entry cites {section.id}:{passage.number}",
                    "write an entry for what it says",
                )


def _figures(article: Path, source: Source) -> Iterator[Finding]:
    """Figures that no claim could name: a claim's are read as digits, number words and months."""
    path = article / "source.yaml"
    for section_number, section in enumerate(source.sections):
        for number, passage in enumerate(section.passages):
            for place, figure in enumerate(passage.figures):
                if figures_in(figure) != {figure} and figure not in _ALSO_FIGURES:
                    where = ("sections", section_number, "passages", number, "figures", place)
                    yield Finding(
                        str(path),
                        *Positions(path).at(*where),
                        f"“{figure}” is no figure",
                        "write digits, half, dozen, hundred …, or a month; names go into names",
                    )


_AN_ENTRY = "name an entry's id or leave it empty"
_A_PASSAGE = "name a passage that source.yaml lists"


def _pointers(article: Path, knowledge: Knowledge) -> Iterator[Finding]:
    ids, passages = {entry.id for entry in knowledge.entries}, knowledge.source.passages()
    for path in [
        *yaml_files(article, "out_of_scope*.yaml"),
        *yaml_files(article, "premises*.yaml"),
    ]:
        positions = Positions(path)
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for number, group in enumerate(raw["groups"]):
            for key, known, what, cure in (
                ("related", ids, "{key} {meant} leads nowhere", _AN_ENTRY),
                ("instead", ids, "{key} {meant} leads nowhere", _AN_ENTRY),
                ("about", passages, "unknown passage {meant}", _A_PASSAGE),
                ("instead_about", passages, "unknown passage {meant}", _A_PASSAGE),
            ):
                meant = group.get(key)
                if meant and meant not in known:
                    place = positions.at("groups", number, key)
                    yield Finding(str(path), *place, what.format(key=key, meant=meant), cure)


def _strongest(article: Path, knowledge: Knowledge) -> Iterator[Finding]:
    sides = {entry.id: entry.side for entry in knowledge.entries}
    path = article / "source.yaml"
    strongest = knowledge.source.strongest
    for side, names in (("for", strongest.pro), ("against", strongest.against)):
        for name in names:
            if sides.get(name) != side:
                place = Positions(path).at("strongest", side)
                yield Finding(
                    str(path),
                    *place,
                    f"{name} is no entry whose side is {side}",
                    "name one, or set its side",
                )
