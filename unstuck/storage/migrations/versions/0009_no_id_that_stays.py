"""No id that stays: what has to be remembered is known by its fingerprint, and routes end."""

import sqlalchemy as sa
from alembic import op

from unstuck.privacy.fingerprints import fingerprint

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Lead there from the version before."""
    op.add_column("channel_routes", sa.Column("at", sa.DateTime(), nullable=True))
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE channel_routes SET at = CURRENT_TIMESTAMP"))
    for table, column in (("channel_deleted", "conversation_id"), ("channel_arrival_keys", "key")):
        known = connection.execute(sa.text(f"SELECT DISTINCT {column} FROM {table}")).scalars().all()
        change = sa.text(f"UPDATE {table} SET {column} = :mark WHERE {column} = :id")
        for id in known:
            connection.execute(change, {"mark": fingerprint(id), "id": id})
