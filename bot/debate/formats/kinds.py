"""Kinds of ballots as small values: what one answer holds, how it is read, and what a live tally
counts of it.

A surface draws a ballot by its kind; a format says which kind each of its phases takes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.debate.models import Option
from bot.errors import DebateError

Options = tuple[Option, ...]
NONE = "none"
"""The answer that names no option."""
_MOST_KEYS = 20


class BallotKind(ABC):
    """What every kind can be asked. `name` stands in words' keys."""

    name = ""

    @abstractmethod
    def read(self, choice: str, options: Options) -> str:
        """The one way to write this answer down; raises DebateError for what this ballot can't
        hold.
        """

    def chosen(self, choice: str, options: Options) -> Options:
        """The options that an answer names, in its order; empty for one that names none."""
        by_key = {option.key: option for option in options}
        return tuple(by_key[key] for key in choice.split() if key in by_key)

    @abstractmethod
    def counts(self, choices: Mapping[str, int], options: Options, /) -> dict[str, int]:
        """Answers by how many gave them -> votes by option, as a live tally counts them."""


@dataclass(frozen=True, slots=True)
class OneOf(BallotKind):
    """One of the options."""

    name = "one"

    def read(self, choice: str, options: Options) -> str:
        """An option's key."""
        return _known(choice, options)

    def counts(self, choices: Mapping[str, int], options: Options) -> dict[str, int]:
        """Votes for each."""
        return {option.key: choices.get(option.key, 0) for option in options}


@dataclass(frozen=True, slots=True)
class Stances(BallotKind):
    """A stance to each of many statements, which are questions of their own."""

    name = "stances"

    def read(self, choice: str, options: Options) -> str:
        """A stance's key."""
        return _known(choice, options)

    def counts(self, _: Mapping[str, int], __: Options) -> dict[str, int]:
        """Nothing: statements have no tally while they run."""
        return {}


@dataclass(frozen=True, slots=True)
class SomeOf(BallotKind):
    """None, one or several of the options, at most `most`."""

    most: int = 0
    name = "some"

    def read(self, choice: str, options: Options) -> str:
        """Keys in the options' order with blanks between, or `none`."""
        named = set(_named(choice)) - {NONE}
        _check_known(named, options)
        if len(named) > self.most:
            raise DebateError("debate.refused.too_many", most=self.most)
        return " ".join(option.key for option in options if option.key in named) or NONE

    def counts(self, choices: Mapping[str, int], options: Options) -> dict[str, int]:
        """How many chose each, whatever else they chose."""
        return _sums(choices, options, lambda choice: choice.split())


@dataclass(frozen=True, slots=True)
class Ranking(BallotKind):
    """From one to `most` options in order of preference."""

    most: int = 0
    name = "ranking"

    def read(self, choice: str, options: Options) -> str:
        """Keys from the first choice down, with blanks between."""
        named = _named(choice)
        _check_known(named, options)
        if not 1 <= len(named) <= self.most or len(set(named)) < len(named):
            raise DebateError("debate.refused.ranking", most=self.most)
        return " ".join(named)

    def counts(self, choices: Mapping[str, int], options: Options) -> dict[str, int]:
        """First choices."""
        return _sums(choices, options, lambda choice: choice.split()[:1])


def _named(choice: str) -> list[str]:
    """Keys between blanks; more than any ballot holds are not looked at."""
    return choice.split(maxsplit=_MOST_KEYS)


def _check_known(keys: Iterable[str], options: Options) -> None:
    if not {option.key for option in options} >= set(keys):
        raise DebateError("debate.refused.choice")


def _sums(
    choices: Mapping[str, int], options: Options, parts: Callable[[str], list[str]]
) -> dict[str, int]:
    found = {option.key: 0 for option in options}
    for choice, number in choices.items():
        for key in parts(choice):
            if key in found:
                found[key] += number
    return found


def _known(key: str, options: Options) -> str:
    if key not in {option.key for option in options}:
        raise DebateError("debate.refused.choice")
    return key
