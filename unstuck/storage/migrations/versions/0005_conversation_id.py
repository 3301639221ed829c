"""One name for the id of a conversation, in every table.

Servers of an earlier version know the columns by their old names: stop them before this one starts.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

OLD_NAMES = {
    "attachments": "owner",
    "channel_arrivals": "conversation",
    "channel_deleted": "conversation",
    "channel_messages": "conversation",
    "channel_routes": "conversation",
    "outbox": "owner",
    "tickets": "owner",
}
INDEXED = ("attachments", "channel_arrivals", "outbox", "tickets")


def upgrade() -> None:
    """Lead there from the version before. What a promise lets the bot say has the author `due`, not `bell`."""
    for table, old in OLD_NAMES.items():
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO conversation_id")
        if table in INDEXED:
            op.drop_index(f"ix_{table}_{old}", table)
            op.create_index(f"ix_{table}_conversation_id", table, ["conversation_id"])
    op.execute("UPDATE channel_messages SET author = 'due' WHERE author = 'bell'")
