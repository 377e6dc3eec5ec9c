"""`eyebot kb asked`: what members asked."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

import typer

from bot.cli.workshop.inbox import kb_inbox
from bot.cli.workshop.options import AsJson, print_json
from bot.settings import load_settings


def add_reading(kb: typer.Typer) -> None:
    """Add the commands that read what members asked."""
    kb.command("asked")(kb_asked)
    kb.command("inbox")(kb_inbox)


def kb_asked(as_json: AsJson = False) -> None:
    """What became of the questions of the last 30 days, and what was asked in vain; counts only, no
    texts.
    """
    from bot.maintenance import asked, asked_counts

    if as_json:
        print_json([asdict(one) for one in asyncio.run(asked_counts(load_settings()))])
        return
    print(asyncio.run(asked(load_settings())))
