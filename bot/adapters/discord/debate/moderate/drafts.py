"""Debates that moderators are about to start: what they typed, between form and preview.

In memory only: a draft is nobody's business until it is posted. What was lost at a restart is read
back from the preview, which carries its format and length in the ids of its buttons.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.debate.formats import formats
from bot.debate.lengths import read_lengths
from bot.errors import DebateError
from bot.services.debating.start_debate import Wish

_KEPT = 300
_LONGEST = 9
"""Digits of a length in minutes."""
_HEAD, _SMALL = "### ", "-# "
LISTED = "○ "
"""Begins the lines of a preview for what stands on none of its buttons."""
_CHANNEL = re.compile(r"<#(\d{1,20})>")
_VOTE = "debate:0:vote:o"
"""Begins the ids of a preview's buttons for options of a moderator's own."""


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
        key = _key(token) or secrets.token_hex(6)
        self._kept[key] = draft
        self._kept.move_to_end(key)
        self._posted.pop(key, None)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return "-".join((key, *_written(draft.wish)))

    def of(self, token: str, member: str) -> Draft:
        """One of a moderator's own. Raises DebateError when it is gone, or was posted."""
        draft = self._kept.get(_key(token))
        if _key(token) in self._posted:
            raise DebateError("moderate.new.posted")
        if draft is None or draft.member != member:
            raise DebateError("moderate.new.gone")
        return draft

    def take(self, token: str, member: str) -> Draft:
        """Take one out, so that pressing twice posts once. Raises DebateError as `of` does."""
        draft = self.of(token, member)
        del self._kept[_key(token)]
        self._posted[_key(token)] = None
        if len(self._posted) > _KEPT:
            self._posted.popitem(last=False)
        return draft


def read_back(token: str, components: Iterable[Mapping[str, Any]], member: str) -> Draft | None:
    """What a preview shows of a draft that is gone: motion, options, format, length and channel;
    None where it shows no motion.
    """
    motion, place, listed = "", "", []
    for part in components:
        text = str(part.get("content") or "")
        if not motion and text.startswith(_HEAD):
            motion = _plain(text.removeprefix(_HEAD).splitlines()[0])
        if text.startswith(_SMALL) and (named := _CHANNEL.search(text)):
            place = named[1]
        lines = text.splitlines()
        listed += [_plain(one[len(LISTED) :]) for one in lines if one.startswith(LISTED)]
        if str(part.get("custom_id") or "").startswith(_VOTE):
            listed.append(str(part.get("label") or ""))
    if not motion:
        return None
    _, form, minutes = (*token.split("-"), "", "")[:3]
    wish = Wish(
        motion,
        f"{minutes}m" if minutes.isdecimal() and int(minutes) else "",
        form if form in formats() else "",
        tuple(listed),
        thread=True,
    )
    return Draft(member, wish, place)


def _key(token: str) -> str:
    return token.partition("-")[0]


def _written(wish: Wish) -> tuple[str, ...]:
    """Format and length, as the id of a button holds them."""
    try:
        whole = sum(one.total_seconds() for one in read_lengths(wish.length)) // 60
    except DebateError:
        whole = 0
    return wish.format if wish.format in formats() else "", f"{whole:.0f}"[:_LONGEST]


def _plain(shown: str) -> str:
    """Words without the marks that kept Discord from reading marks in them."""
    return shown.replace("\\", "").replace("\u200b", "").strip()
