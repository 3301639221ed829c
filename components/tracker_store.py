"""The tracker store: Rasa's SQL store in the database of all stores; it masks secrets, and remembers the last turns."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import sessionmaker

from components.recent_trackers import LAST, STORED, RecentTrackers, shorten
from unstuck import settings
from unstuck.errors import StoreError
from unstuck.privacy.masking import mask, mask_all
from unstuck.storage.database import DatabaseLocation, open_tracker
from unstuck.storage.migrations import exclusive

THREADS = 8  # turns that read or write at once
PROBE = -1  # the id of a row that is never kept

_EVENTS = SQLTrackerStore.SQLEvent.__table__
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:sender, 0))")
_LAST = select(func.max(_EVENTS.c.id)).where(_EVENTS.c.sender_id == bindparam("sender"))


class MaskedTrackerStore(SQLTrackerStore):
    """Keeps trackers in `UNSTUCK_DATABASE`, or else in a SQLite file of their own under `UNSTUCK_VAR`.

    A tracker that it hands out has the last turns of its conversation only (see `recent_trackers`). Trackers are
    retrieved and saved under the conversation's lock.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        database: DatabaseLocation | None = None,
        **kwargs: Any,
    ) -> None:
        self._recent = RecentTrackers()
        self._threads = ThreadPoolExecutor(THREADS, "tracker")
        self.engine = open_tracker(database or settings.read().database_location)
        with exclusive(self.engine) as connection:
            self.Base.metadata.create_all(connection)
        self.sessionmaker = sessionmaker(bind=self.engine)
        # Not SQLTrackerStore's, which makes an engine of up to 150 connections that wait for ever.
        super(SQLTrackerStore, self).__init__(domain, event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker with its last turns; from memory, if no other server has written to it since."""
        last = await self._aside(self._last, sender_id)
        if last is None:
            return None
        tracker = self._recent.take(sender_id, last) or await super().retrieve(sender_id)
        if tracker:
            shorten(tracker)
            setattr(tracker, LAST, last)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Mask what the user typed, and write what is new since the tracker was handed out.

        Raises:
            StoreError: somebody else has written since, because the lock was lost, or the message is there already;
                nothing is written then.
        """
        new = await self._aside(self._unsaved, tracker)
        _demand_a_new_message(tracker, new)
        for event in new:
            if isinstance(event, UserUttered) and event.text:
                event.text = mask(event.text)
                event.parse_data = mask_all(event.parse_data)
                event.metadata = mask_all(event.metadata)
        if self.event_broker:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        last = await self._aside(self._write, tracker, new)
        setattr(tracker, LAST, last)  # of a conversation that only begins there is none, and nobody may write meanwhile
        if last is not None:
            shorten(tracker)
            self._recent.put(tracker, last)

    def check(self) -> None:
        """Raise SQLAlchemyError unless something can be written; nothing of it stays."""
        row = {"id": PROBE, "sender_id": "", "type_name": "probe"}
        with self.engine.begin() as connection:
            connection.execute(_EVENTS.insert().values(**row))
            connection.execute(_EVENTS.delete().where(_EVENTS.c.id == PROBE))

    async def forget(self, sender_id: str) -> None:
        """Delete everything that is kept of a conversation; call it under the conversation's lock."""
        self._recent.forget(sender_id)
        await self._aside(self._delete, sender_id)

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        """Rasa's own way to read a tracker, aside."""
        return await self._aside(self._read, sender_id, fetch_events_from_all_sessions)

    async def _aside[Result](self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do what waits for the database in a thread of the store's own: one that hangs holds up nothing else."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def _last(self, sender_id: str) -> int | None:
        with self.engine.connect() as connection:
            return _last(connection, sender_id)

    def _read(self, sender_id: str, of_all_sessions: bool) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=of_all_sessions).all()
            events = [json.loads(row.data) for row in rows]
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots) if events else None

    def _unsaved(self, tracker: DialogueStateTracker) -> list[Event]:
        """The events that have to be written. Raises StoreError."""
        with self.engine.connect() as connection:
            _demand_the_latest(connection, tracker)
        return self._new(tracker)

    def _write(self, tracker: DialogueStateTracker, new: list[Event]) -> int | None:
        """Write events; returns the id of the last row then. Raises StoreError."""
        with self.engine.begin() as connection:
            _wait_for_others(connection, tracker)
            _demand_the_latest(connection, tracker)
            if new:
                connection.execute(_EVENTS.insert(), [_row(tracker.sender_id, event) for event in new])
            return _last(connection, tracker.sender_id)

    def _delete(self, sender_id: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(_EVENTS.delete().where(_EVENTS.c.sender_id == sender_id))

    def _new(self, tracker: DialogueStateTracker) -> list[Event]:
        """The events that are not in the database; Rasa counts those of a tracker that was not handed out here."""
        stored = getattr(tracker, STORED, None)
        if stored is not None:
            return list(tracker.events)[stored:]
        with self.session_scope() as session:
            return list(self._additional_events(session, tracker))


def _last(connection: Connection, sender: str) -> int | None:
    """The id of a conversation's last row."""
    return connection.execute(_LAST, {"sender": sender}).scalar()


def _demand_the_latest(connection: Connection, tracker: DialogueStateTracker) -> None:
    """Raise StoreError when somebody has written since the tracker was handed out."""
    found = _last(connection, tracker.sender_id)
    if getattr(tracker, LAST, found) != found:
        raise StoreError("tracker_overtaken", "Another server has answered meanwhile: please try again.")


def _demand_a_new_message(tracker: DialogueStateTracker, new: list[Event]) -> None:
    """Raise StoreError when a message among the new events is in the tracker already.

    A turn that was broken off may still write, in its thread: after its message was not found, and before the next
    turn took up the tracker.
    """
    said = [event.message_id for event in tracker.events if isinstance(event, UserUttered)]
    known = said[: len(said) - sum(isinstance(event, UserUttered) for event in new)]
    if any(isinstance(event, UserUttered) and event.message_id and event.message_id in known for event in new):
        raise StoreError("tracker_overtaken", "This message was answered meanwhile: please try again.")


def _wait_for_others(connection: Connection, tracker: DialogueStateTracker) -> None:
    """Let nobody else write to the conversation until this transaction ends; in SQLite, to any."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ALONE, {"sender": tracker.sender_id})
    else:
        connection.execute(text("BEGIN IMMEDIATE"))


def _row(sender: str, event: Event) -> dict[str, Any]:
    """An event as Rasa's table has it."""
    data = event.as_dict()
    return {
        "sender_id": sender,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
