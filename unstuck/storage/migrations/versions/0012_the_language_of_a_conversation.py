"""The language of a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Lead there from the version before."""
    op.create_table(
        "conversation_languages",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.add_column("conversations", sa.Column("language", sa.String(length=12), nullable=False, server_default=""))
