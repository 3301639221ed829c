"""The log of a channel's conversations: what people see, in order, and what still waits for an answer.

A message whose author is `due` was sent by nobody: the time of a promise has come. It is answered like any other, and
not shown.

Every message has a number that rises by one in its conversation, so that a page can ask for what it has missed. A
person's message is written down before it is acknowledged and stays `waiting` until the answer is written down as well:
nothing that was acknowledged is lost in a crash, and nothing is shown twice.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.engine import Connection

from unstuck.privacy.fingerprints import fingerprint
from unstuck.storage import tables
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.wording.messages import Button, Message, from_json, to_json
from unstuck.wording.refusals import refuse

Address = Mapping[str, Any]  # in the messenger's own terms

# What every turn asks, made once: SQLAlchemy takes as long to put a statement together as SQLite to answer it.
_HERE = tables.messages.c.conversation_id == bindparam("here")
_IS_DELETED = exists().where(tables.deleted_conversations.c.conversation_id == bindparam("mark"))
_IS_TAKEN = exists().where(_HERE & (tables.messages.c.client_id == bindparam("client")))
_LATEST = select(func.coalesce(func.max(tables.messages.c.seq), 0)).where(_HERE).scalar_subquery()
_STATE = select(_IS_DELETED.label("deleted"), _IS_TAKEN.label("taken"), _LATEST.label("latest"))
_NEXT_WAITING = (
    select(tables.messages.c.id, tables.messages.c.for_rasa)
    .where(tables.messages.c.waiting & _HERE)
    .order_by(tables.messages.c.seq)
    .limit(1)
)
_ANSWERED = (
    tables.messages.update()
    .where((tables.messages.c.id == bindparam("answered")) & tables.messages.c.waiting)
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
    """One message of the log; `author` is `user` or `bot`, `client_id` the sender's own id of it, `address` where it
    came from or goes to, in the messenger's own terms, if that is not the same for the whole conversation."""

    conversation_id: str
    seq: int
    author: str
    at: datetime
    client_id: str | None
    message: Message
    address: Address | None = None


@dataclass(frozen=True)
class Waiting:
    """A person's message that has no answer yet, as Rasa is to get it; `id` is its message id there."""

    id: str
    conversation_id: str
    text: str
    metadata: Mapping[str, Any]


