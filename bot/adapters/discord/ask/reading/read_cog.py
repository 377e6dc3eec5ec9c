"""Looking around without a question: `/read`, `/surprise`, `/glossary`, and the shortcuts `/topics`
and `/sources` into the first. All of it is private, so that a channel isn't filled with it.
"""

from __future__ import annotations

import random

from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.ask.answering import open_related
from bot.adapters.discord.ask.buttons import Act, AskButton
from bot.adapters.discord.ask.panels import answer_panel
from bot.adapters.discord.ask.reading.pages import (
    chapter_panel,
    contents_panel,
    links_panel,
    term_panel,
    terms_panel,
)
from bot.adapters.discord.floor.context import Context, Interaction, everywhere
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Panel
from bot.adapters.discord.floor.text import CHOICE, label
from bot.errors import EyebotError
from bot.typed import one_line

_OFFERED = 25
_TYPED = 100


class ReadCog(commands.Cog):
    """Commands that show the way."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="read", description="…")
    @everywhere
    async def read(self, interaction: Interaction, section: str = "") -> None:
        """A section in our own words, or the contents."""
        context = Context(interaction)
        if not section:
            await context.answer(view=_contents(context))
            return
        number = context.services.reading.find(one_line(section, _TYPED))
        if number < 0:
            raise EyebotError("answers.read.unknown")
        await context.answer(view=_chapter(context, number, 0))

    @read.autocomplete("section")
    async def complete_section(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Headings that hold the typed words."""
        reading = Context(interaction).services.reading
        return _offered(reading.sections(), typed)

    @app_commands.command(name="topics", description="…")
    @everywhere
    async def topics(self, interaction: Interaction) -> None:
        """The contents."""
        context = Context(interaction)
        await context.answer(view=_contents(context))

    @app_commands.command(name="sources", description="…")
    @everywhere
    async def sources(self, interaction: Interaction) -> None:
        """The article's own links."""
        context = Context(interaction)
        await context.answer(view=links_panel(context.services.reading.links(), context.words))

    @app_commands.command(name="surprise", description="…")
    @everywhere
    async def surprise(self, interaction: Interaction) -> None:
        """A claim that one may not expect."""
        context = Context(interaction)
        context.enter()
        await context.answer(view=_surprise(context))

    @app_commands.command(name="glossary", description="…")
    @everywhere
    async def glossary(self, interaction: Interaction, word: str = "") -> None:
        """What a word means here, or all of them."""
        context = Context(interaction)
        reading, typed = context.services.reading, one_line(word, _TYPED)
        if not typed:
            await context.answer(view=terms_panel(reading.terms(), context.words))
            return
        meaning = reading.term(typed)
        if meaning is None:
            raise EyebotError("answers.glossary.unknown", term=typed)
        await context.answer(view=term_panel(meaning, context.words))

    @glossary.autocomplete("word")
    async def complete_word(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Words that hold the typed letters."""
        terms = Context(interaction).services.reading.terms()
        return _offered([(one.term, one.term) for one in terms], typed)


def _offered(found: list[tuple[str, str]], typed: str) -> list[app_commands.Choice[str]]:
    """Those whose names hold what was typed; what is chosen comes back as its value."""
    wanted = one_line(typed, _TYPED).casefold()
    fitting = [(value, name) for value, name in found if wanted in name.casefold()]
    return [
        app_commands.Choice(name=label(name, CHOICE), value=value[:CHOICE])
        for value, name in fitting[:_OFFERED]
    ]


def _contents(context: Context, page: int = 0) -> Panel:
    return contents_panel(context.services.reading, context.words, page)


def _chapter(context: Context, number: int, page: int) -> Panel:
    reading = context.services.reading
    chapter = reading.chapter(number, context.locale)
    if chapter is None:
        raise EyebotError("answers.read.changed")
    return chapter_panel(reading, chapter, number, page, context.words)


def _surprise(context: Context) -> Panel:
    words = context.words
    found = context.services.reading.surprise(random.choice, context.locale)
    if found is None:
        raise EyebotError("answers.surprise.none")
    again = AskButton("more", "", words.say("answers.surprise.again"))
    return answer_panel(found, words.say("answers.surprise.title"), words, again)


async def _open_contents(context: Context, page: str) -> None:
    await context.turn_page(_contents(context, _number(page)))


async def _open_section(context: Context, number: str) -> None:
    await context.turn_page(_chapter(context, _number(number), 0))


async def _turn_page(context: Context, place: str) -> None:
    number, _, page = place.partition(".")
    await context.turn_page(_chapter(context, _number(number), _number(page)))


async def _open_links(context: Context, page: str) -> None:
    links = context.services.reading.links()
    await context.turn_page(links_panel(links, context.words, _number(page)))


async def _open_terms(context: Context, page: str) -> None:
    terms = context.services.reading.terms()
    await context.turn_page(terms_panel(terms, context.words, _number(page)))


async def _surprise_again(context: Context, _: str) -> None:
    context.enter()
    await context.turn_page(_surprise(context))


def _number(text: str) -> int:
    """A number of a button's id. Raises EyebotError for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise EyebotError("answers.read.changed")
    return int(text)


ACTS: dict[str, Act] = {
    "contents": _open_contents,
    "section": _open_section,
    "read": _turn_page,
    "links": _open_links,
    "terms": _open_terms,
    "more": _surprise_again,
    "open": open_related,
}
