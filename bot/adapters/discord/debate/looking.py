"""A closer look at results, for one reader alone: every number, where they stand themselves, how
the motion fared before; and two results beside each other.
"""

from __future__ import annotations

import io

import discord

from bot.adapters.discord.debate.interactions import number_of
from bot.adapters.discord.debate.message.card import Card, card_view
from bot.adapters.discord.debate.message.debate_message import DebateMessage
from bot.adapters.discord.debate.pictures import Pictures
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.look import Accent
from bot.adapters.discord.floor.text import plain_line, size
from bot.debate.models import View
from bot.errors import DebateError
from bot.results.comparing import compare_lines, compare_model, series_of, trend_lines, trend_model
from bot.results.picture_models import Labels, MapModel, PictureModel, TrendModel
from bot.results.result_models import map_model
from bot.results.standpoints import closest_group, your_place

_ROOM = 2_400
"""Characters of numbers that a message holds beside all else; more of them go into a file."""
_FILE = "details.txt"


async def details(context: Context, debate: str, _: str) -> None:
    """Every published number of a result, with a map or trend where there is one."""
    await context.defer()
    view = await context.services.debates.view(number_of(debate))
    words = DebateMessage.of(context.host, context.locale, view.debate.article)
    figures, labels = words.figures(view), words.labels()
    if not figures:
        raise DebateError("moderate.result.nothing" if view.result else "moderate.result.none")
    place, seen = await _own_place(context, view, labels)
    trend = await _trend(context, view, labels)
    lines = [*([place] if place else ()), *_told(trend, labels)]
    await _show(context, view.debate.motion, lines, figures, seen or trend)


async def compare(context: Context, first: View, second: View) -> None:
    """Two results beside each other."""
    labels = DebateMessage.of(context.host, context.locale).labels()
    views = (first, second)
    titles = [f"**#{view.debate.id}** {plain_line(view.debate.motion)}" for view in views]
    figures = "\n".join(compare_lines(first, second, labels))
    model = compare_model(first, second, labels)
    await _show(context, context.say("moderate.result.beside"), titles, figures, model)


async def _own_place(context: Context, view: View, labels: Labels) -> tuple[str, MapModel | None]:
    """Which group of opinion the reader is closest to, in words and on the map."""
    found = view.result.statements if view.result else None
    if view.result is None or found is None or not found.groups:
        return "", None
    answers = await context.services.voting.statements.stances(view.debate.id, context.member)
    model = map_model(view.debate, view.result, labels, closest_group(found, answers))
    return your_place(found, answers, labels), model


async def _trend(context: Context, view: View, labels: Labels) -> TrendModel | None:
    """How the motion fared from debate to debate."""
    views = await context.services.debates.lists.history(view.debate.community)
    return trend_model(series_of(view.debate, views), labels)


def _told(trend: TrendModel | None, labels: Labels) -> list[str]:
    if trend is None:
        return []
    said = [plain_line(line) for line in trend_lines(trend)]
    return [*said, f"-# {labels.fill('trend.footer')}"]


async def _show(
    context: Context, title: str, lines: list[str], figures: str, model: PictureModel | None
) -> None:
    """In one message; numbers that have no room go along as a file, whole."""
    drawn = await context.host.part(Pictures).drawn(model, context.locale)
    name, alt, files = Pictures.attached(drawn)
    told = "\n".join(plain_line(line) for line in figures.splitlines())
    is_long = size(told) > _ROOM
    card = Card(
        title,
        tuple(lines),
        figures="" if is_long else told,
        picture=name,
        alt=alt,
        accent=Accent.RESULT,
    )
    view = card_view("0", card)
    if is_long:
        files.append(discord.File(io.BytesIO(figures.encode()), _FILE))
        view.add_item(discord.ui.TextDisplay(context.say("moderate.result.file")))
        view.add_item(discord.ui.File(f"attachment://{_FILE}"))
    await context.answer(view=view, files=files)
