"""Where each answer goes, who asked there, and which chats have moved."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Lead there from the version before."""
    op.add_column("channel_messages", sa.Column("address", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("channel_routes", sa.Column("asker", sa.String(length=255), nullable=True))
    op.create_table(
        "channel_moves",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("now", sa.String(length=40), nullable=False),
        sa.Column("first", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("channel", "now"),
    )
