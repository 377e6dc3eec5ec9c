"""`/debate …` for moderators in the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.adapters.console.debating.members import number_in
from bot.adapters.console.debating.room import Room, Step
from bot.adapters.console.debating.start import USUAL_LENGTH, read_start
from bot.adapters.console.debating.text import queue, result, summary
from bot.adapters.console.talk import PLACE, Talk
from bot.debate.contributions import Standing
from bot.debate.lengths import read_length
from bot.debate.models import State, View
from bot.errors import DebateError
from bot.results.exports import export_files
from bot.results.picture_models import Labels
from bot.results.result_models import result_model


class ModeratorSteps:
    """The steps by name; each takes the rest of the line."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.steps: Mapping[str, Step] = {
            "start": self._start,
            "advance": self._advance,
            "close": self._close,
            "extend": self._extend,
            "pause": self._pause,
            "resume": self._resume,
            "cancel": self._cancel,
            "conclude": self._conclude,
            "planned": self._planned,
            "queue": self._queue,
            "approve": self._decide,
            "return": self._decide,
            "reject": self._decide,
            "export": self._export,
        }

    async def _start(self, talk: Talk, _: str, rest: str) -> str:
        setting = await self._room.settings.for_debate(PLACE, PLACE, length=USUAL_LENGTH)
        spec = read_start(rest, self._room.brief, talk.clock(), setting)
        view = await self._room.debates.start(spec, by=talk.member, now=talk.clock())
        found = await self._room.debates.lists.cautions(
            spec, now=talk.clock(), started=view.debate.id
        )
        told = [talk.say(one.key, **dict(one.slots)) for one in found]
        if view.debate.state is State.SCHEDULED:
            return "\n".join([summary(view, talk.ask.wording, talk.width), *told])
        return "\n".join([talk.say("console.debate.started", id=view.debate.id), *told])

    async def _advance(self, talk: Talk, _: str, __: str) -> str:
        view = await self._room.debates.advance(
            (await self._room.current()).id, by=talk.member, now=talk.clock()
        )
        return summary(view, talk.ask.wording, talk.width)

    async def _close(self, talk: Talk, _: str, __: str) -> str:
        """The result is announced; there is nothing to add."""
        await self._room.debates.close(
            (await self._room.current()).id, by=talk.member, now=talk.clock()
        )
        return ""

    async def _extend(self, talk: Talk, _: str, length: str) -> str:
        debate = await self._room.current()
        view = await self._room.debates.extend(
            debate.id, read_length(length), by=talk.member, now=talk.clock()
        )
        return summary(view, talk.ask.wording, talk.width)

    async def _pause(self, talk: Talk, _: str, __: str) -> str:
        debate = await self._room.current()
        return summary(
            await self._room.debates.pause(debate.id, by=talk.member, now=talk.clock()),
            talk.ask.wording,
            talk.width,
        )

    async def _resume(self, talk: Talk, _: str, __: str) -> str:
        debate = await self._room.current()
        return summary(
            await self._room.debates.resume(debate.id, by=talk.member, now=talk.clock()),
            talk.ask.wording,
            talk.width,
        )

    async def _cancel(self, talk: Talk, _: str, number: str) -> str:
        """The running debate, or a planned one by its number."""
        debate = int(number) if number.isdigit() else (await self._room.current()).id
        return summary(
            await self._room.debates.cancel(debate, by=talk.member, now=talk.clock()),
            talk.ask.wording,
            talk.width,
        )

    async def _conclude(self, talk: Talk, _: str, text: str) -> str:
        """Concludes the newest closed debate."""
        view = await self._room.debates.conclude(
            await self._newest(), text, by=talk.member, now=talk.clock()
        )
        return result(view, talk.ask.wording, self._room.debates.k, talk.width)

    async def _planned(self, talk: Talk, _: str, __: str) -> str:
        found = await self._room.debates.lists.scheduled(PLACE)
        views = [View(debate, None, None, None) for debate in found]
        return "\n\n".join(
            summary(view, talk.ask.wording, talk.width) for view in views
        ) or talk.say("console.debate.nothing_planned")

    async def _queue(self, talk: Talk, _: str, __: str) -> str:
        debate = await self._room.current()
        waiting = await self._room.contributions.waiting(debate.id)
        return queue(waiting, await self._room.contributions.reports(debate.id), talk.ask.wording)

    async def _decide(self, talk: Talk, step: str, rest: str) -> str:
        """`approve 3`, `return 3 what to change`, `reject 3 why`."""
        standing = {
            "approve": Standing.APPROVED,
            "return": Standing.RETURNED,
            "reject": Standing.REJECTED,
        }[step]
        number, _, note = rest.partition(" ")
        one = await self._room.contributions.decide(
            number_in(number),
            standing,
            by=talk.member,
            now=talk.clock(),
            note=note.strip(),
            community=PLACE,
        )
        return talk.say(
            "console.debate.decided",
            id=one.id,
            standing=talk.say(f"console.debate.standing.{standing}", note=note),
        )

    async def _export(self, talk: Talk, _: str, folder: str) -> str:
        """The newest closed debate as CSV, JSON, web page and picture in a folder."""
        view = await self._room.debates.view(await self._newest())
        wording = talk.ask.wording
        labels = Labels(wording.under("pictures"))
        model = result_model(view.debate, view.result, labels) if view.result else None
        picture = light = None
        if model and self._room.draw:
            picture = await asyncio.to_thread(self._room.draw, model, labels)
            light = await asyncio.to_thread(self._room.draw, model, labels, light=True)
        arguments = await self._room.debates.arguments(view.debate.id)
        exported = export_files(
            view,
            wording,
            self._room.debates.k,
            arguments=arguments,
            picture=picture,
            light=light,
        )
        files = dict(exported)
        if picture:
            files[f"debate-{view.debate.id}.png"] = picture.png
        place = Path(folder or ".")
        try:
            await asyncio.to_thread(_write, place, files)
        except OSError as error:
            return talk.say("console.debate.not_written", place=place, why=error.strerror)
        return talk.say(
            "console.debate.exported", files=", ".join(str(place / name) for name in files)
        )

    async def _newest(self) -> int:
        closed = await self._room.debates.lists.history(PLACE)
        if not closed:
            raise DebateError("debate.refused.unknown")
        return closed[0].debate.id


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    place.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
