"""Which packs a deployment holds: one folder, a folder of several, or a list of either; and that no
two of them can be taken for one another.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.models import Knowledge

SOURCE = "source.yaml"


def slug(text: str) -> str:
    """A name or title in the form of an id: `The Night Train!` as `the-night-train`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", letters).strip("-") or "article"


def packs_in(place: str) -> tuple[Path, ...]:
    """The packs that `EYEBOT_KNOWLEDGE` names, in the order in which they are offered. A folder
    that is no pack and holds none counts as one, for its loading says best what is missing.
    """
    found: dict[Path, Path] = {}
    for part in listed(place):
        for pack in _in_folder(part):
            found.setdefault(pack.resolve(), pack)
    return tuple(found.values())


def listed(place: str) -> list[Path]:
    """One path, or several with `:` between."""
    parts = [place] if Path(place).exists() else place.split(os.pathsep)
    return [Path(part) for part in parts if part]


def _in_folder(folder: Path) -> list[Path]:
    if (folder / SOURCE).is_file():
        return [folder]
    below = sorted(path.parent for path in folder.glob(f"*/{SOURCE}") if path.is_file())
    return [pack for pack in below if not pack.name.startswith(".")] or [folder]


def require_apart(packs: Sequence[tuple[Path, Knowledge]]) -> None:
    """Raise KnowledgeError where two packs share an id or a title: members choose by the one, and
    debates remember the other.
    """
    kinds: list[tuple[str, Callable[[Knowledge], str], str]] = [
        ("id", lambda one: one.id, "give one of them another `id` in its source.yaml"),
        ("title", lambda one: slug(one.source.title), "change one title, or leave one pack out"),
    ]
    for kind, named, cure in kinds:
        seen: dict[str, Path] = {}
        for folder, knowledge in packs:
            name = named(knowledge)
            if name in seen:
                raise KnowledgeError(
                    f"{seen[name]} and {folder} have the same {kind} ({name}); {cure}"
                )
            seen[name] = folder
