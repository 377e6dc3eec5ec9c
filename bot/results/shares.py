"""What two results are compared by."""

from __future__ import annotations

from bot.debate.models import Debate, Result


def shares(debate: Debate, result: Result) -> dict[str, float]:
    """Percent by option, as far as it is told: of votes, of voters who approve, or of the last
    round's ballots.
    """
    if result.approvals is not None and result.turnout:
        exact = {one.option: one.exact for one in result.approvals.options}
        whole = result.turnout
        counts = {option: count for option, count in exact.items() if count is not None}
    elif result.runoff is not None and result.runoff.rounds:
        counts = dict(result.runoff.rounds[-1].counts)
        whole = sum(counts.values())
    else:
        counts = {option.key: result.counts.get(option.key, 0) for option in debate.options}
        whole = sum(counts.values())
    return {option: 100 * count / whole for option, count in counts.items() if whole}
