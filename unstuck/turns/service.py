"""The help desk: the guide's turns with everything they reach for, the stores and the photo desk, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.library import Library
from unstuck.articles.model import Article, ImageLimits
from unstuck.errors import ArticleError, AttachmentError, PhotoError
from unstuck.guide import picture, thumbs
from unstuck.guide.case import Case
from unstuck.guide.turn import (
    CancelFollowUps,
    DeletePhotos,
    Effect,
    Line,
    NotUnderstood,
    OpenTicket,
    Rate,
    Record,
    Say,
    ScheduleFollowUp,
    SendFile,
    Turn,
)
from unstuck.insight.learned import LearnedKnowledge
from unstuck.observability import metrics
from unstuck.photo.alerts import match_alert
from unstuck.photo.desk import PhotoDesk
from unstuck.photo.model import Crop, Kind, Repaired, Report
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachment, Attachments
from unstuck.storage.conversations import HANDED_OFF, SOLVED, Conversations, Position
from unstuck.storage.outcomes import Outcomes
from unstuck.storage.transcripts import Transcripts
from unstuck.support.desks import chosen
from unstuck.support.follow_ups import FollowUps
from unstuck.support.tickets import Tickets

REPAIRED_LIVES = timedelta(hours=1)  # long enough to save it, and it can be made again


@dataclass(frozen=True)
class Person:
    """Who is talking: conversation id, channel, and how to get the talk so far, oldest first, as (who, text)."""

    id: str
    channel: str
    transcript: Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class HelpDesk:
    """Everything a turn may need."""

    learned: LearnedKnowledge
    tickets: Tickets
    transcripts: Transcripts
    follow_ups: FollowUps
    outcomes: Outcomes
    conversations: Conversations
    attachments: Attachments
    photos: PhotoDesk

    @classmethod
    def open(cls, settings: Settings) -> HelpDesk:
        """The desk as the settings describe it. Raises ArticleError, SettingError, StoreError."""
        outcomes = Outcomes(settings.database_location)
        return cls(
            LearnedKnowledge(Library(settings.articles).current, outcomes),
            Tickets(settings.database_location, desks=chosen(settings)),
            Transcripts(settings.database_location),
            FollowUps(settings.database_location),
            outcomes,
            Conversations.from_settings(settings),
            Attachments.from_settings(settings),
            PhotoDesk.from_settings(settings),
        )

    @property
    def knowledge(self) -> Knowledge:
        """The articles as they are now, with the fixes in the order to try them."""
        return self.learned.now()

    def case(self, data: dict | None) -> Case:
        """The case that a slot holds; a new one, on the same device, when its article has changed under it.

        A ticket that the team has closed is no longer part of it. Raises StoreError.
        """
        case = Case.from_json(data)
        if case.ticket and not self.tickets.is_open(case.ticket):
            case = replace(case, ticket=None)
        article = self.knowledge.article(case.article)
        if case.article and (article is None or not _fits(article, case)):
            return Case(device=case.device, device_asked=case.device_asked, ticket=case.ticket, thumbs=case.thumbs)
        return case

    def carry_out(self, before: Case, turn: Turn, person: Person) -> Turn:
        """Do what the turn asks for, and add what has to be said about it. Raises StoreError."""
        done = turn
        for effect in turn.effects:
            done = self._do(effect, before, done, person)
        end = _end(turn)
        self._note(before, turn, end, person)
        return replace(thumbs.ask(done) if end else done, effects=())

    async def look_at(self, case: Case, attachment: str | None, person: Person) -> Turn:
        """Inspect a picture, the one of this id or else the last one seen, and hand back a repaired one if that helps.

        Raises:
            PhotoError, AttachmentError, StoreError: the picture could not be judged for a reason that is not its own.
        """
        found = await asyncio.to_thread(self._find, attachment or case.photo, person)
        if found is None:
            return picture.no_picture(case)
        case = replace(case, photo=found.id)
        article, limits = self._limits_for(case)
        async with self._on_disk(found) as path:
            report = await self.photos.inspect(path, limits, found.filename, self.knowledge.alerts)
            for code in _codes(report):
                metrics.PICTURE_FINDINGS.labels(code).inc()
            await asyncio.to_thread(self.conversations.looked_at_picture, _codes(report))
            if report.kind is Kind.SCREENSHOT and not report.error_message:
                return picture.on_unread_screenshot(case)
            if report.kind is Kind.SCREENSHOT and report.error_message:
                known = match_alert(report.error_message, self.knowledge.alerts)
                target = self.knowledge.alert(known[0]) if known else None
                return picture.on_screenshot(self.knowledge, case, report.error_message, target)
            judged = _judged(report)
            if not report.findings:
                return picture.on_fine_picture(self.knowledge, article, case, judged)
            repaired = await self._repair(found, path, limits, person, Crop.AUTO, report)
            return picture.on_bad_picture(article, case, judged, repaired)

    async def repair(self, case: Case, attachment: str | None, person: Person, crop: Crop) -> Turn:
        """Repair a picture whatever its findings, keeping the part asked for. Raises PhotoError, StoreError."""
        found = await asyncio.to_thread(self._find, attachment or case.photo, person)
        if found is None:
            return picture.no_picture(case)
        case = replace(case, photo=found.id)
        article, limits = self._limits_for(case)
        async with self._on_disk(found) as path:
            report = await self.photos.inspect(path, limits, found.filename)
            repaired = await self._repair(found, path, limits, person, crop, report)
            return picture.on_bad_picture(article, case, _judged(report), repaired)

    @asynccontextmanager
    async def _on_disk(self, found: Attachment) -> AsyncIterator[Path]:
        """A file with the attachment's bytes, while the block runs. Raises AttachmentError, StoreError."""
        with ExitStack() as stack:
            yield await asyncio.to_thread(stack.enter_context, self.attachments.on_disk(found))

    def _find(self, id: str | None, person: Person) -> Attachment | None:
        try:
            return self.attachments.get(id, person.id) if id else None
        except AttachmentError:
            return None

    def _limits_for(self, case: Case) -> tuple[Article, ImageLimits]:
        """The case's article, or else the first that says what a picture must be like. Raises ArticleError."""
        for article in (self.knowledge.article(case.article), *self.knowledge.articles):
            if article and article.image:
                return article, article.image
        raise ArticleError("no_image_limits", "No article says what a picture must be like: add `image:` to one.")

    async def _repair(
        self, found: Attachment, path: Path, limits: ImageLimits, person: Person, crop: Crop, report: Report
    ) -> picture.Mended | None:
        if not report.repairable:
            return None
        try:
            repaired = await self.photos.repair(path, limits, crop, filename=found.filename)
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

    def _do(self, effect: Effect, before: Case, turn: Turn, person: Person) -> Turn:
        if isinstance(effect, OpenTicket):
            return self._hand_off(before, turn, person)
        if isinstance(effect, ScheduleFollowUp):
            self.follow_ups.schedule(person.id, person.channel, effect.hours)
        elif isinstance(effect, CancelFollowUps):
            count = self.follow_ups.cancel(person.id)
            if effect.tell:
                return _say(turn, Say("follow_up_cancelled" if count else "no_follow_up"))
        elif isinstance(effect, DeletePhotos):
            count = self.attachments.delete_all(person.id)
            self.photos.forget()
            return turn.after(Say("photos_deleted" if count else "no_photos"))
        elif isinstance(effect, NotUnderstood):
            self.conversations.not_understood(person.id, effect.text)
        elif isinstance(effect, Rate):
            self.conversations.rate(person.id, effect.thumb)
        elif isinstance(effect, Record):
            self._record(before, effect.result)
        return turn

    def _hand_off(self, before: Case, turn: Turn, person: Person) -> Turn:
        facts = self._facts(turn.case)
        ticket = self.tickets.open(person.id, person.channel, facts, person.transcript())
        event = "updated" if len(ticket.parts) > 1 else "opened"
        metrics.TICKETS.labels(event).inc()
        self._record(before, "handed_off")
        turn = replace(turn, case=replace(turn.case, ticket=ticket.number))
        return _say(turn, Say(f"ticket_{event}", {"number": ticket.number}))

    def _record(self, case: Case, result: str) -> None:
        if case.article:
            cause = case.causes[0] if case.causes else ""
            self.outcomes.record(case.article, cause, case.method or "", result)
            metrics.FIXES.labels(case.article, cause, case.method or "", result).inc()

    def _note(self, before: Case, turn: Turn, end: str, person: Person) -> None:
        """Note how far the conversation has come. It begins when a trouble is named, a picture sent, a person asked
        for, or something was not understood; a greeting alone is none, and a thumb belongs to what has ended."""
        case = turn.case
        kinds = {type(effect) for effect in turn.effects}
        if Rate in kinds or not (case.article or case.photo or kinds & {OpenTicket, NotUnderstood}):
            return
        place = Position(
            case.article or "", (case.causes or ("",))[0], case.method or "", case.step, case.escalation or ""
        )
        self.conversations.note(person.id, person.channel, place, end, anew=not case.solved and case != before)

    def _facts(self, case: Case) -> dict:
        """What a ticket says of a case, in the article's own words."""
        article = self.knowledge.article(case.article)
        facts: dict = {
            "device": case.device.value if case.device else None,
            "photo_findings": list(case.photo_findings),
        }
        if article:
            facts["article"] = article.title
            facts["causes"] = [article.cause(id).title for id in case.causes]
            facts["fixes_tried"] = [article.method(id).title for id in case.tried]
            facts["fixes_skipped"] = [article.method(id).title for id in case.skipped]
            facts["asked_about"] = [article.escalation(id).title for id in case.escalations_done]
        return facts


