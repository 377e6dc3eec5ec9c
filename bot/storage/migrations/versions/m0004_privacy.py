"""Outcomes of questions as counts a day, and the servers the bot has left."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "outcome_counts",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("outcome", sa.String(12), primary_key=True),
        sa.Column("entry", sa.String(80), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "left_communities",
        sa.Column("community", sa.String(24), primary_key=True),
        sa.Column("left_on", sa.Date, nullable=False),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("left_communities")
    op.drop_table("outcome_counts")
