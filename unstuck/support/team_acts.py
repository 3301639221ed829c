"""What teammates do about a ticket: who holds a conversation, and what is said in it by a teammate.

Each function is one transaction: the ticket changes hands by compare-and-set, and what the person sees of it goes into
the message log with it. So of two teammates who press at once one wins, and nobody sees a change that was not made.
While a teammate holds a conversation the message log takes no words of the bot (storage/message_log.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import IntegrityError

from unstuck.settings import Settings
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.message_rows import DUE, Draft, Entry, state, write
from unstuck.storage.outbox import Outbox
from unstuck.storage.support_tables import ticket_is_open, tickets
from unstuck.support import lines, notes, refusals, ticket_events
from unstuck.support.actor import BOT, Actor
from unstuck.support.announcements import Announcements
from unstuck.support.desks import chosen_desks
from unstuck.support.known import Known
from unstuck.support.notes import Note, NoteKind
from unstuck.support.numbers import number_of, row_of
from unstuck.support.phase import Phase, Reason
from unstuck.support.read_marks import ReadMarks
from unstuck.support.ticket_events import Action
from unstuck.wording.messages import Message
from unstuck.wording.refusals import sentence

ANSWERS = "answers"  # the queue of mails with what teammates wrote
MAIL_AFTER = timedelta(minutes=2)  # long enough to be read in the chat, and then there is no mail

_id, _phase, _holder = tickets.c.id, tickets.c.phase, tickets.c.holder
_held = _phase == Phase.HELD.value
_to_the_bot = {"phase": Phase.HANDED_BACK.value, "holder": "", "holder_name": "", "fix": ""}


@dataclass(frozen=True)
class Change:
    """What became of a ticket: what the person's conversation shows of it, and whether the bot has to answer now."""

    number: str
    conversation_id: str
    channel: str
    entries: tuple[Entry, ...] = ()
    prompts: bool = False


