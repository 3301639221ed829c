"""The tracker store: Rasa's SQL store in the database of all stores; it masks secrets, and remembers the last turns."""

import json
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import sessionmaker

from components.recent_trackers import LAST, STORED, RecentTrackers, shorten
from unstuck import settings
from unstuck.errors import StoreError
from unstuck.privacy.masking import mask, mask_all
from unstuck.storage.database import DatabaseLocation, open_tracker
from unstuck.storage.migrations import exclusive

_EVENTS = SQLTrackerStore.SQLEvent.__table__
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
        self.engine = open_tracker(database or settings.read().database_location)
        with exclusive(self.engine) as connection:
            self.Base.metadata.create_all(connection)
        self.sessionmaker = sessionmaker(bind=self.engine)
        # Not SQLTrackerStore's, which makes an engine of up to 150 connections that wait for ever.
        super(SQLTrackerStore, self).__init__(domain, event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker with its last turns; from memory, if no other server has written to it since."""
        with self.engine.connect() as connection:
            last = _last(connection, sender_id)
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
            StoreError: somebody else has written since, because the lock was lost; nothing is written then.
        """
        with self.engine.begin() as connection:
            found = _last(connection, tracker.sender_id)
            if getattr(tracker, LAST, found) != found:
                raise StoreError("tracker_overtaken", "Another server has answered meanwhile: please try again.")
            new = self._new(tracker)
            for event in new:
                if isinstance(event, UserUttered) and event.text:
                    event.text = mask(event.text)
                    event.parse_data = mask_all(event.parse_data)
                    event.metadata = mask_all(event.metadata)
            if self.event_broker:
                await self._stream_new_events(self.event_broker, new, tracker.sender_id)
            if new:
                connection.execute(_EVENTS.insert(), [_row(tracker.sender_id, event) for event in new])
            last = _last(connection, tracker.sender_id)
        if last is not None:
            shorten(tracker)
            setattr(tracker, LAST, last)
            self._recent.put(tracker, last)

    def check(self) -> None:
        """Raise SQLAlchemyError unless it can be written to; nothing is changed."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.id < 0).delete()
            session.rollback()

    async def forget(self, sender_id: str) -> None:
        """Delete everything that is kept of a conversation; call it under the conversation's lock."""
        self._recent.forget(sender_id)
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()

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
