"""The comments of a YAML text, which its parser drops: where each stands, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

_SIGN = re.compile(r"(?:^|(?<=\s))#")


@dataclass(slots=True)
class Notes:
    """What stands around a key or list item: comments and a blank line above, a comment behind
    with the blanks before it.
    """

    above: list[str] = field(default_factory=list)
    behind: str = ""
    is_apart: bool = False


class Comments:
    """Belongs each comment to the key or item that begins below it, or that it stands behind."""

    def __init__(self, text: str, root: yaml.Node) -> None:
        self._lines = text.splitlines()
        self._spans = sorted(_spans(root))
        self._starts = dict.fromkeys(_starts(root))
        self.notes: dict[tuple[int, int], Notes] = {}
        self.at_end: list[str] = []
        self.count = 0
        self._read()

    def of(self, node: yaml.Node) -> Notes:
        """What stands around a key or an item."""
        return self.notes.get((node.start_mark.line, node.start_mark.column), Notes())

    def within(self, node: yaml.Node) -> bool:
        """Whether a comment belongs to anything inside a node."""
        first, last = node.start_mark, node.end_mark
        return any(
            (first.line, first.column) < place <= (last.line, last.column)
            and (notes.above or notes.behind)
            for place, notes in self.notes.items()
        )

    def _read(self) -> None:
        order = sorted(self._starts)
        held: list[str] = []
        is_apart = False
        for number, line in enumerate(self._lines):
            place = self._comment(number, line)
            here = [mark for mark in order if mark[0] == number]
            if place is not None and not line[:place].strip():
                held.append(line[place:].rstrip())
                self.count += 1
                continue
            if here:
                first = self.notes.setdefault(here[0], Notes())
                first.above, first.is_apart = held, is_apart
                held, is_apart = [], False
            elif not line.strip():
                is_apart = True
            if place is not None:
                before = [mark for mark in order if mark <= (number, place)]
                gap = len(line[:place]) - len(line[:place].rstrip())
                whose = here[0] if here else before[-1]
                self.notes.setdefault(whose, Notes()).behind = line[place - gap :].rstrip()
                self.count += 1
        self.at_end = held

    def _comment(self, number: int, line: str) -> int | None:
        """Where the comment of a line begins: the first sign that is inside no text."""
        for found in _SIGN.finditer(line):
            place = (number, found.start())
            if not any(first <= place < last for first, last in self._spans):
                return found.start()
        return None


_Mark = tuple[int, int]


def _spans(node: yaml.Node) -> Iterator[tuple[_Mark, _Mark]]:
    """Where texts stand; that of a block begins on the line below its sign."""
    if isinstance(node, yaml.ScalarNode):
        first, last = node.start_mark, node.end_mark
        start = (first.line + 1, 0) if node.style in ("|", ">") else (first.line, first.column)
        yield start, (last.line, last.column)
        return
    for child in _children(node):
        yield from _spans(child)


def _starts(node: yaml.Node) -> Iterator[_Mark]:
    """Where keys and list items begin."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.start_mark.line, key.start_mark.column
            yield from _starts(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield item.start_mark.line, item.start_mark.column
            yield from _starts(item)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value
