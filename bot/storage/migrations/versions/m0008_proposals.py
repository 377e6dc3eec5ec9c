"""Motions that members propose to moderators, and members who want to be told of a vote."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "proposals",
        sa.Column("id", _ID, primary_key=True, autoincrement=True),
        sa.Column("community", sa.String(24), nullable=False, index=True),
        sa.Column("motion", sa.Text, nullable=False),
        sa.Column("author", sa.String(24), nullable=False, index=True),
        sa.Column("proposed_on", sa.Date, nullable=False),
    )
    op.create_table(
        "reminders",
        sa.Column(
            "debate_id", _ID, sa.ForeignKey("debates.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("member", sa.String(24), primary_key=True),
    )


def downgrade() -> None:
    """Proposals and wishes to be reminded are lost."""
    op.drop_table("reminders")
    op.drop_table("proposals")
