"""The inbox: what a messenger delivers is written down once, before it is acknowledged, and read after that.

What cannot be read for a reason of its own is set aside: it waits for an operator, and nothing waits behind it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from unstuck.errors import ArrivalError
from unstuck.privacy.fingerprints import fingerprint
from unstuck.privacy.masking import mask
from unstuck.storage.database import Clock, DatabaseLocation, Store, connect, now, transaction
from unstuck.storage.tables import LONGEST_REASON, arrival_keys, arrivals

# Slack delivers again for an hour, Telegram for a day, WhatsApp for seven.
REMEMBERED = timedelta(days=8)
WORDS = frozenset({"text", "caption", "name", "filename"})


@dataclass(frozen=True)
class Arrival:
    """Something that came in and has not been read yet.

    `keys` are the ids by which it would be known again, `address` is where answers go from now on if it wants any, in
    the messenger's own terms, `body` the messenger's own JSON of it. A person's words stand in `body` under the names
    of WORDS, whose values are masked before anything is written. `asker` is who calls the bot with it, where several
    people talk. Where it does not want an answer, nothing of its address is kept.
    """

    keys: tuple[str, ...]
    conversation_id: str
    address: Mapping[str, Any]
    body: Mapping[str, Any]
    asker: str | None = None
    wants_answer: bool = True


def check(database: DatabaseLocation) -> None:
    """Raise StoreError unless something can be written to the database; nothing of it stays."""
    row = {"channel": "", "key": secrets.token_hex(16)}
    with transaction(connect(database)) as connection:
        connection.execute(arrival_keys.insert().values(**row, at=now()))
        connection.execute(arrival_keys.delete().where(arrival_keys.c.key == row["key"]))


class Inbox(Store):
    """The inbox of one channel. Several processes may use it at once."""

    def __init__(self, database: DatabaseLocation, channel: str, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._channel = channel

    def take(self, arrival: Arrival) -> bool:
        """Write it down; False when one of its keys has been here before. Raises StoreError."""
        at = self._clock()
        words = _masked(arrival.body)
        body = json.dumps({"keys": arrival.keys, "address": dict(arrival.address), "body": words})
        with transaction(self._engine) as connection:
            for key in map(fingerprint, arrival.keys):
                try:
                    with connection.begin_nested():
                        connection.execute(arrival_keys.insert().values(channel=self._channel, key=key, at=at))
                except IntegrityError:
                    return False
            row = {"channel": self._channel, "conversation_id": arrival.conversation_id, "at": at}
            connection.execute(arrivals.insert().values(**row, body=body, waiting=True))
        return True

    def has_taken(self, arrival: Arrival) -> bool:
        """Whether one of its keys has been here before. Raises StoreError."""
        known = [fingerprint(key) for key in arrival.keys]
        mine = (arrival_keys.c.channel == self._channel) & arrival_keys.c.key.in_(known)
        with transaction(self._engine) as connection:
            return connection.execute(select(arrival_keys.c.key).where(mine).limit(1)).first() is not None

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

    def tried(self, number: int) -> int:
        """Count a try to read it, before it begins; how many that makes. Raises StoreError."""
        mine = arrivals.c.id == number
        with transaction(self._engine) as connection:
            connection.execute(arrivals.update().where(mine).values(attempts=arrivals.c.attempts + 1))
            return connection.execute(select(arrivals.c.attempts).where(mine)).scalar() or 0

    def not_tried(self, number: int) -> None:
        """The last try does not count: it failed for no reason of its own. Raises StoreError."""
        with transaction(self._engine) as connection:
            change = arrivals.update().where((arrivals.c.id == number) & (arrivals.c.attempts > 0))
            connection.execute(change.values(attempts=arrivals.c.attempts - 1))

    def done(self, number: int) -> None:
        """It has been read. Raises StoreError."""
        with transaction(self._engine) as connection:
            connection.execute(arrivals.update().where(arrivals.c.id == number).values(waiting=False, body=""))

    def set_aside(self, number: int, reason: str) -> None:
        """Let nothing wait behind it any more: it is an operator's now. `reason` quotes nobody. Raises StoreError."""
        with transaction(self._engine) as connection:
            change = arrivals.update().where(arrivals.c.id == number)
            connection.execute(change.values(waiting=False, reason=reason[:LONGEST_REASON]))

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
            connection.execute(arrivals.delete().where((arrivals.c.at < old) & arrivals.c.reason.is_(None)))


def _masked(value: Any, name: str = "") -> Any:
    """JSON with secrets masked in people's words; not elsewhere, for an id may look like a secret."""
    if isinstance(value, str):
        return mask(value) if name in WORDS else value
    if isinstance(value, Mapping):
        return {key: _masked(item, key) for key, item in value.items()}
    return [_masked(item, name) for item in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True)
class SetAside:
    """An arrival that was set aside: its number, where and when it came in, how often it was tried, why it failed."""

    number: int
    channel: str
    conversation_id: str
    at: datetime
    attempts: int
    reason: str


class ArrivalsSetAside(Store):
    """What was set aside, of all channels."""

    def all(self) -> list[SetAside]:
        """Oldest first. Raises StoreError."""
        names = (arrivals.c.channel, arrivals.c.conversation_id, arrivals.c.at, arrivals.c.attempts, arrivals.c.reason)
        query = select(arrivals.c.id, *names).where(arrivals.c.reason.isnot(None)).order_by(arrivals.c.id)
        with transaction(self._engine) as connection:
            return [SetAside(*row) for row in connection.execute(query)]

    def retry(self, number: int) -> None:
        """Have it read again, by the servers of its channel. Raises ArrivalError, StoreError."""
        self._change(number, arrivals.update().values(waiting=True, attempts=0, reason=None))

    def drop(self, number: int) -> None:
        """Forget it. Raises ArrivalError, StoreError."""
        self._change(number, arrivals.delete())

    def _change(self, number: int, change: Any) -> None:
        aside = (arrivals.c.id == number) & arrivals.c.reason.isnot(None)
        with transaction(self._engine) as connection:
            if not connection.execute(change.where(aside)).rowcount:
                raise ArrivalError(
                    "arrival_unknown", f"Nothing was set aside as {number}: `unstuck arrivals list` shows what was."
                )
