"""Debates that moderators are about to start: what they typed, between form and preview.

In memory only: a draft is nobody's business until it is posted. What was lost at a restart is read
back from the preview (`lost.py`).
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace

from bot.errors import DebateError
from bot.services.debating.start_debate import Wish

_KEPT = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """A debate to be; `place` is the channel it was meant for, empty for the one it is started in,
    `edits` the debate that it changes, and `proposal` the member's it began with.
    """

    member: str
    wish: Wish
    place: str = ""
    edits: int = 0
    proposal: int = 0

    def with_wish(self, **changed: object) -> Draft:
        """The same with something typed anew."""
        # As the fields of Wish are.
        return replace(self, wish=replace(self.wish, **changed))  # type: ignore[arg-type]


class Drafts:
    """The latest of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Draft] = OrderedDict()
        self._posted: OrderedDict[str, None] = OrderedDict()

    def keep(self, draft: Draft, token: str = "") -> str:
        """Remember one, in the place of an earlier state of it."""
        key = token or secrets.token_hex(6)
        self._kept[key] = draft
        self._kept.move_to_end(key)
        self._posted.pop(key, None)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return key

    def of(self, token: str, member: str) -> Draft:
        """One of a moderator's own. Raises DebateError when it is gone, or was posted."""
        draft = self._kept.get(token)
        if token in self._posted:
            raise DebateError("moderate.new.posted")
        if draft is None or draft.member != member:
            raise DebateError("moderate.new.gone")
        return draft

    def take(self, token: str, member: str) -> Draft:
        """Take one out, so that pressing twice posts once. Raises DebateError as `of` does."""
        draft = self.of(token, member)
        del self._kept[token]
        self._posted[token] = None
        if len(self._posted) > _KEPT:
            self._posted.popitem(last=False)
        return draft
