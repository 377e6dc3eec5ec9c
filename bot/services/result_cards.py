"""Published results to cards: which numbers stand on a picture and in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.debate.opinion_groups import OpinionMap
from bot.debate.published import PublishedSwing, publish_map
from bot.debate.representative import Representative
from bot.debate.suppression import K_DEFAULT, Count
from bot.debate.swing import Verdict
from bot.debate.tally import Standing, Tally
from bot.debate.votes import Stance
from bot.services.cards import Bar, BarsCard, FlowCard, FlowSide, Labels, MapCard, MapGroup

GroupCounts = Mapping[str, Sequence[Sequence[Count]]]
"""By statement, then by group: agree, disagree, pass."""


def bars_card(motion: str, tally: Tally, names: Mapping[str, str], labels: Labels) -> BarsCard:
    """A tally that was passed for publication; `names` are the options' words."""
    bars = tuple(Bar(names[one.option], one.votes, one.share, one.option in tally.leaders) for one in tally.shares)
    votes = labels.count("votes", tally.ballots)
    footer = labels.fill("poll.footer", votes=votes)
    if tally.turnout is not None:
        footer = labels.fill("poll.footer_turnout", votes=votes, turnout=round(100 * tally.turnout))
    return BarsCard(motion, _poll_headline(tally, names, labels), bars, footer)


def _poll_headline(tally: Tally, names: Mapping[str, str], labels: Labels) -> str:
    match tally.standing:
        case Standing.WON:
            return labels.fill("poll.won", winner=names[tally.leaders[0]], margin=_number(tally.margin))
        case Standing.TIE:
            return labels.fill("poll.tie", leaders=", ".join(names[leader] for leader in tally.leaders))
        case Standing.NO_QUORUM:
            return labels.fill("poll.no_quorum", n=tally.ballots, quorum=tally.quorum)
        case Standing.NO_VOTES:
            return labels.fill("poll.no_votes")


def flow_card(motion: str, swing: PublishedSwing, names: Mapping[str, str], labels: Labels) -> FlowCard:
    """A published swing; `names` are the sides' words."""
    sides = tuple(FlowSide(names[one.side], one.before, one.after, one.net) for one in swing.sides)
    members = labels.count("members", swing.paired)
    footer = labels.fill("flow.footer", members=members)
    if moved := swing.movement:
        p = "< 0.001" if moved.p_value < 0.001 else f"{moved.p_value:.3f}"
        footer = labels.fill("flow.footer_moved", members=members, gross=_number(moved.gross), p=p).replace("= <", "<")
    return FlowCard(motion, _flow_headline(swing, names, labels), sides, swing.table.cells, footer)


def _flow_headline(swing: PublishedSwing, names: Mapping[str, str], labels: Labels) -> str:
    if swing.verdict is None or swing.lead is None:
        return labels.fill("flow.withheld")
    if swing.verdict in (Verdict.DEAD_HEAT, Verdict.NO_PAIRS):
        return labels.fill("flow.dead_heat")
    winner = swing.sides[0 if swing.verdict is Verdict.FOR else 1].side
    return labels.fill("flow.won", side=names[winner], lead=_number(abs(swing.lead)))


def map_card(
    motion: str,
    found: OpinionMap,
    stands: Sequence[Sequence[Representative]],
    counts: GroupCounts,
    labels: Labels,
    *,
    k: int = K_DEFAULT,
) -> MapCard:
    """Groups that were found, with the two statements each stands for most; `counts` are those of `publish_groups`."""
    groups = tuple(
        MapGroup(chr(ord("A") + i), size, tuple(_stands(one, counts[one.statement][i], labels) for one in stands[i][:2]))
        for i, size in enumerate(found.sizes)
    )
    dots = tuple(dot for dot in publish_map(found.points, found.labels, k) if dot.group >= 0)
    return MapCard(motion, labels.fill("map.groups", n=len(groups)), dots, groups, labels.fill("map.footer"))


def _stands(one: Representative, counts: Sequence[Count], labels: Labels) -> str:
    """With its numbers where all of the group's may be told, since "34 of 35" tells of the one."""
    key = "map.agrees" if one.stance is Stance.AGREE else "map.disagrees"
    if any(count is None for count in counts):
        return labels.fill(key, statement=one.statement)
    return labels.fill(f"{key}_count", statement=one.statement, chosen=one.chosen, seen=one.seen)


def _number(value: float) -> str:
    """One decimal, and none where it would be 0."""
    return f"{value:.1f}".removesuffix(".0")