def _end(turn: Turn) -> str:
    """How the conversation ends with this turn; empty if it goes on."""
    if any(isinstance(effect, OpenTicket) for effect in turn.effects):
        return HANDED_OFF
    return SOLVED if Record(SOLVED) in turn.effects and turn.case.article else ""


def _codes(report: Report) -> tuple[str, ...]:
    """What is counted of a picture: its findings, or that it is a screenshot, or fine."""
    codes = tuple(finding.code for finding in report.findings)
    return codes or (("screenshot",) if report.kind is Kind.SCREENSHOT else ("fine",))


def _judged(report: Report) -> picture.Judged:
    megabytes = f"{report.bytes / 1_000_000:.1f}"
    values = {"format": report.format, "width": report.width, "height": report.height, "megabytes": megabytes}
    return picture.Judged(
        facts=Line("photo_facts" if report.width else "photo_facts_without_picture", values),
        codes=tuple(finding.code for finding in report.findings),
        findings=[Line(finding.response.removeprefix("utter_"), finding.values) for finding in report.findings],
    )


def _say(turn: Turn, say: Say) -> Turn:
    return replace(turn, says=(*turn.says, say))


def _fits(article: Article, case: Case) -> bool:
    """Whether every id of the case is still in its article."""
    known = {
        *(method.id for method in article.methods),
        *(cause.id for cause in article.causes),
        *(escalation.id for escalation in article.escalations),
    }
    used = {*case.causes, *case.plan, *case.tried, *case.skipped, *case.escalations_done, case.method, case.escalation}
    if not used - {None} <= known:
        return False
    return case.method is None or (case.method in case.plan and case.step < len(article.method(case.method).steps))
