"""Where in a YAML file a value stands, so that a finding can name line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

_TOLD = re.compile(r"(.+?)(?::(\d+))?(?::(\d+))?: (.*)")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong in a knowledge file; prints as `file:line:column: what; the cure`."""

    path: str
    line: int
    column: int
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.what}; {self.cure}"

    @classmethod
    def read(cls, line: str) -> Finding:
        """The finding that a line of an error tells, as far as it has that form."""
        found = _TOLD.match(line)
        if not found:
            return cls("", 1, 1, line, "")
        what, _, cure = found[4].rpartition("; ")
        return cls(
            found[1], int(found[2] or 1), int(found[3] or 1), what or cure, cure if what else ""
        )


class Positions:
    """The marks of one file: `at("entries", 3, "claim")` is the (line, column) of that value,
    counted from 1.
    """

    def __init__(self, path: Path) -> None:
        self._root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    def at(self, *keys: object) -> tuple[int, int]:
        """The nearest known place on the way to `keys`."""
        node = self._root
        place = (1, 1)
        for key in keys:
            child = _child(node, key)
            if child is None:
                break
            node = child
            place = (node.start_mark.line + 1, node.start_mark.column + 1)
        return place


def _child(node: yaml.Node | None, key: object) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        child: yaml.Node = node.value[key]
        return child
    return None
