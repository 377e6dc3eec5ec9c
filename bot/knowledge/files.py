"""One YAML file as its model, or what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.knowledge.positions import Finding, Positions
from bot.knowledge.yaml_file import parse

M = TypeVar("M", bound=BaseModel)


def read_file(path: Path, model: type[M]) -> M | list[Finding]:
    """One file as its model, or what is wrong with it."""
    raw, findings = parse(path)
    if findings:
        return findings
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        positions = Positions(path)
        return [
            Finding(
                str(path),
                *positions.at(*item["loc"]),
                f"{'.'.join(map(str, item['loc']))}: {item['msg']}",
                _cure(item["type"]),
            )
            for item in error.errors(include_url=False, include_input=False)
        ]


def _cure(kind: str) -> str:
    cures = {
        "missing": "add it; knowledge/README.md shows the form",
        "extra_forbidden": "remove it, or mend its spelling",
        "string_type": "put it in quotes: YAML reads it as something else than text",
        "string_too_long": "shorten it: Discord shows no more",
        "too_short": "add more; an entry wants at least 3 asks, and 6 do far better",
        "string_pattern_mismatch": "write ids in kebab-case and passages as section:number",
    }
    return cures.get(kind, "see knowledge/README.md for the form")
