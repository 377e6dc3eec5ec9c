"""`eyebot privacy …`: parse, call, print; nothing else."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import load_settings

privacy = typer.Typer(no_args_is_help=True, help="Look after members' data.")


@privacy.command("show-user")
def privacy_show_user(
    member: Annotated[str, typer.Argument(metavar="ID", help="The member's id.")],
) -> None:
    """All that is stored about a member, as JSON."""
    from bot.maintenance import show_member

    print(asyncio.run(show_member(load_settings(), member)))


@privacy.command("erase-user")
def privacy_erase_user(
    member: Annotated[str, typer.Argument(metavar="ID", help="The member's id.")],
) -> None:
    """Erase it, at a member's request."""
    from bot.maintenance import erase_member

    print(asyncio.run(erase_member(load_settings(), member)))


@privacy.command("doc")
def privacy_doc(
    file: Annotated[Path, typer.Argument(help="The page to write.")] = Path("PRIVACY.md"),
    check: Annotated[
        bool, typer.Option(help="Write nothing; fail when the page is not what the code does.")
    ] = False,
) -> None:
    """Write PRIVACY.md from the tables and periods in force."""
    from bot.maintenance import privacy_page

    page = privacy_page(load_settings())
    if not check:
        file.write_text(page, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != page:
        sys.exit(f"eyebot: {file} is out of date; run `eyebot privacy doc`")
