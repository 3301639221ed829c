"""What the processes of the bot agree on: who holds a lock, and what has been seen before.

One process alone agrees with itself; several of them need a Redis (`UNSTUCK_REDIS`), which is in unstuck/leases.py.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache
from typing import Protocol
from weakref import WeakValueDictionary

from unstuck.errors import StoreError

_MANY = 10_000


class Coordination(Protocol):
    """Locks and memory that all processes share."""

    def hold(self, name: str, seconds: float, patience: float | None = None) -> AbstractAsyncContextManager[None]:
        """Hold the lock `name` for as long as the block takes; who comes later waits, in order within a process.

        Args:
            name: of the lock.
            seconds: after which a holder that died or hangs has lost it; it is renewed while the block runs.
            patience: seconds to wait for it; None waits for as long as it takes.

        Raises:
            StoreError: `lock_busy`, it did not come free in time; `lock_lost`, somebody else may have it now, and the
                block has been cancelled where it waited; `shared_state_unreachable`.
        """

    async def first_time(self, key: str, seconds: float) -> bool:
        """True for the first who asks for `key` within `seconds`, False for all others.

        Raises:
            StoreError: `shared_state_unreachable`.
        """

    async def check(self) -> None:
        """Raise StoreError `shared_state_unreachable` unless it works."""


@lru_cache
def coordination(address: str) -> Coordination:
    """The one of this process, by the address of a Redis; empty for a process that is alone."""
    if not address:
        return Alone()
    from unstuck.leases import Leases  # only here: whoever is alone does not load Redis

    return Leases(address)


def busy() -> StoreError:
    """The error when a lock did not come free."""
    return StoreError("lock_busy", "This is still being worked on: please try again in a minute.")


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
