"""How long people are remembered: everything of a conversation is erased after so many days, or at once when asked.

There is one list of what is kept of people. The chat's own "delete", `unstuck forget` and the retention all go by it.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import text

from unstuck.privacy.fingerprints import fingerprint
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import Clock, connect, now, open_tracker, transaction
from unstuck.storage.erasers import DELETIONS, TicketEraser, erasers
from unstuck.storage.outbox import Outbox

log = logging.getLogger(__name__)

# By then, what was being said while somebody was forgotten has been written down: a turn ends within 60 seconds.
AFTERMATH = timedelta(minutes=2)
SECONDS_TO_ERASE = 600  # a lease


class Erasure:
    """Forgets people. Any number of processes may do it at once, while the servers run."""

    def __init__(self, settings: Settings, clock: Clock = now) -> None:
        self._settings = settings
        self._erasers = erasers(settings)
        self._attachments = Attachments.from_settings(settings)
        self._conversations = Conversations.from_settings(settings)
        self._again = Outbox.from_settings(settings, clock, queue="forget")
        self._clock = clock

    def forget(self, conversation_id: str) -> Counter[str]:
        """Erase everything of one conversation, at once; how much of each kind that was.

        What a turn that is running writes after it, `finish` erases two minutes later. Until then the conversation is
        known by its fingerprint alone. Raises StoreError.
        """
        counts = self._erase(conversation_id)
        if counts.total():
            mark, person = fingerprint(conversation_id), self._conversations.person(conversation_id)
            self._again.schedule(mark, self._clock() + AFTERMATH, {"person": person}, conversation_id=mark)
        return counts

    def erase(self, conversation_id: str) -> Counter[str]:
        """Erase everything of one conversation; to be called when no turn of it runs. Raises StoreError."""
        return self._erase(conversation_id)

    def finish(self) -> Counter[str]:
        """Erase what was written after `forget`; how much of each kind that was. Raises StoreError."""
        due = {item.key: item.payload for item in self._again.claim(1000, SECONDS_TO_ERASE)}
        if not due:
            return Counter()
        ids = {id for eraser in self._erasers for id in eraser.ids() if fingerprint(id) in due}
        counts = Counter[str]()
        for id in sorted(ids):
            counts += self._erase(id)
        for mark, known in due.items():
            self._conversations.forget_person(known["person"])
            self._erase(mark)  # and with it what says that this had to be done
        return counts

    def delete(self, conversation_id: str) -> None:
        """Erase a conversation as its person asks: all but an open ticket, and the mark that it is deleted.

        To be called when no turn of it runs. Raises StoreError.
        """
        self._expire(conversation_id)
        self._wipe()

    def sweep(self) -> Counter[str]:
        """Erase what has grown old, and finish what `forget` began; how much of each kind that was.

        To be called every hour, by as many processes as there are. Raises StoreError.
        """
        counts: Counter[str] = Counter({"attachments": self._attachments.sweep()}) + self.finish()
        counts += self._erase_closed()
        limit = self._clock() - timedelta(days=self._settings.retention_days)
        for conversation_id, at in self._latest().items():
            # Looked at again, since somebody may have come back while others were erased.
            if at < limit and self._latest(conversation_id).get(conversation_id, at) < limit:
                counts += Counter({eraser.kind: eraser.expire(conversation_id) for eraser in self._erasers})
        self._wipe()
        return +counts

    def _erase_closed(self) -> Counter[str]:
        """Erase what had to wait in conversations that their people have deleted: tickets that are closed now."""
        marks = next(eraser for eraser in self._erasers if eraser.kind == DELETIONS).ids()
        waited = next(eraser for eraser in self._erasers if isinstance(eraser, TicketEraser)).ids()
        counts = Counter[str]()
        for id in waited:
            if fingerprint(id) in marks:
                counts += self._expire(id)
        return counts

    def _expire(self, conversation_id: str) -> Counter[str]:
        """Erase all of a conversation that nobody works with any more, but the mark that it is deleted."""
        kinds = [eraser for eraser in self._erasers if eraser.kind != DELETIONS]
        return +Counter({eraser.kind: eraser.expire(conversation_id) for eraser in kinds})

    def _erase(self, conversation_id: str) -> Counter[str]:
        counts = Counter({eraser.kind: eraser.forget(conversation_id) for eraser in self._erasers})
        self._wipe()
        return +counts

    def _wipe(self) -> None:
        """See to it that what was erased is in no file of SQLite's any more: its log of changes is emptied.

        Where somebody reads for too long just now, the next sweep does it.
        """
        database = self._settings.database_location
        for engine in (connect(database), open_tracker(database)):
            if engine.dialect.name == "sqlite":
                with transaction(engine) as connection:
                    if connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]:
                        log.warning("SQLite's log could not be emptied just now: the next sweep tries again")

    def _latest(self, conversation_id: str | None = None) -> dict[str, datetime]:
        latest: dict[str, datetime] = {}
        for eraser in self._erasers:
            for who, at in eraser.latest(conversation_id).items():
                latest[who] = max(at, latest.get(who, at))
        return latest
