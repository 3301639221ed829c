"""Delivery: brings what waits in the outbox to the desks. Any number may run; none of it happens inside a turn."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from unstuck.errors import DeskError, TicketError
from unstuck.observability import metrics
from unstuck.privacy.signing_key import key
from unstuck.settings import Settings
from unstuck.storage.database import DatabaseLocation, now
from unstuck.storage.message_log import Entry, MessageLog
from unstuck.storage.outbox import Item, Outbox, State
from unstuck.support.desk_notice import DeskNotice, notice
from unstuck.support.desks import chosen_desks
from unstuck.support.links import ticket_path
from unstuck.support.tickets import Ticket, Tickets

log = logging.getLogger(__name__)

AT_ONCE = 20  # deliveries to one desk in one go, so that no desk keeps the others waiting
LEASE_SECONDS = 120  # longer than any delivery takes
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
# How long it is tried: through a long weekend's outage, and through the time it takes to mend a wrong setting.
PATIENCE = {"desk_failed": timedelta(days=4), "desk_refused": timedelta(hours=8)}


class Desk(Protocol):
    """Where a ticket goes; `name` is its queue in the outbox."""

    name: str

    def deliver(self, told: DeskNotice) -> str:
        """Hand over one notice; returns what is to be remembered of it. Raises DeskError."""


class DeskDelivery:
    """Delivers tickets to `desks`."""

    def __init__(
        self,
        database: DatabaseLocation,
        desks: Sequence[Desk],
        clock: Callable[[], datetime] = now,
        jitter: Callable[[], float] = lambda: random.uniform(0.8, 1.2),
    ) -> None:
        self._database = database
        self._tickets = Tickets(database)
        self._desks = [(desk, Outbox(database, desk.name, clock)) for desk in desks]
        self._clock = clock
        self._jitter = jitter

    @classmethod
    def from_settings(cls, settings: Settings) -> DeskDelivery:
        """The delivery to the desks that the settings choose. Raises SettingError, StoreError."""
        return cls(settings.database_location, open_desks(settings))

    def deliver_due(self) -> int:
        """Deliver what is due, to each desk until it fails; how many deliveries went well.

        To be called every few seconds, in a thread that runs no event loop. Raises StoreError.
        """
        return sum(self._serve(desk, box) for desk, box in self._desks)

    def _serve(self, desk: Desk, box: Outbox) -> int:
        for delivered in range(AT_ONCE):
            items = box.claim(1, LEASE_SECONDS)
            if not items or not self._deliver(items[0], desk, box):
                return delivered
        return AT_ONCE

    def _deliver(self, item: Item, desk: Desk, box: Outbox) -> bool:
        try:
            note = desk.deliver(self._notice(item, box))
        except TicketError as error:
            metrics.failed(error)
            box.give_up(item, error.message)
        except DeskError as error:
            self._put_off(item, box, error)
        except Exception as error:
            log.exception("the desk %s failed in a way of its own", desk.name)
            self._put_off(item, box, DeskError("desk_failed", f"It failed ({type(error).__name__})."))
        else:
            box.done(item, note)
            return True
        return False

    def _notice(self, item: Item, box: Outbox) -> DeskNotice:
        ticket = self._tickets.get(item.payload["ticket"])
        opening = box.find(ticket.parts[0].id)
        thread = opening.note if opening and opening.state is State.DONE else ""
        if "seq" in item.payload:
            return DeskNotice(ticket, thread, self._said(ticket, item.payload["seq"]))
        return notice(ticket, item.payload["part"], thread)

    def _said(self, ticket: Ticket, seq: int) -> Entry:
        """A message of its conversation. Raises StoreError, TicketError `ticket_message_gone`."""
        said = MessageLog(self._database, ticket.channel).entry(ticket.conversation_id, seq)
        if said is None:
            raise TicketError("ticket_message_gone", f"A message of {ticket.number} has been erased.")
        return said

    def _put_off(self, item: Item, box: Outbox, error: DeskError) -> None:
        metrics.failed(error)
        wait = min(FIRST_WAIT * 2 ** min(item.attempts - 1, 20), LONGEST_WAIT) * self._jitter()
        if self._clock() - item.created < PATIENCE[error.code]:
            box.retry(item, wait, error.message)
            log.warning("%s %s: %s", item.payload["ticket"], box.queue, error.message)
        else:
            box.give_up(item, error.message)
            log.error("%s %s given up: %s", item.payload["ticket"], box.queue, error.message)


def open_desks(settings: Settings) -> list[Desk]:
    """The desks that the settings choose. Raises SettingError."""
    from unstuck.support.mail_desk import Mail
    from unstuck.support.slack_desk import Slack
    from unstuck.support.webhook_desk import Webhook

    signed_by = key(settings.secret, settings.var)

    def link(number: str) -> str:
        return f"{settings.public_address}{ticket_path(number, signed_by)}"

    ways: dict[str, Callable[[], Desk]] = {
        "webhook": lambda: Webhook(settings.desk_webhook, settings.desk_secret),
        "slack": lambda: Slack(settings.desk_slack_channel, settings.slack_token, settings.slack_api),
        "email": lambda: Mail.at(
            settings.smtp, to=settings.desk_email, sender=settings.smtp_from, password=settings.smtp_password, link=link
        ),
    }
    return [ways[name]() for name in chosen_desks(settings)]
