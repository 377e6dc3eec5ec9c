"""The tables. Every column says in its comment what it holds; `PRIVACY.md` is written from them."""

from bot.storage.tables.columns import Instant, metadata
from bot.storage.tables.debates import ballots, contributions, debate_keys, debates, reminders
from bot.storage.tables.questions import handed_questions, outcome_counts
from bot.storage.tables.servers import (
    community_settings,
    left_communities,
    moderator_actions,
    proposals,
)

__all__ = [
    "Instant",
    "ballots",
    "community_settings",
    "contributions",
    "debate_keys",
    "debates",
    "handed_questions",
    "left_communities",
    "metadata",
    "moderator_actions",
    "outcome_counts",
    "proposals",
    "reminders",
]