class TeamActs(Store):
    """What all teammates do. Raises TicketError where the ticket is not as it has to be; all raise StoreError.

    Writers of one conversation must take turns: channels call it through channels/switchboard.py.
    """

    def __init__(self, database: DatabaseLocation, clock: Clock = now, desks: Iterable[str] = ()) -> None:
        super().__init__(database, clock)
        self._announcements = Announcements(database, desks, clock)
        self._answers = Outbox(database, ANSWERS, clock)
        self._marks = ReadMarks(database, clock)

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock = now, **_: Any) -> Self:
        """As the settings say. Raises SettingError, StoreError."""
        return cls(settings.database_location, clock, chosen_desks(settings))

    def take_over(self, number: str, who: Actor, of: str = "") -> Change:
        """Hold a conversation from now on; `of` is the id of whom it is taken from, if somebody else holds it.

        Raises:
            TicketError: `ticket_unknown`, `ticket_closed`, `ticket_held`.
        """
        with transaction(self._engine) as connection:
            if not self._hold(connection, number, who, of):
                row = self._open(connection, number)
                if row.holder != who.id or row.phase != Phase.HELD.value:
                    raise refusals.held(number, row.holder_name)
                return _change(row)
            return self._said(connection, self._open(connection, number), [lines.joined(who)])

    def reply(self, number: str, who: Actor, key: str, message: Message) -> Change:
        """Say something to the person, once for each `key`; what nobody holds is taken over by it.

        Raises:
            TicketError: `ticket_unknown`, `ticket_closed`, `ticket_no_way_back`.
        """
        with transaction(self._engine) as connection:
            row = _row(connection, number)
            here = state(connection, row.conversation_id, key)
            if here.taken:
                return _change(row)
            if here.deleted or not here.latest:
                raise refusals.no_way_back(number)
            joined = [lines.joined(who)] if self._hold(connection, number, who) else []
            row = self._open(connection, number)
            change = self._said(connection, row, [*joined, lines.words(message, who, key)])
            ticket_events.note(connection, self._clock(), who, Action.REPLIED, row.id)
            self._announcements.heard(connection, change.entries)
            if row.contact:
                seq = change.entries[-1].seq
                due, letter = self._clock() + MAIL_AFTER, {"ticket": number_of(row.id), "seq": seq}
                mail, whose = f"{row.id}-{seq}", row.conversation_id
                self._answers.schedule(mail, due, letter, conversation_id=whose, within=connection)
            return change

    def hand_back(self, number: str, who: Actor) -> Change:
        """Let the bot go on where it was. Raises TicketError `ticket_unknown`, `ticket_closed`, `ticket_not_yours`."""
        with transaction(self._engine) as connection:
            row = self._leave(connection, number, who, _to_the_bot)
            ticket_events.note(connection, self._clock(), who, Action.HANDED_BACK, row.id)
            return self._said(connection, row, [lines.left("team_left", who), lines.news("handed_back", who)])

    def hand_fix(self, number: str, who: Actor, fix: str) -> Change:
        """Let the bot walk the person through a fix of the case's article, and return its result.

        Raises:
            TicketError: `ticket_unknown`, `ticket_closed`, `ticket_not_yours`, `fix_unknown`.
        """
        with transaction(self._engine) as connection:
            row = self._leave(connection, number, who, {"phase": Phase.HANDED_BACK.value, "fix": fix})
            known = Known.from_json(row.known)
            if not (title := known.own_title_of(fix)):
                raise refusals.fix_unknown(fix)
            ticket_events.note(connection, self._clock(), who, Action.GAVE_FIX, row.id, fix)
            news = lines.news("fix", who, method=fix, article=known.article)
            return self._said(connection, row, [lines.left("team_gave_fix", who, fix=title), news])

    def return_fix(self, number: str, fix: str, result: str) -> Change | None:
        """The fix that a teammate gave the bot has ended: it is theirs again. None if it is not waited for any more.

        Args:
            number: the ticket's.
            fix: its id.
            result: `solved`, `failed`, `skipped`, `stopped`, or `left` for something else instead.
        """
        mine = (_id == row_of(number)) & ticket_is_open & (tickets.c.fix == fix)
        with transaction(self._engine) as connection:
            held = tickets.update().where(mine).values(phase=Phase.HELD.value, fix="")
            if not connection.execute(held).rowcount:
                return None
            row = self._open(connection, number)
            text = sentence(f"fix_result_{result}", fix=Known.from_json(row.known).title_of(fix) or fix)
            notes.add(connection, self._clock(), row.id, BOT, NoteKind.FIX_RESULT, text)
            ticket_events.note(connection, self._clock(), BOT, Action.FIX_ENDED, row.id, f"{fix} {result}")
            return self._said(connection, row, [lines.has_result(row.holder_name)])

    def close(self, number: str, who: Actor, reason: Reason) -> Change:
        """Nothing more has to be done: the bot tells the person. Raises TicketError as above."""
        with transaction(self._engine) as connection:
            row = _row(connection, number)
            values = {"state": "closed", "closed": self._clock(), "holder": "", "holder_name": "", "fix": ""}
            done = connection.execute(tickets.update().where((_id == row.id) & ticket_is_open).values(**values))
            if not done.rowcount:
                raise refusals.closed_already(number_of(row.id))
            ticket_events.note(connection, self._clock(), who, Action.CLOSED, row.id, reason.value)
            told = lines.left("team_closed", who, number=number_of(row.id))
            return self._said(connection, row, [told, lines.news("closed", who)])

    def reopen(self, number: str, who: Actor) -> Change:
        """Let a closed ticket wait again.

        Raises:
            TicketError: `ticket_unknown`, `ticket_open`, `ticket_other_open`.
        """
        mine = (_id == row_of(number)) & ~ticket_is_open
        again = {"state": "open", "closed": None, "phase": Phase.WAITING.value, "waiting_since": self._clock()}
        with transaction(self._engine) as connection:
            try:
                with connection.begin_nested():
                    done = connection.execute(tickets.update().where(mine).values(**again))
            except IntegrityError:
                raise refusals.other_open(number) from None
            row = self._open(connection, number)
            if not done.rowcount:
                raise refusals.is_open(number)
            ticket_events.note(connection, self._clock(), who, Action.REOPENED, row.id)
            return self._said(connection, row, [lines.told("team_reopened", who, number=number_of(row.id))])

    def note(self, number: str, who: Actor, text: str, kind: NoteKind = NoteKind.NOTE, attachment: str = "") -> Note:
        """Keep what only the team sees. Raises TicketError `ticket_unknown`."""
        with transaction(self._engine) as connection:
            row = _row(connection, number)
            if kind is NoteKind.NOTE:
                ticket_events.note(connection, self._clock(), who, Action.NOTED, row.id)
            return notes.add(connection, self._clock(), row.id, who, kind, text, attachment)

    def mark_read(self, number: str, who: Actor, seq: int) -> None:
        """A teammate has read up to this message. Raises TicketError `ticket_unknown`."""
        with transaction(self._engine) as connection:
            row = _row(connection, number)
        self._marks.mark(row.conversation_id, seq, who.id)

    def _hold(self, connection: Connection, number: str, who: Actor, of: str = "") -> bool:
        """Take hold of an open ticket; False if somebody holds it who is not `of`, or it is not open."""
        from_whom = ~_held | (_holder == of) if of and of != who.id else ~_held
        values = {"phase": Phase.HELD.value, "holder": who.id, "holder_name": who.name, "fix": ""}
        mine = (_id == row_of(number)) & ticket_is_open & from_whom
        if not connection.execute(tickets.update().where(mine).values(**values)).rowcount:
            return False
        ticket_events.note(connection, self._clock(), who, Action.TOOK_OVER, row_of(number), of)
        return True

    def _leave(self, connection: Connection, number: str, who: Actor, values: dict[str, str]) -> Row:
        """Give a ticket out of one's hands; returns its row."""
        mine = (_id == row_of(number)) & ticket_is_open & _held & (_holder == who.id)
        done = connection.execute(tickets.update().where(mine).values(**values)).rowcount
        row = self._open(connection, number)
        if not done:
            raise refusals.not_yours(number, row.holder_name)
        return row

    def _open(self, connection: Connection, number: str) -> Row:
        """The row of an open ticket. Raises TicketError `ticket_unknown`, `ticket_closed`."""
        row = _row(connection, number)
        if row.state != "open":
            raise refusals.closed(number)
        return row

    def _said(self, connection: Connection, row: Row, drafts: list[Draft]) -> Change:
        """The change with what is written down of it; nothing where the person has no conversation to read it in."""
        here = state(connection, row.conversation_id)
        drafts = [] if here.deleted or not here.latest else drafts
        entries = write(connection, row.channel, row.conversation_id, self._clock(), here.latest, drafts)
        shown = tuple(entry for entry in entries if entry.author != DUE)
        return _change(row, shown, len(shown) < len(entries))


def _row(connection: Connection, number: str) -> Row:
    """The row of a ticket. Raises TicketError `ticket_unknown`."""
    row = connection.execute(select(tickets).where(_id == row_of(number))).first()
    if row is None:
        raise refusals.unknown(number)
    return row


def _change(row: Row, entries: tuple[Entry, ...] = (), prompts: bool = False) -> Change:
    return Change(number_of(row.id), row.conversation_id, row.channel, entries, prompts)
