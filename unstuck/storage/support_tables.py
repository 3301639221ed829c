"""The tables of the support team: tickets, what is said and noted about them, and what was done. See tables.py."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from unstuck.storage.columns import LONGEST_ACTOR, LONGEST_CHANNEL, LONGEST_ID, LONGEST_PERSON_NAME
from unstuck.storage.moments import Moment
from unstuck.storage.team_tables import metadata  # with the teammates in it

# support/tickets.py
tickets = Table(
    "tickets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", String(LONGEST_ID), nullable=False, index=True),
    Column("channel", String(LONGEST_CHANNEL), nullable=False),
    Column("state", String(20), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("closed", Moment),
    # Of an open one: support/phase.py. Who holds it, or has given the bot the fix and waits for its result.
    Column("phase", String(12), nullable=False, server_default="waiting"),
    Column("waiting_since", Moment),
    Column("holder", String(LONGEST_ACTOR), nullable=False, server_default=""),
    Column("holder_name", String(LONGEST_PERSON_NAME), nullable=False, server_default=""),
    Column("fix", String(100), nullable=False, server_default=""),
    Column("known", JSON),  # the case as it stands now: support/known.py
    Column("contact", String(320), nullable=False, server_default=""),  # a mail address, as long as SMTP takes
    sqlite_autoincrement=True,  # the number of an erased ticket never comes back for another person's
)
ticket_is_open = tickets.c.state == "open"
Index(
    "tickets_one_open",
    tickets.c.conversation_id,
    unique=True,
    sqlite_where=ticket_is_open,
    postgresql_where=ticket_is_open,
)
ticket_parts = Table(
    "ticket_parts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("ticket", Integer, ForeignKey("tickets.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("said", JSON, nullable=False),
    UniqueConstraint("ticket", "n"),
)

# support/notes.py
ticket_notes = Table(
    "ticket_notes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ticket", Integer, ForeignKey("tickets.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("author", String(LONGEST_ACTOR), nullable=False),
    Column("author_name", String(LONGEST_PERSON_NAME), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("attachment", String(36), nullable=False),
)
# support/read_marks.py
read_marks = Table(
    "read_marks",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("reader", String(LONGEST_ACTOR), primary_key=True),
    Column("seq", Integer, nullable=False),
)
# support/ticket_events.py; without a word of the person, so that it may outlive the ticket
ticket_events = Table(
    "ticket_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("ticket", Integer, index=True),
    Column("actor", String(LONGEST_ACTOR), nullable=False),
    Column("name", String(LONGEST_PERSON_NAME), nullable=False),
    Column("action", String(20), nullable=False),
    Column("detail", String(200), nullable=False),
)
