"""Reads one locale's folder of YAML files into flat keys: `debate.yaml` with `vote: {counted: …}`
gives `debate.vote.counted`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import yaml

from bot.errors import WordingError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with libyaml, which its wheels are."""


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence with `{slots}`, and where it stands."""

    text: str
    slots: frozenset[str]
    place: str


def slots_of(text: str) -> frozenset[str]:
    """The slot names of a template, as they are written: `{n.real}` is another slot than `{n}`, and
    none that anything fills, for a sentence must not look into what it is given. Raises ValueError
    on a stray brace.
    """
    found: set[str] = set()
    for _, name, form, _ in Formatter().parse(text):
        if name is not None:
            found |= {name, *slots_of(form or "")}
    return frozenset(found)


def read_locale(folder: Path) -> dict[str, Template]:
    """Every template of one locale; raises WordingError naming file, line and cure."""
    found: dict[str, Template] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise WordingError(
                f"{path}:{line}: not valid YAML ({error.problem}); quote the sentence or mend the "
                "indent"
            ) from error
        if isinstance(root, yaml.MappingNode):
            _walk(root, path.stem, path, found)
        elif root is not None:
            raise WordingError(f"{path}:1: expected keys with sentences; write `key: sentence`")
    return found


def _walk(node: yaml.MappingNode, prefix: str, path: Path, found: dict[str, Template]) -> None:
    for key_node, value in node.value:
        key = f"{prefix}.{key_node.value}"
        place = f"{path}:{value.start_mark.line + 1}:{value.start_mark.column + 1}"
        if isinstance(value, yaml.MappingNode):
            _walk(value, key, path, found)
        elif isinstance(value, yaml.ScalarNode):
            if key in found:
                raise WordingError(f"{place}: the key {key} stands twice; delete one")
            try:
                found[key] = Template(value.value, slots_of(value.value), place)
            except ValueError as error:
                raise WordingError(
                    f"{place}: {key}: {error}; double a brace that is meant as text: {{{{ }}}}"
                ) from error
        else:
            raise WordingError(f"{place}: {key} is a list; wording is sentences, one a key")
