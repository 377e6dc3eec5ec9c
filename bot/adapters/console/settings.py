"""`/settings` in the terminal: those that mean something without channels and roles."""

from __future__ import annotations

from bot.adapters.console.talk import PLACE, Talk
from bot.errors import DebateError, EyebotError
from bot.services.server.settings import (
    SETTINGS,
    Kind,
    ServerSetting,
    ServerSettings,
    setting_named,
)

_KINDS = {Kind.NUMBER, Kind.CHOICE, Kind.LENGTH}


class SettingsCommand:
    """`/settings` shows them, `/settings NAME VALUE` sets one, `/settings NAME` takes it back."""

    words = tuple(sorted(one.name for one in SETTINGS if one.kind in _KINDS))

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings

    async def __call__(self, talk: Talk, line: str) -> str:
        """Carry it out, or say why not."""
        name, _, value = line.strip().partition(" ")
        try:
            return await (self._change(talk, name, value) if name else self._show(talk))
        except EyebotError as error:
            return talk.say(error.key, **error.slots)

    async def _show(self, talk: Talk) -> str:
        shown = await self._settings.shown(PLACE)
        mine = (_line(talk, one, value) for one, value in shown.items() if one.kind in _KINDS)
        return "\n".join(mine)

    async def _change(self, talk: Talk, name: str, value: str) -> str:
        setting = setting_named(name.lower())
        if setting is None or setting.kind not in _KINDS:
            raise DebateError("settings.refused.unknown")
        now = await self._settings.change(PLACE, setting, value, by=talk.member, now=talk.clock())
        return _line(talk, setting, now)


def _line(talk: Talk, setting: ServerSetting, value: str) -> str:
    if not value:
        return talk.say(f"settings.{setting.name}.unset")
    return talk.say(f"settings.{setting.name}.set", value=value)
