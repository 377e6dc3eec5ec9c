"""Reads `common/dialogue/`: without it no follow-up would be told from a question."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.knowledge.files import read_file
from bot.knowledge.positions import Finding
from bot.knowledge.turns import ANSWER_TYPES, FACETS, TurnFile, TurnGroup, Turns, TurnWords


def read_turns(common: Path) -> Turns | list[Finding]:
    """The examples and words of conversations, or what is wrong with them."""
    folder = common / "dialogue"
    words = read_file(folder / "words.yaml", TurnWords)
    follow_ups = _groups(folder / "follow_ups.yaml", FACETS)
    answer_types = _groups(folder / "answer_types.yaml", ANSWER_TYPES)
    findings = [
        one for part in (words, follow_ups, answer_types) if isinstance(part, list) for one in part
    ]
    if isinstance(words, list) or isinstance(follow_ups, list) or isinstance(answer_types, list):
        return findings
    return Turns(
        words=words,
        follow_ups=follow_ups,
        answer_types=answer_types,
        digest=_digest(folder / "follow_ups.yaml", common / "chat_speak.yaml"),
    )


def _groups(path: Path, needed: Sequence[str]) -> tuple[TurnGroup, ...] | list[Finding]:
    file = read_file(path, TurnFile)
    if isinstance(file, list):
        return file
    missing = [name for name in needed if name not in {group.id for group in file.groups}]
    if missing:
        what = f"no group {', '.join(missing)}: nobody who says so would be understood"
        return [Finding(str(path), 1, 1, what, "restore it from the project's knowledge/common")]
    return file.groups


def _digest(*paths: Path) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes() if path.exists() else b"")
    return whole.hexdigest()
