"""The result of a debate stands in a message of its own, and moderators have a panel."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ADDED = (("result_message", 24), ("panel", 48))


def upgrade() -> None:
    """Add where both stand. Of a debate that was closed before, the result stands in its own
    message.
    """
    for name, length in _ADDED:
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("debates", column)


def downgrade() -> None:
    """Where both stand is forgotten; the messages stay."""
    for name, _ in _ADDED:
        op.drop_column("debates", name)
