"""`eyebot kb check | schema`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.workshop.options import AsJson, as_rows, print_json
from bot.settings import load_settings


def add_checking(kb: typer.Typer) -> None:
    """Add the commands that look at files."""
    kb.command("check")(kb_check)
    kb.command("fmt")(kb_fmt)
    kb.command("schema")(kb_schema)


def kb_check(
    article: Annotated[
        Path | None, typer.Option(help="A numbered copy of the article, to check hashes against.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Validate the knowledge: each finding as file:line:column: what; the cure."""
    from bot.workshop.soundness import examine

    found = examine(load_settings(), article)
    if as_json:
        print_json({"findings": as_rows(found.findings), "advice": as_rows(found.advice)})
    else:
        for finding in found.findings:
            print(finding)
        for advice in found.advice:
            print(f"advice: {advice}")
        if not found.findings:
            print("eyebot: the knowledge is sound")
    if found.findings:
        sys.exit(1)


def kb_fmt(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files; default: every one of the pack in force.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 where a file would change.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring files into the house's form: keys in one order, lists indented alike, a blank line
    between entries; comments and texts are kept.
    """
    from bot.knowledge.pack_files import yaml_files
    from bot.knowledge.workshop.tidy import tidy

    paths = files or [
        path for pack in load_settings().packs for path in yaml_files(pack, "**/*.yaml")
    ]
    found = tidy(paths, writes=not check)
    if as_json:
        left = as_rows(found.left)
        print_json({"changed": [str(path) for path in found.changed], "left": left})
    else:
        for path in found.changed:
            print(f"{'would change' if check else 'changed'}: {path}")
        for finding in found.left:
            print(f"left as it is: {finding}")
        done = "would change" if check else "changed"
        print(f"eyebot: {done} {len(found.changed) or 'none'} of {len(paths)} files")
    if found.left or (check and found.changed):
        sys.exit(1)


def kb_schema(
    folder: Annotated[Path, typer.Argument(help="Where to write the JSON Schemas.")] = Path(
        "knowledge/schema"
    ),
    as_json: AsJson = False,
) -> None:
    """Export JSON Schemas for editors."""
    from bot.knowledge.schema import export

    written = [str(path) for path in export(folder)]
    if as_json:
        print_json({"written": written})
        return
    for path in written:
        print(path)
