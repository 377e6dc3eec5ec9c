"""What two results are compared by."""

from __future__ import annotations

from bot.debate.models import Debate, Result


def shares(debate: Debate, result: Result) -> dict[str, float]:
    """Percent by option, as far as it is told: of votes, of voters who approve, of the last round's
    ballots, or of the final votes of those who voted twice.
    """
    if result.approvals is not None and result.turnout:
        exact = {one.option: one.exact for one in result.approvals.options}
        whole = result.turnout
        counts = {option: count for option, count in exact.items() if count is not None}
    elif result.runoff is not None and result.runoff.rounds:
        counts = dict(result.runoff.rounds[-1].counts)
        whole = sum(counts.values())
    elif result.swing is not None:
        counts = {one.side: one.after for one in result.swing.sides if one.after is not None}
        whole = result.swing.paired
    else:
        counts = {option.key: result.counts.get(option.key, 0) for option in debate.options}
        whole = sum(counts.values())
    return {option: 100 * count / whole for option, count in counts.items() if whole}


def swings(result: Result) -> dict[str, float]:
    """How far each side gained among those who voted twice, in points; empty in other formats."""
    sides = result.swing.sides if result.swing else ()
    return {one.side: one.net for one in sides if one.net is not None}


def points(value: float) -> str:
    """+12.5, −3, ±0, with a true minus."""
    text = f"{value:+.1f}".removesuffix(".0").replace("-", "−")
    return "±0" if text in ("+0", "−0") else text
