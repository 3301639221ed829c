"""Coordination within one process, in its memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from unstuck.coordination.contract import busy

_MANY = 10_000


class Alone:
    """Coordination within one process, in its memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._seen: dict[str, float] = {}
        self._most = _MANY

    @asynccontextmanager
    async def hold(self, name: str, seconds: float, patience: float | None = None) -> AsyncIterator[None]:
        """See Coordination. Nothing is lost here: a lock lives as long as its holder."""
        lock = self._locks.setdefault(name, asyncio.Lock())
        try:
            async with asyncio.timeout(patience):
                await lock.acquire()
        except TimeoutError:
            raise busy() from None
        try:
            yield
        finally:
            lock.release()

    async def first_time(self, key: str, seconds: float) -> bool:
        """See Coordination."""
        now = self._clock()
        if len(self._seen) >= self._most:
            self._seen = {known: until for known, until in self._seen.items() if until > now}
            self._most = max(_MANY, 2 * len(self._seen))
        if self._seen.get(key, now) > now:
            return False
        self._seen[key] = now + seconds
        return True

    async def check(self) -> None:
        """See Coordination."""
