"""Whether a pack has the entries that a conversation is led to, and what is lost without them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.files import read_file
from bot.knowledge.models import SUMMARY_OF, EntryFile, Knowledge, Role, Side, once_in_role
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding, Positions


def missing_roles(article: Path, knowledge: Knowledge) -> Iterator[Finding]:
    """A finding for each role that no entry has, with what a member asks for in vain."""
    folder = str(article / "entries")
    for role, lost in _lost(knowledge).items():
        if not knowledge.in_role(role):
            yield Finding(
                folder,
                1,
                1,
                f"no entry has the role {role}: {lost}",
                f"write one with `role: {role}`; knowledge/README.md lists the roles",
            )
    sections = {section.id for section in knowledge.source.sections}
    for entry in knowledge.entries:
        kind, _, section = entry.role.partition(":")
        if kind == SUMMARY_OF and section not in sections:
            what = f"{entry.id}: sums up {section}, which is no section"
            yield Finding(folder, 1, 1, what, "name a section that source.yaml lists")


def unnamed_roles(article: Path) -> Iterator[Finding]:
    """Entries whose role is read from their id or topic, as it was before there were roles."""
    for path in yaml_files(article / "entries"):
        file = read_file(path, EntryFile)
        if isinstance(file, EntryFile) and any(map(once_in_role, file.entries)):
            positions = Positions(path)
            for number, entry in enumerate(file.entries):
                if role := once_in_role(entry):
                    place = positions.at("entries", number)
                    what = f"{entry.id}: stands for {role} by its id or topic only"
                    yield Finding(str(path), *place, what, f"add `role: {role}`")


def _lost(knowledge: Knowledge) -> dict[Role, str]:
    sided = sum(entry.side is not Side.NEITHER for entry in knowledge.entries)
    others = [one for one in knowledge.entries if one.side is Side.NEITHER]
    unlinked = sum(not one.follow.opposite for one in others)
    lost = {
        Role.OVERVIEW: "/argue has no background and “what is it about” no short answer",
        Role.BOTH_SIDES: f"“what's the other side?” leads nowhere from {unlinked} entries",
    }
    if sided:
        lost[Role.FOR] = (
            f"“what's the other side?” leads nowhere from what speaks against ({sided})"
        )
        lost[Role.AGAINST] = (
            f"“what's the other side?” leads nowhere from what speaks for ({sided})"
        )
    return lost
