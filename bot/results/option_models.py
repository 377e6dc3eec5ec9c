"""Results of ballots that hold several options, to models: approvals as bars, a runoff by
rounds.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.debate.models import Ending, Result
from bot.debate.publishing.approvals import PublishedApproval, PublishedApprovals
from bot.debate.publishing.runoff import PublishedRunoff
from bot.results.picture_models import Bar, BarsModel, Labels, RoundsModel, RoundsRow


def approvals_model(
    motion: str, result: Result, names: Mapping[str, str], labels: Labels
) -> BarsModel | None:
    """How many of the voters approve each option."""
    found, voters = result.approvals, result.turnout
    if found is None or not voters:
        return None
    bars = tuple(
        Bar(
            names[one.option],
            one.least,
            one.least / voters,
            one.option in found.leaders,
            "" if one.exact is not None else approval_figure(one, voters) or "–",
        )
        for one in found.options
    )
    footer = labels.fill("approvals.footer", members=labels.count("members", voters))
    return BarsModel(motion, _approvals_headline(result, found, names, labels), bars, footer)


def _approvals_headline(
    result: Result, found: PublishedApprovals, names: Mapping[str, str], labels: Labels
) -> str:
    winners = ", ".join(names[leader] for leader in found.leaders)
    if result.ending is Ending.NO_QUORUM:
        return labels.fill("approvals.no_quorum")
    if not found.leaders:
        return labels.fill("approvals.none")
    if len(found.leaders) > 1:
        return labels.fill("approvals.tie", winner=winners)
    return labels.fill("approvals.won", winner=winners)


def approval_figure(one: PublishedApproval, voters: int) -> str:
    """A count of so many voters, or its bound; empty where not even a bound is told."""
    if one.exact is not None:
        return str(one.exact)
    if one.least:
        return f">{one.least - 1}"
    return f"<{one.most + 1}" if one.most < voters else ""


def rounds_model(
    motion: str, result: Result, names: Mapping[str, str], labels: Labels
) -> RoundsModel | None:
    """The rounds of a runoff that are told."""
    found = result.runoff
    if found is None or not found.rounds:
        return None
    rows = tuple(
        RoundsRow(
            names[option],
            tuple(one.counts.get(option) for one in found.rounds),
            option == result.winner,
        )
        for option in by_last_round(found)
    )
    return RoundsModel(
        motion,
        _runoff_headline(result, found, names, labels),
        tuple(labels.fill("runoff.left", n=len(one.counts)) for one in found.rounds),
        tuple(sum(one.counts.values()) for one in found.rounds),
        rows,
        _runoff_footer(result, found, labels),
    )


def _runoff_headline(
    result: Result, found: PublishedRunoff, names: Mapping[str, str], labels: Labels
) -> str:
    if result.ending is Ending.NO_QUORUM:
        return labels.fill("approvals.no_quorum")
    if not result.winner:
        return labels.fill("runoff.tie")
    said = labels.fill("runoff.won", winner=names[result.winner])
    if not found.condorcet:
        return said
    return f"{said}. {labels.fill('runoff.condorcet', option=names[found.condorcet])}"


def _runoff_footer(result: Result, found: PublishedRunoff, labels: Labels) -> str:
    if result.turnout is None:
        return labels.fill("runoff.footer_without_turnout")
    exhausted = found.rounds[-1].exhausted
    members = labels.count("members", result.turnout)
    return labels.fill("runoff.footer", members=members, exhausted=exhausted or 0)


def by_last_round(found: PublishedRunoff) -> list[str]:
    """Options, whoever stayed longest and had most first."""
    reached = {
        option: (place, count)
        for place, one in enumerate(found.rounds)
        for option, count in one.counts.items()
    }
    return sorted(reached, key=lambda option: reached[option], reverse=True)
