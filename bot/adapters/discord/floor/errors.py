"""The edge where every error becomes words for the member and a line without secrets for
the log.
"""

from __future__ import annotations

import logging
import traceback
from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Any

import discord
from discord import app_commands

from bot import request
from bot.adapters.discord.floor.context import SILENT, Context, Interaction
from bot.adapters.discord.floor.line import LINE_LOST, is_passing
from bot.adapters.discord.floor.requests import kind_of
from bot.adapters.discord.floor.text import plain
from bot.errors import EyebotError, UnavailableError
from bot.wording import Wording

_log = logging.getLogger(__name__)

_UNEXPECTED = "errors.unexpected"
_UNKNOWN = {
    10003: "discord.error.channel_gone",
    10004: "discord.error.not_in_server",
    10008: "discord.error.message_gone",
    10011: "discord.error.role_gone",
    50001: "discord.error.no_access",
    50013: "discord.error.no_permission",
}
"""Discord's error codes that have a cure worth naming."""
_COMMAND_ERRORS = {
    app_commands.CommandNotFound: "discord.error.stale_command",
    app_commands.CommandSignatureMismatch: "discord.error.stale_command",
    app_commands.NoPrivateMessage: "discord.error.servers_only",
    app_commands.CheckFailure: "discord.error.moderators_only",
    app_commands.TransformerError: "discord.error.option",
}
"""The most particular first: `NoPrivateMessage` is a `CheckFailure` too."""
_EXPIRED = {10062, 10015, 50027, 40060}
"""The interaction is too old or already answered: there is nobody left to tell."""


def words_for(error: BaseException, wording: Wording, locale: str = "en") -> str:
    """What the member is told; of a fault of ours with the reference that its log lines carry."""
    error = cause(error)
    key, slots = _key_of(error), {}
    if isinstance(error, EyebotError):
        key, slots = error.key, {name: _shown(slot) for name, slot in error.slots.items()}
    try:
        told = wording.say(key, locale, **slots)
    except KeyError:
        _log.error("no wording for key %s or a slot of it", key)
        key = _UNEXPECTED
        told = wording.say(key, locale)
    if key != _UNEXPECTED and not isinstance(error, UnavailableError):
        return told
    if not (name := request.current()):
        return told
    return f"{told}\n{wording.say('discord.error.reference', locale, name=name)}"


def _shown(slot: object) -> object:
    """Times in the reader's own zone; strings, which may be a member's, literally."""
    if isinstance(slot, datetime):
        return discord.utils.format_dt(slot, "R")
    return plain(slot, 300) if isinstance(slot, str) else slot


def _key_of(error: BaseException) -> str:
    if is_passing(error):
        return "discord.error.discord_down"
    if isinstance(error, discord.HTTPException):
        return _UNKNOWN.get(error.code, _UNEXPECTED)
    return next(
        (key for kind, key in _COMMAND_ERRORS.items() if isinstance(error, kind)),
        _UNEXPECTED,
    )


def cause(error: BaseException) -> BaseException:
    """The error itself, out of discord.py's wrappers."""
    while isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    return error


def is_fault(error: BaseException) -> bool:
    """Whether something is wrong here, in the database or at Discord, rather than refused by a
    rule.
    """
    error = cause(error)
    if isinstance(error, discord.HTTPException):
        return error.code not in _EXPIRED
    return isinstance(error, UnavailableError) or not isinstance(
        error, EyebotError | app_commands.AppCommandError
    )


