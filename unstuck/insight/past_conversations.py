"""What people said in past conversations, to be played again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from unstuck.storage.database import Store, transaction
from unstuck.storage.message_rows import USER, entry
from unstuck.storage.tables import messages


class PastConversations(Store):
    """Reads conversations of all channels."""

    def last(self, days: int) -> dict[str, list[str]]:
        """What people said in each conversation that began in the last days, in its order. Raises StoreError."""
        begun = select(messages.c.conversation_id).group_by(messages.c.conversation_id)
        recent = begun.having(func.min(messages.c.at) >= self._clock() - timedelta(days=days))
        query = select(messages).where(messages.c.author == USER, messages.c.conversation_id.in_(recent))
        found: dict[str, list[str]] = {}
        with transaction(self._engine) as connection:
            for row in connection.execute(query.order_by(messages.c.conversation_id, messages.c.seq)).mappings():
                said = entry(row).message.text
                if said:  # pictures are not kept for long
                    found.setdefault(row["conversation_id"], []).append(said)
        return found
