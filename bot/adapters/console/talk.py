"""One line typed in the terminal -> what is shown: questions, numbered offers, slash commands.
Knows nothing of keyboards or screens.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from rich.console import RenderableType
from rich.text import Text

from bot.adapters.console.render import plain_text, styled
from bot.clock import Clock
from bot.dialogue.replies import Reply, Suggestion
from bot.services.asking.ask import AskService
from bot.typed import one_line

PLACE = "terminal"

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

    async def reply_to(self, line: str) -> Shown:
        """Carry out one line."""
        line = one_line(line)
        if line.startswith("/"):
            return await self._command(line)
        if line.isdigit() and self.offers:
            return self._choose(int(line))
        return self._show(self.ask.ask(line, member=self.member, place=PLACE, now=self.clock()))

    def say(self, key: str, **slots: object) -> str:
        """A sentence from `prompts/`."""
        return self.ask.wording.say(key, **slots)

    async def _command(self, line: str) -> Shown:
        name, _, rest = line[1:].partition(" ")
        if name in ("quit", "exit", "q"):
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
