"""The moderators' panel of a debate: what waits for them, and what they can do. It stands in the
moderators' channel, if the server has one, and is opened in private by whoever moderates.
"""

from __future__ import annotations

from collections.abc import Callable

import discord

from bot.adapters.discord.debate.components.buttons import in_rows
from bot.adapters.discord.debate.components.debate_button import Button
from bot.adapters.discord.debate.message.card import Card, card_view
from bot.adapters.discord.debate.message.links import message_link
from bot.adapters.discord.debate.message.strip import phase_strip
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST
from bot.adapters.discord.floor.look import Accent
from bot.adapters.discord.floor.messenger import Messenger
from bot.adapters.discord.floor.when import exact, relative
from bot.debate.formats import is_held_elsewhere
from bot.debate.models import Debate, State
from bot.errors import EyebotError
from bot.services.server.settings import MODERATORS_CHANNEL

_RUNS = (State.OPEN, State.PAUSED)


def control_buttons(debate: Debate, say: Callable[..., str], waiting: int = 0) -> list[Button]:
    """What a moderator can do with it now."""
    if debate.state is State.SCHEDULED:
        return [Button(say("moderate.panel.cancel"), "cancel")]
    queue = Button(say("moderate.panel.queue", n=waiting), "queue")
    if debate.state is State.CLOSED:
        after = [Button(say("moderate.panel.conclude"), "conclude")]
        return [*([queue] if waiting else []), *after]
    if debate.state not in _RUNS:
        return []
    if is_held_elsewhere(debate):
        close = Button(say("moderate.panel.close"), "close")
        return [close, Button(say("moderate.panel.cancel"), "cancel")]
    paused = debate.state is State.PAUSED
    buttons = [queue, Button(say("moderate.panel.extend"), "extend")]
    if not debate.is_last_phase and not paused:
        buttons.append(Button(say("moderate.panel.next"), "advance"))
    pause = Button(say("moderate.panel.resume"), "resume") if paused else None
    buttons.append(pause or Button(say("moderate.panel.pause"), "pause"))
    buttons.append(Button(say("moderate.panel.close"), "close"))
    return [*buttons, Button(say("moderate.panel.cancel"), "cancel")]


def posted_buttons(debate: Debate, say: Callable[..., str]) -> list[Button]:
    """What comes next for whoever just started it: nobody has voted, so it can still be edited."""
    if debate.state not in _RUNS or is_held_elsewhere(debate):
        return control_buttons(debate, say)
    return [
        Button(say("moderate.new.edit"), "edit"),
        Button(say("moderate.panel.extend"), "extend"),
        Button(say("moderate.panel.close"), "close"),
        Button(say("moderate.panel.cancel"), "cancel"),
        Button(say("moderate.panel.open"), "panel"),
    ]


class Panels:
    """The panels in the moderators' channels. A panel that can't be posted costs the debate
    nothing: moderators find the same behind "⋯" and `/moderate panel`.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._messenger = Messenger(host)

    async def shown(self, debate: Debate, locale: str) -> discord.ui.LayoutView:
        """The panel as it looks now, for the channel or for one moderator."""
        services = self._host.services
        waiting = len(await services.contributions.waiting(debate.id))
        reported = len(await services.contributions.reports(debate.id))
        words = DebateWords.of(self._host, locale)
        card = Card(
            debate.motion,
            tuple(_lines(words, debate, waiting, reported)),
            notes=(words.of_debate("number", id=debate.id),),
            rows=in_rows(control_buttons(debate, words.words, waiting)),
            accent=Accent.NOTICE if waiting else Accent.PANEL,
        )
        return card_view(str(debate.id), card)

    async def post(self, debate: Debate) -> None:
        """Into the moderators' channel, once."""
        services = self._host.services
        if debate.panel:
            return
        try:
            channel = await services.settings.value(debate.community, MODERATORS_CHANNEL)
            if not channel:
                return
            shown = await self.shown(debate, self._host.locale_of(debate.community))
            message = await self._messenger.post(channel, view=shown, nonce=f"panel-{debate.id}")
            await services.debates.note_panel(debate.id, f"{channel}:{message}")
        except (EyebotError, discord.HTTPException, *LINE_LOST) as error:
            record(error, "posting a panel")

    async def update(self, debate: Debate) -> None:
        """Bring it up to date, if there is one."""
        channel, _, message = debate.panel.partition(":")
        if not message:
            return
        try:
            shown = await self.shown(debate, self._host.locale_of(debate.community))
            await self._messenger.edit(channel, message, view=shown)
        except (EyebotError, discord.HTTPException, *LINE_LOST) as error:
            record(error, "bringing a panel up to date")

    async def refresh(self, debate_id: int) -> None:
        """Something came to its queue, or left it."""
        await self.update(await self._host.services.debates.get(debate_id))


def _state(words: DebateWords, debate: Debate) -> str:
    if debate.state is State.OPEN:
        return words.open_state(debate)
    moment = debate.opened_at if debate.state is State.SCHEDULED else debate.due_at
    if debate.state is State.CLOSED:
        moment = debate.closed_at or debate.due_at
    when = {"when": exact(moment), "relative": relative(moment)}
    return words.of_debate(f"state.{debate.state}", **when)


def _lines(words: DebateWords, debate: Debate, waiting: int, reported: int) -> list[str]:
    lines = [words.words("moderate.panel.title")]
    if debate.state in _RUNS:
        lines.append(phase_strip(words, debate))
    lines.append(_state(words, debate))
    if debate.message:
        link = message_link(debate, debate.result_message or debate.message)
        lines.append(words.words("moderate.panel.link", link=link))
    if waiting or reported:
        key = "moderate.panel.reported" if reported else "moderate.panel.waiting"
        lines.append(words.words(key, n=waiting, reported=reported))
    elif debate.state in _RUNS:
        lines.append(words.words("moderate.panel.nothing"))
    return lines
