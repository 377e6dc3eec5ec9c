"""A closed debate as files to keep: CSV, JSON and a web page, holding only what was published."""

from __future__ import annotations

import io

import discord

from bot.adapters.discord.debate.message.debate_message import DebateMessage
from bot.adapters.discord.debate.pictures import Pictures
from bot.adapters.discord.floor.host import Host
from bot.debate.models import View
from bot.results.exports import export_files


async def exported_files(host: Host, view: View, locale: str) -> list[discord.File]:
    """Files named after the debate."""
    debates = host.services.debates
    arguments = await debates.arguments(view.debate.id)
    model = DebateMessage.of(host, locale).picture(view)
    picture = await host.part(Pictures).drawn(model, locale)
    files = export_files(
        view, host.wording, debates.k, arguments=arguments, picture=picture, locale=locale
    )
    return [discord.File(io.BytesIO(held), filename=name) for name, held in files.items()]
