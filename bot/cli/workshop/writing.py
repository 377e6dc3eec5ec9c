"""`eyebot kb init`: files are begun."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.workshop.new import new
from bot.cli.workshop.options import AsJson
from bot.settings import load_settings


def add_writing(kb: typer.Typer) -> None:
    """Add the commands that write files."""
    kb.command("init")(kb_init)
    kb.add_typer(new, name="new")


def kb_init(
    article: Annotated[Path, typer.Argument(help="The article as Markdown or a numbered copy.")],
    folder: Annotated[
        Path | None, typer.Argument(help="The new pack's folder; default: below knowledge/.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Begin a pack: passages with hashes, figures and names, and skeleton entries to fill in."""
    from bot.knowledge.workshop.new_pack import make

    shipped = load_settings().knowledge.parent
    made = make(article, Path("knowledge"), folder, shipped / "schema")
    if as_json:
        row = {
            "folder": str(made.folder),
            "files": [str(path) for path in made.files],
            "article": str(made.copy),
            "sections": made.sections,
            "passages": made.passages,
            "to_fill": made.to_fill,
        }
        print(json.dumps(row, ensure_ascii=False))
        return
    for path in made.files:
        print(path)
    print(
        f"eyebot: {made.passages} passages in {made.sections} sections; {made.to_fill} places to "
        "fill in.\n"
        f"`EYEBOT_KNOWLEDGE={made.folder} eyebot kb check --article {made.copy}` tells what is "
        "left."
    )
