"""The team in the chat: who holds a ticket, its notes, what was read, what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Lead there from the version before."""
    for column in (
        sa.Column("phase", sa.String(length=12), nullable=False, server_default="waiting"),
        sa.Column("waiting_since", sa.DateTime(), nullable=True),
        sa.Column("holder", sa.String(length=80), nullable=False, server_default=""),
        sa.Column("holder_name", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("fix", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("known", sa.JSON(), nullable=True),
        sa.Column("contact", sa.String(length=320), nullable=False, server_default=""),
    ):
        op.add_column("tickets", column)
    op.execute("UPDATE tickets SET waiting_since = opened")
    op.create_table(
        "ticket_notes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("author_name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachment", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_ticket_notes_ticket", "ticket_notes", ["ticket"])
    op.create_table(
        "read_marks",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("reader", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "reader"),
    )
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_ticket_events_at", "ticket_events", ["at"])
    op.create_index("ix_ticket_events_ticket", "ticket_events", ["ticket"])
