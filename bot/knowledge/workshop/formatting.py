"""A knowledge file in the house's form: keys in one order, lists indented alike, a blank line
between entries. Comments and the writing of each text are kept; a file of another form is left as
it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from bot.knowledge.models import Entry
from bot.knowledge.workshop.comments import Comments, Notes

_WIDTH = 120
"""Columns up to which what stands in brackets over several lines is joined into one."""
_ORDERS = {
    "entries": tuple(Entry.model_fields),
    "groups": (
        "id", "kind", "related", "about", "premise", "instead", "instead_about", "crisis", "asks",
    ),
}  # fmt: skip
"""The keys of the items of a list, by the list's own key."""
_APART = ("entries",)
"""Lists with a blank line between their items."""


class UnknownFormError(Exception):
    """The file has a form that can't be written anew without loss."""


def formatted(text: str) -> str:
    """The text in the house's form. Raises UnknownFormError where that would lose anything."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise UnknownFormError("its top is no mapping of lines")
    comments = Comments(text, root)
    lines = list(_Writer(text, comments).mapping(root, 0, ""))
    lines += [line.rstrip() for line in comments.at_end]
    new = "\n".join(_without_runs(lines)).strip("\n") + "\n"
    _still_says(text, new, comments)
    return new


def _still_says(old: str, new: str, comments: Comments) -> None:
    """The same data and as many comments: whatever went wrong, nothing is lost."""
    if yaml.safe_load(old) != yaml.safe_load(new):
        raise UnknownFormError("it would be read otherwise")
    root = yaml.compose(new, Loader=yaml.CSafeLoader)
    if root is None or Comments(new, root).count != comments.count:
        raise UnknownFormError("a comment stands where none can be kept")


def _without_runs(lines: list[str]) -> Iterator[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


class _Writer:
    def __init__(self, text: str, comments: Comments) -> None:
        self._text = text
        self._lines = text.splitlines()
        self._comments = comments

    def mapping(self, node: yaml.MappingNode, indent: int, key_of: str) -> Iterator[str]:
        order = {name: place for place, name in enumerate(_ORDERS.get(key_of, ()))}
        pairs = node.value
        if order:
            pairs = sorted(pairs, key=lambda pair: order.get(pair[0].value, len(order)))
        for key, value in pairs:
            notes = self._comments.of(key)
            yield from self._above(notes, indent)
            pad, name = " " * indent, self._source(key)
            first, *rest = self.value(value, indent, key.value)
            yield self._behind(f"{pad}{name}:{' ' if first else ''}{first}", notes)
            yield from rest

    def value(self, node: yaml.Node, indent: int, key: str) -> Iterator[str]:
        """What stands behind a key: the rest of its line, then the lines below. Raises
        UnknownFormError for a form that no pack uses.
        """
        if isinstance(node, yaml.ScalarNode):
            yield from self._scalar(node, indent)
        elif not isinstance(node, yaml.CollectionNode):
            raise UnknownFormError("neither text, list nor mapping")
        elif not node.value:
            yield "[]" if isinstance(node, yaml.SequenceNode) else "{}"
        elif node.flow_style and not self._comments.within(node):
            yield from self._brackets(node, indent, indent + len(key) + 2)
        else:
            yield from self._below(node, indent, key)

    def _below(self, node: yaml.Node, indent: int, key: str) -> Iterator[str]:
        yield ""
        if isinstance(node, yaml.MappingNode):
            yield from self.mapping(node, indent + 2, key)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                yield from self._item(item, indent + 2, key, is_first=not number)

    def _item(self, item: yaml.Node, indent: int, key: str, *, is_first: bool) -> Iterator[str]:
        notes = self._comments.of(item)
        if key in _APART and not is_first:
            yield ""
        pad = " " * indent
        if isinstance(item, yaml.MappingNode) and item.value and not self._stays_flow(item):
            lines = list(self.mapping(item, indent + 2, key))
            # What stands above its first key stands above the item.
            head = next(n for n, line in enumerate(lines) if line and not self._is_note(line))
            yield from (line and pad + line.strip() for line in lines[:head])
            yield f"{pad}- {lines[head].lstrip()}"
            yield from lines[head + 1 :]
            return
        yield from self._above(notes, indent)
        if isinstance(item, yaml.CollectionNode) and not item.flow_style:
            raise UnknownFormError("a list of lists of lines")
        if isinstance(item, yaml.ScalarNode):
            first, *rest = self._scalar(item, indent)
        else:
            first, *rest = self._brackets(item, indent, indent + 2)
        yield self._behind(f"{pad}- {first}", notes)
        yield from rest

    def _stays_flow(self, item: yaml.MappingNode) -> bool:
        return bool(item.flow_style) and not self._comments.within(item)

    def _brackets(self, node: yaml.Node, indent: int, column: int) -> Iterator[str]:
        """What stands in brackets: on one line where it fits, else with the breaks it has."""
        if not self._is_one_line(node) and not self._has_long_text(node):
            shown = self._flow(node)
            if column + len(shown) <= _WIDTH:
                yield shown
                return
        first, *rest = self._text_of(node).splitlines()
        yield first.rstrip()
        yield from (" " * (indent + 4) + line.strip() for line in rest if line.strip())

    def _has_long_text(self, node: yaml.Node) -> bool:
        """Whether a text in it goes over several lines."""
        if isinstance(node, yaml.ScalarNode):
            return not self._is_one_line(node)
        pairs = node.value if isinstance(node, yaml.CollectionNode) else []
        inner = [one for item in pairs for one in (item if isinstance(item, tuple) else (item,))]
        return any(map(self._has_long_text, inner))

    def _is_one_line(self, node: yaml.Node) -> bool:
        return bool(node.start_mark.line == node.end_mark.line)

    def _is_note(self, line: str) -> bool:
        return line.lstrip().startswith("#")

    def _flow(self, node: yaml.Node) -> str:
        """A node in brackets on one line."""
        if isinstance(node, yaml.ScalarNode):
            return self._source(node)
        if isinstance(node, yaml.SequenceNode):
            return f"[{', '.join(map(self._flow, node.value))}]"
        return (
            "{"
            + ", ".join(f"{self._source(key)}: {self._flow(value)}" for key, value in node.value)
            + "}"
        )

    def _source(self, node: yaml.Node) -> str:
        """A text of one line as it is written."""
        if node.start_mark.line != node.end_mark.line:
            raise UnknownFormError("a text over several lines in brackets")
        return self._text_of(node)

    def _scalar(self, node: yaml.ScalarNode, indent: int) -> Iterator[str]:
        first, last = node.start_mark.line, node.end_mark.line
        if node.style in ("|", ">"):
            head = self._lines[first][node.start_mark.column :].split("#")[0].strip()
            end = last if node.end_mark.column == 0 else last + 1
            body = self._lines[first + 1 : end]
            while body and not body[-1].strip():
                body.pop()
            deep = min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=0)
            yield head
            yield from (" " * (indent + 2) + line[deep:] if line.strip() else "" for line in body)
        elif first == last:
            yield self._text_of(node)
        else:
            one, *rest = self._text_of(node).splitlines()
            yield one.rstrip()
            yield from (" " * (indent + 2) + line.strip() if line.strip() else "" for line in rest)

    def _text_of(self, node: yaml.Node) -> str:
        return self._text[node.start_mark.index : node.end_mark.index]

    def _above(self, notes: Notes, indent: int) -> Iterator[str]:
        if notes.is_apart:
            yield ""
        yield from (" " * indent + line for line in notes.above)

    def _behind(self, line: str, notes: Notes) -> str:
        return line.rstrip() + notes.behind
