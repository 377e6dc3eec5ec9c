"""Results of ballots that hold several options, to models: approvals as bars, a runoff by
rounds.
"""

from __future__ import annotations

from bot.debate.models import Debate, Result
from bot.debate.publishing.approvals import PublishedApproval
from bot.debate.publishing.runoff import PublishedRunoff
from bot.results.picture_models import Bar, BarsModel, Labels, RoundsModel, RoundsRow
from bot.results.symbols import signs


def approvals_model(debate: Debate, result: Result, said: str, labels: Labels) -> BarsModel | None:
    """How many of the voters approve each option."""
    found, voters = result.approvals, result.turnout
    if found is None or not voters:
        return None
    names, sign = {option.key: option.label for option in debate.options}, signs(debate)
    bars = tuple(
        Bar(
            names[one.option],
            one.least,
            one.least / voters,
            one.option in found.leaders,
            "" if one.exact is not None else approval_figure(one, voters) or "–",
            sign[one.option],
        )
        for one in found.options
    )
    members = labels.count("members", voters)
    key = "footer" if all(one.exact is not None for one in found.options) else "footer_bounds"
    return BarsModel(debate.motion, said, bars, labels.fill(f"approvals.{key}", members=members))


def approval_figure(one: PublishedApproval, voters: int) -> str:
    """A count of so many voters, or its bound; empty where not even a bound is told."""
    if one.exact is not None:
        return str(one.exact)
    if one.least:
        return f">{one.least - 1}"
    return f"<{one.most + 1}" if one.most < voters else ""


def rounds_model(debate: Debate, result: Result, said: str, labels: Labels) -> RoundsModel | None:
    """The rounds of a runoff that are told."""
    found = result.runoff
    if found is None or not found.rounds:
        return None
    names, sign = {option.key: option.label for option in debate.options}, signs(debate)
    rows = tuple(
        RoundsRow(
            names[option],
            tuple(one.counts.get(option) for one in found.rounds),
            option == result.winner,
            sign[option],
        )
        for option in by_last_round(found)
    )
    return RoundsModel(
        debate.motion,
        said,
        tuple(labels.fill("runoff.left", n=len(one.counts)) for one in found.rounds),
        tuple(sum(one.counts.values()) for one in found.rounds),
        rows,
        _runoff_footer(result, found, labels),
    )


def _runoff_footer(result: Result, found: PublishedRunoff, labels: Labels) -> str:
    if result.turnout is None:
        return labels.fill("runoff.footer_without_turnout")
    members = labels.count("members", result.turnout)
    if exhausted := found.rounds[-1].exhausted:
        return labels.fill("runoff.footer_exhausted", members=members, exhausted=exhausted)
    return labels.fill("runoff.footer", members=members)


def by_last_round(found: PublishedRunoff) -> list[str]:
    """Options, whoever stayed longest and had most first."""
    reached = {
        option: (place, count)
        for place, one in enumerate(found.rounds)
        for option, count in one.counts.items()
    }
    return sorted(reached, key=lambda option: reached[option], reverse=True)
