"""What follows for sure from published numbers, found by integer programming (HiGHS).

Unknown are the numbers of ballots of each kind; each published number is an equation or a bound on
them. A member's answer is told when no room that agrees with all of them has it otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from bot.debate.conclude import Record
from bot.debate.formats import FOR_AGAINST
from bot.debate.models import Ballot, Debate, Eligibility, Option, State

K = 5
Kind = tuple[str, ...]
"""One member's answers, a place a question; empty where there was none."""
Room = Counter[Kind]
Floats = NDArray[np.float64]
ANY = "*"
"""Some answer or other."""
_UNANIMITY = 10
_NOW = datetime(2026, 5, 1, tzinfo=UTC)


@dataclass
class Told:
    """What is known of how many ballots of each kind there are."""

    kinds: Sequence[Kind]
    rows: list[tuple[Floats, float, float]] = field(default_factory=list)

    def count(self, answers: Mapping[int, str]) -> Floats:
        """Which kinds have these answers, by question; a row of ones and zeros."""
        return np.array([float(_fits(kind, answers)) for kind in self.kinds])

    def say(self, answers: Mapping[int, str], least: float, most: float | None = None) -> None:
        """So many ballots have these answers."""
        self.rows.append((self.count(answers), least, least if most is None else most))

    def may_be(self, of: Floats, least: float, most: float = np.inf) -> bool:
        """Whether some room agrees with all that is known and has so many of these."""
        rows = [*self.rows, (of, least, most)]
        lower, upper = ([row[at] for row in rows] for at in (1, 2))
        found = milp(
            np.zeros(len(self.kinds)),
            integrality=np.ones(len(self.kinds)),
            bounds=Bounds(0, np.inf),
            constraints=LinearConstraint(np.array([row[0] for row in rows]), lower, upper),
        )
        assert found.status in (0, 2), found.message
        return bool(found.success)


def _fits(kind: Kind, answers: Mapping[int, str]) -> bool:
    return all(
        bool(kind[place]) if answer == ANY else kind[place] == answer
        for place, answer in answers.items()
    )


def exposed(told: Told, room: Room) -> list[object]:
    """All that is sure to an outsider who knows one answer of a member, and to each kind of member,
    who knows their own; and groups of fewer than k whose number is known.
    """
    found: list[object] = [*sure(told, room), *counted(told, room)]
    for own in room:
        found += [("beside", own, *one) for one in sure(_beside(told, own), room - Counter([own]))]
    return found


def sure(told: Told, room: Room) -> list[tuple[Mapping[int, str], int, str]]:
    """(what is known of a member, question, its answer), where that is the only one possible,
    although not ten or more answered alike.
    """
    places = range(len(told.kinds[0]))
    known: list[Mapping[int, str]] = [{}]
    known += [{q: answer} for q in places for answer in {kind[q] for kind in room} if answer]
    found = []
    for before, q in product(known, places):
        answers = {kind[q] for kind in room if _fits(kind, before)}
        if q in before or len(answers) != 1:
            continue
        (answer,) = answers
        if not answer or _is_sayable(room, q, answer):
            continue
        if not told.may_be(told.count(before) - told.count({**before, q: answer}), 1):
            found.append((before, q, answer))
    return found


def _is_sayable(room: Room, question: int, answer: str) -> bool:
    """Ten or more who answered alike, or all but one, may be told: any tally does."""
    answered = sum(n for kind, n in room.items() if kind[question])
    alike = sum(n for kind, n in room.items() if kind[question] == answer)
    return answered >= _UNANIMITY and alike >= answered - 1


def counted(told: Told, room: Room) -> list[tuple[Mapping[int, str], int]]:
    """Groups of fewer than k members, who gave these two answers, whose number is known."""
    found = []
    for q, other in combinations(range(len(told.kinds[0])), 2):
        for pair in {(kind[q], kind[other]) for kind in room if kind[q] and kind[other]}:
            both = dict(zip((q, other), pair, strict=True))
            size = sum(n for kind, n in room.items() if _fits(kind, both))
            if size >= K:
                continue
            of = told.count(both)
            if not told.may_be(of, size + 1) and not told.may_be(of, 0, size - 1):
                found.append((both, size))
    return found


def _beside(told: Told, own: Kind) -> Told:
    """What a member knows of the others."""
    mine = np.array([float(kind == own) for kind in told.kinds])
    return Told(
        told.kinds,
        [
            (row, least - float(row @ mine), most - float(row @ mine))
            for row, least, most in told.rows
        ],
    )


def random_room(kinds: Sequence[Kind], members: int, chance: np.random.Generator) -> Room:
    """Some kinds are common, most rare."""
    shares = chance.dirichlet([chance.choice([0.1, 0.4, 1.0])] * len(kinds))
    counts = chance.multinomial(members, shares)
    return Counter({kind: int(n) for kind, n in zip(kinds, counts, strict=True) if n})


def record_of(
    form: str,
    room: Room,
    questions: Sequence[str],
    *,
    options: Sequence[str] = (),
    choose: int = 0,
    arguments: Mapping[str, str] | None = None,
    statements: Mapping[int, str] | None = None,
) -> Record:
    """The ballots of a closed debate."""
    given = tuple(Option(key, key) for key in options) or FOR_AGAINST
    debate = Debate(
        1, "c1", "p1", "m", given, (), True, Eligibility(), 0, State.CLOSED, 1, _NOW, _NOW,
        format=form, choose=choose,
    )  # fmt: skip
    members = [kind for kind, n in sorted(room.items()) for _ in range(n)]
    ballots = [
        Ballot(member.to_bytes(2, "big"), question, answer)
        for member, kind in enumerate(members)
        for question, answer in zip(questions, kind, strict=True)
        if answer
    ]
    return Record(debate, ballots, arguments or {}, statements or {})
