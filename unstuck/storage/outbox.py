"""Outboxes: what has to be done later, once, by whichever process comes first; kept as rows, so no restart loses it.

A worker claims rows whose time has come, for the length of a lease, and then says how it went: done, again later, or
given up. A worker that dies in between loses its lease, and another takes over; so a row is worked on at least once,
and whoever works on it has to bear a second time. A claim that another has taken over can no longer change the row.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from unstuck.storage.database import Clock, DatabaseLocation, Store, connect, now, transaction
from unstuck.storage.tables import outbox


class State(StrEnum):
    """What has become of a row."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class Item:
    """One row.

    `key` names it within its queue. `attempts` counts claims, this one included. `note` is what the last attempt left
    behind: why it failed, or what it got. `lease` is whose claim it is.
    """

    queue: str
    key: str
    conversation_id: str
    payload: Any
    state: State
    created: datetime
    due: datetime
    attempts: int
    note: str
    lease: str | None


class Outbox(Store):
    """One queue of the outbox. Any number of processes may write to it and work on it."""

    def __init__(self, database: DatabaseLocation, queue: str, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self.queue = queue

    def schedule(
        self, key: str, due: datetime, payload: Any, *, conversation_id: str, within: Connection | None = None
    ) -> None:
        """Have `payload` worked on from `due` on. It takes the place of what had the same key, claimed or not.

        Args:
            key: its name in this queue.
            due: not before this time.
            payload: whatever JSON can hold.
            owner: the conversation it concerns, whose rows are erased with it.
            within: a transaction that is open already, so that both are kept or neither.

        Raises:
            StoreError: nothing has been kept.
        """
        row = {
            "queue": self.queue,
            "key": key,
            "conversation_id": conversation_id,
            "payload": payload,
            "state": State.WAITING.value,
        }
        with self._transaction(within) as connection:
            connection.execute(outbox.delete().where(self._is(key)))
            connection.execute(outbox.insert().values(**row, created=self._clock(), due=due, attempts=0, note=""))

    def cancel(self, key: str) -> bool:
        """Call off what waits; whether there was something. A claim on it can no longer end in anything."""
        waits = outbox.c.state == State.WAITING.value
        with transaction(self._engine) as connection:
            return connection.execute(outbox.delete().where(self._is(key) & waits)).rowcount > 0

    def claim(self, limit: int, lease_seconds: float) -> list[Item]:
        """Up to `limit` rows that are due, earliest first, for nobody else until the lease has run out."""
        time, lease = self._clock(), secrets.token_hex(16)
        free = (
            (outbox.c.queue == self.queue)
            & (outbox.c.state == State.WAITING.value)
            & (outbox.c.due <= time)
            & or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= time)
        )
        order = (outbox.c.due, outbox.c.id)
        # PostgreSQL passes over the rows that another worker is claiming just now. SQLite knows no row locks: there the
        # second look at `free`, in the update itself, decides who gets a row.
        choice = select(outbox.c.id).where(free).order_by(*order).limit(limit).with_for_update(skip_locked=True)
        values = {"lease": lease, "leased_until": time + timedelta(seconds=lease_seconds)}
        with transaction(self._engine) as connection:
            chosen = outbox.c.id.in_(connection.execute(choice).scalars().all())
            connection.execute(outbox.update().where(chosen & free).values(**values, attempts=outbox.c.attempts + 1))
            mine = select(outbox).where(outbox.c.lease == lease).order_by(*order)
            return [_item(row) for row in connection.execute(mine).mappings()]

    def done(self, item: Item, note: str = "") -> bool:
        """It is done. False when the lease had run out and another worker has it, or it was called off or replaced."""
        return self._finish(item, state=State.DONE.value, note=note)

    def retry(self, item: Item, after: timedelta, reason: str) -> bool:
        """Let it be tried again `after` that time. False as for `done`."""
        return self._finish(item, due=self._clock() + after, note=reason)

    def give_up(self, item: Item, reason: str) -> bool:
        """Never try it again; it stays to be seen. False as for `done`."""
        return self._finish(item, state=State.GIVEN_UP.value, note=reason)

    def find(self, key: str) -> Item | None:
        """The row of that key, in whatever state. Raises StoreError."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(outbox).where(self._is(key))).mappings().first()
        return _item(row) if row else None

    def with_note(self, note: str) -> Item | None:
        """The row that is done and left this behind. Raises StoreError."""
        done = (outbox.c.queue == self.queue) & (outbox.c.state == State.DONE.value) & (outbox.c.note == note)
        with transaction(self._engine) as connection:
            row = connection.execute(select(outbox).where(done).limit(1)).mappings().first()
        return _item(row) if row else None

    def _finish(self, item: Item, **values: Any) -> bool:
        mine = self._is(item.key) & (outbox.c.lease == item.lease) & (outbox.c.state == State.WAITING.value)
        with transaction(self._engine) as connection:
            change = outbox.update().where(mine).values(**values, lease=None, leased_until=None)
            return connection.execute(change).rowcount > 0

    def _is(self, key: str) -> Any:
        return (outbox.c.queue == self.queue) & (outbox.c.key == key)

    def _transaction(self, within: Connection | None) -> AbstractContextManager[Connection]:
        return nullcontext(within) if within is not None else transaction(self._engine)


def about(database: DatabaseLocation, conversation_id: str) -> list[Item]:
    """What all queues hold of a conversation, in the order it came. Raises StoreError."""
    query = select(outbox).where(outbox.c.conversation_id == conversation_id).order_by(outbox.c.id)
    with transaction(connect(database)) as connection:
        return [_item(row) for row in connection.execute(query).mappings()]


def _item(row: Mapping[str, Any]) -> Item:
    names = ("queue", "key", "conversation_id", "payload", "created", "due", "attempts", "note", "lease")
    return Item(state=State(row["state"]), **{name: row[name] for name in names})
