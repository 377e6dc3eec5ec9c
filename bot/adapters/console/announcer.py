"""Shows debates in the terminal: results are written as soon as they are known, whoever speaks."""

from __future__ import annotations

from collections.abc import Callable

from bot.adapters.console.debate_text import card, result
from bot.debate.models import View
from bot.wording import Wording


class ConsoleAnnouncer:
    """The announcer of debates; `write` puts text on the screen."""

    def __init__(self, write: Callable[[str], None], wording: Wording, k: int) -> None:
        self._write = write
        self._wording = wording
        self._k = k

    async def publish(self, view: View) -> str:
        """Write the motion with its points."""
        self._write(card(view, self._wording))
        return "terminal"

    async def update(self, view: View) -> None:
        """Nothing to bring up to date: commands show a debate's present state themselves."""

    async def announce(self, view: View) -> None:
        """Write the result."""
        self._write(result(view, self._wording, self._k))
