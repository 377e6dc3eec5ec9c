"""A ballot's key begins with its voter, so that one member's answers are found without reading a
whole debate.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_ALL = "debate_id, voter, question, choice, sealed"


def upgrade() -> None:
    """Copy the ballots into a table whose key is (debate, voter, question)."""
    _copy("ballots_by_voter", "voter", "question")


def downgrade() -> None:
    """Back to (debate, question, voter); nothing is lost."""
    _copy("ballots_by_question", "question", "voter")


def _copy(name: str, *key: str) -> None:
    columns: dict[str, sa.Column[Any]] = {
        "voter": sa.Column("voter", sa.LargeBinary(32), primary_key=True),
        "question": sa.Column("question", sa.String(24), primary_key=True),
    }
    op.create_table(
        name,
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        *(columns[part] for part in key),
        sa.Column("choice", sa.String(40), nullable=False),
        sa.Column("sealed", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    # Names from above.
    op.execute(f"INSERT INTO {name} ({_ALL}) SELECT {_ALL} FROM ballots")  # noqa: S608
    op.drop_table("ballots")
    op.rename_table(name, "ballots")
