"""The log of a channel's conversations: what people see, in order, and what still waits for an answer.

A message whose author is `due` was sent by nobody: the time of a promise has come. It is answered like any other, and
not shown.

Every message has a number that rises by one in its conversation, so that a page can ask for what it has missed. A
person's message is written down before it is acknowledged and stays `waiting` until the answer is written down as well:
nothing that was acknowledged is lost in a crash, and nothing is shown twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from unstuck.privacy.fingerprints import fingerprint
from unstuck.storage import tables
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.message_rows import (
    BOT,
    DUE,
    HERE,
    IS_HELD,
    LANGUAGE,
    LANGUAGE_HERE,
    USER,
    Address,
    Draft,
    Entry,
    entry,
    state,
    write,
)
from unstuck.wording.messages import Button, Message, Notice
from unstuck.wording.refusals import refuse

_NEXT_WAITING = (
    select(
        tables.messages.c.id,
        tables.messages.c.seq,
        tables.messages.c.author,
        tables.messages.c.for_rasa,
        IS_HELD.label("held"),
        LANGUAGE.label("language"),
    )
    .where(tables.messages.c.waiting & HERE)
    .order_by(tables.messages.c.seq)
    .limit(1)
)
_ANSWERED = (
    tables.messages.update()
    .where((tables.messages.c.id == bindparam("answered")) & tables.messages.c.waiting)
    .values(waiting=False, for_rasa=None)
)


_PLACE = select(tables.messages.c.address).where(tables.messages.c.id == bindparam("answered"))


@dataclass(frozen=True)
class Incoming:
    """One message of a person: what the conversation shows of it, and the text and metadata that Rasa gets."""

    shown: Message
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """A message that has no answer yet, as Rasa is to get it; `id` is its message id there, `seq` its number in the
    log. The metadata tell the conversation's `language`, where it is known. It is `held`, and not for the bot, if a
    teammate holds the conversation, or did when it came; and a prompt if no person sent it."""

    id: str
    conversation_id: str
    seq: int
    text: str
    metadata: Mapping[str, Any]
    held: bool = False
    is_prompt: bool = False


Heard = Callable[[Connection, Sequence[Entry]], None]


class MessageLog(Store):
    """The log of one channel in the database. Writers of one conversation must take turns.

    Args:
        heard: told of what a person says, in the transaction that writes it down.
    """

    def __init__(
        self, database: DatabaseLocation, channel: str, clock: Clock = now, heard: Heard = lambda *_: None
    ) -> None:
        super().__init__(database, clock)
        self._channel = channel
        self._heard = heard

    def take(
        self, conversation_id: str, client_id: str, said: Sequence[Incoming], address: Address | None = None
    ) -> list[Entry]:
        """Write down what a person said, to be answered at `address`; nothing if that id has been taken before.

        Raises:
            ChannelError: `channel_conversation_deleted`.
            StoreError: the database does not answer; nothing has been taken.
        """
        with transaction(self._engine) as connection:
            here = state(connection, conversation_id, client_id)
            if here.deleted:
                raise refuse("channel_conversation_deleted")
            if here.taken:
                return []
            drafts = []
            for number, incoming in enumerate(said, 1):
                for_rasa = {"text": incoming.text, "metadata": dict(incoming.metadata), "held": bool(here.held)}
                sender_s = client_id if number == 1 else f"{client_id}.{number}"
                drafts.append(Draft(USER, incoming.shown, sender_s, for_rasa, address))
            entries = self._write(connection, conversation_id, here.latest, drafts)
            self._heard(connection, entries)
            return entries

    def prompt(self, conversation_id: str, id: str, text: str) -> bool:
        """Let the bot answer `text`, a payload that nobody sent, once for each `id`.

        Returns:
            False when there is no such conversation here, or it has been deleted.

        Raises:
            StoreError: the database does not answer; nothing has been taken.
        """
        here = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.channel == self._channel)
        with transaction(self._engine) as connection:
            at = state(connection, conversation_id, id)
            if at.deleted or not connection.execute(select(tables.messages.c.id).where(here).limit(1)).first():
                return False
            if not at.taken:
                due = Draft(DUE, Message(), id, {"text": text, "metadata": {}})
                self._write(connection, conversation_id, at.latest, [due])
        return True

    def answer(
        self, conversation_id: str, messages: Sequence[Message], to: str | None, address: Address | None = None
    ) -> list[Entry]:
        """Write down what the bot said, and that the message `to` waits no more; nothing if it did not wait.

        It goes to where that came from, or else to `address`, or else to where the person spoke last.
        While somebody of the team holds the conversation the bot is silent: then only notices are written down.

        Raises:
            StoreError: the database does not answer; nothing has been written down.
        """
        with transaction(self._engine) as connection:
            if to and not connection.execute(_ANSWERED, {"answered": to}).rowcount:
                return []  # another server, which had its lock when Redis forgot all of them, was faster
            here = state(connection, conversation_id)
            if here.deleted:
                return []
            where = connection.execute(_PLACE, {"answered": to}).scalar() if to else address
            said = [one for one in messages if isinstance(one, Notice) or not here.held]
            drafts = [Draft(BOT, one, address=where) for one in said]
            return self._write(connection, conversation_id, here.latest, drafts)

    def since(self, conversation_id: str, seq: int) -> list[Entry]:
        """What comes after number `seq`, oldest first. Raises StoreError."""
        shown = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.author != DUE)
        later = shown & (tables.messages.c.seq > seq)
        query = select(tables.messages).where(later).order_by(tables.messages.c.seq)
        with transaction(self._engine) as connection:
            return [entry(row) for row in connection.execute(query).mappings()]

    def entry(self, conversation_id: str, seq: int) -> Entry | None:
        """The message with number `seq`. Raises StoreError."""
        mine = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.seq == seq)
        with transaction(self._engine) as connection:
            row = connection.execute(select(tables.messages).where(mine)).mappings().first()
        return entry(row) if row else None

    def last_said(self, conversation_id: str) -> Entry | None:
        """The person's latest message. Raises StoreError."""
        mine = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.author == USER)
        query = select(tables.messages).where(mine).order_by(tables.messages.c.seq.desc()).limit(1)
        with transaction(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return entry(row) if row else None

    def offered(self, conversation_id: str, payload: str) -> list[Button]:
        """The buttons with that payload that this conversation has seen, latest first. Raises StoreError."""
        of_bot = (tables.messages.c.conversation_id == conversation_id) & (tables.messages.c.author == BOT)
        query = select(tables.messages.c.body).where(of_bot).order_by(tables.messages.c.seq.desc())
        with transaction(self._engine) as connection:
            bodies = connection.execute(query).scalars().all()
        found = (button for body in bodies for button in json.loads(body)["buttons"])
        return [Button(**button) for button in found if button["payload"] == payload]

    def language(self, conversation_id: str) -> str:
        """The language that a conversation is in; empty while nobody knows it. Raises StoreError."""
        with transaction(self._engine) as connection:
            return connection.execute(LANGUAGE_HERE, {"here": conversation_id}).scalar() or ""

    def next_waiting(self, conversation_id: str) -> Waiting | None:
        """The oldest message that waits for its answer. Raises StoreError."""
        with transaction(self._engine) as connection:
            row = connection.execute(_NEXT_WAITING, {"here": conversation_id}).first()
        if row is None:
            return None
        for_rasa = json.loads(row.for_rasa)
        held = bool(row.held or for_rasa.get("held"))
        metadata = for_rasa["metadata"] | ({"language": row.language} if row.language else {})
        is_prompt = row.author == DUE
        return Waiting(row.id, conversation_id, row.seq, for_rasa["text"], metadata, held, is_prompt)

    def unanswered(self) -> list[str]:
        """All conversations of this channel in which a message waits. Raises StoreError."""
        mine = tables.messages.c.waiting & (tables.messages.c.channel == self._channel)
        with transaction(self._engine) as connection:
            return list(connection.execute(select(tables.messages.c.conversation_id).where(mine).distinct()).scalars())

    def is_new(self, conversation_id: str) -> bool:
        """Whether nothing has been said in it, and it is not deleted. Raises StoreError."""
        with transaction(self._engine) as connection:
            here = state(connection, conversation_id)
        return not (here.deleted or here.latest)

    def is_deleted(self, conversation_id: str) -> bool:
        """Whether its person has deleted it. Raises StoreError."""
        with transaction(self._engine) as connection:
            return bool(state(connection, conversation_id).deleted)

    def mark_deleted(self, conversation_id: str) -> None:
        """Take nothing more for it, for ever, and answer nothing that waits. Raises StoreError."""
        mark = {"conversation_id": fingerprint(conversation_id), "at": self._clock()}
        mine = tables.messages.c.conversation_id == conversation_id
        with transaction(self._engine) as connection:
            if not state(connection, conversation_id).deleted:
                connection.execute(tables.deleted_conversations.insert().values(**mark))
            connection.execute(tables.messages.update().where(mine).values(waiting=False, for_rasa=None))

    def _write(self, connection: Connection, conversation_id: str, latest: int, drafts: Sequence[Draft]) -> list[Entry]:
        return write(connection, self._channel, conversation_id, self._clock(), latest, drafts)
