"""Brings a database to this version's tables; refuses one that a newer version has changed,
touching nothing.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import NotNowError, SetUpError
from bot.storage.address import file_of
from bot.storage.causes import PASSING, cause_of
from bot.storage.engine import condition_of, reading, scrub

_LOCK = -0x5EE
MOVED = "moved"
"""The setting, of no community, that a database keeps once everything in it has been moved to
another.
"""


async def upgrade(engine: AsyncEngine) -> str:
    """Migrate; returns the revision reached. Raises SetUpError naming what is wrong and the
    cure.
    """
    if file := file_of(engine.url):
        _make_place(file)
    try:
        async with engine.begin() as connection:
            revision, changed = await connection.run_sync(_upgrade)
    except (SQLAlchemyError, OSError) as error:
        raise _with_cause(engine, error) from error
    if changed:
        await scrub(engine)
    return revision


async def is_behind(engine: AsyncEngine) -> bool:
    """Whether there is something to migrate. Makes nothing, and leaves it to `upgrade` to tell what
    is wrong with a database that can't be read.
    """
    file = file_of(engine.url)
    if file and not file.exists():
        return True
    try:
        async with reading(engine) as connection:
            return await connection.run_sync(current) != newest()
    except (SQLAlchemyError, OSError):
        return False


async def downgrade(engine: AsyncEngine, revision: str) -> str:
    """Take the database back to the tables of an older version; returns the revision reached.
    Raises SetUpError naming the cure.
    """
    if revision not in revisions():
        raise SetUpError(f"there is no revision {revision}; there are {', '.join(revisions())}")
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_downgrade, revision)
    except (SQLAlchemyError, OSError) as error:
        raise _with_cause(engine, error) from error


def _upgrade(connection: Connection) -> tuple[str, bool]:
    """The revision reached, and whether it is another than before."""
    if connection.dialect.name == "postgresql":
        # Several processes may start at once: the first migrates, the others find it done. SQLite's
        # transaction has the lock already.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = current(connection)
    if found and found not in revisions():
        raise SetUpError(
            f"the database is of a newer version (revision {found}); nothing was changed. Run the "
            "eyebot that made it, restore an older backup, "
            "or name another database in EYEBOT_DATABASE_URL"
        )
    if found:
        _require_here(connection)
    if found != newest():
        _alembic(connection, "upgrade", "head")
    return newest(), found != newest()


def _downgrade(connection: Connection, revision: str) -> str:
    found = current(connection)
    if not found or found not in revisions() or found < revision:
        raise SetUpError(
            f"the database is at revision {found or 'none'}, from where {revision} is not back"
        )
    _require_here(connection)
    _alembic(connection, "downgrade", revision)
    return revision


def current(connection: Connection) -> str:
    """The revision a database is at, found without loading Alembic, which most starts have no other
    use for.
    """
    if not connection.dialect.has_table(connection, "alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _require_here(connection: Connection) -> None:
    """SetUpError when everything has been moved to another database."""
    moved = text("SELECT count(*) FROM community_settings WHERE community = '' AND name = :name")
    if connection.execute(moved, {"name": MOVED}).scalar():
        raise SetUpError(
            "this database has been moved to another; set EYEBOT_DATABASE_URL to the new one, and "
            "delete this one once that runs"
        )


def _alembic(connection: Connection, direction: str, revision: str) -> None:
    from alembic import command  # noqa: PLC0415  # a tenth of a second
    from alembic.config import Config  # noqa: PLC0415  # see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    (command.upgrade if direction == "upgrade" else command.downgrade)(config, revision)


def revisions() -> list[str]:
    """Every revision this version knows, oldest first: the files are named after theirs."""
    return sorted(
        path.name[1:5]
        for path in (Path(__file__).with_name("migrations") / "versions").glob("m[0-9]*.py")
    )


def newest() -> str:
    """The revision of this version's tables."""
    return revisions()[-1]


def _make_place(file: Path) -> None:
    """Folder and file for their owner only: SQLite gives its log of writes the file's rights."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        raise SetUpError(
            f"{file.parent}: {error.strerror}; make it writable or set EYEBOT_DATA to another "
            "folder"
        ) from error


def _with_cause(engine: AsyncEngine, error: BaseException) -> SetUpError:
    address = engine.url.render_as_string(hide_password=True)
    cause = cause_of(error, condition_of(engine).file)
    kind = NotNowError if cause in PASSING else SetUpError
    return kind(f"{address}: {cause}")
