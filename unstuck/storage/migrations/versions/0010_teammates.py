"""Teammates and their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Lead there from the version before."""
    op.create_table(
        "teammates",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("sign_in", sa.String(length=60), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("invitation", sa.String(length=64), nullable=False),
        sa.Column("invited", sa.DateTime(), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.Column("removed", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    is_there = sa.text("removed IS NULL")
    op.create_index(
        "teammates_one_name",
        "teammates",
        ["sign_in"],
        unique=True,
        sqlite_where=is_there,
        postgresql_where=is_there,
    )
    op.create_index("ix_teammates_invitation", "teammates", ["invitation"])
    op.create_table(
        "team_sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("teammate", sa.Integer(), nullable=False),
        sa.Column("begun", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["teammate"], ["teammates.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_team_sessions_seen", "team_sessions", ["seen"])
    op.create_index("ix_team_sessions_teammate", "team_sessions", ["teammate"])
