"""Larger rooms, of every format: a solver is given all that is published of a room and looks for
what is sure of a member.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations, product

import numpy as np
import pytest

from bot.debate.conclude import Record, conclude
from bot.debate.maths.opinion_groups import find_groups
from bot.debate.maths.votes import Stance, vote_matrix
from bot.debate.models import Result
from bot.debate.publishing.published import PublishedSwing
from tests.unit.debate.publishing.solver import (
    ANY,
    K,
    Kind,
    Room,
    Told,
    counted,
    exposed,
    random_room,
    record_of,
    sure,
)

SIDES = ("for", "against", "undecided")
ARGUMENTS = {"p0": "One.", "p1": "Another."}
OXFORD = tuple(
    kind
    for kind in product(("", *SIDES), ("", *SIDES), ("", *ARGUMENTS))
    if (kind[0] or kind[1]) and (kind[1] or not kind[2])
)
FIRST, FINAL, MOVED = 0, 1, 2


def oxford_says(result: Result, told: Told) -> None:
    """The last vote, what moved, and the swing."""
    for side, n in result.counts.items():
        told.say({FINAL: side}, n)
    for key, text in ARGUMENTS.items():
        named = {one.text: one.votes for one in result.moved}.get(text)
        if result.moved:  # one that isn't named was named by few
            told.say({MOVED: key}, named or 0, named or K - 1)
    if result.turnout is not None:
        told.say({FINAL: ANY}, result.turnout)
    if result.swing is not None:
        swing_says(result.swing, told)


def swing_says(swing: PublishedSwing, told: Told) -> None:
    """Who went where, as far as it is shown, and how many voted once."""
    told.say({FIRST: ANY, FINAL: ANY}, swing.paired)
    for side, cells in zip(swing.sides, swing.table.cells, strict=True):
        if side.before is not None:
            told.say({FIRST: side.side, FINAL: ANY}, side.before)
        if side.after is not None:
            told.say({FIRST: ANY, FINAL: side.side}, side.after)
        for other, cell in zip(swing.sides, cells, strict=True):
            if cell is not None:
                told.say({FIRST: side.side, FINAL: other.side}, cell)
    for alone, n in (
        ({FIRST: ANY, FINAL: ""}, swing.only_before),
        ({FIRST: "", FINAL: ANY}, swing.only_after),
    ):
        told.say(alone, 1 if n is None else n, K - 1 if n is None else n)


@pytest.mark.parametrize("seed", range(30))
def test_oxford(seed: int) -> None:
    chance = np.random.default_rng(seed)
    room = random_room(OXFORD, int(chance.integers(10, 90)), chance)
    record = record_of("oxford", room, ("first", "final", "moved"), arguments=ARGUMENTS)
    result = conclude(record, K)
    told = Told(OXFORD)
    oxford_says(result, told)

    assert not exposed(told, room)


def test_the_solver_finds_what_a_table_with_a_small_cell_would_tell() -> None:
    """Two of forty went from for to against, and nobody else began there."""
    room: Room = Counter(
        {("for", "against", ""): 2, ("against", "against", ""): 20, ("against", "for", ""): 18}
    )
    told = Told(OXFORD)
    for moved, n in room.items():
        told.say(dict(enumerate(moved[:2])), n)
    told.say({}, 40)

    assert ({FIRST: "for"}, FINAL, "against") in sure(told, room)
    assert ({FIRST: "for", FINAL: "against"}, 2) in counted(told, room)


POLL: tuple[Kind, ...] = (("tea",), ("coffee",), ("water",))


@pytest.mark.parametrize("seed", range(12))
def test_poll(seed: int) -> None:
    chance = np.random.default_rng(seed)
    room = random_room(POLL, int(chance.integers(3, 40)), chance)
    result = conclude(record_of("poll", room, ("vote",), options=[kind[0] for kind in POLL]), K)
    told = Told(POLL)
    for option, n in result.counts.items():
        told.say({0: option}, n)

    assert not sure(told, room), (
        "of a poll, a lone dissenter knows the others: any secret vote does"
    )


NAMES = "abcd"


@pytest.mark.parametrize("seed", range(24))
def test_approval(seed: int) -> None:
    chance = np.random.default_rng(seed)
    limit = 2 + seed % 3
    chosen = [some for size in range(1, limit + 1) for some in combinations(NAMES, size)]
    kinds = [tuple("yes" if name in some else "no" for name in NAMES) for some in chosen]
    room = random_room(kinds, int(chance.integers(5, 60)), chance)
    ballots: Room = Counter(
        {(" ".join(some),): room[kind] for some, kind in zip(chosen, kinds, strict=True)}
    )
    result = conclude(record_of("approval", ballots, ("vote",), options=NAMES, choose=limit), K)
    told = Told(kinds)
    if result.turnout is not None:
        told.say({}, result.turnout)
    if shown := result.approvals:
        for place, cell in enumerate(shown.options):
            told.say({place: "yes"}, cell.least, cell.most)
        for leader, option in product(shown.leaders, NAMES):
            ahead = told.count({NAMES.index(leader): "yes"})
            ahead -= told.count({NAMES.index(option): "yes"})
            is_tied = option in shown.leaders
            told.rows.append((ahead, 0 if is_tied else 1, 0 if is_tied else np.inf))

    assert not exposed(told, room)


RANKED: tuple[Kind, ...] = tuple(
    (*ballot, *[""] * (3 - size)) for size in (1, 2, 3) for ballot in permutations(NAMES, size)
)


@pytest.mark.parametrize("seed", range(24))
def test_ranked(seed: int) -> None:
    chance = np.random.default_rng(seed)
    room = random_room(RANKED, int(chance.integers(5, 90)), chance)
    ballots: Room = Counter({(" ".join(filter(None, kind)),): n for kind, n in room.items()})
    result = conclude(record_of("ranked", ballots, ("vote",), options=NAMES, choose=3), K)
    told = Told(RANKED)
    if result.turnout is not None:
        told.say({}, result.turnout)
    for one in result.runoff.rounds if result.runoff else ():
        for_whom = [next((name for name in kind if name in one.counts), "") for kind in RANKED]
        for name, n in (*one.counts.items(), ("", one.exhausted)):
            if n is not None:
                told.rows.append((np.array([float(who == name) for who in for_whom]), n, n))

    assert not exposed(told, room)


TEXTS = {1: "This.", 2: "That."}
STANCES = {"agree": Stance.AGREE, "disagree": Stance.DISAGREE, "pass": Stance.PASS}
GROUPED = tuple(product(("g0", "g1", "g-1"), ("", *STANCES), ("", *STANCES)))
"""The first place is the group of opinion, which the members' stances put them in."""


