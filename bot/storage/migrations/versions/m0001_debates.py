"""Debates, their keys and ballots, settings of communities, the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "debates",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("community", sa.String(24), nullable=False),
        sa.Column("place", sa.String(24), nullable=False),
        sa.Column("message", sa.String(24), nullable=False),
        sa.Column("motion", sa.Text, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("points", sa.JSON, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("paused_at", _TIME),
        sa.Column("closed_at", _TIME),
        sa.Column("announced_at", _TIME),
        sa.Column("result", sa.JSON),
        sa.Column("conclusion", sa.Text, nullable=False),
    )
    op.create_index("ix_debates_community", "debates", ["community"])
    op.create_index("ix_debates_state", "debates", ["state"])
    op.create_table(
        "debate_keys",
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "ballots",
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("voter", sa.LargeBinary(32), primary_key=True),
        sa.Column("choice", sa.String(40), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "community_settings",
        sa.Column("community", sa.String(24), primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "moderator_actions",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("community", sa.String(24), nullable=False),
        sa.Column("moderator", sa.String(24), nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("debate_id", _ID),
        sa.Column("at", _TIME, nullable=False),
    )
    op.create_index("ix_moderator_actions_community", "moderator_actions", ["community"])
    op.create_index("ix_moderator_actions_moderator", "moderator_actions", ["moderator"])


def downgrade() -> None:
    """Drop them again."""
    for table in ("moderator_actions", "community_settings", "ballots", "debate_keys", "debates"):
        op.drop_table(table)
