"""`/privacy show | export | erase` in the terminal, for the member who speaks."""

from __future__ import annotations

from bot.adapters.console.talk import Talk
from bot.errors import EyebotError
from bot.services.server.privacy import PrivacyService
from bot.services.server.privacy_text import after_erasing, before_erasing, shown


class PrivacyCommands:
    """Finds what was meant, and tells a failure in words."""

    words = ("show", "export", "erase")

    def __init__(self, privacy: PrivacyService) -> None:
        self._privacy = privacy

    async def __call__(self, talk: Talk, line: str) -> str:
        """Carry out `/privacy WORD`."""
        try:
            return await self._do(talk, line.lower().split())
        except EyebotError as error:
            return talk.say(error.key, **error.slots)

    async def _do(self, talk: Talk, words: list[str]) -> str:
        match words:
            case ["show"]:
                return shown(
                    await self._privacy.show(talk.member), self._privacy.periods(), talk.ask.wording
                )
            case ["export"]:
                return await self._privacy.export(talk.member, talk.clock())
            case ["erase"]:
                asked = before_erasing(self._privacy.periods(), talk.ask.wording)
                return f"{asked}\n{talk.say('privacy.erase.confirm_typed')}"
            case ["erase", "yes"]:
                erased = await self._privacy.erase(talk.member)
                return after_erasing(erased, self._privacy.periods(), talk.ask.wording)
            case _:
                return talk.say("privacy.unknown")
