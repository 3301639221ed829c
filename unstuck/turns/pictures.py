"""Pictures: inspected, repaired, handed back, and deleted, for the person who sent them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from unstuck.articles.error_messages import READ, ErrorMessages
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.errors import AttachmentError, PhotoError
from unstuck.guide import picture
from unstuck.guide.case import Case
from unstuck.guide.turn import DeletePhotos, Line, Say, SendFile, Turn
from unstuck.observability import metrics
from unstuck.photo.app_limits import Limits
from unstuck.photo.model import Crop, Kind, Repaired, Report
from unstuck.photo.worker_pool import PhotoWorkers
from unstuck.storage.attachments import Attachment, Attachments
from unstuck.storage.conversations import Conversations
from unstuck.turns.person import Person

REPAIRED_LIVES = timedelta(hours=1)  # long enough to save it, and it can be made again


@dataclass(frozen=True)
class _Opened:
    """A picture that is worked on: the case that remembers it, its file, and the article that says what it must be."""

    case: Case
    found: Attachment
    path: Path
    article: Article
    limits: Limits


@dataclass(frozen=True)
class Pictures:
    """The pictures of all people; `knowledge` gives the articles as they are now."""

    attachments: Attachments
    photos: PhotoWorkers
    conversations: Conversations
    knowledge: Callable[[], Knowledge]

    async def look_at(self, case: Case, attachment: str | None, person: Person) -> Turn:
        """Inspect a picture, the one of this id or else the last one seen, and hand back a repaired one if that helps.

        Raises:
            PhotoError, AttachmentError, StoreError: the picture could not be judged for a reason that is not its own.
        """
        async with self._opened(case, attachment, person) as opened:
            if opened is None:
                return picture.no_picture(case)
            case, knowledge = opened.case, self.knowledge().in_language(opened.case.language)
            report = await self.photos.inspect(opened.path, opened.limits, opened.found.filename, knowledge.alerts)
            for code in _codes(report):
                metrics.PICTURE_FINDINGS.labels(code).inc()
            await asyncio.to_thread(self.conversations.looked_at_picture, _codes(report))
            if report.kind is Kind.SCREENSHOT and not report.error_message:
                return picture.on_unread_screenshot(case)
            if report.kind is Kind.SCREENSHOT and report.error_message:
                known = ErrorMessages(knowledge.alerts).find(report.error_message, READ)
                message = known[0].message if known else None
                return picture.on_screenshot(knowledge, case, report.error_message, message)
            if not report.findings:
                return picture.on_fine_picture(knowledge, opened.article, case, _judged(report))
            repaired = await self._repair(opened, person, Crop.AUTO, report)
            return picture.on_bad_picture(opened.article, case, _judged(report), repaired)

    async def repair(self, case: Case, attachment: str | None, person: Person, crop: Crop) -> Turn:
        """Repair a picture whatever its findings, keeping the part asked for. Raises PhotoError, StoreError."""
        async with self._opened(case, attachment, person) as opened:
            if opened is None:
                return picture.no_picture(case)
            report = await self.photos.inspect(opened.path, opened.limits, opened.found.filename)
            repaired = await self._repair(opened, person, crop, report)
            return picture.on_bad_picture(opened.article, opened.case, _judged(report), repaired)

    @asynccontextmanager
    async def _opened(self, case: Case, attachment: str | None, person: Person) -> AsyncGenerator[_Opened | None]:
        """The picture of this id or else the last one seen, as a file while the block runs; None where there is none.

        Raises:
            AttachmentError, StoreError: its bytes cannot be had.
            ArticleError: no article says what a picture must be like.
        """
        found = await asyncio.to_thread(self._find, attachment or case.photo, person)
        if found is None:
            yield None
            return
        article, stated = self.knowledge().in_language(case.language).image_limits(case.article)
        with ExitStack() as stack:
            path = await asyncio.to_thread(stack.enter_context, self.attachments.on_disk(found))
            yield _Opened(replace(case, photo=found.id), found, path, article, Limits.of(stated))

    def _find(self, id: str | None, person: Person) -> Attachment | None:
        try:
            return self.attachments.get(id, person.id) if id else None
        except AttachmentError:
            return None

    async def _repair(self, opened: _Opened, person: Person, crop: Crop, report: Report) -> picture.Mended | None:
        if not report.repairable:
            return None
        try:
            repaired = await self.photos.repair(opened.path, opened.limits, crop, filename=opened.found.filename)
        except PhotoError:
            return None
        return await asyncio.to_thread(self._keep, repaired, report, person)

    def _keep(self, repaired: Repaired, report: Report, person: Person) -> picture.Mended:
        """Store the repaired picture and its preview for their owner."""
        stem = Path(repaired.filename).stem
        put = partial(self.attachments.put, person.id, lifetime=REPAIRED_LIVES)
        file = put(repaired.data, filename=repaired.filename, media_type="image/jpeg")
        preview = put(repaired.preview, filename=f"{stem}-preview.png", media_type="image/png")
        alt = Line("photo_alt", {"width": repaired.width, "height": repaired.height})
        notes = [Line(f"photo_{warning}") for warning in repaired.warnings]
        if report.width != report.height:
            notes.append(Line(f"photo_crop_{repaired.crop.value}"))
        others = tuple(
            (crop.value, put(shown, filename=f"{stem}-{crop.value}.png", media_type="image/png").id)
            for crop, shown in repaired.others
        )
        if report.re_encoded:
            notes.append(Line("photo_re_encoded"))
        return picture.Mended(SendFile(file.id, repaired.filename, alt, preview.id), tuple(notes), others)

    def delete(self, _: DeletePhotos, __: Case, turn: Turn, person: Person) -> Turn:
        """Delete all pictures of a person, and say so. Raises StoreError."""
        count = self.attachments.delete_all(person.id)
        self.photos.forget()
        return turn.after(Say("photos_deleted" if count else "no_photos"))


def _codes(report: Report) -> tuple[str, ...]:
    """What is counted of a picture: its findings, or that it is a screenshot, or fine."""
    codes = tuple(finding.code for finding in report.findings)
    return codes or (("screenshot",) if report.kind is Kind.SCREENSHOT else ("fine",))


def _judged(report: Report) -> picture.Judged:
    megabytes = max(0.1, round(report.bytes / 1_000_000, 1))
    values = {"format": report.format, "width": report.width, "height": report.height, "megabytes": megabytes}
    return picture.Judged(
        facts=Line("photo_facts" if report.width else "photo_facts_without_picture", values),
        codes=tuple(finding.code for finding in report.findings),
        findings=[Line(finding.response.removeprefix("utter_"), finding.values) for finding in report.findings],
    )
