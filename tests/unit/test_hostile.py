"""No text that a member types holds up the bot: neither on any path as a whole, nor in any single
pattern.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

# What a pattern is made of is told nowhere else.
from re import _parser as sre  # type: ignore[attr-defined]
from types import ModuleType
from unittest.mock import create_autospec

import pytest

import bot
from bot.dialogue.questions.compound import Splitter
from bot.knowledge.shipped import data_root
from bot.knowledge.turns import Turns
from bot.knowledge.turns_loader import read_turns
from bot.services.asking.ask import AskService
from tests.hostile import KINDS, LENGTH, MOST_SECONDS, paths, take

_SURFACES = tuple(paths(create_autospec(AskService, instance=True)))
"""Their names; nothing is asked."""
_NEVER_TYPED = {
    "bot.knowledge": "maintainers' files and a copy of the article, read by `kb check`",
}
"""Modules whose patterns meet no text that a member types, and what they meet."""
_MEASURED = 0.002
"""Seconds below which growth can't be told from noise."""
_STEEPEST = 3.0
"""How many times as long twice the text may take; a quadratic pattern takes four times."""


def test_the_kinds_are_forty_and_as_long_as_discords_longest_message() -> None:
    texts = [text if isinstance(text, str) else next(text) for text in KINDS.values()]

    assert len(set(texts)) >= 40
    assert {len(text) for text in texts} == {LENGTH}


@pytest.mark.parametrize("surface", _SURFACES)
def test_every_kind_of_text_is_dealt_with_in_time(ask: AskService, surface: str) -> None:
    """In processor time, so that a busy machine changes nothing."""
    taken = list(take(surface, paths(ask)[surface]))

    slowest = max(taken, key=lambda one: one.seconds)
    assert slowest.seconds <= MOST_SECONDS, slowest


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(bot.__path__, "bot."):
        is_ours = not found.name.startswith(("bot.storage.migrations", "bot.__main__"))
        if is_ours and not found.name.startswith(tuple(_NEVER_TYPED)):
            yield importlib.import_module(found.name)


def _patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | set | frozenset) and depth:
        for item in value:
            yield from _patterns_in(item, depth - 1)
    elif isinstance(value, dict) and depth:
        yield from _patterns_in(tuple(value.values()), depth - 1)


def _written_inline(module: ModuleType) -> Iterator[re.Pattern[str]]:
    """The patterns of calls such as `re.split("…", text)`."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield re.compile(node.args[0].value)


def _all_patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    words = read_turns(data_root() / "knowledge" / "common")
    assert isinstance(words, Turns)
    built = tuple(vars(Splitter(words.words)).values())
    for module in _modules():
        held = [*_patterns_in(tuple(vars(module).values())), *_written_inline(module)]
        held += _patterns_in(built)
        for pattern in held:
            found.setdefault(pattern.pattern, pattern)
    return found


_PATTERNS = _all_patterns()


def _literals(pattern: str) -> list[str]:
    """The runs of plain characters that a pattern is made of, to be said again and again."""
    found = [""]

    def walk(parts: object) -> None:
        for op, given in parts:  # type: ignore[attr-defined]  # a parsed pattern
            if op is sre.LITERAL:
                found[-1] += chr(given)
                continue
            found.append("")
            for item in given if isinstance(given, tuple | list) else (given,):
                for inner in item if isinstance(item, list) else (item,):
                    if isinstance(inner, sre.SubPattern):
                        walk(inner)
                        found.append("")

    walk(sre.parse(pattern))
    return list(dict.fromkeys(run for run in found if run))


def _attacks(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Beginning, what is said again and again, and end: near misses of the pattern among them."""
    own = _literals(pattern.pattern)[:120]
    units = [" ", "\n", "\t", "a", "1", "a ", "1 ", "a-", "-", "<", "[", "<@1", "\u0301", ". "]
    units += [*own, *(f"{one} " for one in own), *(f" {one}" for one in own)]
    units += [a + b for a in own[:8] for b in (" a", "1", *own[:8])]
    heads = ["", *own[:6]]
    for unit in dict.fromkeys(units):
        for head in heads:
            yield head, unit, "\x01"


def _seconds(pattern: re.Pattern[str], text: str, runs: int = 3) -> float:
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        pattern.search(text)
        pattern.match(text)
        pattern.sub("", text)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("pattern", _PATTERNS.values(), ids=lambda one: one.pattern[:40])
def test_no_pattern_takes_more_than_twice_as_long_for_twice_the_text(
    pattern: re.Pattern[str],
) -> None:
    for head, unit, end in _attacks(pattern):
        text = head + unit * (LENGTH // len(unit))
        if _seconds(pattern, text[: LENGTH // 4] + end, 1) > 4 * MOST_SECONDS:
            pytest.fail(f"{LENGTH // 4} characters of {head!r}, {unit!r} are too many")
        if _seconds(pattern, text + end, 1) < _MEASURED:
            continue
        once, twice = (_seconds(pattern, text * n + end) for n in (1, 2))
        assert twice < _STEEPEST * once, (head, unit, once, twice)


def test_the_patterns_of_the_bot_are_found() -> None:
    assert any("everyone" in pattern for pattern in _PATTERNS)
    assert len(_PATTERNS) > 15


def test_a_pattern_that_looks_back_again_and_again_is_caught() -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        test_no_pattern_takes_more_than_twice_as_long_for_twice_the_text(re.compile(r"\s+and"))
