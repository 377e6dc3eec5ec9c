"""A closed debate as files to keep: CSV, JSON and a web page, holding only what was published."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import discord

from bot.debate.contributions import Standing
from bot.debate.models import View
from bot.results.exports import export_texts

if TYPE_CHECKING:
    from bot.adapters.discord.client import EyebotClient


async def export_files(client: EyebotClient, view: View, locale: str) -> list[discord.File]:
    """Three files named after the debate."""
    debates = client.services.debates
    cards = [
        one
        for one in await debates.contributions.of_debate(view.debate.id, Standing.APPROVED)
        if one.side
    ]
    picture = await client.announcer.picture(view, locale)
    texts = export_texts(
        view, client.wording, debates.k, cards=cards, picture=picture, locale=locale
    )
    return [discord.File(io.BytesIO(text.encode()), filename=name) for name, text in texts.items()]
