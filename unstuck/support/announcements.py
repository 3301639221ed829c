"""Announcements: while a ticket is open, desks hear of each message, by a row of the outbox each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from unstuck.storage.database import Clock, DatabaseLocation, now
from unstuck.storage.message_rows import TEAM, USER, Entry
from unstuck.storage.outbox import Outbox
from unstuck.storage.support_tables import ticket_is_open, tickets
from unstuck.support.numbers import number_of
from unstuck.support.phase import Phase

EVERY_MESSAGE = "webhook"  # is a program, and hears of all that the person says
THREAD = "slack"  # people read along there: what the person says to the team, and what others of the team answer
FROM_THREAD = "slack-"  # begins the key of a reply that was written there


class Announcements:
    """What desks have to hear, for those of `desks` that hear of messages."""

    def __init__(self, database: DatabaseLocation, desks: Iterable[str], clock: Clock = now) -> None:
        boxes = {desk: Outbox(database, desk, clock) for desk in desks}
        self._webhook, self._thread = boxes.get(EVERY_MESSAGE), boxes.get(THREAD)
        self._clock = clock

    def heard(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Schedule what new messages of one conversation mean for the desks, in the transaction that writes them."""
        if not entries or not (self._webhook or self._thread):
            return
        mine = (tickets.c.conversation_id == entries[0].conversation_id) & ticket_is_open
        row = connection.execute(select(tickets.c.id, tickets.c.phase).where(mine)).first()
        if row is None:
            return
        held = row.phase == Phase.HELD.value
        for entry in entries:
            if self._webhook and entry.author == USER:
                self._schedule(self._webhook, connection, row.id, entry)
            from_elsewhere = entry.author == TEAM and not (entry.client_id or FROM_THREAD).startswith(FROM_THREAD)
            if self._thread and held and (entry.author == USER or from_elsewhere):
                self._schedule(self._thread, connection, row.id, entry)

    def undelivered(self, connection: Connection, entry: Entry) -> None:
        """Schedule that people who read along hear that a reply did not reach the person."""
        mine = (tickets.c.conversation_id == entry.conversation_id) & ticket_is_open
        ticket = connection.execute(select(tickets.c.id).where(mine)).scalar()
        if ticket and self._thread:
            self._schedule(self._thread, connection, ticket, entry, ":undelivered")

    def _schedule(self, box: Outbox, connection: Connection, ticket: int, entry: Entry, about: str = "") -> None:
        letter = {"ticket": number_of(ticket), "seq": entry.seq}
        key = f"{number_of(ticket)}:{entry.seq}{about}"
        box.schedule(key, self._clock(), letter, conversation_id=entry.conversation_id, within=connection)
