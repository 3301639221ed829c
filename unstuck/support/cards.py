"""Cards: a ticket as a line of the team's list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import false, func, or_, select
from sqlalchemy.engine import Connection, Row

from unstuck.errors import TicketError
from unstuck.storage import message_rows
from unstuck.storage.message_rows import DUE, USER, Entry
from unstuck.storage.support_tables import read_marks, ticket_notes, tickets
from unstuck.storage.tables import messages
from unstuck.support.actor import Actor
from unstuck.support.known import Known
from unstuck.support.numbers import number_of, row_of
from unstuck.support.phase import Phase


@dataclass(frozen=True)
class Card:
    """One ticket in a list. `unread` counts the person's messages that this teammate has not read; `last_author` is
    `user`, `bot` or `team`, `last_at` is when they said `last_text`; `fix` is the one that the bot was given."""

    number: str
    conversation_id: str
    phase: Phase
    opened: datetime
    closed: datetime | None
    waiting_since: datetime | None
    channel: str
    article: str
    causes: tuple[str, ...]
    language: str
    device: str
    holder: str
    holder_name: str
    fix: str
    last_at: datetime
    last_author: str
    last_text: str
    unread: int


def matches(search: str) -> Any:
    """Whether a ticket has that number, or those words stand in its conversation, its notes or its article's title."""
    try:
        by_number: Any = tickets.c.id == row_of(search)
    except TicketError:
        by_number = false()
    words = search.lower()
    as_kept = json.dumps(search)[1:-1].lower()
    said = select(messages.c.conversation_id).where(func.lower(messages.c.body).contains(as_kept, autoescape=True))
    noted = select(ticket_notes.c.ticket).where(func.lower(ticket_notes.c.text).contains(words, autoescape=True))
    titled = func.lower(tickets.c.known["title"].as_string()).contains(words, autoescape=True)
    return or_(by_number, tickets.c.conversation_id.in_(said), tickets.c.id.in_(noted), titled)


def of_rows(connection: Connection, rows: Sequence[Row], who: Actor) -> list[Card]:
    """The cards of these rows of the tickets, as `who` sees them."""
    here = [row.conversation_id for row in rows]
    shown = messages.c.conversation_id.in_(here) & (messages.c.author != DUE)
    seqs = select(messages.c.conversation_id, func.max(messages.c.seq).label("seq")).where(shown)
    last = seqs.group_by(messages.c.conversation_id).subquery()
    ends = (messages.c.conversation_id == last.c.conversation_id) & (messages.c.seq == last.c.seq)
    latest = select(messages).join(last, ends)
    said = {row["conversation_id"]: message_rows.entry(row) for row in connection.execute(latest).mappings()}
    mine = (read_marks.c.conversation_id == messages.c.conversation_id) & (read_marks.c.reader == who.id)
    mark = func.coalesce(select(read_marks.c.seq).where(mine).scalar_subquery(), 0)
    by_person = messages.c.conversation_id.in_(here) & (messages.c.author == USER) & (messages.c.seq > mark)
    count = select(messages.c.conversation_id, func.count()).where(by_person).group_by(messages.c.conversation_id)
    unread: dict[str, int] = dict(connection.execute(count).all())
    return [_card(row, said.get(row.conversation_id), unread.get(row.conversation_id, 0)) for row in rows]


def _card(row: Row, last: Entry | None, unread: int) -> Card:
    known = Known.from_json(row.known)
    return Card(
        number=number_of(row.id),
        conversation_id=row.conversation_id,
        phase=Phase(row.phase) if row.state == "open" else Phase.CLOSED,
        opened=row.opened,
        closed=row.closed,
        waiting_since=row.waiting_since,
        channel=row.channel,
        article=known.title,
        causes=known.causes,
        language=known.language,
        device=known.device,
        holder=row.holder,
        holder_name=row.holder_name,
        fix=row.fix,
        last_at=last.at if last else row.opened,
        last_author=last.author if last else "",
        last_text=last.message.text if last else "",
        unread=unread,
    )
