"""A draft as a message holds it, so that it outlives a restart and none is stored anywhere: motion
and options in words, and what else a moderator chose in the ids of its buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.adapters.discord.debate.message.symbols import LISTED
from bot.adapters.discord.debate.moderate.drafts import Draft
from bot.adapters.discord.floor.text import one_line, plain_line
from bot.debate.formats import formats
from bot.debate.lengths import read_lengths, write_length
from bot.debate.models import Eligibility
from bot.errors import DebateError
from bot.services.debating.start_debate import Wish

HEAD = "### "
"""Begins the line of a motion."""
_LONGEST_MOTION = 1000
_ROOM = 60
"""Characters of an argument in the id of a button."""
_BETWEEN, _DIGITS = "~", "0123456789abcdefghijklmnopqrstuvwxyz"
_LIVE, _WEEKLY, _THREAD, _UNMODERATED = 1, 2, 4, 8
_NUMBERS = 10


def lines(wish: Wish) -> list[str]:
    """What was typed, in words."""
    motion = plain_line(wish.motion, _LONGEST_MOTION)
    shown = [f"{HEAD}{motion}"] if motion else []
    return shown + [f"{LISTED}{plain_line(one)}" for one in wish.listed]


def written(draft: Draft, buttons: int) -> tuple[str, ...]:
    """One part for each button; what has no room is left out whole."""
    wish, rule = draft.wish, draft.wish.eligibility
    flags = wish.live * _LIVE | wish.weekly * _WEEKLY | wish.thread * _THREAD
    numbers = [flags | (not wish.moderated) * _UNMODERATED, wish.quorum, wish.choose]
    numbers += [rule.account_days, rule.member_days, draft.edits, draft.proposal]
    ids = (rule.role, draft.place, wish.remind)
    numbers += [int(one) if one.isdecimal() else 0 for one in ids]
    opens = one_line(wish.opens).encode("ascii", "ignore").decode().replace(_BETWEEN, "")
    form = wish.format if wish.format in formats() else ""
    text = _fitting((form, _lengths(wish.length), *map(_short, numbers), opens), buttons * _ROOM)
    return tuple(text[start : start + _ROOM] for start in range(0, buttons * _ROOM, _ROOM))


def read(parts: Sequence[str], shown: Draft) -> Draft:
    """A draft of what is shown, with what was noted of it, if anything was."""
    if not any(parts):
        return shown
    form, length, *rest = "".join(parts).split(_BETWEEN)
    coded = (*map(_long, rest[:_NUMBERS]), *[0] * _NUMBERS)[:_NUMBERS]
    flags, quorum, choose, account, member, edits, proposal, role, place, remind = coded
    wish = replace(
        shown.wish,
        format=form if form in formats() else "",
        length=_lengths(length),
        live=bool(flags & _LIVE),
        weekly=bool(flags & _WEEKLY),
        thread=bool(flags & _THREAD),
        moderated=not flags & _UNMODERATED,
        quorum=quorum,
        choose=choose,
        eligibility=Eligibility(str(role or ""), account, member),
        remind=str(remind or ""),
        opens="".join(rest[_NUMBERS:]),
    )
    return replace(shown, wish=wish, place=str(place or ""), edits=edits, proposal=proposal)


def _fitting(texts: Iterable[str], room: int) -> str:
    kept: list[str] = []
    for text in texts:
        if len(_BETWEEN.join((*kept, text))) > room:
            break
        kept.append(text)
    return _BETWEEN.join(kept)


def _lengths(text: str) -> str:
    """One length, or one a phase, in few characters; empty where none can be read."""
    try:
        found = read_lengths(text) if text.strip() else ()
    except DebateError:
        return ""
    return "/".join(write_length(one).replace(" ", "") for one in found)


def _short(number: int) -> str:
    """A number in base 36, empty for 0."""
    digits = ""
    while number > 0:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def _long(digits: str) -> int:
    try:
        return int(digits or "0", len(_DIGITS))
    except ValueError:
        return 0
