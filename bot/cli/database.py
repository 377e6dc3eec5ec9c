"""`eyebot db …`: parse, call, print; nothing else."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.log import masked
from bot.settings import load_settings

db = typer.Typer(no_args_is_help=True, help="Look after the database.")


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version."""
    from bot.app import upgrade_database

    print(masked(asyncio.run(upgrade_database(load_settings()))))


@db.command("downgrade")
def db_downgrade(revision: Annotated[str, typer.Argument(help="Such as 0004.")]) -> None:
    """Take the database back to an older version's tables, before that version is run again."""
    from bot.maintenance import downgrade_database

    print(masked(asyncio.run(downgrade_database(load_settings(), revision))))


@db.command("check")
def db_check() -> None:
    """Look through the database; exit code 1 when something has to be mended."""
    from bot.maintenance import check_database

    lines, is_sound = asyncio.run(check_database(load_settings()))
    print(masked("\n".join(lines)))
    if not is_sound:
        sys.exit(1)


@db.command("backup")
def db_backup(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that exists.")] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="Also back up a database without a debate.")
    ] = False,
) -> None:
    """Write a verified backup while the bot runs."""
    from bot.maintenance import back_up

    print(masked(back_up(load_settings(), file, force=force, empty=empty)))


@db.command("restore")
def db_restore(
    file: Annotated[Path, typer.Argument(help="What `eyebot db backup` wrote.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a database that holds debates.")
    ] = False,
) -> None:
    """Put a backup in the database's place; the bot must not run."""
    from bot.maintenance import restore_backup

    print(masked(asyncio.run(restore_backup(load_settings(), file, force=force))))


@db.command("move")
def db_move(
    url: Annotated[
        str,
        typer.Argument(
            help="The new, empty database, as EYEBOT_DATABASE_URL would name it; or @FILE that "
            "holds it."
        ),
    ],
    keep: Annotated[
        bool, typer.Option("--keep", help="Only copy: the old database goes on being used.")
    ] = False,
) -> None:
    """Move everything to another database, such as from SQLite to PostgreSQL; no vote is lost while
    the bot runs.
    """
    from bot.maintenance import move_database

    print(masked(asyncio.run(move_database(load_settings(), url, keep=keep))))
