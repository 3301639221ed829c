"""The first tables. What is there already was made before there were migrations, with the same columns."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make what is missing."""
    _table(
        "attachments",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("owner", sa.String(255), nullable=False),
        sa.Column("filename", sa.String(60), nullable=False),
        sa.Column("media_type", sa.String(121), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("expires", sa.DateTime, nullable=False),
    )
    _index("ix_attachments_owner", "attachments", "owner")
    _index("ix_attachments_expires", "attachments", "expires")
    _table(
        "channel_messages",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("author", sa.String(4), nullable=False),
        sa.Column("client_id", sa.String(80)),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("for_rasa", sa.Text),
        sa.Column("waiting", sa.Boolean, nullable=False),
        sa.UniqueConstraint("conversation", "seq"),
        sa.UniqueConstraint("conversation", "client_id"),
    )
    _index("channel_messages_waiting", "channel_messages", "waiting", "channel")
    _table(
        "channel_deleted",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    _table(
        "follow_ups",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String(200), nullable=False, unique=True),
        sa.Column("channel", sa.String(50), nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
    )
    _table(
        "outcomes",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("article", sa.String(100), nullable=False),
        sa.Column("cause", sa.String(100), nullable=False),
        sa.Column("method", sa.String(100), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
    )
    _table(
        "tickets",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(50), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("opened", sa.DateTime, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("transcript", sa.JSON, nullable=False),
    )
    _index("ix_tickets_owner", "tickets", "owner")


def _table(name: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(name, *items, if_not_exists=True)


def _index(name: str, table: str, *columns: str) -> None:
    op.create_index(name, table, list(columns), if_not_exists=True)
