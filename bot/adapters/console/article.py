"""`/article` in the terminal: which article questions are about."""

from __future__ import annotations

from bot.adapters.console.debating.room import Room
from bot.adapters.console.talk import PLACE, Talk
from bot.errors import EyebotError
from bot.services.asking.library import Library


class ArticleCommand:
    """`/article` lists them, `/article NAME` (or its number) turns to one."""

    def __init__(self, room: Room, library: Library) -> None:
        self._room = room
        self._library = library

    async def __call__(self, talk: Talk, line: str) -> str:
        """Carry it out, or say why not."""
        if not line.strip():
            return self._list(talk)
        try:
            await self._room.settings.choose_article(PLACE, line, by=talk.member, now=talk.clock())
        except EyebotError as error:
            return talk.say(error.key, **error.slots)
        here = self._library.at(PLACE)
        talk.ask, talk.offers = here.ask, ()
        self._room.brief, self._room.article = here.brief, here.id
        return talk.say("console.article.turned", title=here.title)

    def _list(self, talk: Talk) -> str:
        here = self._library.at(PLACE)
        rows = [
            talk.say(
                "console.article.here" if one is here else "console.article.other",
                number=number,
                title=one.title,
            )
            for number, one in enumerate(self._library, 1)
        ]
        return "\n".join(rows)
