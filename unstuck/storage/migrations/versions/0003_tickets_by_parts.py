"""Tickets grow by parts, and can be closed."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Lead there from the version before; what a ticket held becomes its first part."""
    held = (sa.column("facts", sa.JSON), sa.column("transcript", sa.JSON))
    old = sa.table("tickets", sa.column("id", sa.Integer), sa.column("opened", sa.DateTime), *held)
    rows = op.get_bind().execute(sa.select(*old.columns)).mappings().all()
    with op.batch_alter_table("tickets", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("closed", sa.DateTime(), nullable=True))
        batch_op.alter_column("owner", type_=sa.String(length=255), existing_nullable=False)
        batch_op.drop_column("facts")
        batch_op.drop_column("transcript")
    is_open = sa.text("state = 'open'")
    op.create_index(
        "tickets_one_open", "tickets", ["owner"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    parts = op.create_table(
        "ticket_parts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "n"),
    )
    first = [
        {"id": secrets.token_hex(16), "ticket": row["id"], "n": 1, "at": row["opened"]}
        | {"facts": row["facts"], "said": row["transcript"]}
        for row in rows
    ]
    op.bulk_insert(parts, first)
