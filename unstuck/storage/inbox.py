"""The inbox: what a messenger delivers is written down once, before it is acknowledged, and read after that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, select
from sqlalchemy.exc import IntegrityError

from unstuck.storage.database import Moment, Place, connect, metadata, now, transaction

# Slack delivers again for an hour, Telegram for a day.
REMEMBERED = timedelta(days=2)

_arrivals = Table(
    "channel_arrivals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel", String(20), nullable=False),
    Column("conversation", String(255), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("waiting", Boolean, nullable=False, index=True),
)
_keys = Table(
    "channel_arrival_keys",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("key", String(160), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)


@dataclass(frozen=True)
class Arrival:
    """Something that came in and has not been read yet.

    `keys` are the ids by which it would be known again, `conversation` whose it is, `address` where answers go from now
    on if it wants any, in the messenger's own terms, `body` the messenger's own JSON of it.
    """

    keys: tuple[str, ...]
    conversation: str
    address: Mapping[str, Any]
    body: Mapping[str, Any]


class Inbox:
    """The inbox of one channel. Several processes may use it at once."""

    def __init__(self, place: Place, channel: str, clock: Callable[[], datetime] = now) -> None:
        self._engine = connect(place)
        self._channel = channel
        self._clock = clock

    def take(self, arrival: Arrival) -> bool:
        """Write it down; False when one of its keys has been here before. Raises StoreError."""
        at = self._clock()
        body = json.dumps({"keys": arrival.keys, "address": dict(arrival.address), "body": dict(arrival.body)})
        with transaction(self._engine) as connection:
            for key in arrival.keys:
                try:
                    with connection.begin_nested():
                        connection.execute(_keys.insert().values(channel=self._channel, key=key, at=at))
                except IntegrityError:
                    return False
            row = {"channel": self._channel, "conversation": arrival.conversation, "at": at}
            connection.execute(_arrivals.insert().values(**row, body=body, waiting=True))
        return True

    def next_waiting(self, conversation: str) -> tuple[int, Arrival] | None:
        """The oldest of a conversation that has not been read, with its number here. Raises StoreError."""
        mine = _arrivals.c.waiting & (_arrivals.c.channel == self._channel) & (_arrivals.c.conversation == conversation)
        with transaction(self._engine) as connection:
            row = connection.execute(select(_arrivals).where(mine).order_by(_arrivals.c.id)).first()
        if row is None:
            return None
        found = json.loads(row.body)
        return row.id, Arrival(tuple(found["keys"]), conversation, found["address"], found["body"])

    def done(self, number: int) -> None:
        """It has been read. Raises StoreError."""
        with transaction(self._engine) as connection:
            connection.execute(_arrivals.update().where(_arrivals.c.id == number).values(waiting=False, body=""))

    def waiting(self) -> list[str]:
        """The conversations in which something has not been read. Raises StoreError."""
        mine = _arrivals.c.waiting & (_arrivals.c.channel == self._channel)
        with transaction(self._engine) as connection:
            return list(connection.execute(select(_arrivals.c.conversation).where(mine).distinct()).scalars())

    def sweep(self) -> None:
        """Forget what is too old to be delivered again. Raises StoreError."""
        old = self._clock() - REMEMBERED
        with transaction(self._engine) as connection:
            connection.execute(_keys.delete().where(_keys.c.at < old))
            connection.execute(_arrivals.delete().where(_arrivals.c.at < old))
