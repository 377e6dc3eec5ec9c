"""What members think of an answer is handed over beside questions without one, each with the server
it comes from.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEW = {"about": (16, "unanswered"), "entry": (80, ""), "note": (500, ""), "community": (24, "")}


def upgrade() -> None:
    """What was handed over before is a question of no known server."""
    for name, (length, value) in _NEW.items():
        op.add_column(
            "handed_questions",
            sa.Column(name, sa.String(length), nullable=False, server_default=value),
        )
    op.create_index("ix_handed_questions_community", "handed_questions", ["community"])


def downgrade() -> None:
    """What was said of answers goes; questions stay."""
    op.execute("DELETE FROM handed_questions WHERE about <> 'unanswered'")
    op.drop_index("ix_handed_questions_community", "handed_questions")
    for name in _NEW:
        op.drop_column("handed_questions", name)
