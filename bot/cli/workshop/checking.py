"""`eyebot kb check | schema`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import load_settings


def add_checking(kb: typer.Typer) -> None:
    """Add the commands that look at files."""
    kb.command("check")(kb_check)
    kb.command("schema")(kb_schema)


def kb_check(
    article: Annotated[
        Path | None, typer.Option(help="A numbered copy of the article, to check hashes against.")
    ] = None,
) -> None:
    """Validate the knowledge: each finding as file:line:column: what; the cure."""
    from bot.articles import check_apart, check_debates
    from bot.knowledge.checking.advice import advise
    from bot.knowledge.checking.checks import check

    settings = load_settings()
    findings = [finding for pack in settings.packs for finding in check(pack, article)]
    for finding in findings:
        print(finding)
    if findings:
        sys.exit(1)
    check_apart(settings)
    check_debates(settings)
    for pack in settings.packs:
        for advice in advise(pack):
            print(f"advice: {advice}")
    print("eyebot: the knowledge is sound")


def kb_schema(
    folder: Annotated[Path, typer.Argument(help="Where to write the JSON Schemas.")] = Path(
        "knowledge/schema"
    ),
) -> None:
    """Export JSON Schemas for editors."""
    from bot.knowledge.schema import export

    for path in export(folder):
        print(path)
