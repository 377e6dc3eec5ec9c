"""`eyebot kb asked | inbox`: what members asked."""

from __future__ import annotations

import asyncio
import json

import typer

from bot.cli.workshop.options import AsJson
from bot.settings import load_settings


def add_reading(kb: typer.Typer) -> None:
    """Add the commands that read what members asked."""
    kb.command("asked")(kb_asked)
    kb.command("inbox")(kb_inbox)


def kb_asked() -> None:
    """What became of the questions of the last 30 days, and what was asked in vain; counts only, no
    texts.
    """
    from bot.maintenance import asked

    print(asyncio.run(asked(load_settings())))


def kb_inbox(as_json: AsJson = False) -> None:
    """The questions that members sent to the maintainers, by day; who asked isn't stored."""
    from bot.maintenance import inbox
    from bot.services.asking.inbox import inbox_rows, inbox_text
    from bot.services.server.retention import HANDED_QUESTIONS

    handed = asyncio.run(inbox(load_settings()))
    if as_json:
        print(json.dumps(inbox_rows(handed), ensure_ascii=False))
        return
    print(inbox_text(handed, HANDED_QUESTIONS.days))
