"""Labelled questions, one JSON object a line: whether each can be measured by. A wrong label is
silent otherwise: it counts as a miss, or isn't asked at all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.positions import Finding

KINDS = ("near", "offtopic", "false-premise", "injection", "smalltalk", "unsafe", "turn")
"""What a question to be refused is; figures are kept by kind."""
_LISTS = ("gold", "also", "ok_cite", "entry")
_FORM = 'write {"id": "…", "q": "…", "gold": ["section:1"]}, or "kind" for one to refuse'


@dataclass(frozen=True, slots=True)
class _Pack:
    """What a label may name; anything where it is empty."""

    passages: Collection[str]
    entries: Collection[str]


def labelled_findings(
    path: Path, passages: Collection[str] = (), entries: Collection[str] = ()
) -> list[Finding]:
    """Everything wrong with a file of labelled questions; with the pack's passages and entries,
    whether each is there and every kind is a known one.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [Finding(str(path), 1, 1, f"cannot be read ({error})", "give a UTF-8 file")]
    found: list[Finding] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            found += _line((str(path), number), line, seen, _Pack(passages, entries))
    if not any(line.strip() for line in lines):
        found.append(Finding(str(path), 1, 1, "holds no question", f"{_FORM}; or delete it"))
    return found


def _line(
    place: tuple[str, int], line: str, seen: dict[str, int], pack: _Pack
) -> Iterator[Finding]:
    path, number = place
    try:
        row = json.loads(line)
    except ValueError as error:
        column = getattr(error, "colno", 1)
        yield Finding(path, number, column, f"not JSON ({error})", "write one object a line")
        return
    if not isinstance(row, dict):
        yield Finding(path, number, 1, "not an object", _FORM)
        return
    name = str(row.get("id", ""))
    if name and name in seen:
        what = f"the id {name} stands in line {seen[name]} too"
        yield Finding(path, number, _column(line, '"id"'), what, "rename one")
    seen.setdefault(name, number)
    turns = row.get("turns")
    if turns is not None and not (isinstance(turns, list) and turns):
        cure = "write a list of questions, each an object"
        yield Finding(path, number, _column(line, '"turns"'), "turns holds no list", cure)
        return
    for label in turns or [row]:
        yield from (
            Finding(path, number, _column(line, f'"{key}"'), what, cure)
            for key, what, cure in _label(label, pack, is_turn=bool(turns))
        )


def _label(label: object, pack: _Pack, *, is_turn: bool) -> Iterator[tuple[str, str, str]]:
    """The key, what is wrong with it, and the cure."""
    if not isinstance(label, Mapping):
        yield "turns", "a turn is no object", 'write {"q": "…", "gold": ["section:1"]}'
        return
    question = label.get("q")
    if not isinstance(question, str) or not question.strip():
        yield "q", "holds no question q", _FORM
    for key in _LISTS:
        value = label.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            yield key, f"{key} is no list of texts", f'put it in brackets: "{key}": ["…"]'
            continue
        known = pack.entries if key == "entry" else pack.passages
        for one in value:
            if known and one not in known:
                what = "entry" if key == "entry" else "passage"
                yield key, f"{key}: there is no {what} {one}", f"name a {what} of the pack"
    if not (label.get("gold") or label.get("also") or label.get("kind") or is_turn):
        yield "gold", "says neither what answers it nor that it is to be refused", _FORM
    kind = label.get("kind", "turn")
    if pack.passages and kind not in KINDS:
        yield "kind", f"kind {kind} is none", f"write one of {', '.join(KINDS[:-1])}"


def _column(line: str, key: str) -> int:
    """Where a key stands, from 1; 1 where it is missing."""
    return line.find(key) + 1 or 1
