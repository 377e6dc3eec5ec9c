"""`/debate …` on debates that have ended: past results, two beside each other, one motion over
time.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.console.debating.members import number_in
from bot.adapters.console.debating.room import Room, Step
from bot.adapters.console.debating.text import result
from bot.adapters.console.talk import PLACE, Talk
from bot.debate.models import View
from bot.errors import DebateError
from bot.results.comparing import compare_lines, trend_lines, trend_model
from bot.results.picture_models import Labels
from bot.results.standpoints import your_place


class ResultSteps:
    """The steps by name; each takes the rest of the line."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.steps: Mapping[str, Step] = {
            "history": self._history,
            "compare": self._compare,
            "trend": self._trend,
            "place": self._place,
        }

    async def _history(self, talk: Talk, _: str, __: str) -> str:
        views = await self._room.debates.lists.history(PLACE, self._room.article)
        k = self._room.debates.k
        texts = [result(view, talk.ask.wording, k, talk.width) for view in views]
        return "\n\n".join(texts) or talk.say("console.debate.none")

    async def _compare(self, talk: Talk, _: str, rest: str) -> str:
        """`3 7`."""
        numbers = rest.split()
        if len(numbers) != 2:  # two are compared
            raise DebateError("console.debate.compare_two")
        first, second = [await self._closed(number_in(number)) for number in numbers]
        return "\n".join(compare_lines(first, second, _labels(talk)))

    async def _trend(self, talk: Talk, _: str, __: str) -> str:
        """The newest motion, from debate to debate."""
        views = await self._room.debates.lists.history(PLACE, self._room.article)
        model = trend_model(views, _labels(talk))
        if model is None:
            return _labels(talk).fill("trend.none")
        return "\n".join((model.title, *trend_lines(model)))

    async def _place(self, talk: Talk, _: str, __: str) -> str:
        """The group of opinion that the member is closest to in the newest result with groups."""
        for view in await self._room.debates.lists.history(PLACE, self._room.article):
            found = view.result.statements if view.result else None
            if found and found.groups:
                answers = await self._room.voting.statements.stances(view.debate.id, talk.member)
                return your_place(found, answers, _labels(talk))
        return talk.say("console.debate.no_groups")

    async def _closed(self, number: int) -> View:
        for view in await self._room.debates.lists.history(PLACE, self._room.article):
            if view.debate.id == number:
                return view
        raise DebateError("debate.refused.unknown")


def _labels(talk: Talk) -> Labels:
    return Labels(talk.ask.wording.under("pictures"))
