"""Checks of the other forms of a claim (`facets/`): they must lead to entries and passages that are
there, and say no more than those do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from bot.knowledge.checking.grounding import CURE, ungrounded
from bot.knowledge.conversation import FacetFile, Facets, Passaged
from bot.knowledge.files import read_file
from bot.knowledge.models import Knowledge
from bot.knowledge.pack_files import yaml_files
from bot.knowledge.positions import Finding, Positions


def facet_findings(article: Path, knowledge: Knowledge) -> Iterator[Finding]:
    """Every form of a claim against the passages it cites, or else those of its entry."""
    for path in yaml_files(article / "facets"):
        file = read_file(path, FacetFile)
        if not isinstance(file, FacetFile):
            continue
        positions = Positions(path)
        for number, facets in enumerate(file.facets):
            for keys, what, cure in _facet(facets, knowledge):
                yield Finding(
                    str(path),
                    *positions.at("facets", number, *keys),
                    f"{facets.entry}: {what}",
                    cure,
                )


def _facet(facets: Facets, knowledge: Knowledge) -> Iterator[tuple[tuple[object, ...], str, str]]:
    entry = knowledge.entry(facets.entry)
    if entry is None:
        yield ("entry",), "is no entry", "name an entry's id"
        return
    for name, said in _forms(facets):
        for number, locator in enumerate(said.cites):
            if locator not in knowledge.source.passages():
                yield (
                    (name, "cites", number),
                    f"unknown passage {locator}",
                    "cite a passage that source.yaml lists",
                )
        for what in ungrounded(said.text, said.cites or entry.cites, knowledge.source):
            yield (name,), f"{name}: {what}", CURE


def _forms(facets: BaseModel) -> Iterator[tuple[str, Passaged]]:
    for name in type(facets).model_fields:
        said = getattr(facets, name)
        if isinstance(said, Passaged):
            yield name, said
