"""`eyebot kb inbox`: what members handed over, and what becomes of it."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from bot.cli.workshop.asking import Asker
from bot.cli.workshop.forms import fill_entry, fill_near
from bot.cli.workshop.inbox_lines import InboxLines, as_row
from bot.cli.workshop.options import AsJson, learning, lines_of, print_json, refuse, show
from bot.clock import wall_clock
from bot.errors import EyebotError, SetUpError
from bot.knowledge.workshop.additions import Addition, NewAsks, NewEntry, NewNearMiss
from bot.services.asking.triage import Group, Inbox
from bot.settings import Settings, load_settings
from bot.wording import Wording
from bot.workshop.inbox import opened_inbox


def kb_inbox(
    keys: Annotated[
        list[str] | None, typer.Argument(help="Questions to deal with, by their keys.")
    ] = None,
    *,
    ask_of: Annotated[str, typer.Option(help="Add them as asks of this entry.")] = "",
    near: Annotated[str, typer.Option(help="Add them as near misses, to this group.")] = "",
    kind: Annotated[str, typer.Option(help="The kind of a new group.")] = "other-detail",
    related: Annotated[str, typer.Option(help="A new group's entry on the same thing.")] = "",
    about: Annotated[str, typer.Option(help="A new group's passage on the same thing.")] = "",
    dismiss: Annotated[bool, typer.Option("--dismiss", help="Delete them.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List them, and ask nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """The questions that members sent to the maintainers, alike ones together, with the entries
    nearest to them: add each as an ask, as a near miss, as an entry, or dismiss it. Who asked isn't
    stored.
    """
    settings = load_settings().one_pack()
    desk = _Desk(settings, Wording.load(settings.prompts))
    is_dealing = bool(ask_of or near or dismiss)
    try:
        if is_dealing or keys:
            if sum(map(bool, (ask_of, near, dismiss))) != 1:
                raise EyebotError("workshop.inbox.one_way")
            if not keys:
                raise EyebotError("workshop.inbox.no_keys")
            addition: NewNearMiss | NewAsks | None = None
            if ask_of:
                addition = NewAsks(ask_of, ())
            elif near:
                addition = NewNearMiss(near, (), kind=kind, related=related, about=about)
            asyncio.run(desk.deal(keys, addition, as_json=as_json))
        elif as_json or listing or not _is_terminal():
            asyncio.run(desk.show_all(as_json=as_json))
        else:
            asyncio.run(desk.go_through())
    except EyebotError as error:
        refuse(desk.words, error)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


class _Desk:
    """Where the inbox is gone through."""

    def __init__(self, settings: Settings, words: Wording) -> None:
        self.words = words
        self._settings = settings
        self._lines = InboxLines(words)

    async def show_all(self, *, as_json: bool) -> None:
        """All of it."""
        async with opened_inbox(self._settings, learning, writes=False) as inbox:
            contents = await inbox.contents(wall_clock())
        if as_json:
            print_json(as_row(contents))
            return
        for line in self._lines.head(contents):
            print(line)
        for group in contents.groups:
            print("\n" + "\n".join(self._lines.group(group)))
        for line in (*self._lines.remarks(contents), *self._lines.in_vain(contents)):
            print(line)
        if contents.groups or contents.remarks:
            print(f"\n{self.words.say('workshop.inbox.scripts')}")

    async def deal(
        self, keys: list[str], addition: NewAsks | NewNearMiss | None, *, as_json: bool
    ) -> None:
        """What a script says."""
        async with opened_inbox(self._settings, learning) as inbox:
            now = wall_clock()
            if addition is None:
                count = await inbox.dismiss(keys, now)
                if as_json:
                    print_json({"dismissed": count})
                else:
                    print(self.words.say("workshop.inbox.dismissed"))
                return
            texts = await inbox.texts(keys, now)
            whole: Addition = (
                NewAsks(addition.entry, texts)
                if isinstance(addition, NewAsks)
                else NewNearMiss(
                    addition.id, texts, addition.kind, addition.related, addition.about
                )
            )
            show(self.words, await inbox.answer(keys, whole, now), as_json=as_json)

    async def go_through(self) -> None:
        """Group by group, until the last or until the editor stops."""
        async with opened_inbox(self._settings, learning) as inbox:
            contents = await inbox.contents(wall_clock())
            for line in self._lines.head(contents):
                print(line)
            changed = False
            for group in contents.groups:
                print("\n" + "\n".join(self._lines.group(group)))
                went = await self._one(inbox, group)
                if went is None:
                    break
                changed |= went
            for line in (*self._lines.remarks(contents), *self._lines.in_vain(contents)):
                print(line)
            if changed:
                print(self.words.say("workshop.inbox.live"))

    async def _one(self, inbox: Inbox, group: Group) -> bool | None:
        """Whether the pack was changed; None to stop."""
        while True:
            print(self.words.say("workshop.inbox.choose"))
            choice = str(typer.prompt("", default="s", show_default=False, prompt_suffix="> "))
            choice = choice.strip().lower()
            if choice in ("s", "q"):
                return None if choice == "q" else False
            if choice == "d":
                await inbox.dismiss(group.keys, wall_clock())
                print(self.words.say("workshop.inbox.dismissed"))
                return False
            addition = self._addition(choice, group)
            if addition is None:
                print(self.words.say("workshop.inbox.unclear", most=len(group.nearest)))
            elif await self._written(inbox, group, addition):
                return True

    async def _written(self, inbox: Inbox, group: Group, addition: Addition) -> bool:
        """Whether it could be written; else what is wrong is said, and the group comes again."""
        try:
            written = await inbox.answer(group.keys, addition, wall_clock())
        except SetUpError as error:
            print(error)
            return False
        if written.findings:
            print(self.words.say("workshop.new.refused"))
            print("\n".join(f"  {finding}" for finding in written.findings))
            return False
        print("\n".join(lines_of(self.words, written)))
        return True

    def _addition(self, choice: str, group: Group) -> Addition | None:
        texts = tuple(question.text for question in group.questions)
        if choice.isdecimal() and 0 < int(choice) <= len(group.nearest):
            return NewAsks(group.nearest[int(choice) - 1].entry, texts)
        asker = Asker(self.words, self._settings.knowledge)
        if choice == "n":
            return fill_near(asker, NewNearMiss("", texts, kind=""))
        if choice == "e":
            return fill_entry(asker, NewEntry("", "", "", (), texts, voice="", certainty=""))
        return None
