"""`eyebot kb preview | explain`: how the bot would answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.workshop.options import AsJson, learning, print_json
from bot.settings import load_settings


def add_previewing(kb: typer.Typer) -> None:
    """Add the commands that show answers."""
    kb.command("preview")(kb_preview)
    kb.command("explain")(kb_explain)


def kb_preview(
    port: Annotated[int, typer.Option(help="Where the page is served; 0 for any.")] = 8768,
    article: Annotated[
        Path | None,
        typer.Option(help="A numbered copy of the article, to show each passage's text."),
    ] = None,
) -> None:
    """The pack in a page on this machine: its entries by passage, and a question box with the
    candidates, signals and the answer as Discord shows it, following your edits as you save them.
    """
    from bot.workshop.preview.page import run_preview

    run_preview(
        load_settings().one_pack(),
        article,
        learning,
        lambda line: print(line, flush=True),
        port=port,
    )


def kb_explain(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="The question.")],
    as_json: AsJson = False,
) -> None:
    """Why the bot answers a question as it does: candidates, signals, thresholds, outcome."""
    from bot.articles import build_ask

    question = " ".join(words)
    service = build_ask(load_settings().one_pack(), learning)
    if not as_json:
        print(service.explain(question))
        return
    from bot.clock import wall_clock
    from bot.workshop.explaining import explained

    print_json(explained(service, question, "explain", wall_clock()))
