"""The keys of debates leave the database, and answers are encrypted under them.

Old rows go with their tables: SQLite overwrites what it drops, PostgreSQL deletes the tables'
files.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.keys import KeyRing
from bot.storage.sealing import DebateKey

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_ROWS = 2_000


def upgrade() -> None:
    """Every debate's key is kept outside, and its ballots are sealed with it."""
    ring, secrets = _ring(), _column("debate_keys", "secret")
    handles = {debate: ring.keep(secret) for debate, secret in secrets.items()}
    _replace_keys("debate_handles", sa.Column("handle", sa.LargeBinary, nullable=False), handles)
    keys = {debate: DebateKey(secret) for debate, secret in secrets.items()}

    def sealed(row: sa.Row[Any]) -> bytes:
        return keys[row.debate_id].seal(bytes(row.voter), row.question, row.choice)

    _replace_ballots(
        "ballots_sealed", sa.Column("choice", sa.LargeBinary, nullable=False), sealed, set(keys)
    )


def downgrade() -> None:
    """Keys and answers come back into the database as they were; nothing is lost but what has no
    key any more.
    """
    ring, handles = _ring(), _column("debate_keys", "handle")
    keys = {debate: ring.of(handle) for debate, handle in handles.items()}
    there = {debate: key for debate, key in keys.items() if key}

    def unsealed(row: sa.Row[Any]) -> str:
        return there[row.debate_id].unseal(bytes(row.voter), row.question, bytes(row.choice))

    _replace_ballots(
        "ballots_open", sa.Column("choice", sa.String(40), nullable=False), unsealed, set(there)
    )
    secrets = {debate: key.secret for debate, key in there.items()}
    _replace_keys(
        "debate_secrets", sa.Column("secret", sa.LargeBinary(32), nullable=False), secrets
    )
    ring.destroy(handles.values())


def _ring() -> KeyRing:
    ring: KeyRing = op.get_bind().get_execution_options()["keys"]
    return ring


def _column(table: str, column: str) -> dict[int, bytes]:
    found = sa.table(table, sa.column("debate_id"), sa.column(column, sa.LargeBinary))
    return {row[0]: bytes(row[1]) for row in op.get_bind().execute(sa.select(found))}


def _replace_keys(name: str, column: sa.Column[Any], values: dict[int, bytes]) -> None:
    made = op.create_table(
        name,
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        column,
    )
    op.bulk_insert(made, [{"debate_id": d, column.name: value} for d, value in values.items()])
    op.drop_table("debate_keys")
    op.rename_table(name, "debate_keys")


def _replace_ballots(
    name: str, column: sa.Column[Any], changed: Callable[[sa.Row[Any]], object], debates: set[int]
) -> None:
    """Ballots of a debate without a key tell nothing any more, and stay behind."""
    made = op.create_table(
        name,
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("voter", sa.LargeBinary(32), primary_key=True),
        sa.Column("question", sa.String(24), primary_key=True),
        column,
        sa.Column("sealed", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    names = ("debate_id", "voter", "question", "choice", "sealed")
    types = {"voter": sa.LargeBinary, "sealed": sa.Boolean}
    old = sa.table("ballots", *(sa.column(name, types.get(name, sa.Text)) for name in names))
    numbered = sa.select(
        old.c.debate_id, old.c.voter, old.c.question, sa.literal_column("choice"), old.c.sealed
    )
    rows = op.get_bind().execute(numbered.where(old.c.debate_id.in_(debates)))
    for chunk in rows.partitions(_ROWS):
        copied = [row._asdict() | {"choice": changed(row)} for row in chunk]
        op.get_bind().execute(sa.insert(made), copied)
    op.drop_table("ballots")
    op.rename_table(name, "ballots")
