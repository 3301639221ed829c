"""Transcripts: who said what in a conversation, from the events that Rasa has written down of it."""

import json

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, inspect, select

from unstuck.storage.database import Place, open_engine, transaction

# Rasa's own table, as its SQLTrackerStore makes it; no migration of ours touches it.
_events = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255)),
    Column("type_name", String(255)),
    Column("data", Text),
)


class Transcripts:
    """All conversations, read only."""

    def __init__(self, place: Place) -> None:
        self._engine = open_engine(place, "tracker.db")

    def of(self, sender: str, most: int) -> list[tuple[str, str]]:
        """Who (`user` or `bot`) said what, oldest first, in the last `most` messages. Raises StoreError."""
        spoken = (_events.c.sender_id == sender) & _events.c.type_name.in_(("user", "bot"))
        query = select(_events.c.type_name, _events.c.data).where(spoken).order_by(_events.c.id.desc()).limit(most)
        with transaction(self._engine) as connection:
            if not inspect(connection).has_table(_events.name):
                return []
            rows = connection.execute(query).all()
        said = [(row.type_name, json.loads(row.data).get("text")) for row in reversed(rows)]
        return [(who, text) for who, text in said if text]
