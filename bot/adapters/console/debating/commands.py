"""`/debate …` in the terminal: moderator and members by turns (`/as alice`), on the same services
as Discord.
"""

from __future__ import annotations

from bot.adapters.console.debating.members import MemberSteps
from bot.adapters.console.debating.moderators import ModeratorSteps
from bot.adapters.console.debating.results import ResultSteps
from bot.adapters.console.debating.room import Room
from bot.adapters.console.talk import Talk
from bot.errors import EyebotError

MODERATORS = frozenset({"you", "mod"})
"""Who may moderate: whoever opened the terminal, and the name `mod`."""


class DebateCommands:
    """Finds the step, and tells a refused one in words."""

    def __init__(self, room: Room) -> None:
        self._members = {**MemberSteps(room).steps, **ResultSteps(room).steps}
        self._moderators = ModeratorSteps(room).steps

    @property
    def words(self) -> list[str]:
        """The steps there are."""
        return sorted((*self._members, *self._moderators, "help"))

    async def __call__(self, talk: Talk, line: str) -> str:
        """Carry out `/debate WORD REST`."""
        word, _, rest = line.partition(" ")
        word = word.lower()
        if word in ("", "help"):
            return talk.say("console.debate.help")
        step = self._members.get(word) or self._moderators.get(word)
        if step is None:
            return talk.say("console.debate.unknown", word=word)
        if word in self._moderators and talk.member not in MODERATORS:
            return talk.say("console.debate.moderators_only")
        try:
            return await step(talk, word, rest.strip())
        except EyebotError as error:
            return talk.say(error.key, **error.slots)


class DebatesCommand:
    """`/debates`: what is open here, and how earlier debates ended."""

    def __init__(self, debate: DebateCommands) -> None:
        self._debate = debate

    async def __call__(self, talk: Talk, _: str) -> str:
        """Both, as `/debate show` and `/debate history` tell them."""
        return "\n\n".join([await self._debate(talk, word) for word in ("show", "history")])
