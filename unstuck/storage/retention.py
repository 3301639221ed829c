"""How long people are remembered: everything of a conversation is erased after so many days, or at once when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import connect, now
from unstuck.storage.outbox import Outbox
from unstuck.storage.rows import Rows, tracker_rows, wipe
from unstuck.support.tickets import Tickets

# By then, what was being said while somebody was forgotten has been written down: a turn ends within 60 seconds.
AFTERMATH = timedelta(minutes=2)
SECONDS_TO_ERASE = 600  # a lease


@dataclass(frozen=True)
class Eraser:
    """Erases one kind of what is kept of people.

    `tables` it answers for; `forget` erases all of one conversation and says how much that was; `expire` erases what is
    of no more use to anybody once a conversation has grown old; `latest` tells the last time of each, or of one.
    """

    kind: str
    tables: tuple[str, ...]
    forget: Callable[[str], int]
    expire: Callable[[str], int]
    latest: Callable[[str | None], Mapping[str, datetime]]


def erasers(settings: Settings) -> list[Eraser]:
    """All there are: whoever adds a table with people in it adds a line here. Raises StoreError."""
    engine = connect(settings.place)
    talks = Conversations.from_settings(settings)
    routes = Rows(engine, "channel_routes", "conversation")
    tickets, attachments = Tickets(settings.place), Attachments.from_settings(settings)

    def rows(kind: str, found: Rows) -> Eraser:
        return Eraser(kind, (found.table,), found.forget, found.forget, found.latest)

    return [
        rows("tracker events", tracker_rows(settings.place)),
        rows("messages", Rows(engine, "channel_messages", "conversation", "at")),
        rows("marks of deletion", Rows(engine, "channel_deleted", "conversation", "at")),
        rows("arrivals", Rows(engine, "channel_arrivals", "conversation", "at")),
        Eraser("routes", (routes.table,), routes.forget, routes.forget, lambda _: {}),
        rows("follow-ups and deliveries", Rows(engine, "outbox", "owner", "due")),
        # Somebody still works on an open ticket.
        Eraser("tickets", ("tickets",), tickets.forget, tickets.forget_closed, tickets.last_closed),
        Eraser("outcomes", ("conversations", "unclear_messages"), talks.forget, talks.forget, lambda _: {}),
        # An attachment has a time of its own, after which `sweep` deletes it.
        Eraser("attachments", ("attachments",), attachments.delete_all, attachments.delete_all, lambda _: {}),
    ]


class Retention:
    """Forgets people. Any number of processes may do it at once, while the servers run."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = now) -> None:
        self._settings = settings
        self._erasers = erasers(settings)
        self._attachments = Attachments.from_settings(settings)
        self._again = Outbox(settings.place, "forget", clock)
        self._clock = clock

    def forget(self, owner: str) -> Counter[str]:
        """Erase everything of one conversation, at once; how much of each kind that was.

        What a turn that is running writes after it, `sweep` erases two minutes later. Raises StoreError.
        """
        counts = self._erase(owner)
        if counts.total():
            self._again.schedule(owner, self._clock() + AFTERMATH, None, owner=owner)
        return counts

    def sweep(self) -> Counter[str]:
        """Erase what has grown old, and finish what `forget` began; how much of each kind that was.

        To be called every hour, by as many processes as there are. Raises StoreError.
        """
        counts: Counter[str] = Counter({"attachments": self._attachments.sweep()})
        for item in self._again.claim(1000, SECONDS_TO_ERASE):
            counts += self._erase(item.owner)
        limit = self._clock() - timedelta(days=self._settings.retention_days)
        for owner, at in self._latest().items():
            # Looked at again, since somebody may have come back while others were erased.
            if at < limit and self._latest(owner).get(owner, at) < limit:
                counts += Counter({eraser.kind: eraser.expire(owner) for eraser in self._erasers})
        return +counts

    def _erase(self, owner: str) -> Counter[str]:
        counts = Counter({eraser.kind: eraser.forget(owner) for eraser in self._erasers})
        for engine in (connect(self._settings.place), tracker_rows(self._settings.place).engine):
            wipe(engine)
        return +counts

    def _latest(self, owner: str | None = None) -> dict[str, datetime]:
        latest: dict[str, datetime] = {}
        for eraser in self._erasers:
            for who, at in eraser.latest(owner).items():
                latest[who] = max(at, latest.get(who, at))
        return latest
