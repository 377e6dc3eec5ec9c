"""What an editor adds to a pack: asks, a near miss, a false premise, an entry. Written into the
file where it belongs, checked, and taken back where `kb check` finds fault with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.errors import KnowledgeError
from bot.knowledge.checking.checks import check
from bot.knowledge.files import read_file
from bot.knowledge.models import Source
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding
from bot.knowledge.workshop.safe_write import put, unmade
from bot.knowledge.workshop.yaml_edit import (
    add_blocks,
    add_scalars,
    folded,
    index_of,
    line_of,
    scalar,
    texts_at,
)

_ASKS = "asks"


@dataclass(frozen=True, slots=True)
class NewAsks:
    """Ways to ask for an entry that is there."""

    entry: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewNearMiss:
    """Questions that the article doesn't answer; they join the group of that id where there is
    one.
    """

    id: str
    asks: tuple[str, ...]
    kind: str = "other-detail"
    related: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class NewPremise:
    """Questions that take something for granted; they join the group of that id where there is
    one.
    """

    id: str
    asks: tuple[str, ...]
    premise: str
    instead: str = ""
    instead_about: str = ""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry; `file` is its name below `entries/`, else where its passage's others stand."""

    id: str
    title: str
    claim: str
    cites: tuple[str, ...]
    asks: tuple[str, ...]
    voice: str = "reporting"
    certainty: str = "stated"
    topics: tuple[str, ...] = ()
    speaker: str = ""
    hedge: str = ""
    side: str = ""
    role: str = ""
    related: tuple[str, ...] = ()
    file: str = ""


Addition = NewAsks | NewNearMiss | NewPremise | NewEntry


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, none where everything stood there already; or, with findings,
    none.
    """

    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: tuple[str, ...] = ()
    """`file:line` of each addition."""


def add(article: Path, additions: Sequence[Addition]) -> Written:
    """Write all of them, or none where that would make the pack worse than it is. Raises
    KnowledgeError where a file can't be written or has a form that can't be added to.
    """
    editor = _Editor(article)
    places = [editor.take(addition) for addition in additions]
    if misplaced := list(_misplaced(article, additions)):
        return Written(findings=tuple(misplaced))
    texts = editor.texts
    old = {path: path.read_text(encoding="utf-8") if path.exists() else None for path in texts}
    for path, text in texts.items():
        _still_holds(path, old[path], text)
    put(texts)
    if after := _findings(article):
        with unmade(old, texts):
            before = {_same(one) for one in _findings(article)}
        if worse := tuple(one for one in after if _same(one) not in before):
            put(old)
            return Written(findings=worse)
    return Written(
        tuple(texts),
        places=tuple(
            f"{path}:{line_of(texts[path], keys)}" for path, keys in places if path in texts
        ),
    )


def _same(finding: Finding) -> tuple[str, str, str]:
    """A finding but for its line, which an addition may move."""
    return finding.path, finding.what, finding.cure


def _findings(article: Path) -> list[Finding]:
    try:
        return check(article)
    except KnowledgeError as error:
        return [Finding.read(line) for line in str(error).splitlines()]


_Place = tuple[Path, tuple[object, ...]]
"""A file, and where in it an addition stands."""


class _Editor:
    """The files of a pack as they will be: `texts` holds those that change."""

    def __init__(self, article: Path) -> None:
        self.texts: dict[Path, str] = {}
        self._article = article

    def take(self, addition: Addition) -> _Place:
        """Add to the file where it belongs. Raises KnowledgeError where it doesn't fit."""
        try:
            if isinstance(addition, NewAsks):
                return self._entrys(addition)
            return self._new(addition)
        except (ValueError, yaml.YAMLError) as error:
            raise KnowledgeError(
                f"{self._article}: the file's form can't be added to ({error}); write it by hand"
            ) from error

    def _entrys(self, addition: NewAsks) -> _Place:
        paths = yaml_files(self._article / "entries")
        found = self._joined(paths, "entries", addition.entry, addition.asks)
        if found is None:
            raise KnowledgeError(f"{self._article}: no entry {addition.entry}; name one by its id")
        return found

    def _new(self, addition: NewNearMiss | NewPremise | NewEntry) -> _Place:
        if isinstance(addition, NewEntry):
            key, path = "entries", _entry_file(self._article, addition)
        else:
            key = "groups"
            name = "premises" if isinstance(addition, NewPremise) else "out_of_scope"
            path = self._article / f"{name}.yaml"
            paths = yaml_files(self._article, f"{name}*.yaml")
            if found := self._joined(paths, key, addition.id, addition.asks):
                return found
        text = self.texts.get(path) or _read(path)
        self.texts[path] = add_blocks(text, [key], [list(_lines(addition))])
        return path, (key, index_of(self.texts[path], key, addition.id))

    def _joined(
        self, paths: Iterable[Path], key: str, name: str, asks: Sequence[str]
    ) -> _Place | None:
        """Asks added to what has that id already; None where nothing has."""
        for path in paths:
            text = self.texts.get(path) or _read(path)
            if (number := index_of(text, key, name)) is not None:
                where = (key, number, _ASKS)
                held = {_plain(ask) for ask in texts_at(text, where)}
                if new := [ask for ask in asks if _plain(ask) not in held]:
                    self.texts[path] = add_scalars(text, where, new)
                return path, where
        return None


