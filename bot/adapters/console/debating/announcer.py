"""Shows debates in the terminal: phases and results are written as soon as they are known, whoever
speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from bot.adapters.console.debating.text import result, summary
from bot.adapters.console.talk import USUAL_WIDTH
from bot.debate.contributions import Contribution, Standing
from bot.debate.models import View
from bot.wording import Wording

_MESSAGE = "terminal"


class ConsoleAnnouncer:
    """The announcer of debates; `write` puts text on the screen. `native` are the votes of polls
    that Discord itself would hold: debate -> member -> option.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        wording: Wording,
        native: Mapping[int, Mapping[str, str]],
        *,
        k: int,
        width: Callable[[], int] = lambda: USUAL_WIDTH,
    ) -> None:
        self._width = width
        self._write = write
        self._wording = wording
        self._native = native
        self._k = k

    # The terminal loses no answer.
    async def publish(self, view: View, *, again: bool = False) -> str:  # noqa: ARG002
        """Write the motion with its points."""
        self._write(summary(view, self._wording, self._width()))
        return _MESSAGE

    async def update(self, view: View) -> None:
        """Nothing to bring up to date: commands show a debate's present state themselves."""

    # The terminal loses no answer.
    async def begin_phase(self, view: View, *, again: bool = False) -> None:  # noqa: ARG002
        """Write the prompt of the phase that has begun."""
        debate = view.debate
        self._write(self._wording.say(f"formats.{debate.format}.prompt.{debate.phase_name}"))

    async def remind(self, view: View) -> None:
        """Write that the vote ends soon."""
        debate = view.debate
        self._write(
            self._wording.say(
                "console.debate.reminder", id=debate.id, due=f"{debate.due_at.astimezone():%H:%M}"
            )
        )

    # The terminal loses no answer.
    async def announce(self, view: View, *, again: bool = False) -> str:  # noqa: ARG002
        """Write the result."""
        self._write(result(view, self._wording, self._k, self._width()))
        return _MESSAGE

    async def tell_moderator(self, view: View, moderator: str, key: str) -> None:
        """Nothing: the screen takes everything."""

    async def tell_author(self, view: View, one: Contribution) -> bool:
        """Write the outcome; in the terminal everybody reads along."""
        key = (
            "rejected_note" if one.standing is Standing.REJECTED and one.note else str(one.standing)
        )
        slots = {"motion": view.debate.motion, "text": one.text, "note": one.note}
        self._write(
            self._wording.say("console.debate.to", name=one.author)
            + " "
            + self._wording.say(f"debate.outcome.{key}", **slots)
        )
        return True

    async def read_back(self, view: View) -> Mapping[str, int] | None:
        """The votes of a poll that Discord itself would hold; the terminal keeps them while it
        runs.
        """
        return Counter(self._native.get(view.debate.id, {}).values())
