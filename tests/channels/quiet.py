"""When a bot that is reached through a messenger is through with everything: its own books tell."""

from __future__ import annotations

import time

from unstuck.storage.database import DatabaseLocation
from unstuck.storage.inbox import Inbox
from unstuck.storage.message_log import MessageLog
from unstuck.storage.routes import Routes

PATIENCE = 60


def wait_until_quiet(database: DatabaseLocation, channel: str) -> None:
    """Wait until all that arrived is read, all that was read is answered, and all answers are posted."""
    inbox, message_log, routes = Inbox(database, channel), MessageLog(database, channel), Routes(database, channel)
    until = time.monotonic() + PATIENCE
    while inbox.waiting() or message_log.unanswered() or routes.behind():
        assert time.monotonic() < until, (inbox.waiting(), message_log.unanswered(), routes.behind())
        time.sleep(0.02)
