"""Conversations: when each began, how far it came, how it ended, and what was not understood. Nobody is named: a person
is a keyed hash, which finds the row again and tells nothing."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from unstuck.privacy.masking import mask
from unstuck.privacy.signing_key import key
from unstuck.settings import Settings
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.tables import comments, conversations, photo_findings, unclear_messages

SILENCE = timedelta(hours=1)  # after which somebody has left; Rasa's sessions end after it as well (domain.yml)
MOST_CHARACTERS = 200  # kept of a message that was not understood: enough to see what was meant
LONGEST_COMMENT = 500  # characters kept of what somebody adds to a thumb
SOLVED, HANDED_OFF = "solved", "handed_off"


@dataclass(frozen=True)
class Position:
    """How far a conversation has come: ids of its article's parts, empty where there is none; steps count from 0."""

    article: str = ""
    cause: str = ""
    method: str = ""
    step: int = 0
    escalation: str = ""


class Conversations(Store):
    """All conversations.

    Args:
        database: where it is.
        key: under which the people's ids are hashed.
        keep: how long people's own words are kept: messages that were not understood, and comments.
    """

    def __init__(self, database: DatabaseLocation, key: bytes, keep: timedelta, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._key = key
        self._keep = keep

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock = now, **_: Any) -> Self:
        """As the settings say. Raises SettingError, StoreError."""
        keep = timedelta(days=settings.retention_days)
        return cls(settings.database_location, key(settings.secret, settings.var), keep, clock)

    def note(
        self,
        conversation_id: str,
        channel: str,
        position: Position,
        end: str = "",
        anew: bool = False,
        language: str = "",
    ) -> None:
        """Note where a conversation is after a message, and how it ended if it did.

        Args:
            owner: whose it is.
            channel: where it takes place.
            position: how far it came.
            end: SOLVED, HANDED_OFF or nothing.
            anew: whether this message took up a trouble that is not solved. If the conversation before was solved, or
                had ended and an hour ago, then this is a new one.
            language: that it is in; empty where that is not known.

        Raises:
            StoreError: the database does not answer.
        """
        time, person = self._clock(), self.person(conversation_id)
        values = {**asdict(position), "last": time} | ({"end": end} if end else {})
        values |= {"language": language} if language else {}
        with transaction(self._engine) as connection:
            latest = _latest(connection, person)
            over = latest and latest.end and (latest.end == SOLVED or time - latest.last > SILENCE)
            if latest is None or (over and anew):
                row = {"person": person, "channel": channel, "begun": time, "end": "", "thumb": ""}
                connection.execute(conversations.insert().values(row | values))
            else:
                connection.execute(conversations.update().where(conversations.c.id == latest.id).values(values))

    def rate(self, conversation_id: str, thumb: str) -> None:
        """Note a thumb, `up` or `down`, for the person's latest conversation. Raises StoreError."""
        with transaction(self._engine) as connection:
            if latest := _latest(connection, self.person(conversation_id)):
                rated = conversations.update().where(conversations.c.id == latest.id)
                connection.execute(rated.values(thumb=thumb))

    def comment(self, conversation_id: str, text: str) -> None:
        """Keep what somebody adds to a thumb, masked, as long as such is kept; what is older goes. Without a thumb, or
        without a word, there is nothing to keep. Raises StoreError."""
        time, person = self._clock(), self.person(conversation_id)
        with transaction(self._engine) as connection:
            connection.execute(comments.delete().where(comments.c.at <= time - self._keep))
            latest = _latest(connection, person)
            if text.strip() and latest and latest.thumb:
                row = {"person": person, "at": time, "thumb": latest.thumb, "text": mask(text)[:LONGEST_COMMENT]}
                connection.execute(comments.insert().values(row))

    def not_understood(self, conversation_id: str, text: str) -> None:
        """Keep a message, masked, for as long as such are kept; what is older goes. Raises StoreError.

        Args:
            owner: whose it is.
            text: what was typed; without a word in it there is nothing to keep.
        """
        if not text.strip():
            return
        time = self._clock()
        with transaction(self._engine) as connection:
            connection.execute(unclear_messages.delete().where(unclear_messages.c.at <= time - self._keep))
            row = {"person": self.person(conversation_id), "at": time, "text": mask(text)[:MOST_CHARACTERS]}
            connection.execute(unclear_messages.insert().values(row))

    def looked_at_picture(self, codes: Iterable[str]) -> None:
        """Count what was found in a picture, or `fine`, or `screenshot`. Raises StoreError."""
        rows = [{"at": self._clock(), "code": code} for code in codes]
        with transaction(self._engine) as connection:
            connection.execute(photo_findings.insert(), rows)

    def forget(self, conversation_id: str) -> int:
        """Delete what a person said, and forget whose their conversations were, so that only counts stay.

        Returns how many rows knew the person. Raises StoreError.
        """
        return self.forget_person(self.person(conversation_id))

    def forget_person(self, person: str) -> int:
        """The same by the hash."""
        said = [table.delete().where(table.c.person == person) for table in (unclear_messages, comments)]
        begun = conversations.update().where(conversations.c.person == person).values(person="")
        with transaction(self._engine) as connection:
            return sum(connection.execute(statement).rowcount for statement in (*said, begun))

    def person(self, conversation_id: str) -> str:
        """The hash of whose conversation it is."""
        return hmac.new(self._key, f"person|{conversation_id}".encode(), hashlib.sha256).hexdigest()


def _latest(connection: Connection, person: str) -> Row | None:
    mine = select(conversations).where(conversations.c.person == person)
    return connection.execute(mine.order_by(conversations.c.id.desc()).limit(1)).first()
