"""The tracker store: Rasa's SQL store, with secrets masked before anything is written."""

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from unstuck import settings
from unstuck.masking import mask, mask_all


class MaskedTrackerStore(SQLTrackerStore):
    """Keeps trackers in SQLite under `UNSTUCK_VAR`, unless endpoints.yml names another database."""

    def __init__(self, domain: Domain | None = None, db: str | None = None, **kwargs: Any) -> None:
        if db is None:
            folder = settings.read().var
            folder.mkdir(parents=True, exist_ok=True)
            db = str(folder / "tracker.db")
        super().__init__(domain, db=db, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Mask what the user typed, then write. Masking twice changes nothing, so old events may pass again."""
        for event in tracker.events:
            if isinstance(event, UserUttered) and event.text:
                event.text = mask(event.text)
                event.parse_data = mask_all(event.parse_data)
                event.metadata = mask_all(event.metadata)
        await super().save(tracker)

    async def forget(self, sender_id: str) -> None:
        """Delete everything that is kept of a conversation; call it under the conversation's lock."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
