"""What a new pack's author still has to write: each stands in its file as `FILL IN - what`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import yaml

from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding

FILL = "FILL IN -"
_Keys = tuple[str, ...]


def unfilled(article: Path) -> list[Finding]:
    """Every place of a folder that is still to be filled in, a list as one place; files that are no
    YAML are left to others to tell.
    """
    return [finding for path in yaml_files(article, "**/*.yaml") for finding in _of_file(path)]


def _of_file(path: Path) -> Iterator[Finding]:
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader) if FILL in text else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return
    for keys, nodes in _places(root, ()):
        wanted = [node.value.removeprefix(FILL).strip() for node in nodes]
        place, many = nodes[0].start_mark, f"{len(nodes)} of them " if len(nodes) > 1 else ""
        yield Finding(
            str(path),
            place.line + 1,
            place.column + 1,
            f"{'.'.join(keys)}: {many}still to be filled in",
            f"write {' · '.join(wanted)}",
        )


def _places(node: yaml.Node | None, keys: _Keys) -> Iterator[tuple[_Keys, list[yaml.ScalarNode]]]:
    """Where placeholders stand: those of one list together, a mapping in a list by its id."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*keys, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        if held := [item for item in node.value if _is_placeholder(item)]:
            yield keys, held
        for number, value in enumerate(node.value):
            if not isinstance(value, yaml.ScalarNode):
                yield from _places(value, (*keys, _name(value) or str(number)))
    elif _is_placeholder(node):
        yield keys, [node]


def _is_placeholder(node: yaml.Node | None) -> TypeGuard[yaml.ScalarNode]:
    return isinstance(node, yaml.ScalarNode) and node.value.startswith(FILL)


def _name(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "id" and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return ""
