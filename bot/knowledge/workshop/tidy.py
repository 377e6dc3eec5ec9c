"""Brings files into the house's form; one that is no YAML or has a form of its own stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.positions import Finding
from bot.knowledge.workshop.formatting import UnknownFormError, formatted
from bot.knowledge.workshop.safe_write import put
from bot.knowledge.yaml_file import parse


@dataclass(frozen=True, slots=True)
class Tidied:
    """The files that were changed (or would be), and why others were left."""

    changed: tuple[Path, ...]
    left: tuple[Finding, ...]


def tidy(paths: Sequence[Path], *, writes: bool) -> Tidied:
    """Look at each file; raises KnowledgeError where one can't be written."""
    new: dict[Path, str] = {}
    left: list[Finding] = []
    for path in paths:
        _, findings = parse(path)
        left += findings
        if findings:
            continue
        text = path.read_text(encoding="utf-8")
        try:
            form = formatted(text)
        except UnknownFormError as error:
            cure = "bring it into the form of knowledge/README.md by hand"
            left.append(Finding(str(path), 1, 1, str(error), cure))
            continue
        if form != text:
            new[path] = form
    if writes:
        put(new)
    return Tidied(tuple(new), tuple(left))
