"""The attachment store: files that people send and files that go back to them.

An attachment has a random id, belongs to one conversation, and has a time at which it is deleted. The index is a table
of the database, the bytes lie in `Objects` by their id. A sent file name is a label for people: no path is ever made
from it.
"""

import re
import secrets
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import delete, insert, select

from unstuck.errors import AttachmentError, StoreError
from unstuck.privacy.masking import mask
from unstuck.settings import Settings
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.filenames import safe_filename
from unstuck.storage.objects import Objects, open_objects
from unstuck.storage.tables import attachments

_ID = re.compile(r"att_[0-9a-f]{32}")
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)
_UNTYPED = "application/octet-stream"


def most_bytes(settings: Settings) -> int:
    """The size of the largest attachment taken."""
    return round(settings.max_upload_mb * 1_000_000)


@dataclass(frozen=True)
class Attachment:
    """One file in the store; `size` in bytes."""

    id: str
    conversation_id: str
    filename: str
    media_type: str
    size: int
    expires: datetime


class Attachments(Store):
    """The store. Several processes may use it at once."""

    def __init__(
        self,
        database: DatabaseLocation,
        objects: Objects,
        lifetime: timedelta,
        most_bytes: int,
        clock: Clock = now,
    ) -> None:
        super().__init__(database, clock)
        self._objects = objects
        self._lifetime = lifetime
        self._most_bytes = most_bytes

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock = now, **_: Any) -> Self:
        """The store of the bot, as the settings describe it. Raises StoreError."""
        return cls(
            settings.database_location,
            open_objects(settings.objects, settings.var / "attachments"),
            timedelta(hours=settings.attachment_hours),
            most_bytes(settings),
            clock=clock,
        )

    def put(
        self,
        conversation_id: str,
        data: bytes,
        *,
        filename: str,
        media_type: str = _UNTYPED,
        lifetime: timedelta | None = None,
    ) -> Attachment:
        """Keep a file of a conversation for `lifetime` (default: the store's). What has expired goes first.

        Raises:
            AttachmentError: `attachment_too_large`, or `attachment_without_owner`.
            StoreError: the database, or where the bytes lie, does not take it.
        """
        self.sweep()
        if not conversation_id:
            raise AttachmentError("attachment_without_owner", "This file belongs to nobody: please send it again.")
        if len(data) > self._most_bytes:
            most = self._most_bytes / 1_000_000
            raise AttachmentError(
                "attachment_too_large", f"Files of up to {most:g} MB can be taken: please send a smaller one."
            )
        attachment = Attachment(
            id=f"att_{secrets.token_hex(16)}",
            conversation_id=conversation_id,
            filename=safe_filename(mask(filename)),
            media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else _UNTYPED,
            size=len(data),
            expires=self._clock() + (self._lifetime if lifetime is None else lifetime),
        )
        # The row comes first: a crash between the two leaves a row that is swept, never bytes that nobody finds.
        with transaction(self._engine) as connection:
            connection.execute(insert(attachments).values(**vars(attachment)))
        try:
            self._objects.put(attachment.id, data)
        except StoreError:
            with suppress(StoreError):  # if it cannot be deleted either, it will be swept
                self._delete([attachment.id])
            raise
        return attachment

    def get(self, id: str, conversation_id: str) -> Attachment:
        """The attachment `id` of that conversation.

        Raises:
            AttachmentError: `attachment_unknown` for an id that is malformed, unknown, expired or somebody else's:
                always the same, so that nothing is learned from it.
        """
        found = self.find(id)
        if found.conversation_id == conversation_id:
            return found
        raise _unknown()

    def find(self, id: str) -> Attachment:
        """The attachment `id`, whoever owns it: only for who holds a signed link. Raises as `get` does."""
        if isinstance(id, str) and _ID.fullmatch(id):
            with transaction(self._engine) as connection:
                row = connection.execute(select(attachments).where(attachments.c.id == id)).mappings().first()
            if row and row["expires"] > self._clock():
                return Attachment(**row)
        raise _unknown()

    @contextmanager
    def on_disk(self, attachment: Attachment) -> Generator[Path]:
        """A file with the bytes, to be read only, and only in the block. Raises as `read` does."""
        with ExitStack() as stack:
            try:
                path = stack.enter_context(self._objects.on_disk(attachment.id))
            except FileNotFoundError:
                raise _unknown() from None
            yield path

    def read(self, attachment: Attachment) -> bytes:
        """The bytes.

        Raises:
            AttachmentError: `attachment_unknown` when they have been deleted in the meantime.
            StoreError: they cannot be had just now.
        """
        try:
            return self._objects.read(attachment.id)
        except FileNotFoundError:
            raise _unknown() from None

    def check(self) -> None:
        """Raise StoreError unless bytes can be kept."""
        self._objects.check()

    def delete_all(self, conversation_id: str) -> int:
        """Delete everything of a conversation; how many files that were."""
        return self._delete_where(attachments.c.conversation_id == conversation_id)

    def owners(self) -> set[str]:
        """The conversations that have some. Raises StoreError."""
        with transaction(self._engine) as connection:
            return set(connection.execute(select(attachments.c.conversation_id).distinct()).scalars())

    def sweep(self) -> int:
        """Delete what has expired, bytes and rows; how many files that were."""
        return self._delete_where(attachments.c.expires <= self._clock())

    def _delete_where(self, condition: object) -> int:
        with transaction(self._engine) as connection:
            ids = connection.execute(select(attachments.c.id).where(condition)).scalars().all()
        self._delete(ids)
        return len(ids)

    def _delete(self, ids: Iterable[str]) -> None:
        for id in ids:
            self._objects.delete(id)
            with transaction(self._engine) as connection:
                connection.execute(delete(attachments).where(attachments.c.id == id))


def _unknown() -> AttachmentError:
    return AttachmentError("attachment_unknown", "This file is not here any more: please send it again.")