def _plain(ask: str) -> str:
    """An ask without its marks and capitals: what stands there already isn't written again."""
    return " ".join(re.findall(r"\w+", ask.casefold()))


def _misplaced(article: Path, additions: Sequence[Addition]) -> Iterator[Finding]:
    """Passages that are none; told here too, for a pack that isn't filled in yet is checked for its
    form only.
    """
    path = article / "source.yaml"
    source = read_file(path, Source)
    if not isinstance(source, Source):
        return
    for addition in additions:
        cites = addition.cites if isinstance(addition, NewEntry) else ()
        about = getattr(addition, "about", "") or getattr(addition, "instead_about", "")
        for locator in (*cites, *filter(None, [about])):
            if locator not in source.passages():
                cure = "cite a passage that source.yaml lists"
                yield Finding(str(path), 1, 1, f"unknown passage {locator}", cure)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}); run `eyebot kb check`") from error


def _entry_file(article: Path, entry: NewEntry) -> Path:
    """The file that was named; else that with the most entries on the same section."""
    if entry.file:
        return article / "entries" / f"{entry.file.removesuffix('.yaml')}.yaml"
    section = entry.cites[0].partition(":")[0] if entry.cites else "more"
    held = {
        path: _read(path).count(f"cites: [{section}:") for path in yaml_files(article / "entries")
    }
    best = max(held, key=lambda path: held[path], default=None)
    return best if best and held[best] else article / "entries" / f"{section}.yaml"


def _lines(addition: NewNearMiss | NewPremise | NewEntry) -> Iterator[str]:
    yield f"- id: {scalar(addition.id)}"
    if isinstance(addition, NewEntry):
        yield from _entry_lines(addition)
    elif isinstance(addition, NewPremise):
        yield f"  premise: {scalar(addition.premise)}"
        yield from _named("  ", addition, ("instead", "instead_about"))
    else:
        yield f"  kind: {scalar(addition.kind)}"
        yield from _named("  ", addition, ("related", "about"))
    yield "  asks:"
    yield from (f"    - {scalar(ask)}" for ask in addition.asks)


def _entry_lines(entry: NewEntry) -> Iterator[str]:
    yield f"  title: {scalar(entry.title)}"
    yield from folded("claim", entry.claim, "  ")
    yield f"  cites: {_flow(entry.cites)}"
    yield f"  voice: {scalar(entry.voice)}"
    yield from _named("  ", entry, ("speaker",))
    yield f"  certainty: {scalar(entry.certainty)}"
    yield from _named("  ", entry, ("hedge", "side"))
    section = entry.cites[0].partition(":")[0] if entry.cites else "more"
    yield f"  topics: {_flow(entry.topics or (section,))}"
    yield from _named("  ", entry, ("role",))
    if entry.related:
        yield f"  related: {_flow(entry.related)}"


def _named(indent: str, addition: object, names: Sequence[str]) -> Iterator[str]:
    """Fields that are left out where they are empty."""
    for name in names:
        if value := getattr(addition, name):
            yield f"{indent}{name}: {scalar(value)}"


def _flow(values: Sequence[str]) -> str:
    return f"[{', '.join(scalar(value, flow=True) for value in values)}]"


def _still_holds(path: Path, old: str | None, new: str) -> None:
    """An edit adds: whatever a file held, it still holds."""
    before = yaml.load(old or "", Loader=yaml.CSafeLoader)
    if not _within(before, yaml.load(new, Loader=yaml.CSafeLoader)):
        raise KnowledgeError(f"{path}: the file's form can't be added to; write it by hand")


def _within(old: object, new: object) -> bool:
    if isinstance(old, dict):
        return isinstance(new, dict) and all(
            key in new and _within(value, new[key]) for key, value in old.items()
        )
    if isinstance(old, list):
        return (
            isinstance(new, list)
            and len(new) >= len(old)
            and all(_within(a, b) for a, b in zip(old, new, strict=False))
        )
    return old is None or old == new
