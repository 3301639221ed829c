"""Arrivals that were set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Lead there from the version before."""
    op.add_column("channel_arrivals", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("channel_arrivals", sa.Column("reason", sa.String(length=200), nullable=True))
