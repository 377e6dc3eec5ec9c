"""How long what is stored is kept: the one place of these periods, from which the purge, `/privacy
show` and PRIVACY.md take them.
"""

from __future__ import annotations

from datetime import timedelta

from bot.debate.models import LONGEST_LIFE, LONGEST_PAUSE
from bot.services.debating.catch_up import KEPT_FOR

BALLOTS = KEPT_FOR
"""A debate's key, ballots and authors, after its end."""
HANDED_QUESTIONS = timedelta(days=30)
ACTIONS = timedelta(days=365)
"""Who moderated what."""
ENDED = timedelta(days=30)
"""Cancelled debates, and contributions that were never published, after the debate's end."""
PROPOSALS = timedelta(days=90)
"""Motions that members proposed and no moderator took up."""
LEFT = timedelta(days=30)
"""All of a server, after the bot has left it."""
COUNTS = timedelta(days=365)


def periods(talk: timedelta) -> dict[str, int]:
    """The periods in force as slots of a sentence; `talk` is how long a last turn is remembered."""
    return {
        "ballot_hours": int(BALLOTS / timedelta(hours=1)),
        "talk_minutes": int(talk / timedelta(minutes=1)),
        "question_days": HANDED_QUESTIONS.days,
        "action_days": ACTIONS.days,
        "ended_days": ENDED.days,
        "left_days": LEFT.days,
        "proposal_days": PROPOSALS.days,
        "count_days": COUNTS.days,
        "life_days": LONGEST_LIFE.days,
        "pause_days": LONGEST_PAUSE.days,
    }
