"""A draft that a restart lost, read back from its preview: the moderator looks at it once more
before it is posted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.adapters.discord.debate.message.symbols import LISTED
from bot.adapters.discord.debate.moderate import notes
from bot.adapters.discord.debate.moderate.drafts import Draft, Drafts
from bot.adapters.discord.debate.moderate.notes import HEAD
from bot.adapters.discord.debate.moderate.start import offer_again
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.look import walk
from bot.adapters.discord.floor.text import plain_line
from bot.debate.formats import is_held_elsewhere
from bot.debate.models import Debate, Spec
from bot.errors import DebateError
from bot.services.debating.start_debate import Wish

_GONE = "moderate.new.gone"
_VOTE = "debate:0:vote:o"
"""Begins the ids of a preview's buttons for options of a moderator's own."""


def listed_lines(spec: Spec, debate: Debate) -> list[str]:
    """First statements, and options of Discord's own poll, which the message doesn't show."""
    options = [option.label for option in debate.options] if is_held_elsewhere(debate) else ()
    return [f"{LISTED}{plain_line(one)}" for one in spec.statements or options]


def draft_of(context: Context, token: str) -> Draft:
    """A draft, or what its preview holds of it. Raises DebateError when it was posted."""
    drafts = context.host.part(Drafts)
    try:
        return drafts.of(token, context.member)
    except DebateError as error:
        found = _held(context, token, error)
        drafts.keep(found, token)
        return found


async def taken(context: Context, token: str) -> Draft | None:
    """A draft, to be posted; None where it was lost: then its moderator was told, with a form that
    holds it. Raises DebateError when it was posted before.
    """
    try:
        return context.host.part(Drafts).take(token, context.member)
    except DebateError as error:
        await offer_again(context, _held(context, token, error), error)
        return None


def _held(context: Context, token: str, error: DebateError) -> Draft:
    message = context.interaction.message
    if error.key != _GONE or message is None:
        raise error
    parts = ({"content": message.content}, *walk(message.components))
    found = read_back(token, parts, context.member)
    if found is None:
        raise DebateError("moderate.new.lost") from error
    return found


def read_back(token: str, components: Iterable[Mapping[str, Any]], member: str) -> Draft | None:
    """What a message shows of a draft that is gone, and what the ids of its buttons note; None
    where it shows no motion.
    """
    motion, listed, noted = "", [], []
    own = re.compile(rf"debate:{re.escape(token)}:[a-z]+:(.*)")
    for part in components:
        text, custom_id = str(part.get("content") or ""), str(part.get("custom_id") or "")
        lines = text.splitlines()
        motion = motion or next(
            (_plain(one[len(HEAD) :]) for one in lines if one.startswith(HEAD)), ""
        )
        listed += [_plain(one[len(LISTED) :]) for one in lines if one.startswith(LISTED)]
        if custom_id.startswith(_VOTE):
            listed.append(str(part.get("label") or ""))
        if note := own.fullmatch(custom_id):
            noted.append(note[1])
    if not motion:
        return None
    return notes.read(noted, Draft(member, Wish(motion, listed=tuple(listed), thread=True)))


def _plain(shown: str) -> str:
    """Words without the marks that kept Discord from reading marks in them."""
    return shown.replace("\\", "").replace("\u200b", "").strip()
