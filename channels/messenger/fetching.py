"""Fetching: the files of a message, one by one; what cannot be taken is named, and holds up nothing beside it."""

from __future__ import annotations

import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import aiohttp

from channels import from_people
from channels.messenger.downloads import fetch
from channels.messenger.patience import TRIES, patiently
from channels.messenger.service import Gone, Left, NotNow, Rejected, Remote, Voice
from channels.quotas import Quota
from channels.uploads import media_type
from unstuck.errors import ChannelError
from unstuck.observability import metrics
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachment, Attachments, most_bytes
from unstuck.wording.refusals import refuse, sentence

log = logging.getLogger(__name__)


async def found[Found](name: str, find: Callable[[], Awaitable[Found]]) -> Found | Left:
    """What `find` finds of a file, with patience; or that it is left out, and why. Raises Gone, StoreError."""
    try:
        return await patiently(find, TRIES)
    except Gone:
        raise
    except (NotNow, Rejected) as error:
        metrics.ERRORS.labels(error.code).inc()
        log.error("a file could not be fetched: %s", error.message)
        return Left(name, sentence("channel_file_not_fetched"))
    except ChannelError as error:
        metrics.failed(error)
        return Left(name, error.message)


class Fetching:
    """Fetches from one messenger.

    Args:
        settings: limits.
        attachments: where the files are kept.
        allowed: whether a scheme and a host with its port are the messenger's own.
    """

    def __init__(self, settings: Settings, attachments: Attachments, allowed: Callable[[str, str], bool]) -> None:
        self._attachments = attachments
        self._allowed = allowed
        self._most_bytes = most_bytes(settings)
        self._uploads = Quota(settings.uploads_an_hour, 3600)
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        """Use one session for all files from now on."""
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Fetch nothing more."""
        if self._session:
            await self._session.close()

    async def pictures(
        self, conversation_id: str, files: Sequence[Remote | Left | Voice]
    ) -> tuple[list[Attachment], list[Left | Voice]]:
        """The files that are pictures, kept, and what is left out of the rest. Raises Gone, StoreError."""
        kept: list[Attachment] = []
        left: list[Left | Voice] = []
        for file in files:
            one = await self._one(conversation_id, file, len(kept) == from_people.MOST_PICTURES)
            if isinstance(one, Attachment):
                kept.append(one)
            else:
                left.append(one)
        return kept, left

    async def _one(self, conversation_id: str, file: Remote | Left | Voice, full: bool) -> Attachment | Left | Voice:
        if not isinstance(file, Remote):
            return file
        return await found(file.filename, partial(self._picture, conversation_id, file, full))

    async def _picture(self, conversation_id: str, file: Remote, full: bool) -> Attachment:
        """Fetch and keep one. Raises ChannelError, StoreError."""
        if full:
            raise refuse("channel_too_many_pictures", most=from_people.MOST_PICTURES)
        if not self._uploads.take(conversation_id):
            raise refuse("channel_too_many")
        assert self._session
        data = await fetch(self._session, file, allowed=self._allowed, most_bytes=self._most_bytes)
        kind = media_type(data)
        put = partial(self._attachments.put, conversation_id, data, filename=file.filename, media_type=kind)
        return await to_thread(put)
