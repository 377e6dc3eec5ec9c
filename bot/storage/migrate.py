"""Brings a database to this version's tables; refuses one that a newer version has changed, touching nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SetUpError
from bot.storage.engine import reason


async def upgrade(engine: AsyncEngine) -> str:
    """Migrate; returns the revision reached. Raises SetUpError naming what is wrong and the cure."""
    url = engine.url.render_as_string(hide_password=True)
    if engine.url.get_backend_name() == "sqlite" and engine.url.database:
        _make_folder(Path(engine.url.database))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_upgrade)
    except (SQLAlchemyError, OSError) as error:
        raise SetUpError(f"{url}: {reason(error)}; {_cure(reason(error))}") from error


def _upgrade(connection: Connection) -> str:
    # A start with a database of this version, which most are, is spared the loading of Alembic.
    if connection.dialect.has_table(connection, "alembic_version"):
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        if found == [newest()]:
            return newest()
    from alembic import command  # noqa: PLC0415  # see above
    from alembic.config import Config  # noqa: PLC0415  # see above
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415  # see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    current = MigrationContext.configure(connection).get_current_revision()
    if current and current not in known:
        raise SetUpError(
            f"the database is of a newer version (revision {current}); nothing was changed. Run the eyebot that made it, restore an older backup, "
            "or name another database in EYEBOT_DATABASE_URL"
        )
    command.upgrade(config, "head")
    return script.get_current_head() or ""


def newest() -> str:
    """The revision of this version's tables: the files are named after theirs."""
    return max(path.name[1:5] for path in (Path(__file__).with_name("migrations") / "versions").glob("m[0-9]*.py"))


def _make_folder(path: Path) -> None:
    if path.name == ":memory:" or str(path).startswith("file:"):  # not a path of its own
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetUpError(f"{path.parent}: {error.strerror}; make it writable or set EYEBOT_DATA to another folder") from error


def _cure(what: str) -> str:
    cures = {
        "readonly": "make the file and its folder writable, or name another database in EYEBOT_DATABASE_URL",
        "read-only": "make the file and its folder writable, or name another database in EYEBOT_DATABASE_URL",
        "unable to open": "make the folder writable, or set EYEBOT_DATA to another one",
        "full": "free some disk space; nothing was lost",
        "not a database": "the file is something else; move it away or name another database in EYEBOT_DATABASE_URL",
        "password": "mend user and password in EYEBOT_DATABASE_URL",
        "connect call failed": "start the database server, or mend host and port in EYEBOT_DATABASE_URL",
        "refused": "start the database server, or mend host and port in EYEBOT_DATABASE_URL",
    }
    return next((cure for sign, cure in cures.items() if sign in what.lower()), "`eyebot doctor` looks closer")
