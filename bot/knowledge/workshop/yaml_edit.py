"""Adds to a YAML text where it stands: comments, blank lines and quotation marks of the rest are
kept, because only the new lines are written.

A library that keeps comments (ruamel.yaml) was weighed: it writes a whole file anew with one width
and one indent, and a pack has few shapes.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence

import yaml

_WIDTH = 100
_LOADER = yaml.CSafeLoader
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as YAML writes it: bare where it is read back as the same text, else in quotes."""
    quoted = json.dumps(text, ensure_ascii=False)
    if not text or text != text.strip() or "\n" in text or (flow and _FLOW_SIGNS.search(text)):
        return quoted
    try:
        read = yaml.safe_load(f"- {text}\n")
    except yaml.YAMLError:
        return quoted
    return text if read == [text] and not re.search(r"\s#|:(\s|$)", text) else quoted


def folded(key: str, text: str, indent: str) -> list[str]:
    """A long text below its key, wrapped."""
    width = _WIDTH - len(indent) - 2
    lines = textwrap.wrap(
        " ".join(text.split()), width, break_long_words=False, break_on_hyphens=False
    )
    return [f"{indent}{key}: >-", *(f"{indent}  {line}" for line in lines)]


def add_scalars(text: str, keys: Sequence[object], values: Sequence[str]) -> str:
    """Append texts to the list at `keys`."""
    node = _at(text, keys)
    if isinstance(node, yaml.SequenceNode) and node.value and node.flow_style:
        place = node.end_mark.index - 1
        # `[a, b,]` and `[a,⏎ b⏎]` are lists as well.
        before = text[:place].rstrip()
        glue = "" if before.endswith(",") else ","
        added = ", ".join(scalar(value, flow=True) for value in values)
        return f"{before}{glue} {added}{text[len(before) : place]}{text[place:]}"
    return _add_lines(text, keys, [[f"- {scalar(value)}"] for value in values], apart=False)


def add_blocks(text: str, keys: Sequence[object], blocks: Sequence[Sequence[str]]) -> str:
    """Append items to the list at `keys`, each given as its lines without the list's indent, the
    first beginning with `- `; a blank line stands before each where one stood between the others.
    """
    return _add_lines(text, keys, blocks, apart=_are_apart(text, keys))


def index_of(text: str, key: str, name: str) -> int | None:
    """The place of the item whose `id` is `name` in the list below `key`."""
    node = _at(text, [key])
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            if isinstance(item, yaml.MappingNode) and any(
                k.value == "id" and v.value == name for k, v in item.value
            ):
                return number
    return None


def line_of(text: str, keys: Sequence[object]) -> int:
    """The line, from 1, on which what is at `keys` begins."""
    node = _at(text, keys)
    return int(node.start_mark.line) + 1 if node else 1


def texts_at(text: str, keys: Sequence[object]) -> list[str]:
    """The texts of the list at `keys`."""
    node = _at(text, keys)
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return [str(item.value) for item in items if isinstance(item, yaml.ScalarNode)]


def _at(text: str, keys: Sequence[object]) -> yaml.Node | None:
    node = yaml.compose(text, Loader=_LOADER)
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
        else:
            return None
    return node


def _are_apart(text: str, keys: Sequence[object]) -> bool:
    """Whether a blank line stands between the items; also where there is but one of many lines."""
    node = _at(text, keys)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return False
    begins: list[int] = [item.start_mark.line for item in node.value]
    if len(begins) == 1:
        return _last_line(node.value[0], text) > begins[0]
    above = begins[1] - 1
    lines = text.splitlines()
    while above > begins[0] and lines[above].lstrip().startswith("#"):
        above -= 1
    return not lines[above].strip()


def _add_lines(
    text: str, keys: Sequence[object], blocks: Sequence[Sequence[str]], *, apart: bool
) -> str:
    node = _at(text, keys)
    lines = text.splitlines()
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        column, after = node.start_mark.column, _last_line(node.value[-1], text) + 1
    elif isinstance(node, yaml.SequenceNode) and not node.value:
        column, after = _open(lines, node)
    elif node is None or node.tag == "tag:yaml.org,2002:null":
        column, after = _begin(lines, keys, node)
    else:
        raise ValueError("no list of lines")
    new: list[str] = []
    for number, block in enumerate(blocks):
        if apart and (number or after):
            new.append("")
        new += [" " * column + line if line else "" for line in block]
    return "\n".join([*lines[:after], *new, *lines[after:]]) + "\n"


def _open(lines: list[str], node: yaml.SequenceNode) -> tuple[int, int]:
    """`groups: []` becomes `groups:`; where its items are to stand."""
    mark, end = node.start_mark, node.end_mark
    if mark.line != end.line:
        raise ValueError("an empty list over several lines")
    line = lines[mark.line]
    lines[mark.line] = (line[: mark.column].rstrip() + line[end.column :]).rstrip()
    return _indent(line) + 2, mark.line + 1


def _begin(lines: list[str], keys: Sequence[object], node: yaml.Node | None) -> tuple[int, int]:
    """Where the items of a key without a value are to stand; the key is written where it is
    missing.
    """
    if node is not None:
        return _indent(lines[node.start_mark.line]) + 2, node.start_mark.line + 1
    if len(keys) > 1:
        raise ValueError("the key is missing")
    lines.append(f"{keys[0]}:")
    return 2, len(lines)


def _indent(line: str) -> int:
    """The column of a line's key, also behind the dash of a list."""
    found = re.match(r"[\s-]*", line)
    return found.end() if found else 0


def _last_line(node: yaml.Node, text: str) -> int:
    """The line, from 0, on which what a node holds ends; a collection's own mark lies behind the
    comments that follow it.
    """
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    line = int(node.end_mark.line)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        lines = text.splitlines()
        line = min(line, len(lines)) - (1 if node.end_mark.column == 0 else 0)
        while line > node.start_mark.line and not lines[min(line, len(lines) - 1)].strip():
            line -= 1
    return line
