"""Kinds of ballots as small values: what one answer holds, how it is read, and what a live tally
counts of it.

A surface draws a ballot by its kind; a format says which kind each of its phases takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.debate.models import Option
from bot.errors import DebateError

Options = tuple[Option, ...]


class BallotKind:
    """What every kind can be asked. `name` stands in words' keys."""

    name = ""

    def read(self, choice: str, options: Options) -> str:
        """The one way to write this answer down; raises DebateError for what this ballot can't
        hold.
        """
        raise NotImplementedError

    def chosen(self, choice: str, options: Options) -> Options:
        """The options that an answer names, in its order; empty for one that names none."""
        by_key = {option.key: option for option in options}
        return tuple(by_key[key] for key in choice.split() if key in by_key)

    def counts(self, choices: Mapping[str, int], options: Options, /) -> dict[str, int]:
        """Answers by how many gave them -> votes by option, as a live tally counts them."""
        raise NotImplementedError


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


def _known(key: str, options: Options) -> str:
    if key not in {option.key for option in options}:
        raise DebateError("debate.refused.choice")
    return key
