"""A draft that a restart lost, read back from its preview: the moderator looks at it once more
before it is posted.
"""

from __future__ import annotations

from bot.adapters.discord.debate.moderate.drafts import LISTED, Draft, Drafts, read_back
from bot.adapters.discord.debate.moderate.start import offer_again
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.look import walk
from bot.adapters.discord.floor.text import plain_line
from bot.debate.formats import OneOf, ballot_of, is_held_elsewhere
from bot.debate.models import Debate, Spec
from bot.errors import DebateError

_GONE = "moderate.new.gone"


def listed_lines(spec: Spec, debate: Debate) -> list[str]:
    """Options and first statements that no button of the message shows."""
    on_buttons = isinstance(ballot_of(debate), OneOf) and not is_held_elsewhere(debate)
    options = () if on_buttons else [option.label for option in debate.options]
    return [f"{LISTED}{plain_line(one)}" for one in spec.statements or options]


def draft_of(context: Context, token: str) -> Draft:
    """A draft, or what its preview shows of it. Raises DebateError when it was posted."""
    drafts = context.host.part(Drafts)
    try:
        return drafts.of(token, context.member)
    except DebateError as error:
        found = _shown(context, token) if error.key == _GONE else None
        if found is None:
            raise
        drafts.keep(found, token)
        return found


async def taken(context: Context, token: str) -> Draft | None:
    """A draft, to be posted; None where it was lost: then its moderator was told, with a form that
    holds it. Raises DebateError when it was posted before.
    """
    try:
        return context.host.part(Drafts).take(token, context.member)
    except DebateError as error:
        found = _shown(context, token) if error.key == _GONE else None
        if found is None:
            raise
        await offer_again(context, found, error)
        return None


def _shown(context: Context, token: str) -> Draft | None:
    message = context.interaction.message
    if message is None:
        return None
    return read_back(token, walk(message.components), context.member)
