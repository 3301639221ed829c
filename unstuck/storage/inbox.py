"""The inbox: what a messenger delivers is written down once, before it is acknowledged, and read after that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.tables import arrival_keys, arrivals

# Slack delivers again for an hour, Telegram for a day, WhatsApp for seven.
REMEMBERED = timedelta(days=8)


@dataclass(frozen=True)
class Arrival:
    """Something that came in and has not been read yet.

    `keys` are the ids by which it would be known again, `address` is where answers go from now on if it wants any, in
    the messenger's own terms, `body` the messenger's own JSON of it.
    """

    keys: tuple[str, ...]
    conversation_id: str
    address: Mapping[str, Any]
    body: Mapping[str, Any]


class Inbox(Store):
    """The inbox of one channel. Several processes may use it at once."""

    def __init__(self, database: DatabaseLocation, channel: str, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._channel = channel

    def take(self, arrival: Arrival) -> bool:
        """Write it down; False when one of its keys has been here before. Raises StoreError."""
        at = self._clock()
        body = json.dumps({"keys": arrival.keys, "address": dict(arrival.address), "body": dict(arrival.body)})
        with transaction(self._engine) as connection:
            for key in arrival.keys:
                try:
                    with connection.begin_nested():
                        connection.execute(arrival_keys.insert().values(channel=self._channel, key=key, at=at))
                except IntegrityError:
                    return False
            row = {"channel": self._channel, "conversation_id": arrival.conversation_id, "at": at}
            connection.execute(arrivals.insert().values(**row, body=body, waiting=True))
        return True

    def next_waiting(self, conversation_id: str) -> tuple[int, Arrival] | None:
        """The oldest of a conversation that has not been read, with its number here. Raises StoreError."""
        mine = (
            arrivals.c.waiting & (arrivals.c.channel == self._channel) & (arrivals.c.conversation_id == conversation_id)
        )
        with transaction(self._engine) as connection:
            row = connection.execute(select(arrivals).where(mine).order_by(arrivals.c.id)).first()
        if row is None:
            return None
        found = json.loads(row.body)
        return row.id, Arrival(tuple(found["keys"]), conversation_id, found["address"], found["body"])

    def done(self, number: int) -> None:
        """It has been read. Raises StoreError."""
        with transaction(self._engine) as connection:
            connection.execute(arrivals.update().where(arrivals.c.id == number).values(waiting=False, body=""))

    def waiting(self) -> list[str]:
        """The conversations in which something has not been read. Raises StoreError."""
        mine = arrivals.c.waiting & (arrivals.c.channel == self._channel)
        with transaction(self._engine) as connection:
            return list(connection.execute(select(arrivals.c.conversation_id).where(mine).distinct()).scalars())

    def sweep(self) -> None:
        """Forget what is too old to be delivered again. Raises StoreError."""
        old = self._clock() - REMEMBERED
        with transaction(self._engine) as connection:
            connection.execute(arrival_keys.delete().where(arrival_keys.c.at < old))
            connection.execute(arrivals.delete().where(arrivals.c.at < old))
