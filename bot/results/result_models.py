"""Published results to models: which numbers stand on a picture and in which words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.debate.maths.swing import SwingVerdict
from bot.debate.maths.tally import Tally, TallyOutcome, tally
from bot.debate.maths.votes import Stance
from bot.debate.models import Debate, Result
from bot.debate.publishing.published import PublishedSwing
from bot.debate.publishing.statements import StandsFor, StatementsResult
from bot.results.option_models import approvals_model, rounds_model
from bot.results.picture_models import (
    Bar,
    BarsModel,
    FlowModel,
    FlowSide,
    Labels,
    MapGroup,
    MapModel,
    PictureModel,
)

_MOST_BARS = 8


def bars_model(motion: str, tally: Tally, names: Mapping[str, str], labels: Labels) -> BarsModel:
    """A tally that was passed for publication; `names` are the options' words."""
    bars = tuple(
        Bar(names[one.option], one.votes, one.share, one.option in tally.leaders)
        for one in tally.shares
    )
    votes = labels.count("votes", tally.ballots)
    footer = labels.fill("poll.footer", votes=votes)
    if tally.turnout is not None:
        footer = labels.fill("poll.footer_turnout", votes=votes, turnout=round(100 * tally.turnout))
    return BarsModel(motion, _poll_headline(tally, names, labels), bars, footer)


def _poll_headline(tally: Tally, names: Mapping[str, str], labels: Labels) -> str:
    match tally.standing:
        case TallyOutcome.WON:
            return labels.fill(
                "poll.won", winner=names[tally.leaders[0]], margin=_number(tally.margin)
            )
        case TallyOutcome.TIE:
            return labels.fill(
                "poll.tie", leaders=", ".join(names[leader] for leader in tally.leaders)
            )
        case TallyOutcome.NO_QUORUM:
            return labels.fill("poll.no_quorum", n=tally.ballots, quorum=tally.quorum)
        case TallyOutcome.NO_VOTES:
            return labels.fill("poll.no_votes")


def flow_model(
    motion: str, swing: PublishedSwing, names: Mapping[str, str], labels: Labels
) -> FlowModel:
    """A published swing; `names` are the sides' words."""
    sides = tuple(FlowSide(names[one.side], one.before, one.after, one.net) for one in swing.sides)
    members = labels.count("members", swing.paired)
    footer = labels.fill("flow.footer", members=members)
    if moved := swing.movement:
        p = "< 0.001" if moved.p_value < 0.001 else f"{moved.p_value:.3f}"
        footer = labels.fill(
            "flow.footer_moved", members=members, gross=_number(moved.gross), p=p
        ).replace("= <", "<")
    return FlowModel(motion, _flow_headline(swing, names, labels), sides, swing.table.cells, footer)


def _flow_headline(swing: PublishedSwing, names: Mapping[str, str], labels: Labels) -> str:
    if swing.verdict is None or swing.lead is None:
        return labels.fill("flow.withheld")
    if swing.verdict in (SwingVerdict.DEAD_HEAT, SwingVerdict.NO_PAIRS):
        return labels.fill("flow.dead_heat")
    winner = swing.sides[0 if swing.verdict is SwingVerdict.FOR else 1].side
    return labels.fill("flow.won", side=names[winner], lead=_number(abs(swing.lead)))


def map_model(motion: str, found: StatementsResult, labels: Labels) -> MapModel:
    """Groups that were found, with the two statements each stands for most."""
    groups = tuple(
        MapGroup(
            chr(ord("A") + i),
            group.size,
            tuple(stands(one, labels) for one in group.stands_for[:2]),
        )
        for i, group in enumerate(found.groups)
    )
    dots = tuple(dot for dot in found.dots if dot.group >= 0)
    return MapModel(
        motion, labels.fill("map.groups", n=len(groups)), dots, groups, labels.fill("map.footer")
    )


def stands(one: StandsFor, labels: Labels) -> str:
    """What a group says of a statement, with numbers where they may be told."""
    key = "map.agrees" if one.stance is Stance.AGREE else "map.disagrees"
    if one.chosen is None:
        return labels.fill(key, statement=one.statement)
    return labels.fill(f"{key}_count", statement=one.statement, chosen=one.chosen, seen=one.seen)


def consensus_model(
    motion: str, found: StatementsResult, members: int, labels: Labels
) -> BarsModel | None:
    """The statements with most agreement as bars; None where no statement's counts are told."""
    best = sorted(found.counts, key=lambda one: (-one.agree / one.seen, -one.seen))[:_MOST_BARS]
    bars = tuple(
        Bar(one.statement, one.agree, one.agree / one.seen, one.statement in found.agreed)
        for one in best
    )
    footer = labels.fill(
        "statements.footer",
        members=labels.count("members", members),
        n=len(found.counts) + found.withheld,
    )
    return BarsModel(motion, labels.fill("statements.headline"), bars, footer) if bars else None


def result_model(debate: Debate, result: Result, labels: Labels) -> PictureModel | None:
    """The picture that tells a result best; None where nothing may be shown."""
    names = {option.key: option.label for option in debate.options}
    if result.statements is not None:
        if result.statements.groups:
            return map_model(debate.motion, result.statements, labels)
        return consensus_model(debate.motion, result.statements, result.turnout or 0, labels)
    if result.swing is not None:
        return flow_model(debate.motion, result.swing, names, labels)
    if result.approvals is not None:
        return approvals_model(debate.motion, result, names, labels)
    if result.runoff is not None:
        return rounds_model(debate.motion, result, names, labels)
    return (
        bars_model(debate.motion, counted(debate, result), names, labels) if result.counts else None
    )


def counted(debate: Debate, result: Result) -> Tally:
    """The published counts as a tally."""
    keys = [option.key for option in debate.options]
    return tally(keys, result.counts, neutral=("undecided",), quorum=debate.quorum)


def _number(value: float) -> str:
    """One decimal, and none where it would be 0."""
    return f"{value:.1f}".removesuffix(".0")
