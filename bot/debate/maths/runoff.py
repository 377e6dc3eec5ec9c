"""Ranked ballots counted: instant runoff (the alternative vote) with its rounds, and the Condorcet
winner.

The count is that of I. D. Hill, B. A. Wichmann and D. R. Woodall ("Algorithm 123: Single
Transferable Vote by Meek's Method", Computer Journal 30, 1987, 277–281, for one seat, without
Meek's weights): whoever is ranked first on fewest ballots goes, until one has more than half of the
ballots that still rank somebody. The Condorcet winner is preferred to every other by more voters
than the other way round (T. N. Tideman, "Collective Decisions and Voting", 2006, chapter 9); whom a
ballot leaves out comes after all whom it ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Ranking = tuple[str, ...]
"""Options from the most to the least preferred; those left out are equally last."""

Rankings = Mapping[Ranking, int]
"""How many ballots rank so."""


@dataclass(frozen=True, slots=True)
class RunoffRound:
    """Ballots by the option ranked highest among those left; `exhausted` rank none of them."""

    counts: Mapping[str, int]
    exhausted: int


@dataclass(frozen=True, slots=True)
class Runoff:
    """The count. Without a `winner` the last two are tied, or nobody has voted."""

    rounds: tuple[RunoffRound, ...]
    winner: str


def instant_runoff(options: Sequence[str], ballots: Rankings) -> Runoff:
    """Count so many ballots for these options, in the order they are listed.

    Where several are last, the one goes that had fewest in the latest earlier round in which they
    differ; else the one that fewest ballots rank at all; else the one listed last. Those that
    nobody ranks first go together, before the first round that is counted here, unless all do.
    """
    rounds = [_round(options, ballots)]
    left = [option for option in options if rounds[0].counts[option]]
    while left:
        counts = rounds[-1].counts
        best = max(left, key=lambda option: counts[option])
        if 2 * counts[best] > sum(counts.values()):
            return Runoff(tuple(rounds), best)
        if len(left) == 2:
            break
        left.remove(_last(left, rounds, ballots))
        rounds.append(_round(left, ballots))
    return Runoff(tuple(rounds), "")


def _round(left: Sequence[str], ballots: Rankings) -> RunoffRound:
    counts = dict.fromkeys(left, 0)
    exhausted = 0
    for ranking, number in ballots.items():
        top = next((option for option in ranking if option in counts), None)
        if top is None:
            exhausted += number
        else:
            counts[top] += number
    return RunoffRound(counts, exhausted)


def _last(left: Sequence[str], rounds: Sequence[RunoffRound], ballots: Rankings) -> str:
    """Who goes next; of those still tied, the one listed last."""
    tied = list(left)
    for one in reversed(rounds):
        fewest = min(one.counts[option] for option in tied)
        tied = [option for option in tied if one.counts[option] == fewest]
    ranked = {option: _ranked_by(option, ballots) for option in tied}
    return min(reversed(tied), key=lambda option: ranked[option])


def _ranked_by(option: str, ballots: Rankings) -> int:
    return sum(number for ranking, number in ballots.items() if option in ranking)


def condorcet_winner(options: Sequence[str], ballots: Rankings) -> str:
    """The option that more voters prefer to each other one than the other way round; empty where
    there is none.
    """
    for option in options:
        others = [other for other in options if other != option]
        if all(_margin(option, other, ballots) > 0 for other in others):
            return option
    return ""


def _margin(one: str, other: str, ballots: Rankings) -> int:
    """Voters who prefer one to the other, less those who prefer the other."""
    margin = 0
    for ranking, number in ballots.items():
        first = next((option for option in ranking if option in (one, other)), None)
        margin += number * ((first == one) - (first == other))
    return margin
