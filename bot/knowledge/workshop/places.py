"""Where a pack's asks stand, so that a tool can point an editor to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.knowledge.pack_files import yaml_files


def ask_places(article: Path) -> dict[tuple[str, str], str]:
    """`file:line` of each ask and title, by its entry's or group's id and its text."""
    paths = [
        *yaml_files(article / "entries"),
        *yaml_files(article, "out_of_scope*.yaml"),
        *yaml_files(article, "premises*.yaml"),
    ]
    return {key: place for path in paths for key, place in _of_file(path)}


def _of_file(path: Path) -> Iterator[tuple[tuple[str, str], str]]:
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for _, items in root.value if isinstance(root, yaml.MappingNode) else ():
        for item in items.value if isinstance(items, yaml.SequenceNode) else ():
            held = {key.value: value for key, value in item.value}
            name = held["id"].value if "id" in held else ""
            asks = held["asks"].value if "asks" in held else []
            for node in (*asks, *([held["title"]] if "title" in held else ())):
                place = f"{path}:{node.start_mark.line + 1}"
                yield (name, str(node.value).strip()), place
