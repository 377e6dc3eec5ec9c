"""What would make a sound pack better: told by `kb check`, but never a reason to refuse an edit."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.files import read_file
from bot.knowledge.models import EntryFile
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding, Positions
from bot.knowledge.roles import unnamed_roles

ENOUGH_ASKS = 6
"""Asks an entry from which unseen questions are found well; below it each missing one is felt."""


def advise(article: Path) -> list[Finding]:
    """What an author could still do for a folder that `check` finds sound."""
    found: list[Finding] = []
    for path in yaml_files(article / "entries"):
        file = read_file(path, EntryFile)
        if isinstance(file, EntryFile):
            found += _few_asks(path, file)
    return found + list(unnamed_roles(article))


def _few_asks(path: Path, file: EntryFile) -> list[Finding]:
    positions = Positions(path)
    return [
        Finding(
            str(path),
            *positions.at("entries", number, "asks"),
            f"{entry.id}: has {len(entry.asks)} asks",
            f"with {ENOUGH_ASKS} or more it is found far more often",
        )
        for number, entry in enumerate(file.entries)
        if len(entry.asks) < ENOUGH_ASKS
    ]
