"""Transcripts: who said what in a conversation, from the events that Rasa has written down of it."""

from __future__ import annotations

import json
from typing import Self

from sqlalchemy import inspect, select

from unstuck.settings import Settings
from unstuck.storage.database import DatabaseLocation, open_tracker, transaction
from unstuck.storage.tables import tracker_events


class Transcripts:
    """All conversations, read only."""

    def __init__(self, database: DatabaseLocation) -> None:
        self._engine = open_tracker(database)

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """As the settings say. Raises StoreError."""
        return cls(settings.database_location)

    def of(self, conversation_id: str, most: int) -> list[tuple[str, str]]:
        """Who (`user` or `bot`) said what, oldest first, in the last `most` messages. Raises StoreError."""
        spoken = (tracker_events.c.conversation_id == conversation_id) & tracker_events.c.type_name.in_(("user", "bot"))
        query = (
            select(tracker_events.c.type_name, tracker_events.c.data)
            .where(spoken)
            .order_by(tracker_events.c.id.desc())
            .limit(most)
        )
        with transaction(self._engine) as connection:
            if not inspect(connection).has_table(tracker_events.name):
                return []
            rows = connection.execute(query).all()
        said = [(row.type_name, json.loads(row.data).get("text")) for row in reversed(rows)]
        return [(who, text) for who, text in said if text]
