"""The rules of a poll: what may be started, who may vote when, and what a tally comes to. Pure: `now` is passed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.debate.models import Debate, Ending, Option, Result, Spec, State, Tally, Voter
from bot.errors import DebateError

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=32)
LONGEST_MOTION, LONGEST_LABEL = 300, 80
MOST_OPTIONS = 10
LEAST_TURNOUT_SHOWN = 10
"""Below ten, a count that moves by one after a click would show who voted."""
FOR_AGAINST = (Option("for", "For"), Option("against", "Against"), Option("undecided", "Undecided"))


def check_spec(spec: Spec) -> None:
    """Raise DebateError for anything that cannot be started, with its reason."""
    if not 3 <= len(spec.motion.strip()) <= LONGEST_MOTION:
        raise DebateError("debate.refused.motion_length", most=LONGEST_MOTION)
    if spec.length < SHORTEST:
        raise DebateError("debate.refused.too_short")
    if spec.length > LONGEST:
        raise DebateError("debate.refused.too_long", days=LONGEST.days)
    if not 2 <= len(spec.options) <= MOST_OPTIONS:
        raise DebateError("debate.refused.options", most=MOST_OPTIONS)
    labels = [option.label.strip().lower() for option in spec.options]
    if len(set(labels)) < len(labels) or any(not 1 <= len(label) <= LONGEST_LABEL for label in labels):
        raise DebateError("debate.refused.labels", most=LONGEST_LABEL)


def check_open(debate: Debate, now: datetime) -> None:
    """Raise DebateError unless votes are taken now; a deadline counts even before the closing has been carried out."""
    if debate.state is State.PAUSED:
        raise DebateError("debate.refused.paused")
    if debate.state is not State.OPEN or now >= debate.due_at:
        raise DebateError("debate.refused.closed")


def check_voter(debate: Debate, voter: Voter, now: datetime) -> None:
    """Raise DebateError with the reason when a member may not vote; an unknown age does not pass a rule about age."""
    rule = debate.eligibility
    if rule.role and rule.role not in voter.roles:
        raise DebateError("debate.refused.role")
    if rule.account_days and not _older(voter.account_since, rule.account_days, now):
        raise DebateError("debate.refused.account_age", days=rule.account_days)
    if rule.member_days and not _older(voter.member_since, rule.member_days, now):
        raise DebateError("debate.refused.member_age", days=rule.member_days)


def check_choice(debate: Debate, choice: str) -> None:
    """Raise DebateError for an option that the debate doesn't have."""
    if choice not in {option.key for option in debate.options}:
        raise DebateError("debate.refused.choice")


def _older(since: datetime | None, days: int, now: datetime) -> bool:
    return since is not None and now - since >= timedelta(days=days)


def conclude(debate: Debate, tally: Tally, k: int) -> Result:
    """What may be published: nothing below `k` voters, no winner below the quorum; else counts, winner and margin."""
    if tally.turnout < k:
        return Result(Ending.TOO_FEW, None, {})
    counts = {option.key: tally.counts.get(option.key, 0) for option in debate.options}
    ranked = sorted(counts.values(), reverse=True)
    margin = ranked[0] - ranked[1]
    if tally.turnout < debate.quorum:
        return Result(Ending.NO_QUORUM, tally.turnout, counts, margin=margin)
    if not margin:
        return Result(Ending.TIED, tally.turnout, counts)
    winner = max(counts, key=lambda key: counts[key])
    return Result(Ending.WON, tally.turnout, counts, winner, margin)
