"""Reads `common/dialogue/` and `common/acts/`: without them no follow-up would be told from a
question, and no wish of the conversation from either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.knowledge.conversation import LengthWords
from bot.knowledge.files import read_file
from bot.knowledge.models import CommonFile
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding
from bot.knowledge.shipped import data_root
from bot.knowledge.turns import (
    ACTS,
    ANSWER_TYPES,
    CONTENT,
    FACETS,
    ActFile,
    TurnFile,
    TurnGroup,
    Turns,
    TurnWords,
)

_NO_ACTS = ("off_topic",)
"""Files of `common/` with what is no wish of the conversation."""


def read_turns(common: Path) -> Turns | list[Finding]:
    """The examples and words of conversations, or what is wrong with them."""
    folder = common / "dialogue"
    words = read_file(folder / "words.yaml", TurnWords)
    follow_ups = _groups(folder / "follow_ups.yaml", FACETS)
    answer_types = _groups(folder / "answer_types.yaml", ANSWER_TYPES)
    shown = acts_folder(common)
    acts = _acts(shown)
    lengths_file = shown / "lengths.yaml"
    lengths = read_file(lengths_file, LengthWords) if lengths_file.is_file() else LengthWords()
    parts = (words, follow_ups, answer_types, acts, lengths)
    findings = [one for part in parts if isinstance(part, list) for one in part]
    if (
        isinstance(words, list)
        or isinstance(follow_ups, list)
        or isinstance(answer_types, list)
        or isinstance(acts, list)
        or isinstance(lengths, list)
    ):
        return findings
    background = _background(common)
    return Turns(
        words=words,
        follow_ups=follow_ups,
        answer_types=answer_types,
        acts=(*acts, *background),
        lengths=lengths,
        digest=_digest(
            folder / "follow_ups.yaml",
            *act_files(shown),
            *(common / f"{name}.yaml" for name in (*_NO_ACTS, "chat_speak")),
        ),
    )


def _background(common: Path) -> tuple[TurnGroup, ...]:
    """What is no act though it is no question about the article either: it goes the same way, and
    is refused there. What is wrong with these files is told where they are read for themselves.
    """
    files = (read_file(common / f"{name}.yaml", CommonFile) for name in _NO_ACTS)
    return tuple(
        TurnGroup(id=CONTENT, asks=group.asks)
        for file in files
        if isinstance(file, CommonFile)
        for group in file.groups
    )


def acts_folder(common: Path) -> Path:
    """Where the examples of acts are: the shipped ones for a `common/` that has none."""
    own = common / "acts"
    return own if own.is_dir() else data_root() / "knowledge" / "common" / "acts"


def act_files(folder: Path) -> list[Path]:
    """The files of `common/acts/`, one an act, by families."""
    return yaml_files(folder, "*/*.yaml")


def _acts(folder: Path) -> tuple[TurnGroup, ...] | list[Finding]:
    """A group a file, which is named for its act."""
    found: list[TurnGroup] = []
    findings: list[Finding] = []
    for path in act_files(folder):
        file = read_file(path, ActFile)
        if isinstance(file, list):
            findings += file
        else:
            found.append(TurnGroup(id=path.stem, asks=file.asks))
    if missing := [name for name in ACTS if name not in {group.id for group in found}]:
        what = f"no file {', '.join(missing)}.yaml: nobody who says so would be understood"
        cure = "restore it from the project's knowledge/common"
        findings.append(Finding(str(folder), 1, 1, what, cure))
    return findings or tuple(found)


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
    """Over names, too: an act's is its file's."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0")
        whole.update(path.read_bytes() if path.exists() else b"")
    return whole.hexdigest()
