"""Patience: how long to wait before a messenger or a store is tried again, and when to give up."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

from channels.messenger.service import NotNow
from unstuck.errors import StoreError
from unstuck.observability import metrics

log = logging.getLogger(__name__)

TRIES = 6  # to reach a messenger while a person waits: about half a minute
FIRST_SECONDS = 1.0
MOST_SECONDS = 300.0


async def patiently[Result](
    call: Callable[[], Awaitable[Result]], tries: int, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> Result:
    """What `call` returns, tried up to `tries` times for as long as it raises NotNow.

    It waits as long as the messenger asks for; else a second, then twice as long each time, 5 minutes at most, a
    little more or less, so that not all come back at once.

    Raises:
        NotNow: the last try failed, too.
    """
    for number in range(tries - 1):
        try:
            return await call()
        except NotNow as error:
            doubled = min(FIRST_SECONDS * 2**number, MOST_SECONDS) * random.uniform(0.8, 1.2)
            await sleep(doubled if error.seconds is None else error.seconds)
    return await call()


async def until_written(write: Callable[[], Awaitable[object]]) -> None:
    """Call `write` until it raises no StoreError.

    For notes of what has happened outside of the store, where it cannot be undone: without its note it would be done
    again. To be called under the lock under which it was done, so that nobody else does it again meanwhile.
    """
    while True:
        try:
            await write()
            return
        except StoreError as error:
            metrics.failed(error)
            log.error("%s: a note of what is done has to wait", error.message)
            await asyncio.sleep(FIRST_SECONDS)
