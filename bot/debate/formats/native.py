"""A poll that the surface itself holds, where everybody sees who voted what: Discord's own."""

from __future__ import annotations

from datetime import timedelta

from bot.debate.formats.base import DebateFormat, Record, Round
from bot.debate.formats.counting import plurality
from bot.debate.models import Eligibility, Result, Spec
from bot.errors import DebateError

_SHORTEST, _STEP = timedelta(hours=1), timedelta(hours=1)


class Native(DebateFormat):
    """Within the limits of Discord's polls, which last whole hours."""

    key = "native"
    order = 90
    rounds = (Round("vote"),)
    is_held_elsewhere = True
    explains_itself = False
    longest_label = 55

    def check(self, spec: Spec) -> None:
        """As any, and whole hours. Raises DebateError otherwise."""
        super().check(spec)
        if spec.eligibility != Eligibility():
            raise DebateError("debate.refused.native_voters")
        if spec.length < _SHORTEST or spec.length % _STEP:
            raise DebateError("debate.refused.native_length")

    def conclude(self, record: Record, _: int) -> Result:
        """What was read back; nothing is withheld of a public vote."""
        return plurality(record.debate, record.counts or {}, None)


FORMAT = Native()