def record(error: BaseException, doing: str) -> None:
    """One log line: what was being done, the kind of error and where it arose. Never its message,
    which may quote a member.
    """
    error = cause(error)
    if isinstance(error, UnavailableError):
        # The database's own line, which may be of another request, names the cause.
        _log.warning("%s: not recorded (%s)", doing, type(error.__cause__ or error).__name__)
    elif isinstance(error, EyebotError):
        _log.info("%s: refused with %s", doing, error.key)
    elif isinstance(error, discord.HTTPException):
        _log.warning(
            "%s: Discord answered %s/%s at %s",
            doing,
            error.status,
            error.code,
            _frames(error.__traceback__),
        )
    elif isinstance(error, LINE_LOST):
        _log.warning(
            "%s: the line to Discord is broken (%s) at %s",
            doing,
            type(error).__name__,
            _frames(error.__traceback__),
        )
    elif isinstance(error, app_commands.AppCommandError):
        _log.info("%s: %s", doing, type(error).__name__)
    else:
        _log.error("%s: %s at %s", doing, type(error).__name__, _frames(error.__traceback__))


def _frames(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " < ".join(
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in reversed(frames[-8:])
    )


async def tell(
    interaction: Interaction,
    error: BaseException,
    doing: str,
    view: discord.ui.View | None = None,
    typed: str = "",
) -> None:
    """Log the error and say it to the member in private, with what can be done about it in `view`,
    and below it what they typed; what Discord refuses here can only be logged.
    """
    record(error, doing)
    if is_fault(error):
        Context(interaction).host.meters.failed(kind_of(interaction))
    if (
        isinstance(cause(error), discord.HTTPException)
        and getattr(cause(error), "code", 0) in _EXPIRED
    ):
        return
    context = Context(interaction)
    try:
        words = words_for(error, context.wording, context.locale)
        await context.answer("\n".join(filter(None, (words, typed))), view=view)
    except (discord.HTTPException, *LINE_LOST) as failed:
        record(failed, f"{doing}: telling the member")


async def tell_in_channel(
    message: discord.Message, error: BaseException, wording: Wording, locale: str
) -> None:
    """Log the error and answer the message with its words, for questions by mention or in direct
    messages.
    """
    record(error, "message")
    try:
        await message.reply(
            words_for(error, wording, locale), mention_author=False, allowed_mentions=SILENT
        )
    except (discord.HTTPException, *LINE_LOST) as failed:
        record(failed, "message: telling the member")


async def _tell_dropped(context: Context) -> None:
    """It came when too much did. Nothing was done, so that it may be pressed again; when Discord
    has given up meanwhile, it has said that it failed.
    """
    with suppress(discord.HTTPException, *LINE_LOST):
        await context.answer(context.wording.say("discord.slow_down.all", context.locale))


class SafeModal(discord.ui.Modal):
    """A form whose errors reach the member."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether to go on: a sending that is delivered twice is taken once."""
        context = Context(interaction)
        if not await context.host.requests.admit(interaction):
            return False
        context.click()
        return True

    # As discord.py's own Modal has it.
    async def on_error(  # type: ignore[override]
        self, interaction: Interaction, error: Exception, /
    ) -> None:
        """Log the error and tell the member in words."""
        await tell(interaction, error, type(self).__name__)


class Press(ABC):
    """Mixed into dynamic items, whose errors discord.py would only log."""

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says, or tell the member why not."""
        context = Context(interaction)
        if not await context.host.requests.admit(interaction, lambda: _tell_dropped(context)):
            return
        try:
            context.click()
            await self.pressed(context)
        except Exception as error:  # noqa: BLE001  # the edge: every error becomes words
            await tell(interaction, error, type(self).__name__)
        finally:
            context.host.requests.done(interaction)

    @abstractmethod
    async def pressed(self, context: Context) -> None:
        """What the button does."""


class SafeTree(app_commands.CommandTree[Any]):
    """Commands whose errors reach the member."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether to go on: a call that is delivered twice is taken once, and whoever types or
        calls too fast waits.
        """
        context = Context(interaction)
        if not await context.host.requests.admit(interaction):
            return False
        if interaction.type is discord.InteractionType.autocomplete:
            return context.host.gate.type(context.member, context.now)
        try:
            context.click()
        except EyebotError as error:
            await tell(interaction, error, "a command")
            return False
        return True

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Log the error and tell the member in words."""
        command = interaction.command
        await tell(interaction, error, f"/{command.qualified_name}" if command else "a command")
