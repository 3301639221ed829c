"""Moves: chats that a messenger has given another id, such as a group that became a supergroup. No person is in it."""

from __future__ import annotations

from sqlalchemy import select

from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.tables import moves


class Moves(Store):
    """The moves of one channel."""

    def __init__(self, database: DatabaseLocation, channel: str, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._channel = channel

    def keep(self, before: str, after: str) -> None:
        """The chat `before` has the id `after` from now on. Raises StoreError."""
        row = {"channel": self._channel, "now": after, "first": self.first(before)}
        mine = (moves.c.channel == self._channel) & (moves.c.now == after)
        with transaction(self._engine) as connection:
            connection.execute(moves.delete().where(mine))
            connection.execute(moves.insert().values(**row))

    def first(self, chat: str) -> str:
        """The id that a chat had at first: its own, if it has never moved. Raises StoreError."""
        query = select(moves.c.first).where((moves.c.channel == self._channel) & (moves.c.now == chat))
        with transaction(self._engine) as connection:
            return connection.execute(query).scalar() or chat
