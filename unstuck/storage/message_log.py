"""The log of a channel's conversations: what people see, in order, and what still waits for an answer.

A `bell` is a message that no person sent: a promise whose time has come. It is answered like any other, and not shown.

Every message has a number that rises by one in its conversation, so that a page can ask for what it has missed. A
person's message is written down before it is acknowledged and stays `waiting` until the answer is written down as well:
nothing that was acknowledged is lost in a crash, and nothing is shown twice.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    exists,
    func,
    select,
)
from sqlalchemy.engine import Connection

from unstuck.storage.database import Moment, Place, connect, metadata, now, transaction
from unstuck.wording.messages import Button, Message, from_json, to_json
from unstuck.wording.refusals import refuse

messages_table = Table(
    "channel_messages",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("conversation", String(255), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("author", String(4), nullable=False),
    Column("client_id", String(80)),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("for_rasa", Text),
    Column("waiting", Boolean, nullable=False),
    UniqueConstraint("conversation", "seq"),
    UniqueConstraint("conversation", "client_id"),
    Index("channel_messages_waiting", "waiting", "channel"),
)
_deleted = Table(
    "channel_deleted",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column("at", Moment, nullable=False),
)


_ALIVE = messages_table.c.conversation.notin_(select(_deleted.c.conversation))

# What every turn asks, made once: SQLAlchemy takes as long to put a statement together as SQLite to answer it.
_HERE = messages_table.c.conversation == bindparam("here")
_IS_DELETED = exists().where(_deleted.c.conversation == bindparam("here"))
_IS_TAKEN = exists().where(_HERE & (messages_table.c.client_id == bindparam("client")))
_LATEST = select(func.coalesce(func.max(messages_table.c.seq), 0)).where(_HERE).scalar_subquery()
_STATE = select(_IS_DELETED.label("deleted"), _IS_TAKEN.label("taken"), _LATEST.label("latest"))
_NEXT_WAITING = (
    select(messages_table.c.id, messages_table.c.for_rasa)
    .where(messages_table.c.waiting & _HERE & _ALIVE)
    .order_by(messages_table.c.seq)
    .limit(1)
)
_ANSWERED = (
    messages_table.update()
    .where((messages_table.c.id == bindparam("answered")) & messages_table.c.waiting)
    .values(waiting=False, for_rasa=None)
)


@dataclass(frozen=True)
class Incoming:
    """One message of a person: what the conversation shows of it, and the text and metadata that Rasa gets."""

    shown: Message
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One message of the log; `author` is `user` or `bot`, `client_id` the sender's own id of it."""

    conversation: str
    seq: int
    author: str
    at: datetime
    client_id: str | None
    message: Message


@dataclass(frozen=True)
class Waiting:
    """A person's message that has no answer yet, as Rasa is to get it; `id` is its message id there."""

    id: str
    conversation: str
    text: str
    metadata: Mapping[str, Any]


