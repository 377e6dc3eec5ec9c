"""A closed debate as files to keep: CSV, JSON and a web page, holding only what was published."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import discord

from bot.debate.models import View
from bot.services.cards import Labels
from bot.services.export_page import Export, write_csv, write_json, write_page
from bot.services.export_tables import Row, Table

if TYPE_CHECKING:
    from bot.adapters.discord.client import EyebotClient


async def export_files(client: EyebotClient, view: View, locale: str) -> list[discord.File]:
    """Three files named after the debate."""
    labels = Labels(client.wording.under("pictures", locale))
    export = await _export(client, view, labels, locale)
    texts = {
        "csv": write_csv(export, labels),
        "json": write_json(export),
        "html": write_page(export, labels, language=locale),
    }
    return [discord.File(io.BytesIO(text.encode()), filename=f"debate-{view.debate.id}.{kind}") for kind, text in texts.items()]


async def _export(client: EyebotClient, view: View, labels: Labels, locale: str) -> Export:
    debate, result = view.debate, view.result
    total = sum(result.counts.values()) if result else 0
    rows = tuple(
        Row(option.label, (result.counts.get(option.key, 0), round(100 * result.counts.get(option.key, 0) / total, 1)))
        for option in debate.options
        if result and total
    )
    header = (labels.fill("option"), labels.fill("votes_column"), f"{labels.fill('share')} %")
    return Export(
        debate.motion,
        client.cards(locale).headline(view),
        (Table(labels.fill("result"), header, rows),) if rows else (),
        await client.announcer.picture(view, locale),
        debate.conclusion,
    )
