"""Asking on Discord, whichever way it was asked: the reply in time, shown to whom it concerns, and
what its buttons do.
"""

from __future__ import annotations

import asyncio
from datetime import datetime

import discord

from bot.adapters.discord.ask.asked import asked
from bot.adapters.discord.ask.buttons import Act, parts_of
from bot.adapters.discord.ask.panels import article_line, reply_panel, sources_panel
from bot.adapters.discord.ask.questions import Questions
from bot.adapters.discord.ask.voted import debates_text
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.dialogue.replies import Outcome, Reply
from bot.errors import EyebotError
from bot.services.asking.ask import AskService

_PATIENCE = 1.5
"""Seconds for an answer before the member sees "thinking": Discord waits for three."""
_QUESTION = 400


async def answer_question(context: Context, question: str, *, private: bool) -> None:
    """Answer, for all to see where that is wanted; what is no answer is its asker's business.

    Whether an answer is private has to be said before it is known when it takes long; it is then,
    and its asker can show it to everyone.
    """
    waiting = asyncio.ensure_future(_ask(context, asked(question)))
    await asyncio.wait({waiting}, timeout=_PATIENCE)
    is_slow = not waiting.done()
    if is_slow:
        await context.defer()
    reply = await waiting
    hidden = private or is_slow or reply.outcome is not Outcome.ANSWER
    guild, who = context.interaction.guild, context.interaction.user
    more = await debates_text(context.services, guild, who, context.words, reply)
    panel = reply_panel(
        reply,
        question,
        context.words,
        token=_token(context, question, reply),
        is_private=hidden,
        more=more,
    )
    await context.answer(private=hidden, view=panel)


async def _ask(context: Context, question: str) -> Reply:
    return await context.host.part(Turns).ask(
        context.services.ask,
        question,
        member=context.member,
        place=context.channel,
        now=context.now,
        locale=context.locale,
    )


class Turns:
    """One question after another, and in between whatever else waits: forty that arrive at once
    must not hold up a vote.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def ask(
        self,
        service: AskService,
        question: str,
        *,
        member: str,
        place: str,
        now: datetime,
        locale: str,
    ) -> Reply:
        """Ask when it is this one's turn."""
        async with self._lock:
            await asyncio.sleep(0)
            return await service.ask_aside(
                question, member=member, place=place, now=now, locale=locale
            )


def _token(context: Context, question: str, reply: Reply) -> str:
    if context.services.feedback is None or not asked(question):
        return ""
    return context.host.part(Questions).hold(question, context.member, context.now, reply)


async def _show_entry(context: Context, entry: str, *, private: bool, in_place: bool) -> None:
    if context.services.reading.answer(entry) is None:
        raise EyebotError("answers.sources.gone")
    reply = context.services.ask.answer_entry(
        entry,
        member=context.member,
        place=context.channel,
        now=context.now,
        locale=context.locale,
    )
    title = reply.answers[0].title if reply.answers else ""
    hidden = private or reply.outcome is not Outcome.ANSWER
    shown = reply_panel(reply, title, context.words, is_private=hidden)
    if in_place:
        await context.turn_page(shown)
    else:
        await context.answer(private=hidden, view=shown)


async def choose(context: Context, entry: str) -> None:
    """The asker's own choice becomes the answer in place; anybody else gets theirs in private."""
    context.enter()
    message = context.interaction.message
    is_askers = _asker(message) == context.interaction.user.id
    hidden = not is_askers or _is_hidden(message)
    # A message of before there were components can't be made one of components.
    is_askers = is_askers and bool(message and message.flags.components_v2)
    await _show_entry(context, entry, private=hidden, in_place=is_askers)


async def open_related(context: Context, entry: str) -> None:
    """A related question, in private."""
    context.enter()
    await _show_entry(context, entry, private=True, in_place=False)


async def show_everyone(context: Context, about: str) -> None:
    """What was shown in private, for all, where the member may write: the whole reply while it is
    remembered, else the entry it was about. Raises EyebotError where they may not, or it has been
    shown.
    """
    context.enter()
    may = context.interaction.permissions
    in_thread = isinstance(context.interaction.channel, discord.Thread)
    if context.community and not (may.send_messages_in_threads if in_thread else may.send_messages):
        raise EyebotError("discord.debate.not_your_channel")
    token, *entries = parts_of(about)
    questions = context.host.part(Questions)
    message = context.interaction.message
    showing = f"show {message.id if message else 0} {about}"
    if questions.has_said(context.member, showing, context.now):
        raise EyebotError("answers.shown_again")
    questions.note_said(context.member, showing, context.now)
    reply = questions.reply(token, context.member, context.now)
    if reply is None:
        await _show_entry(context, (entries or [token])[-1], private=False, in_place=False)
        return
    question = questions.own(token, context.member, context.now)
    await context.answer(
        private=False, view=reply_panel(reply, question, context.words, token=token)
    )


def _asker(message: discord.Message | None) -> int:
    """Whose question a message answers, as Discord itself remembers it; 0 when it doesn't."""
    if message is None:
        return 0
    if message.interaction_metadata:
        return message.interaction_metadata.user.id
    replied = message.reference.resolved if message.reference else None
    return replied.author.id if isinstance(replied, discord.Message) else 0


def _is_hidden(message: discord.Message | None) -> bool:
    return bool(message and message.flags.ephemeral)


async def show_sources(context: Context, about: str) -> None:
    """Every passage of an answer, in private. Raises EyebotError when the answer is gone."""
    token, *ids = parts_of(about)
    reading = context.services.reading
    said = context.host.part(Questions).answers(token, context.now)
    found = list(said) or [one for id_ in ids if (one := reading.answer(id_, context.locale))]
    if not found:
        raise EyebotError("answers.sources.gone")
    words = context.words
    article = article_line(*reading.article(), words)
    await context.answer(view=sources_panel(found, token, article, words))


async def follow_up(context: Context, entry: str) -> None:
    """A form to ask on: Discord hides the text of a plain reply. What is asked then follows on this
    answer, whoever asks. Raises EyebotError when the answer is gone.
    """
    if entry and context.services.reading.answer(entry) is None:
        raise EyebotError("answers.sources.gone")
    private = _is_hidden(context.interaction.message)

    async def then(again: Context, filled: dict[str, str]) -> None:
        again.enter()
        if entry:
            ask = again.services.ask
            ask.turn_to(entry, member=again.member, place=again.channel, now=again.now)
        await answer_question(again, filled["question"], private=private)

    field = Field("question", context.say("answers.follow.field"), limit=_QUESTION)
    await show_form(context, Form(context.say("answers.follow.title"), [field], then))


ACTS: dict[str, Act] = {
    "c": choose,
    "r": open_related,
    "show": show_everyone,
    "s": show_sources,
    "f": follow_up,
}