def statements_say(result: Result, told: Told) -> None:
    """Each statement's counts, and each group's."""
    if (shown := result.statements) is None:
        return
    told.say({}, result.turnout or 0)
    told.say({1: "", 2: ""}, 0)
    places = {text: place for place, text in enumerate(TEXTS.values(), start=1)}
    for one in shown.counts:
        for stance, n in zip(STANCES, (one.agree, one.disagree, one.passed), strict=True):
            told.say({places[one.statement]: stance}, n)
    for number, group in enumerate(shown.groups):
        told.say({0: f"g{number}"}, group.size)
        for text, cells in group.counts.items():
            for stance, cell in zip(STANCES, cells, strict=True):
                if cell is not None:
                    told.say({0: f"g{number}", places[text]: stance}, cell)


@pytest.mark.parametrize("seed", range(16))
def test_statements(seed: int) -> None:
    chance = np.random.default_rng(seed)
    stances = [kind for kind in product(("", *STANCES), repeat=2) if any(kind)]
    members = int(chance.integers(10, 120))
    room = random_room(stances, members, chance)
    if seed % 2:  # two camps that are told apart
        room += Counter({("agree", "agree"): members, ("disagree", "disagree"): members})
    record = record_of("statements", room, ("s1", "s2"), statements=TEXTS)
    result = conclude(record, K)
    told = Told(GROUPED)
    statements_say(result, told)

    assert not exposed(told, in_groups(record, result))


def in_groups(record: Record, result: Result) -> Room:
    """The room with each member's group, which is told of nobody."""
    answers: dict[str, dict[int, str]] = {}
    for ballot in record.ballots:
        answers.setdefault(ballot.voter.hex(), {})[int(ballot.question[1:])] = ballot.choice
    rows = sorted(
        (voter, TEXTS[number], STANCES[choice])
        for voter, given in answers.items()
        for number, choice in given.items()
    )
    voters, votes = vote_matrix(rows, list(TEXTS.values()))
    labels = find_groups(votes, seed=record.seed).labels.tolist()
    has_groups = bool(result.statements and result.statements.groups)
    return Counter(
        (f"g{label}" if has_groups else "g0", *(answers[voter].get(n, "") for n in TEXTS))
        for voter, label in zip(voters, labels, strict=True)
    )
