"""The tracker store: Rasa's SQL store in the database of all stores, with secrets masked before anything is written."""

from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import sessionmaker

from unstuck import settings
from unstuck.database import Place, open_engine
from unstuck.masking import mask
from unstuck.migrations import exclusive


class MaskedTrackerStore(SQLTrackerStore):
    """Keeps trackers in `UNSTUCK_DATABASE`, or else in a SQLite file of their own under `UNSTUCK_VAR`."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        place: Place | None = None,
        **kwargs: Any,
    ) -> None:
        self.engine = open_engine(place or settings.read().place, "tracker.db")
        with exclusive(self.engine) as connection:
            self.Base.metadata.create_all(connection)
        self.sessionmaker = sessionmaker(bind=self.engine)
        # Not SQLTrackerStore's, which makes an engine of up to 150 connections that wait for ever.
        super(SQLTrackerStore, self).__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Mask what the user typed, then write. Masking twice changes nothing, so old events may pass again."""
        for event in tracker.events:
            if isinstance(event, UserUttered) and event.text:
                event.text = mask(event.text)
                event.parse_data["text"] = event.text
        await super().save(tracker)

    async def forget(self, sender_id: str) -> None:
        """Delete everything that is kept of a conversation; call it under the conversation's lock."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
