"""Formats with phases, several questions a debate, members' arguments and statements."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add phases to debates, the question to ballots, and the contributions. Existing debates are
    polls.
    """
    for name in ("phase", "shown_phase", "reminded_phase"):
        op.add_column("debates", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    op.add_column("debates", sa.Column("announcing_until", sa.DateTime(timezone=True)))
    op.create_table(
        "ballots_by_question",
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("question", sa.String(24), primary_key=True),
        sa.Column("voter", sa.LargeBinary(32), primary_key=True),
        sa.Column("choice", sa.String(40), nullable=False),
        sa.Column("sealed", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO ballots_by_question (debate_id, question, voter, choice, sealed) "
        "SELECT debate_id, 'vote', voter, choice, FALSE FROM ballots"
    )
    op.drop_table("ballots")
    op.rename_table("ballots_by_question", "ballots")
    op.create_table(
        "contributions",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column(
            "debate_id",
            _ID,
            sa.ForeignKey("debates.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("side", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("citation", sa.String(40), nullable=False),
        sa.Column("standing", sa.String(12), nullable=False),
        sa.Column("author", sa.String(24), nullable=False, index=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("is_told", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Back to one question a debate; answers to other questions are lost."""
    op.drop_table("contributions")
    op.create_table(
        "ballots_of_polls",
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("voter", sa.LargeBinary(32), primary_key=True),
        sa.Column("choice", sa.String(40), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO ballots_of_polls (debate_id, voter, choice) SELECT debate_id, voter, choice "
        "FROM ballots WHERE question = 'vote'"
    )
    op.drop_table("ballots")
    op.rename_table("ballots_of_polls", "ballots")
    # Not by a new table in place of the old: dropping that would take every ballot along, which
    # SQLite deletes with its debate.
    for name in ("announcing_until", "reminded_phase", "shown_phase", "phase"):
        op.drop_column("debates", name)
