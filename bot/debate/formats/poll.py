"""One vote for one option; the most votes win."""

from __future__ import annotations

from bot.debate.formats.base import DebateFormat, Record, Round
from bot.debate.formats.counting import plurality, votes
from bot.debate.formats.kinds import OneOf
from bot.debate.models import Result

_VOTE = "vote"


class Poll(DebateFormat):
    """The ordinary poll, and what is meant where no format is named."""

    key = "poll"
    order = 0
    rounds = (Round(_VOTE, ballot=OneOf()),)
    explains_itself = False

    def conclude(self, record: Record, k: int) -> Result:
        """The counts, and who is ahead."""
        return plurality(record.debate, votes(record, _VOTE), k)


FORMAT = Poll()
