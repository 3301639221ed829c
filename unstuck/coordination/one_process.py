"""Coordination within one process, in its memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from unstuck.coordination.contract import busy


class Alone:
    """Coordination within one process, in its memory."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, name: str, seconds: float, patience: float | None = None) -> AsyncGenerator[None]:
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

    async def check(self) -> None:
        """See Coordination."""
