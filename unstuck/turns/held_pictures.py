"""Pictures that come while a teammate holds the conversation: inspected, and the report is for the team alone."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Self

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.library import Library
from unstuck.errors import ArticleError, AttachmentError, PhotoError
from unstuck.observability import metrics
from unstuck.photo.app_limits import Limits
from unstuck.photo.describe import describe
from unstuck.photo.worker_pool import PhotoWorkers
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import Waiting
from unstuck.support.actor import BOT
from unstuck.support.notes import NoteKind
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.wording.responses import Words

log = logging.getLogger(__name__)

PICTURE = "/provide_image"  # how the message begins that says that a picture was sent


class HeldPictures:
    """Hears of all messages that are held, and looks at the pictures among them.

    Args:
        photos: starts the workers when the first picture comes.
    """

    def __init__(
        self,
        tickets: Tickets,
        acts: TeamActs,
        attachments: Attachments,
        photos: Callable[[], PhotoWorkers],
        knowledge: Callable[[], Knowledge],
    ) -> None:
        self._tickets = tickets
        self._acts = acts
        self._attachments = attachments
        self._open = photos
        self._photos: PhotoWorkers | None = None
        self._knowledge = knowledge

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """As the settings say. Raises SettingError, StoreError."""
        return cls(
            Tickets.from_settings(settings),
            TeamActs.from_settings(settings),
            Attachments.from_settings(settings),
            lambda: PhotoWorkers.from_settings(settings),
            Library(settings.articles).current,
        )

    async def hear(self, waiting: Waiting) -> None:
        """Keep a report of a picture as a note to the ticket. Raises StoreError."""
        if not waiting.text.startswith(PICTURE):
            return
        ticket = await asyncio.to_thread(self._tickets.standing, waiting.conversation_id)
        if ticket is None:
            return
        attachment = str(json.loads(waiting.text.removeprefix(PICTURE))["attachment"])
        try:
            report = await self._report(waiting.conversation_id, attachment, ticket.known.article)
        except (ArticleError, AttachmentError, PhotoError) as error:
            metrics.failed(error)
            report = error.message
        await asyncio.to_thread(self._acts.note, ticket.number, BOT, report, NoteKind.REPORT, attachment)

    async def _report(self, conversation_id: str, attachment: str, article: str) -> str:
        """What is wrong with a picture, in words. Raises ArticleError, AttachmentError, PhotoError, StoreError."""
        found = await asyncio.to_thread(self._attachments.get, attachment, conversation_id)
        knowledge = self._knowledge()
        _, stated = knowledge.image_limits(article)
        limits = Limits.of(stated)
        self._photos = self._photos or self._open()
        with self._attachments.on_disk(found) as path:
            report = await self._photos.inspect(path, limits, found.filename, knowledge.alerts)
        return describe(report, Words.load())

    def close(self) -> None:
        """End the workers, if there are any."""
        if self._photos:
            self._photos.close()
