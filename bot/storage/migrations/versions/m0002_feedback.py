"""Unanswered questions that their askers handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "handed_questions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("kept_on", sa.Date, nullable=False),
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("handed_questions")
