"""One line typed in the terminal -> what is shown: questions, numbered offers, slash commands.
Knows nothing of keyboards or screens.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.text import Text

from bot.adapters.console.render import plain_text, styled
from bot.clock import Clock
from bot.dialogue.replies import Reply, Suggestion
from bot.services.asking.ask import AskService
from bot.typed import one_line

PLACE = "terminal"
USUAL_WIDTH = 100
_MOST_KEPT = 2_000
_LEAVING = ("quit", "exit", "q")

Handler = Callable[["Talk", str], Awaitable[str]]
"""A slash command: the talk and the rest of the line -> text to show."""


@dataclass(slots=True)
class Shown:
    """What one line led to: text for a pipe, and the same with styles for a screen."""

    plain: str
    styled: RenderableType
    leaves: bool = False


@dataclass(slots=True)
class Talk:
    """A talk in the terminal: who speaks, and which offers can be chosen by number."""

    ask: AskService
    clock: Clock
    commands: dict[str, Handler] = field(default_factory=dict)
    member: str = "you"
    offers: tuple[Suggestion, ...] = ()
    width: int = USUAL_WIDTH
    """Columns of the screen."""
    said: list[str] = field(default_factory=list)
    """What was typed and answered, for `/save`; the oldest goes when there is too much."""

    async def reply_to(self, line: str) -> Shown:
        """Carry out one line, and remember it with its answer."""
        line = one_line(line)
        self.heard(f"\n{self.say('console.prompt', name=self.member)} {line}")
        shown = await self._answered(line)
        self.heard(shown.plain)
        return shown

    def heard(self, text: str) -> None:
        """Keep what came up on the screen, for `/save`."""
        self.said.append(text)
        del self.said[:-_MOST_KEPT]

    async def _answered(self, line: str) -> Shown:
        if line.startswith("/"):
            return await self._command(line)
        if line.isdigit() and self.offers:
            return self._choose(int(line))
        reply = self.ask.ask(line, member=self.member, place=PLACE, now=self.clock())
        shown = self._show(reply)
        return await self._with_debates(shown) if reply.asks_debates else shown

    async def _with_debates(self, shown: Shown) -> Shown:
        """What was answered to somebody who asks of the others here, with what they vote on."""
        if (debates := self.commands.get("debates")) is None:
            return shown
        text = f"\n{await debates(self, '')}"
        return Shown(f"{shown.plain}\n{text}", Group(shown.styled, Text(text)))

    def words(self) -> dict[str, tuple[str, ...]]:
        """The commands with the words that may follow them."""
        found = {
            # A command without words of its own is a plain function.
            name: tuple(getattr(handler, "words", ()))
            for name, handler in self.commands.items()
        }
        return found | {_LEAVING[0]: ()}

    def say(self, key: str, **slots: object) -> str:
        """A sentence from `prompts/`."""
        return self.ask.wording.say(key, **slots)

    async def _command(self, line: str) -> Shown:
        name, _, rest = line[1:].partition(" ")
        if name in _LEAVING:
            text = self.say("console.bye")
            return Shown(text, Text(text), leaves=True)
        handler = self.commands.get(name)
        text = (
            await handler(self, rest.strip())
            if handler
            else self.say("console.unknown_command", command=f"/{name}")
        )
        return Shown(text, Text(text))

    def _choose(self, number: int) -> Shown:
        if not 1 <= number <= len(self.offers):
            text = self.say("console.no_such_number", number=number)
            return Shown(text, Text(text))
        chosen = self.offers[number - 1]
        return self._show(
            self.ask.answer_entry(chosen.entry, member=self.member, place=PLACE, now=self.clock())
        )

    def _show(self, reply: Reply) -> Shown:
        self.offers = reply.choices or reply.related
        return Shown(plain_text(reply, self.ask.wording), styled(reply, self.ask.wording))
