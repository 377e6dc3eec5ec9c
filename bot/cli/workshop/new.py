"""`eyebot kb new entry | near | premise`: asks for what no option gives, and writes it where it
belongs.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.workshop.asking import Asker
from bot.cli.workshop.forms import fill_entry, fill_near, fill_premise, many
from bot.cli.workshop.options import AsJson, learning, refuse, show
from bot.clock import wall_clock
from bot.errors import EyebotError
from bot.knowledge.workshop.additions import (
    Addition,
    NewEntry,
    NewNearMiss,
    NewPremise,
    Written,
    add,
)
from bot.settings import Settings, load_settings
from bot.wording import Wording

new = typer.Typer(no_args_is_help=True, help="Write an entry, a near miss or a false premise.")
Asks = Annotated[list[str] | None, typer.Option("--ask", help="A way to ask; several times.")]
From = Annotated[
    list[str] | None,
    typer.Option("--from", help="A question of the inbox by its key; it becomes an ask."),
]
Texts = Annotated[list[str] | None, typer.Option(help="Several times.")]


@new.command("entry")
def new_entry(
    *,
    id_: Annotated[str, typer.Option("--id", help="Kebab-case.")] = "",
    title: Annotated[str, typer.Option(help="The question it answers.")] = "",
    claim: Annotated[str, typer.Option(help="What the article says, in other words.")] = "",
    cites: Annotated[str, typer.Option(help="Such as `plan:1 plan:2`.")] = "",
    asks: Asks = None,
    voice: Annotated[
        str, typer.Option(help="author, reporting, quoted, some-say or unnamed.")
    ] = "",
    certainty: Annotated[str, typer.Option(help="stated, hedged or open.")] = "",
    topic: Texts = None,
    speaker: Annotated[str, typer.Option(help="Who is quoted.")] = "",
    hedge: Annotated[str, typer.Option(help="The hedging word.")] = "",
    side: Annotated[str, typer.Option(help="for or against.")] = "",
    role: Annotated[str, typer.Option(help="What a conversation is led to.")] = "",
    related: Texts = None,
    file: Annotated[str, typer.Option(help="The file below entries/.")] = "",
    from_: From = None,
    as_json: AsJson = False,
) -> None:
    """Write an entry: a claim with its passages and the ways to ask for it."""
    settings = load_settings().one_pack()
    words = Wording.load(settings.prompts)
    given = NewEntry(
        id_, title, claim, tuple(cites.replace(",", " ").split()),
        (*_handed(settings, words, from_), *many(asks)),
        voice=voice, certainty=certainty, topics=many(topic), speaker=speaker, hedge=hedge,
        side=side, role=role, related=many(related), file=file,
    )  # fmt: skip
    filled = fill_entry(_asker(words, settings), given)
    _write(settings, words, filled, from_, as_json=as_json)


@new.command("near")
def new_near(
    *,
    id_: Annotated[str, typer.Option("--id", help="A new group, or one that is there.")] = "",
    asks: Asks = None,
    kind: Annotated[str, typer.Option(help="Such as other-detail or practical.")] = "",
    related: Annotated[str, typer.Option(help="An entry on the same thing.")] = "",
    about: Annotated[str, typer.Option(help="A passage on the same thing.")] = "",
    from_: From = None,
    as_json: AsJson = False,
) -> None:
    """Write questions on the subject that the article doesn't answer."""
    settings = load_settings().one_pack()
    words = Wording.load(settings.prompts)
    held = (*_handed(settings, words, from_), *many(asks))
    given = NewNearMiss(id_, held, kind=kind, related=related, about=about)
    filled = fill_near(_asker(words, settings), given)
    _write(settings, words, filled, from_, as_json=as_json)


@new.command("premise")
def new_premise(
    *,
    id_: Annotated[str, typer.Option("--id", help="A new group, or one that is there.")] = "",
    asks: Asks = None,
    premise: Annotated[str, typer.Option(help="What the questions take for granted.")] = "",
    instead: Annotated[str, typer.Option(help="The entry that says otherwise.")] = "",
    instead_about: Annotated[str, typer.Option(help="The passage that does.")] = "",
    from_: From = None,
    as_json: AsJson = False,
) -> None:
    """Write questions that take for granted what the article doesn't say."""
    settings = load_settings().one_pack()
    words = Wording.load(settings.prompts)
    held = (*_handed(settings, words, from_), *many(asks))
    given = NewPremise(id_, held, premise, instead=instead, instead_about=instead_about)
    filled = fill_premise(_asker(words, settings), given)
    _write(settings, words, filled, from_, as_json=as_json)


def _asker(words: Wording, settings: Settings) -> Asker:
    return Asker(words, settings.knowledge)


def _handed(settings: Settings, words: Wording, keys: list[str] | None) -> tuple[str, ...]:
    """The questions of the inbox that are to become asks."""
    if not keys:
        return ()
    from bot.workshop.inbox import opened_inbox

    async def texts() -> tuple[str, ...]:
        async with opened_inbox(settings, learning, writes=False) as inbox:
            return await inbox.texts(keys, wall_clock())

    try:
        return asyncio.run(texts())
    except EyebotError as error:
        refuse(words, error)


def _write(
    settings: Settings,
    words: Wording,
    addition: Addition,
    keys: list[str] | None,
    *,
    as_json: bool,
) -> None:
    if not keys:
        show(words, add(settings.knowledge, [addition]), as_json=as_json)
        return
    from bot.workshop.inbox import opened_inbox

    async def answer() -> Written:
        async with opened_inbox(settings, learning) as inbox:
            return await inbox.answer(keys, addition, wall_clock())

    show(words, asyncio.run(answer()), as_json=as_json)
