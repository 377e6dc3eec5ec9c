"""The rules of debates: what may be started, and who may vote when. Pure: `now` is passed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.debate.contributions import LONGEST_MOTION, check_statement, says_something
from bot.debate.formats import format_of, phases_of
from bot.debate.models import LONGEST_LIFE, Debate, Spec, State, Voter
from bot.errors import DebateError
from bot.typed import one_line

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=32)
LEAST_TURNOUT_SHOWN = 10
"""Below ten, a count that moves by one after a click would show who voted."""
LONGEST_AHEAD = timedelta(days=90)
LONGEST_REPEAT = 90
MOST_STATEMENTS = 100
SHORTEST_CONCLUSION, LONGEST_CONCLUSION = 10, 1_000


def check_spec(spec: Spec, now: datetime | None = None) -> None:
    """Raise DebateError for anything that cannot be started, with its reason; without `now` a
    planned opening is not looked at.
    """
    if len(one_line(spec.motion)) < 3 or len(spec.motion.strip()) > LONGEST_MOTION:
        raise DebateError("debate.refused.motion_length", most=LONGEST_MOTION)
    if not says_something(spec.motion):
        raise DebateError("debate.refused.motion_words")
    _check_times(spec, now)
    held = format_of(spec.format)
    held.check(spec)
    if len(spec.statements) > MOST_STATEMENTS or (spec.statements and not held.takes_statements):
        raise DebateError("debate.refused.statements", most=MOST_STATEMENTS)
    for place, text in enumerate(spec.statements):
        check_statement(text, spec.statements[:place])


def _check_times(spec: Spec, now: datetime | None) -> None:
    lengths = [phase.length for phase in phases_of(spec)]
    if min(lengths) < SHORTEST or sum(lengths, timedelta()) < SHORTEST:
        raise DebateError(
            "debate.refused.too_short" if len(lengths) == 1 else "debate.refused.phase_too_short"
        )
    if sum(lengths, timedelta()) > LONGEST:
        raise DebateError("debate.refused.too_long", days=LONGEST.days)
    if (
        spec.opens_at is not None
        and now is not None
        and not now < spec.opens_at <= now + LONGEST_AHEAD
    ):
        raise DebateError("debate.refused.opens", days=LONGEST_AHEAD.days)
    if not 0 <= spec.repeat_days <= LONGEST_REPEAT:
        raise DebateError("debate.refused.repeat", days=LONGEST_REPEAT)
    if spec.repeat_days and sum(lengths, timedelta()) > timedelta(days=spec.repeat_days):
        raise DebateError("debate.refused.repeat_overlaps")


def extended(debate: Debate, length: timedelta, now: datetime) -> datetime:
    """When the present phase ends once it has so much more time. Raises DebateError where that is
    too little or too much.
    """
    due_at = debate.due_at + length
    if length < SHORTEST:
        raise DebateError("debate.refused.too_short")
    if due_at - now > LONGEST:
        raise DebateError("debate.refused.too_long", days=LONGEST.days)
    if due_at > debate.opened_at + LONGEST_LIFE:
        raise DebateError("debate.refused.too_long_in_all", days=LONGEST_LIFE.days)
    return due_at


def check_conclusion(text: str) -> None:
    """Raise DebateError where a moderator's conclusion is too short or too long."""
    if not SHORTEST_CONCLUSION <= len(text) <= LONGEST_CONCLUSION:
        raise DebateError(
            "debate.refused.conclusion", least=SHORTEST_CONCLUSION, most=LONGEST_CONCLUSION
        )


def check_open(debate: Debate, now: datetime) -> None:
    """Raise DebateError unless votes are taken now; a deadline counts even before the closing has
    been carried out.
    """
    if debate.state is State.PAUSED:
        raise DebateError("debate.refused.paused")
    if debate.state is not State.OPEN or now >= debate.due_at:
        raise DebateError("debate.refused.closed")


def check_voter(debate: Debate, voter: Voter, now: datetime) -> None:
    """Raise DebateError with the reason when a member may not vote; an unknown age does not pass a
    rule about age.
    """
    rule = debate.eligibility
    if rule.role and rule.role not in voter.roles:
        raise DebateError("debate.refused.role", role=rule.role)
    if rule.account_days and not _older(voter.account_since, rule.account_days, now):
        days = rule.account_days
        raise DebateError(f"debate.refused.account_age.{_number(days)}", days=days)
    if rule.member_days and not _older(voter.member_since, rule.member_days, now):
        days = rule.member_days
        raise DebateError(f"debate.refused.member_age.{_number(days)}", days=days)


def check_choice(debate: Debate, choice: str) -> None:
    """Raise DebateError for an option that the debate doesn't have."""
    if choice not in {option.key for option in debate.options}:
        raise DebateError("debate.refused.choice")


def _older(since: datetime | None, days: int, now: datetime) -> bool:
    return since is not None and now - since >= timedelta(days=days)


def _number(n: int) -> str:
    return "one" if n == 1 else "other"
