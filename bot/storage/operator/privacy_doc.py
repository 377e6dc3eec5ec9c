"""PRIVACY.md: the text of `prompts/PRIVACY.md` with every stored field and the periods in force."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

from bot.storage.tables import metadata
from bot.wording import Wording


def render(template: str, wording: Wording, periods: Mapping[str, int]) -> str:
    """The whole page; `periods` are how long what is kept, as slots."""
    tables = "\n".join(_described(table, wording, periods) for table in metadata.tables.values())
    return template.format(tables=tables, **periods)


def _described(table: Table, wording: Wording, periods: Mapping[str, int]) -> str:
    purpose = wording.say(f"privacy.table.{table.name}.purpose", **periods)
    kept = wording.say(f"privacy.table.{table.name}.kept", **periods)
    rows = [f"| `{column.name}` | {column.comment} |" for column in table.columns]
    return "\n".join(
        [
            f"**{table.name}**: {purpose}. Kept: {kept}.\n",
            "| field | what it holds |",
            "|---|---|",
            *rows,
            "",
        ]
    )
