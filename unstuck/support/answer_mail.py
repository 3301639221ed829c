"""Answers by mail: what a teammate wrote goes to the address that the person gave, unless it was read in the chat.

The mail carries a link that opens the chat on any device.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from unstuck.errors import DeskError, TicketError
from unstuck.observability import metrics
from unstuck.settings import Settings
from unstuck.storage.database import Clock, DatabaseLocation, now
from unstuck.storage.message_rows import TEAM, Entry
from unstuck.storage.outbox import Item, Outbox
from unstuck.support.actor import BOT
from unstuck.support.board import Board, View
from unstuck.support.desk_notice import plain, words_of
from unstuck.support.mail_desk import Mail
from unstuck.support.team_acts import ANSWERS
from unstuck.wording.messages import Notice
from unstuck.wording.refusals import sentence
from unstuck.wording.speaking import in_language

log = logging.getLogger(__name__)

AT_ONCE = 20
LEASE_SECONDS = 120  # longer than any mail takes
WAIT = timedelta(minutes=5)
PATIENCE = timedelta(days=2)  # after which nobody expects the mail any more

Link = Callable[[str], str]  # from a conversation's id to the address that opens it


class AnswerMail:
    """Mails answers. Any number may run; a mail that was sent in the moment of a crash comes twice, with one id.

    Args:
        mail: the mail server and the sender's address.
        link: makes the address that opens a conversation.
    """

    def __init__(self, database: DatabaseLocation, mail: Mail, link: Link, clock: Clock = now) -> None:
        self._outbox = Outbox(database, ANSWERS, clock)
        self._board = Board(database, clock)
        self._mail = mail
        self._link = link
        self._clock = clock

    @classmethod
    def from_settings(cls, settings: Settings, link: Link, clock: Clock = now) -> AnswerMail | None:
        """As the settings say; None without a mail server. Raises SettingError, StoreError."""
        if not (settings.smtp and settings.smtp_from):
            return None
        mail = Mail.at(settings.smtp, to="", sender=settings.smtp_from, password=settings.smtp_password)
        return cls(settings.database_location, mail, link, clock)

    def deliver_due(self) -> int:
        """Mail what is due; how many mails that were. Raises StoreError."""
        return sum(self._deliver(item) for item in self._outbox.claim(AT_ONCE, LEASE_SECONDS))

    def _deliver(self, item: Item) -> bool:
        try:
            view = self._board.view(item.payload["ticket"], BOT)
            said = self._unread(item, view.person_read)
            if view.contact and said:
                with in_language(view.card.language):
                    self._mail.send(self._message(view, item.key, said), [view.contact])
        except TicketError as error:
            self._outbox.give_up(item, error.message)
        except DeskError as error:
            metrics.failed(error)
            self._put_off(item, error)
        else:
            return self._outbox.done(item) and bool(view.contact and said)
        return False

    def _unread(self, item: Item, read: int) -> list[Entry]:
        """This answer, if the person has not read it."""
        seq = item.payload["seq"]
        entries = self._board.entries(item.payload["ticket"], max(read, seq - 1))
        return [one for one in entries if one.seq == seq and one.author == TEAM and not isinstance(one.message, Notice)]

    def _put_off(self, item: Item, error: DeskError) -> None:
        if error.code == "desk_failed" and self._clock() - item.created < PATIENCE:
            self._outbox.retry(item, WAIT, error.message)
        else:
            self._outbox.give_up(item, error.message)
            log.error("an answer could not be mailed: %s", error.message)

    def _message(self, view: View, id: str, said: Sequence[Entry]) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = self._mail.sender, view.contact
        mail["Subject"] = sentence("mail_subject", number=view.card.number)
        mail["Date"] = format_datetime(said[-1].at)
        mail["Message-ID"] = f"<answer-{id}@{self._mail.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        words = "\n\n".join(f"{plain(one.message.by or '')}: {plain(words_of(one))}" for one in said)
        mail.set_content(sentence("mail_answer", words=words, link=self._link(view.card.conversation_id)) + "\n")
        return mail
