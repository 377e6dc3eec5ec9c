"""A debate remembers which article it is about; empty for the first, until a start names it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("debates", sa.Column("article", sa.String(60), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it away; which article a debate is about is forgotten."""
    op.drop_column("debates", "article")
