"""Outcomes remember the version of their article."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Lead there from the version before."""
    op.add_column("outcomes", sa.Column("version", sa.String(length=20), nullable=False, server_default=""))
