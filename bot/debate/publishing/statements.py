"""Votes on members' statements -> what may be told of them: counts, consensus, and opinion groups
where they are real.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.debate.maths.consensus import Consensus, StatementCounts, count_statements, find_consensus
from bot.debate.maths.opinion_groups import GroupsFinding, find_groups
from bot.debate.maths.representative import Representative, representative_statements
from bot.debate.maths.votes import Stance, vote_matrix
from bot.debate.publishing.published import Dot, publish_groups, publish_map, publish_statements
from bot.debate.publishing.suppression import Count

_STANCES = {"agree": Stance.AGREE, "disagree": Stance.DISAGREE, "pass": Stance.PASS}


@dataclass(frozen=True, slots=True)
class StandsFor:
    """A statement that sets a group apart: `chosen` of its `seen` members took the stance; both
    None where that may not be told.
    """

    statement: str
    stance: Stance
    chosen: Count
    seen: Count


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """A published group: its size, the statements it stands out by, and its (agree, disagree, pass)
    by statement, None suppressed.
    """

    size: int
    stands_for: tuple[StandsFor, ...]
    counts: Mapping[str, tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class StatementsResult:
    """What is published of statements. `withheld` is how many have too few votes to be told; the
    three lists rank what is in `counts`.

    `groups` is empty unless `finding` is GROUPS; `dots` is the map, each dot several members.
    """

    counts: tuple[StatementCounts, ...]
    withheld: int
    agreed: tuple[str, ...]
    rejected: tuple[str, ...]
    divisive: tuple[str, ...]
    finding: GroupsFinding
    groups: tuple[OpinionGroup, ...] = ()
    dots: tuple[Dot, ...] = ()


def sum_up(
    answers: Sequence[tuple[str, int, str]], statements: Mapping[int, str], *, seed: int, k: int
) -> StatementsResult:
    """(voter, statement id, stance) -> the published result. Answers on statements that are not
    listed are left out.

    Takes seconds with hundreds of voters: call it off the event loop.
    """
    texts = list(statements.values())
    rows = [
        (voter, statements[number], _STANCES[stance])
        for voter, number, stance in answers
        if number in statements
    ]
    _, votes = vote_matrix(rows, texts)
    found = find_groups(votes, seed=seed)
    labels = found.labels.tolist()
    shown = publish_statements(count_statements(votes, texts), k)
    told = {one.statement for one in shown}
    consensus = find_consensus(
        votes, texts, labels if found.finding is GroupsFinding.GROUPS else ()
    )
    groups: tuple[OpinionGroup, ...] = ()
    if found.finding is GroupsFinding.GROUPS:
        cells = publish_groups(votes, labels, texts, k)
        stands = representative_statements(votes, labels, texts)
        groups = tuple(
            OpinionGroup(
                size,
                tuple(
                    _stands_for(one, cells[one.statement][i])
                    for one in stands[i]
                    if one.statement in told
                ),
                {text: cells[text][i] for text in texts if text in told},
            )
            for i, size in enumerate(found.sizes)
        )
    return StatementsResult(
        shown,
        len(texts) - len(shown),
        *_ranked(consensus, told),
        found.finding,
        groups,
        publish_map(found.points, found.labels, k) if groups else (),
    )


def _stands_for(one: Representative, cells: Sequence[Count]) -> StandsFor:
    """With its numbers only where all of the group's may be told, since "34 of 35" tells of the
    one.
    """
    if any(count is None for count in cells):
        return StandsFor(one.statement, one.stance, None, None)
    return StandsFor(one.statement, one.stance, one.chosen, one.seen)


def _ranked(
    found: Consensus, told: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Statements of the three lists whose counts are told."""
    agreed, rejected, divisive = (
        tuple(one.counts.statement for one in ranked if one.counts.statement in told)
        for ranked in (found.agreed, found.rejected, found.divisive)
    )
    return agreed, rejected, divisive
