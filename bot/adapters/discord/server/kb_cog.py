"""`/kb inbox | status | explain`: for maintainers of the knowledge. What members of this server
sent them, what the bot knows, and why it answers a question as it does.
"""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import ROOM, Accent, Words, panel
from bot.adapters.discord.floor.moderators import require_maintainer
from bot.adapters.discord.floor.text import clean, plain_line, shorten, size
from bot.services.asking.inbox import About, Handed, by_day
from bot.services.retention import HANDED_QUESTIONS

_FENCE = "```\n{}\n```"
_DAYS = HANDED_QUESTIONS.days
_TEXT = 200


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class KnowledgeCog(commands.GroupCog, group_name="kb", group_description="…"):
    """Commands on the knowledge; Discord hides them from members who can't use them."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="inbox", description="…")
    async def inbox(self, interaction: Interaction) -> None:
        """What members of this server sent, the newest day first."""
        context = Context(interaction)
        await context.defer()
        await require_maintainer(context)
        handed, words = await _handed(context), context.words
        empty = words.say("answers.kb.empty", days=_DAYS)
        await context.answer(view=panel(Accent.PANEL, _inbox(handed, words) if handed else empty))

    @app_commands.command(name="status", description="…")
    async def status(self, interaction: Interaction) -> None:
        """The knowledge in numbers."""
        context = Context(interaction)
        await context.defer()
        await require_maintainer(context)
        known = context.services.reading.status()
        text = context.say(
            "answers.kb.status",
            title=plain_line(known.title, _TEXT),
            digest=known.digest or "-",
            sections=known.sections,
            entries=known.entries,
            phrasings=known.phrasings,
            near_misses=known.near_misses,
            terms=known.terms,
            quiz=known.quiz,
            days=_DAYS,
            handed=sum(one.count for one in await _handed(context)),
        )
        await context.answer(view=panel(Accent.PANEL, text))

    @app_commands.command(name="explain", description="…")
    async def explain(self, interaction: Interaction, question: str) -> None:
        """Candidates, signals, thresholds and outcome, exactly as `/ask` used them."""
        context = Context(interaction)
        await context.defer()
        await require_maintainer(context)
        text = clean(context.services.ask.explain(question)).replace("`", "ˋ")
        fenced = _FENCE.format(shorten(text, ROOM - len(_FENCE) - 100))
        await context.answer(view=panel(Accent.PANEL, discord.utils.escape_mentions(fenced)))


async def _handed(context: Context) -> list[Handed]:
    records = context.services.feedback
    rows = await records.of(context.community) if records else []
    return by_day(rows, (context.now - HANDED_QUESTIONS).date())


def _inbox(handed: list[Handed], words: Words) -> str:
    """As many lines as a message holds, and that there are more."""
    whole = sum(one.count for one in handed)
    lines = [words.say("answers.kb.head", days=_DAYS, whole=whole)]
    room = ROOM - 200 - size(lines[0])
    day = None
    for one in handed:
        new = [words.say("answers.kb.day", day=one.day.isoformat())] if one.day != day else []
        new.append(_line(one, words))
        room -= sum(size(line) + 1 for line in new)
        if room < 0:
            return "\n".join([*lines, words.say("answers.kb.more")])
        lines += new
        day = one.day
    return "\n".join(lines)


def _line(one: Handed, words: Words) -> str:
    given = one.given
    if given.about is About.UNANSWERED:
        question = plain_line(given.question, _TEXT)
        return words.say("answers.kb.unanswered", count=one.count, question=question)
    if given.about is About.HELPFUL:
        return words.say("answers.kb.helpful", count=one.count, entry=given.entry)
    question, note = plain_line(given.question, _TEXT), plain_line(given.note, _TEXT)
    more = f" {words.say('answers.kb.asked', question=question)}" if question else ""
    more += words.say("answers.kb.noted", note=note) if note else ""
    key = f"answers.kb.{given.about}"
    return words.say(key, count=one.count, entry=given.entry, more=more)