class Log:
    """The log of one channel in the database. Writers of one conversation must take turns."""

    def __init__(self, place: Place, channel: str, clock: Callable[[], datetime] = now) -> None:
        self._engine = connect(place)
        self._channel = channel
        self._clock = clock

    def take(self, conversation: str, client_id: str, said: Sequence[Incoming]) -> list[Entry]:
        """Write down what a person said, to be answered; nothing if that id has been taken before.

        Raises:
            ChannelError: `channel_conversation_deleted`.
            StoreError: the database does not answer; nothing has been taken.
        """
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation, client_id)
            if state.deleted:
                raise refuse("channel_conversation_deleted")
            if state.taken:
                return []
            rows = []
            for number, incoming in enumerate(said, 1):
                for_rasa = json.dumps({"text": incoming.text, "metadata": dict(incoming.metadata)})
                sender_s = client_id if number == 1 else f"{client_id}.{number}"
                row = {"author": "user", "client_id": sender_s, "for_rasa": for_rasa, "waiting": True}
                rows.append((incoming.shown, row))
            return self._write(connection, conversation, state.latest, rows)

    def ring(self, conversation: str, id: str, text: str) -> bool:
        """Let the bot answer `text`, an order to Rasa that nobody typed, once for each `id`.

        Returns:
            False when there is no such conversation here, or it has been deleted.

        Raises:
            StoreError: the database does not answer; nothing has been taken.
        """
        here = (messages_table.c.conversation == conversation) & (messages_table.c.channel == self._channel)
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation, id)
            if state.deleted or not connection.execute(select(messages_table.c.id).where(here).limit(1)).first():
                return False
            if not state.taken:
                for_rasa = json.dumps({"text": text, "metadata": {}})
                row = {"author": "bell", "client_id": id, "for_rasa": for_rasa, "waiting": True}
                self._write(connection, conversation, state.latest, [(Message(), row)])
        return True

    def answer(self, conversation: str, messages: Sequence[Message], to: str | None) -> list[Entry]:
        """Write down what the bot said, and that the message `to` waits no more; nothing if it did not wait.

        Raises:
            StoreError: the database does not answer; nothing has been written down.
        """
        bare = {"author": "bot", "client_id": None, "for_rasa": None, "waiting": False}
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation)
            if state.deleted:
                return []
            if to and not connection.execute(_ANSWERED, {"answered": to}).rowcount:
                return []  # another server, which had its lock when Redis forgot all of them, was faster
            return self._write(connection, conversation, state.latest, [(message, bare) for message in messages])

    def since(self, conversation: str, seq: int) -> list[Entry]:
        """What comes after number `seq`, oldest first. Raises StoreError."""
        shown = (messages_table.c.conversation == conversation) & (messages_table.c.author != "bell")
        later = shown & (messages_table.c.seq > seq)
        with transaction(self._engine) as connection:
            rows = (
                connection.execute(select(messages_table).where(later).order_by(messages_table.c.seq)).mappings().all()
            )
        return [_entry(row) for row in rows]

    def entry(self, conversation: str, seq: int) -> Entry | None:
        """The message with number `seq`. Raises StoreError."""
        mine = (messages_table.c.conversation == conversation) & (messages_table.c.seq == seq)
        with transaction(self._engine) as connection:
            row = connection.execute(select(messages_table).where(mine)).mappings().first()
        return _entry(row) if row else None

    def last_said(self, conversation: str) -> Entry | None:
        """The person's latest message. Raises StoreError."""
        mine = (messages_table.c.conversation == conversation) & (messages_table.c.author == "user")
        query = select(messages_table).where(mine).order_by(messages_table.c.seq.desc()).limit(1)
        with transaction(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return _entry(row) if row else None

    def offered(self, conversation: str, payload: str) -> list[Button]:
        """The buttons with that payload that this conversation has seen, latest first. Raises StoreError."""
        of_bot = (messages_table.c.conversation == conversation) & (messages_table.c.author == "bot")
        query = select(messages_table.c.body).where(of_bot).order_by(messages_table.c.seq.desc())
        with transaction(self._engine) as connection:
            bodies = connection.execute(query).scalars().all()
        found = (button for body in bodies for button in json.loads(body)["buttons"])
        return [Button(**button) for button in found if button["payload"] == payload]

    def next_waiting(self, conversation: str) -> Waiting | None:
        """The oldest message that waits for its answer. Raises StoreError."""
        with transaction(self._engine) as connection:
            row = connection.execute(_NEXT_WAITING, {"here": conversation}).first()
        return Waiting(row.id, conversation, **json.loads(row.for_rasa)) if row else None

    def unanswered(self) -> list[str]:
        """All conversations of this channel in which a message waits. Raises StoreError."""
        mine = messages_table.c.waiting & (messages_table.c.channel == self._channel) & _ALIVE
        with transaction(self._engine) as connection:
            return list(connection.execute(select(messages_table.c.conversation).where(mine).distinct()).scalars())

    def is_new(self, conversation: str) -> bool:
        """Whether nothing has been said in it, and it is not deleted. Raises StoreError."""
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation)
        return not (state.deleted or state.latest)

    def is_deleted(self, conversation: str) -> bool:
        """Whether its person has deleted it. Raises StoreError."""
        with transaction(self._engine) as connection:
            return bool(self._state(connection, conversation).deleted)

    def mark_deleted(self, conversation: str) -> None:
        """Take nothing more for it, for ever. Raises StoreError."""
        with transaction(self._engine) as connection:
            if not self._state(connection, conversation).deleted:
                connection.execute(_deleted.insert().values(conversation=conversation, at=self._clock()))

    def erase(self, conversation: str) -> None:
        """Delete all its messages. Raises StoreError."""
        with transaction(self._engine) as connection:
            connection.execute(messages_table.delete().where(messages_table.c.conversation == conversation))

    def _state(self, connection: Connection, conversation: str, client_id: str = "") -> Any:
        """Whether the conversation is `deleted`, that id `taken` in it, and its `latest` number, 0 at first."""
        return connection.execute(_STATE, {"here": conversation, "client": client_id}).one()

    def _write(
        self,
        connection: Connection,
        conversation: str,
        latest: int,
        drafts: Sequence[tuple[Message, Mapping[str, Any]]],
    ) -> list[Entry]:
        if not drafts:
            return []
        rows = [
            {
                **values,
                "id": secrets.token_hex(16),
                "channel": self._channel,
                "conversation": conversation,
                "seq": seq,
                "at": self._clock(),
                "body": json.dumps(to_json(message)),
            }
            for seq, (message, values) in enumerate(drafts, latest + 1)
        ]
        connection.execute(messages_table.insert(), rows)
        return [_entry(row) for row in rows]


def _entry(row: Mapping[str, Any]) -> Entry:
    names = ("conversation", "seq", "author", "at", "client_id")
    return Entry(**{name: row[name] for name in names}, message=from_json(json.loads(row["body"])))
