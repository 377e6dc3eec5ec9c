"""Questions just asked, in memory as long as a last turn is, so that their askers can still hand
them to the maintainers.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogue.replies import Answer, Reply
from bot.errors import EyebotError

_MOST = 5_000
_LONGEST = 500
_SAID = 10_000


@dataclass(frozen=True, slots=True)
class _Held:
    question: str
    member: str
    reply: Reply | None
    since: datetime


class Questions:
    """Token -> question; and who said what of which answer, so that saying it twice counts once.
    Bounded; nothing is ever written down.
    """

    def __init__(self, kept: timedelta) -> None:
        self._kept = kept
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._said: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    def hold(self, question: str, member: str, now: datetime, reply: Reply | None = None) -> str:
        """Remember a question and the reply; the token stands in the buttons' ids."""
        while self._held and (len(self._held) >= _MOST or self._oldest_is_stale(now)):
            self._held.popitem(last=False)
        token = secrets.token_hex(8)
        self._held[token] = _Held(question[:_LONGEST], member, reply, now)
        return token

    def forget(self, member: str) -> None:
        """Drop all that is held of a member."""
        for token in [token for token, one in self._held.items() if one.member == member]:
            del self._held[token]
        for key in [key for key in self._said if key[0] == member]:
            del self._said[key]

    def own(self, token: str, member: str, now: datetime) -> str:
        """The question where it is the member's own and still remembered, else nothing."""
        held = self._fresh(token, now)
        return held.question if held and held.member == member else ""

    def answers(self, token: str, now: datetime) -> tuple[Answer, ...]:
        """What was answered, as it was said; nothing when it is forgotten."""
        held = self._fresh(token, now)
        return held.reply.answers if held and held.reply else ()

    def reply(self, token: str, member: str, now: datetime) -> Reply | None:
        """The whole reply to a member's own question; None when it is forgotten."""
        held = self._fresh(token, now)
        return held.reply if held and held.member == member else None

    def take(self, token: str, member: str, now: datetime) -> str:
        """The question, once; raises EyebotError for another member or when it is forgotten."""
        held = self._fresh(token, now)
        if held is None:
            raise self.forgotten()
        if held.member != member:
            raise EyebotError("discord.feedback.not_yours")
        del self._held[token]
        return held.question

    def has_said(self, member: str, saying: str, now: datetime) -> bool:
        """Whether a member has said this a short while ago."""
        since = self._said.get((member, saying))
        return since is not None and now - since <= self._kept

    def note_said(self, member: str, saying: str, now: datetime) -> None:
        """A member has said this, and it was kept."""
        self._said[member, saying] = now
        self._said.move_to_end((member, saying))
        while len(self._said) > _SAID:
            self._said.popitem(last=False)

    def _oldest_is_stale(self, now: datetime) -> bool:
        return now - next(iter(self._held.values())).since > self._kept

    def _fresh(self, token: str, now: datetime) -> _Held | None:
        held = self._held.get(token)
        return held if held and now - held.since <= self._kept else None

    def forgotten(self) -> EyebotError:
        """What is said when it is too late."""
        minutes = int(self._kept / timedelta(minutes=1))
        return EyebotError("discord.feedback.forgotten", minutes=minutes)
