"""Notes to a ticket, which only the team sees: what teammates write, and what the bot found out for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from unstuck.privacy.masking import mask
from unstuck.storage.support_tables import ticket_notes
from unstuck.support.actor import Actor

MOST_CHARACTERS = 4000


class NoteKind(StrEnum):
    """What a note is."""

    NOTE = "note"  # a teammate's own words
    REPORT = "report"  # what a picture shows that came while a teammate held the conversation
    FIX_RESULT = "fix_result"  # how the fix went that a teammate gave the bot
    UNDELIVERED = "undelivered"  # what a teammate wrote did not reach the person


@dataclass(frozen=True)
class Note:
    """One note; `attachment` is the picture that a report is about."""

    id: int
    at: datetime
    author: str
    author_name: str
    kind: str
    text: str
    attachment: str


def add(
    connection: Connection, at: datetime, ticket: int, who: Actor, kind: NoteKind, text: str, attachment: str = ""
) -> Note:
    """Write a note down, masked; of one picture there is one report."""
    about = (ticket_notes.c.ticket == ticket) & (ticket_notes.c.attachment == attachment)
    if attachment and (known := connection.execute(select(ticket_notes).where(about)).first()):
        return _note(known)
    values: dict[str, Any] = {
        "at": at,
        "author": who.id,
        "author_name": who.name,
        "kind": kind.value,
        "text": mask(text)[:MOST_CHARACTERS],
        "attachment": attachment,
    }
    id = connection.execute(ticket_notes.insert().values(ticket=ticket, **values)).inserted_primary_key[0]
    return Note(id, **values)


def of_ticket(connection: Connection, ticket: int) -> tuple[Note, ...]:
    """All notes of a ticket, oldest first."""
    query = select(ticket_notes).where(ticket_notes.c.ticket == ticket).order_by(ticket_notes.c.id)
    return tuple(map(_note, connection.execute(query)))


def _note(row: Row) -> Note:
    return Note(row.id, row.at, row.author, row.author_name, row.kind, row.text, row.attachment)
