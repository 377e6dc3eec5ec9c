"""A debate remembers which article it is about, and questions are counted by article; empty for the
first, until a start names it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column to debates, and to the key of the counts."""
    op.add_column("debates", sa.Column("article", sa.String(60), nullable=False, server_default=""))
    article: sa.Column[Any] = sa.Column(
        "article", sa.String(60), primary_key=True, server_default=""
    )
    _make("outcomes_by_article", article)
    op.execute(
        "INSERT INTO outcomes_by_article (article, day, outcome, entry, count)"
        " SELECT '', day, outcome, entry, count FROM outcome_counts"
    )
    _put_in_place("outcomes_by_article")


def downgrade() -> None:
    """Take both away; which article a debate or a count is about is forgotten."""
    op.drop_column("debates", "article")
    _make("outcomes_by_day")
    op.execute(
        "INSERT INTO outcomes_by_day (day, outcome, entry, count)"
        " SELECT day, outcome, entry, sum(count) FROM outcome_counts GROUP BY day, outcome, entry"
    )
    _put_in_place("outcomes_by_day")


def _make(name: str, *first: sa.Column[Any]) -> None:
    op.create_table(
        name,
        *first,
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("outcome", sa.String(12), primary_key=True),
        sa.Column("entry", sa.String(80), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def _put_in_place(name: str) -> None:
    op.drop_table("outcome_counts")
    op.rename_table(name, "outcome_counts")
