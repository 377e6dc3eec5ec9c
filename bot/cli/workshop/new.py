"""`eyebot kb new entry | near | premise`: asks for what no option gives, and writes it where it
belongs.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
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
    desk = _Desk.opened(from_)
    given = NewEntry(
        id_, title, claim, tuple(cites.replace(",", " ").split()), desk.asks(asks),
        voice=voice, certainty=certainty, topics=many(topic), speaker=speaker, hedge=hedge,
        side=side, role=role, related=many(related), file=file,
    )  # fmt: skip
    desk.write(fill_entry(desk.asker, given), as_json=as_json)


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
    desk = _Desk.opened(from_)
    held = desk.asks(asks)
    given = NewNearMiss(id_, held, kind=kind, related=related, about=about)
    desk.write(fill_near(desk.asker, given), as_json=as_json)


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
    desk = _Desk.opened(from_)
    held = desk.asks(asks)
    given = NewPremise(id_, held, premise, instead=instead, instead_about=instead_about)
    desk.write(fill_premise(desk.asker, given), as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One run of a command: the pack that is written to, the words it is talked about in, and the
    inbox's questions that the addition answers.
    """

    settings: Settings
    words: Wording
    keys: tuple[str, ...]

    @classmethod
    def opened(cls, keys: list[str] | None) -> _Desk:
        """At the pack in force."""
        settings = load_settings().one_pack()
        return cls(settings, Wording.load(settings.prompts), tuple(keys or ()))

    @property
    def asker(self) -> Asker:
        """Asks for what was not given."""
        return Asker(self.words, self.settings.knowledge)

    def asks(self, given: list[str] | None) -> tuple[str, ...]:
        """The inbox's questions that are to become asks, and those that were given."""
        if not self.keys:
            return many(given)
        from bot.workshop.inbox import opened_inbox

        async def texts() -> tuple[str, ...]:
            async with opened_inbox(self.settings, learning, writes=False) as inbox:
                return await inbox.texts(self.keys, wall_clock())

        try:
            return (*asyncio.run(texts()), *many(given))
        except EyebotError as error:
            refuse(self.words, error)

    def write(self, addition: Addition, *, as_json: bool) -> None:
        """Write it, answer the inbox's questions with it, and show what became of it."""
        if not self.keys:
            show(self.words, add(self.settings.knowledge, [addition]), as_json=as_json)
            return
        from bot.workshop.inbox import opened_inbox

        async def answer() -> Written:
            async with opened_inbox(self.settings, learning) as inbox:
                return await inbox.answer(self.keys, addition, wall_clock())

        show(self.words, asyncio.run(answer()), as_json=as_json)
