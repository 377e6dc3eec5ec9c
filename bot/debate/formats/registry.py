"""The formats there are: every module of this folder that holds a `FORMAT`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bot.debate.formats.base import DebateFormat
from bot.errors import DebateError, WordingError


@cache
def formats() -> Mapping[str, DebateFormat]:
    """Key -> format, in the order of lists; the first is meant where none is named."""
    folder = __package__ or ""
    modules = (import_module(f"{folder}.{one.name}") for one in iter_modules(_paths(folder)))
    found = [one for module in modules if (one := getattr(module, "FORMAT", None)) is not None]
    return {one.key: one for one in sorted(found, key=lambda one: (one.order, one.key))}


def _paths(folder: str) -> list[str]:
    return list(import_module(folder).__path__)


def default_format() -> DebateFormat:
    """What a debate is held as where nobody says."""
    return next(iter(formats().values()))


def format_of(key: str) -> DebateFormat:
    """The format of that key, and the default for an empty one; raises DebateError naming those
    there are.
    """
    found = formats().get(key) if key else default_format()
    if found is None:
        raise DebateError("debate.refused.format", formats=", ".join(formats()))
    return found


def check_words(under: Callable[[str], Mapping[str, str]]) -> None:
    """Raise WordingError naming every sentence that a format needs and `prompts/` lacks; `under`
    gives the sentences below a key.
    """
    missing = [
        f"formats.{key}.{name}"
        for key, one in formats().items()
        for name in one.words()
        if name not in under(f"formats.{key}")
    ]
    if missing:
        raise WordingError(f"prompts/en/formats.yaml lacks {', '.join(missing)}; add them")
