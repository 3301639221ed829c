"""The sender: keeps promises to write again, brings tickets to the desks, erases what has grown old.

Any number of senders may run, and each may be killed at any moment: see unstuck/storage/outbox.py.
"""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime

from channels.web.signing import Signer
from unstuck.errors import StoreError
from unstuck.observability import metrics
from unstuck.privacy.signing_key import key
from unstuck.settings import Settings, read
from unstuck.storage.database import now
from unstuck.storage.erasure import Erasure
from unstuck.storage.message_log import MessageLog
from unstuck.support.answer_mail import AnswerMail
from unstuck.support.desk_delivery import DeskDelivery
from unstuck.support.follow_ups import FollowUp, FollowUps

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5  # what a person says to a teammate in Slack should be there within a second
LINK_SECONDS = 14 * 86_400  # that the link in a mail opens the chat
SWEEP_SECONDS = 3600.0
FOLLOW_UP_DUE = "/follow_up_due"


class Sender:
    """What one sender does when it looks."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = now) -> None:
        self._settings = settings
        self._follow_ups = FollowUps.from_settings(settings, clock)
        self._desk_delivery = DeskDelivery.from_settings(settings)
        signer = Signer(key(settings.secret, settings.var))

        def link(conversation_id: str) -> str:
            return f"{settings.public_address}/chat#resume={signer.session(conversation_id, LINK_SECONDS)}"

        self._answers = AnswerMail.from_settings(settings, link, clock)
        self._erasure = Erasure(settings, clock)

    def send_due(self) -> int:
        """Keep the promises whose time has come; how many there were. Raises StoreError."""
        return self._follow_ups.keep_due(self._ask)

    def deliver_tickets(self) -> int:
        """Bring to the team's desks what waits for them; how much that was. Raises StoreError."""
        return self._desk_delivery.deliver_due()

    def mail_answers(self) -> int:
        """Mail what teammates wrote and nobody has read in the chat; how much that was. Raises StoreError."""
        return self._answers.deliver_due() if self._answers else 0

    def finish_erasing(self) -> None:
        """Erase what was written while somebody was forgotten. Raises StoreError."""
        self._erasure.finish()

    def sweep(self) -> None:
        """Erase what has expired or grown old. Raises StoreError."""
        self._erasure.sweep()

    def _ask(self, promise: FollowUp) -> bool:
        """Let the channel's servers ask the person; one promise is kept once, however often it is handed over."""
        id = f"follow-up-{promise.due:%Y%m%dT%H%M%S.%f}"
        return MessageLog.from_settings(self._settings, channel=promise.channel).prompt(
            promise.conversation_id, id, FOLLOW_UP_DUE
        )


def main() -> None:
    """Look until stopped; a store that does not answer is asked again."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sender = None
    swept = -SWEEP_SECONDS
    while True:
        try:
            sender = sender or Sender(read())
            sender.send_due()
            sender.deliver_tickets()
            sender.mail_answers()
            sender.finish_erasing()
            if time.monotonic() - swept >= SWEEP_SECONDS:
                sender.sweep()
                swept = time.monotonic()
        except StoreError as error:
            metrics.failed(error)
            log.error("%s", error.message)
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main()