class MessageLog(Store):
    """The log of one channel in the database. Writers of one conversation must take turns."""

    def __init__(self, database: DatabaseLocation, channel: str, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._channel = channel

    def take(
        self, conversation_id: str, client_id: str, said: Sequence[Incoming], address: Address | None = None
    ) -> list[Entry]:
        """Write down what a person said, to be answered at `address`; nothing if that id has been taken before.

        Raises:
            ChannelError: `channel_conversation_deleted`.
            StoreError: the database does not answer; nothing has been taken.
        """
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation_id, client_id)
            if state.deleted:
                raise refuse("channel_conversation_deleted")
            if state.taken:
                return []
            rows = []
            for number, incoming in enumerate(said, 1):
                for_rasa = json.dumps({"text": incoming.text, "metadata": dict(incoming.metadata)})
                sender_s = client_id if number == 1 else f"{client_id}.{number}"
                row = {"author": "user", "client_id": sender_s, "for_rasa": for_rasa, "address": address}
                rows.append((incoming.shown, row | {"waiting": True}))
            return self._write(connection, conversation_id, state.latest, rows)

    def prompt(self, conversation_id: str, id: str, text: str) -> bool:
        """Let the bot answer `text`, a payload that nobody sent, once for each `id`.

        Returns:
            False when there is no such conversation here, or it has been deleted.

        Raises:
            StoreError: the database does not answer; nothing has been taken.
        """
        here = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.channel == self._channel)
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation_id, id)
            if state.deleted or not connection.execute(select(tables.messages.c.id).where(here).limit(1)).first():
                return False
            if not state.taken:
                for_rasa = json.dumps({"text": text, "metadata": {}})
                row = {"author": "due", "client_id": id, "for_rasa": for_rasa, "waiting": True, "address": None}
                self._write(connection, conversation_id, state.latest, [(Message(), row)])
        return True

    def answer(
        self, conversation_id: str, messages: Sequence[Message], to: str | None, address: Address | None = None
    ) -> list[Entry]:
        """Write down what the bot said, and that the message `to` waits no more; nothing if it did not wait.

        It goes to where that came from, or else to `address`, or else to where the person spoke last.

        Raises:
            StoreError: the database does not answer; nothing has been written down.
        """
        bare = {"author": "bot", "client_id": None, "for_rasa": None, "waiting": False, "address": address}
        place = select(tables.messages.c.address).where(tables.messages.c.id == to)
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation_id)
            if state.deleted:
                return []
            if to and not connection.execute(_ANSWERED, {"answered": to}).rowcount:
                return []  # another server, which had its lock when Redis forgot all of them, was faster
            bare["address"] = connection.execute(place).scalar() if to else address
            return self._write(connection, conversation_id, state.latest, [(message, bare) for message in messages])

    def since(self, conversation_id: str, seq: int) -> list[Entry]:
        """What comes after number `seq`, oldest first. Raises StoreError."""
        shown = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.author != "due")
        later = shown & (tables.messages.c.seq > seq)
        query = select(tables.messages).where(later).order_by(tables.messages.c.seq)
        with transaction(self._engine) as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def entry(self, conversation_id: str, seq: int) -> Entry | None:
        """The message with number `seq`. Raises StoreError."""
        mine = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.seq == seq)
        with transaction(self._engine) as connection:
            row = connection.execute(select(tables.messages).where(mine)).mappings().first()
        return _entry(row) if row else None

    def last_said(self, conversation_id: str) -> Entry | None:
        """The person's latest message. Raises StoreError."""
        mine = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.author == "user")
        query = select(tables.messages).where(mine).order_by(tables.messages.c.seq.desc()).limit(1)
        with transaction(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return _entry(row) if row else None

    def offered(self, conversation_id: str, payload: str) -> list[Button]:
        """The buttons with that payload that this conversation has seen, latest first. Raises StoreError."""
        of_bot = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.author == "bot")
        query = select(tables.messages.c.body).where(of_bot).order_by(tables.messages.c.seq.desc())
        with transaction(self._engine) as connection:
            bodies = connection.execute(query).scalars().all()
        found = (button for body in bodies for button in json.loads(body)["buttons"])
        return [Button(**button) for button in found if button["payload"] == payload]

    def next_waiting(self, conversation_id: str) -> Waiting | None:
        """The oldest message that waits for its answer. Raises StoreError."""
        with transaction(self._engine) as connection:
            row = connection.execute(_NEXT_WAITING, {"here": conversation_id}).first()
        return Waiting(row.id, conversation_id, **json.loads(row.for_rasa)) if row else None

    def unanswered(self) -> list[str]:
        """All conversations of this channel in which a message waits. Raises StoreError."""
        mine = tables.messages.c.waiting & (tables.messages.c.channel == self._channel)
        with transaction(self._engine) as connection:
            return list(connection.execute(select(tables.messages.c.conversation_id).where(mine).distinct()).scalars())

    def is_new(self, conversation_id: str) -> bool:
        """Whether nothing has been said in it, and it is not deleted. Raises StoreError."""
        with transaction(self._engine) as connection:
            state = self._state(connection, conversation_id)
        return not (state.deleted or state.latest)

    def is_deleted(self, conversation_id: str) -> bool:
        """Whether its person has deleted it. Raises StoreError."""
        with transaction(self._engine) as connection:
            return bool(self._state(connection, conversation_id).deleted)

    def mark_deleted(self, conversation_id: str) -> None:
        """Take nothing more for it, for ever, and answer nothing that waits. Raises StoreError."""
        mark = {"conversation_id": fingerprint(conversation_id), "at": self._clock()}
        mine = tables.messages.c.conversation_id == conversation_id
        with transaction(self._engine) as connection:
            if not self._state(connection, conversation_id).deleted:
                connection.execute(tables.deleted_conversations.insert().values(**mark))
            connection.execute(tables.messages.update().where(mine).values(waiting=False, for_rasa=None))

    def _state(self, connection: Connection, conversation_id: str, client_id: str = "") -> Any:
        """Whether the conversation is `deleted`, that id `taken` in it, and its `latest` number, 0 at first."""
        named = {"here": conversation_id, "client": client_id, "mark": fingerprint(conversation_id)}
        return connection.execute(_STATE, named).one()

    def _write(
        self,
        connection: Connection,
        conversation_id: str,
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
                "conversation_id": conversation_id,
                "seq": seq,
                "at": self._clock(),
                "body": json.dumps(to_json(message)),
            }
            for seq, (message, values) in enumerate(drafts, latest + 1)
        ]
        connection.execute(tables.messages.insert(), rows)
        return [_entry(row) for row in rows]


def _entry(row: Mapping[str, Any]) -> Entry:
    names = ("conversation_id", "seq", "author", "at", "client_id", "address")
    return Entry(**{name: row[name] for name in names}, message=from_json(json.loads(row["body"])))
