"""The rows of the message log: how a message is read and written within a transaction that is open already."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.engine import Connection

from unstuck.privacy.fingerprints import fingerprint
from unstuck.storage import support_tables, tables
from unstuck.wording.messages import Message, from_json, to_json

Address = Mapping[str, Any]  # in the messenger's own terms

USER, BOT, TEAM = "user", "bot", "team"
DUE = "due"  # sent by nobody, shown to nobody: what the bot has to answer of its own accord

# What every turn asks, made once: SQLAlchemy takes as long to put a statement together as SQLite to answer it.
HERE = tables.messages.c.conversation_id == bindparam("here")
_IS_DELETED = exists().where(tables.deleted_conversations.c.conversation_id == bindparam("mark"))
_IS_TAKEN = exists().where(HERE & (tables.messages.c.client_id == bindparam("client")))
IS_HELD = exists().where(
    (support_tables.tickets.c.conversation_id == bindparam("here"))
    & support_tables.ticket_is_open
    & (support_tables.tickets.c.phase == "held")
)
LANGUAGE_HERE = select(tables.conversation_languages.c.language).where(
    tables.conversation_languages.c.conversation_id == bindparam("here")
)
LANGUAGE = LANGUAGE_HERE.scalar_subquery()
_LATEST = select(func.coalesce(func.max(tables.messages.c.seq), 0)).where(HERE).scalar_subquery()
_STATE = select(_IS_DELETED.label("deleted"), _IS_TAKEN.label("taken"), IS_HELD.label("held"), _LATEST.label("latest"))


@dataclass(frozen=True)
class Entry:
    """One message of the log; `author` is USER, BOT or TEAM, `client_id` the sender's own id of it, `address` where it
    came from or goes to, in the messenger's own terms, if that is not the same for the whole conversation."""

    conversation_id: str
    seq: int
    author: str
    at: datetime
    client_id: str | None
    message: Message
    address: Address | None = None


@dataclass(frozen=True)
class Draft:
    """A message that is to be written down; `for_rasa` is what the bot has to answer, if it has to."""

    author: str
    message: Message
    client_id: str | None = None
    for_rasa: Mapping[str, Any] | None = None
    address: Address | None = None


def state(connection: Connection, conversation_id: str, client_id: str = "") -> Any:
    """Whether a conversation is `deleted`, or `held` by somebody of the team, whether that id is `taken` in it, and its
    `latest` number, 0 at first."""
    named = {"here": conversation_id, "client": client_id, "mark": fingerprint(conversation_id)}
    return connection.execute(_STATE, named).one()


def write(
    connection: Connection, channel: str, conversation_id: str, at: datetime, latest: int, drafts: Sequence[Draft]
) -> list[Entry]:
    """Write messages down behind number `latest`.

    Raises:
        SQLAlchemyError: another one has that number already; nothing is kept of the transaction.
    """
    if not drafts:
        return []
    rows = [
        {
            "id": secrets.token_hex(16),
            "channel": channel,
            "conversation_id": conversation_id,
            "seq": seq,
            "author": draft.author,
            "client_id": draft.client_id,
            "at": at,
            "body": json.dumps(to_json(draft.message)),
            "for_rasa": None if draft.for_rasa is None else json.dumps(dict(draft.for_rasa)),
            "waiting": draft.for_rasa is not None,
            "address": draft.address,
        }
        for seq, draft in enumerate(drafts, latest + 1)
    ]
    connection.execute(tables.messages.insert(), rows)
    return [entry(row) for row in rows]


def mark_undelivered(connection: Connection, conversation_id: str, seq: int, reason: str) -> Entry | None:
    """Keep with a message of ours why it was not delivered; returns it, or None if there is none, or that is known."""
    mine = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.seq == seq)
    ours = mine & tables.messages.c.author.in_((BOT, TEAM))
    row = connection.execute(select(tables.messages).where(ours)).mappings().first()
    if row is None or (found := entry(row)).message.undelivered:
        return None
    marked = replace(found.message, undelivered=reason)
    same = ours & (tables.messages.c.body == row["body"])  # another server may be told at the same time
    done = connection.execute(tables.messages.update().where(same).values(body=json.dumps(to_json(marked))))
    return replace(found, message=marked) if done.rowcount else None


def entry(row: Mapping[str, Any]) -> Entry:
    """The message that a row holds."""
    names = ("conversation_id", "seq", "author", "at", "client_id", "address")
    return Entry(**{name: row[name] for name in names}, message=from_json(json.loads(row["body"])))
