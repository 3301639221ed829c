"""What is sent again, to one server after the other, until one of them takes it."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import requests
from socketio.exceptions import SocketIOError

PATIENCE_SECONDS = 120
AGAIN_SECONDS = 0.3

Result = TypeVar("Result")


class NotNow(Exception):
    """The server says that the same may be sent again."""


class Stuck(Exception):
    """Nothing has come back for longer than anybody waits."""


class Servers:
    """All servers, of which somebody uses one at a time. `resent` counts how often something had to be tried again."""

    def __init__(self, addresses: Sequence[str], first: int = 0) -> None:
        start = first % len(addresses)
        self._addresses = itertools.cycle([*addresses[start:], *addresses[:start]])
        self.resent = 0

    def next(self) -> str:
        """The address of another one."""
        return next(self._addresses)

    def insist(self, attempt: Callable[[], Result], move: Callable[[], None], who: str) -> Result:
        """What `attempt` returns once it works; before each new try, `move` goes to another server. Raises Stuck."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return attempt()
            except (requests.RequestException, SocketIOError, OSError, NotNow) as error:
                if time.monotonic() > end:
                    raise Stuck(f"no server answers {who}: {error!r}") from error
                self.resent += 1
                move()
                time.sleep(AGAIN_SECONDS)
