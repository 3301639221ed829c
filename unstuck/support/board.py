"""What the team sees: the list of tickets, and one of them with all that is known about it. It changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Row

from unstuck.storage import message_rows
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.message_rows import BOT, DUE, USER, Entry
from unstuck.storage.outbox import Item, about
from unstuck.storage.support_tables import read_marks, ticket_events, ticket_is_open, ticket_notes, tickets
from unstuck.storage.tables import messages
from unstuck.support import cards, notes, refusals
from unstuck.support import ticket_events as events
from unstuck.support.actor import BOT as BOT_ITSELF
from unstuck.support.actor import Actor
from unstuck.support.cards import Card
from unstuck.support.known import FixState, Known
from unstuck.support.notes import Note
from unstuck.support.numbers import number_of, row_of
from unstuck.support.phase import Phase
from unstuck.support.read_marks import read_up_to
from unstuck.support.ticket_events import Event
from unstuck.wording.messages import File, Picture, Report

CLOSED_LATELY = timedelta(hours=1)


class Which(StrEnum):
    """Which tickets a list shows."""

    WAITING = "waiting"
    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True)
class Shown:
    """A picture of the conversation: the person's (`before`), or the mended one (`after`)."""

    seq: int
    attachment: str
    filename: str
    side: str


@dataclass(frozen=True)
class View:
    """One ticket with all that is known. `facts` are pairs of a name (`article`, `causes`, `device`, `system`) and its
    words, `findings` sentences about the last picture, `person_read` the number of the last message that the person has
    read, `desks` the desks with what became of the deliveries."""

    card: Card
    facts: tuple[tuple[str, str], ...]
    fixes: tuple[FixState, ...]
    findings: tuple[str, ...]
    pictures: tuple[Shown, ...]
    notes: tuple[Note, ...]
    events: tuple[Event, ...]
    earlier: tuple[Card, ...]
    contact: str
    person_read: int
    desks: tuple[Item, ...]


class Board(Store):
    """Looks at all tickets."""

    def __init__(self, database: DatabaseLocation, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._database = database

    def cards(self, which: Which, who: Actor, search: str = "", most: int = 100) -> list[Card]:
        """The tickets of a list: who waits longest first, of all the latest first. Raises StoreError.

        Args:
            which: those that wait, those that `who` holds or has given the bot a fix for, or all.
            who: the teammate that looks.
            search: a number, or words that were said, noted or are in the article's title.
            most: how many at most.
        """
        waiting = ticket_is_open & (tickets.c.phase == Phase.WAITING.value)
        chosen: Any = {Which.WAITING: waiting, Which.MINE: ticket_is_open & (tickets.c.holder == who.id)}.get(which)
        query = select(tickets) if chosen is None else select(tickets).where(chosen)
        if search.strip():
            query = query.where(cards.matches(search.strip()))
        first = tickets.c.waiting_since if which is Which.WAITING else tickets.c.id.desc()
        with transaction(self._engine) as connection:
            return cards.of_rows(connection, connection.execute(query.order_by(first).limit(most)).all(), who)

    def card(self, number: str, who: Actor = BOT_ITSELF) -> Card:
        """One ticket in short. Raises StoreError, TicketError `ticket_unknown`."""
        with transaction(self._engine) as connection:
            return cards.of_rows(connection, [_row(connection, number)], who)[0]

    def view(self, number: str, who: Actor) -> View:
        """One ticket. Raises StoreError, TicketError `ticket_unknown`."""
        with transaction(self._engine) as connection:
            row = _row(connection, number)
            mine = select(tickets).where((tickets.c.conversation_id == row.conversation_id) & (tickets.c.id < row.id))
            earlier = connection.execute(mine.order_by(tickets.c.id.desc())).all()
            said = _entries(connection, row.conversation_id, 0)
            known = Known.from_json(row.known)
            view = View(
                card=cards.of_rows(connection, [row], who)[0],
                facts=_facts(known),
                fixes=known.fixes,
                findings=_findings(said),
                pictures=_pictures(said),
                notes=notes.of_ticket(connection, row.id),
                events=events.of_ticket(connection, row.id),
                earlier=tuple(cards.of_rows(connection, earlier, who)),
                contact=row.contact,
                person_read=read_up_to(connection, row.conversation_id),
                desks=(),
            )
        desks = tuple(item for item in about(self._database, row.conversation_id) if "ticket" in (item.payload or {}))
        return replace(view, desks=desks)

    def entries(self, number: str, after: int = 0) -> list[Entry]:
        """What was said in a ticket's conversation behind number `after`. Raises StoreError, TicketError."""
        with transaction(self._engine) as connection:
            return _entries(connection, _row(connection, number).conversation_id, after)

    def pulse(self) -> dict[str, str]:
        """For each ticket that is open, or was so lately, a text that differs when anything about it has changed:
        cheap enough to be asked every second. Raises StoreError."""
        lately = self._clock() - CLOSED_LATELY
        alive = select(tickets.c.id, tickets.c.conversation_id).where(ticket_is_open | (tickets.c.closed > lately))
        with transaction(self._engine) as connection:
            rows = connection.execute(alive).all()
            ids, conversations = [row.id for row in rows], [row.conversation_id for row in rows]
            done = _latest(connection, ticket_events.c.ticket, func.max(ticket_events.c.id), ids)
            noted = _latest(connection, ticket_notes.c.ticket, func.max(ticket_notes.c.id), ids)
            said = _latest(connection, messages.c.conversation_id, func.max(messages.c.seq), conversations)
            read = _latest(connection, read_marks.c.conversation_id, func.sum(read_marks.c.seq), conversations)
        return {
            number_of(id): ".".join(
                str(found.get(key, 0)) for found, key in ((done, id), (noted, id), (said, here), (read, here))
            )
            for id, here in zip(ids, conversations, strict=True)
        }


def _latest(connection: Connection, of: Any, what: Any, which: Sequence[Any]) -> dict[Any, Any]:
    return dict(connection.execute(select(of, what).where(of.in_(which)).group_by(of)).all())


def _row(connection: Connection, number: str) -> Row:
    row = connection.execute(select(tickets).where(tickets.c.id == row_of(number))).first()
    if row is None:
        raise refusals.unknown(number)
    return row


def _entries(connection: Connection, conversation_id: str, after: int) -> list[Entry]:
    shown = (messages.c.conversation_id == conversation_id) & (messages.c.author != DUE) & (messages.c.seq > after)
    rows = connection.execute(select(messages).where(shown).order_by(messages.c.seq)).mappings()
    return [message_rows.entry(row) for row in rows]


def _facts(known: Known) -> tuple[tuple[str, str], ...]:
    told = {
        "article": known.title,
        "causes": ", ".join(known.causes),
        "device": known.device,
        "system": known.system,
    }
    return tuple((name, text) for name, text in told.items() if text)


def _findings(said: Sequence[Entry]) -> tuple[str, ...]:
    reports = [entry.message for entry in said if isinstance(entry.message, Report)]
    return reports[-1].findings if reports else ()


def _pictures(said: Sequence[Entry]) -> tuple[Shown, ...]:
    found = []
    for entry in said:
        message = entry.message
        if isinstance(message, Picture) and entry.author == USER:
            found.append(Shown(entry.seq, message.attachment, message.filename, "before"))
        elif isinstance(message, File) and entry.author == BOT:
            found.append(Shown(entry.seq, message.attachment, message.filename, "after"))
    return tuple(found)
