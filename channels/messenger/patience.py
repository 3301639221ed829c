"""Patience: how long to wait before a messenger is tried again, and when to give up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

from channels.messenger.service import NotNow

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
