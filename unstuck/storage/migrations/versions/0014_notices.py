"""Notices that the team switches on and off."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Lead there from the version before."""
    op.create_table(
        "notices",
        sa.Column("article", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
