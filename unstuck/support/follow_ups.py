"""Follow-ups: promises to write again later, kept in the outbox, so that they survive any restart and are kept once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from unstuck.observability import metrics
from unstuck.storage.database import Clock, DatabaseLocation, Store, now
from unstuck.storage.outbox import Item, Outbox

QUEUE = "follow_ups"
AT_ONCE = 20
LEASE_SECONDS = 60  # handing one over takes milliseconds


@dataclass(frozen=True)
class FollowUp:
    """One promise: to whom (a conversation), on which channel, and when."""

    conversation_id: str
    channel: str
    due: datetime


class FollowUps(Store):
    """All follow-ups; one person has one at most, the latest."""

    def __init__(self, database: DatabaseLocation, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._outbox = Outbox(database, QUEUE, clock)

    def schedule(self, conversation_id: str, channel: str, hours: float) -> FollowUp:
        """Promise to write in `hours`; it takes the place of an earlier promise. Raises StoreError."""
        promise = FollowUp(conversation_id, channel, self._clock() + timedelta(hours=hours))
        self._outbox.schedule(conversation_id, promise.due, {"channel": channel}, conversation_id=conversation_id)
        metrics.FOLLOW_UPS.labels("scheduled").inc()
        return promise

    def cancel(self, conversation_id: str) -> int:
        """Call off a person's follow-up; returns how many there were. Raises StoreError."""
        count = int(self._outbox.cancel(conversation_id))
        metrics.FOLLOW_UPS.labels("cancelled").inc(count)
        return count

    def keep_due(self, write: Callable[[FollowUp], bool]) -> int:
        """Write to those whose time has come; any number of processes may do so at once.

        Args:
            write: hands the message to its channel, and must bear to be called a second time for the same promise;
                False when there is nobody to write to any more.

        Returns:
            How many were handed over.

        Raises:
            StoreError: the rest is tried again once the lease has run out.
        """
        kept = 0
        while items := self._outbox.claim(AT_ONCE, LEASE_SECONDS):
            kept += sum(self._keep(item, write) for item in items)
        return kept

    def _keep(self, item: Item, write: Callable[[FollowUp], bool]) -> bool:
        kept = write(FollowUp(item.conversation_id, item.payload["channel"], item.due))
        ended = self._outbox.done(item) if kept else self._outbox.give_up(item, "nobody to write to")
        metrics.FOLLOW_UPS.labels("kept" if kept else "given_up").inc(ended)
        return kept and ended
