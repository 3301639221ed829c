"""A watch: looks again and again for what another process, or a store that was away, has left undone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from unstuck.errors import StoreError
from unstuck.observability import metrics

log = logging.getLogger(__name__)

LOOK_SECONDS = 5


class Watch:
    """Calls `look` every few `seconds` from `start` to `stop`."""

    def __init__(self, look: Callable[[], Awaitable[None]], seconds: float = LOOK_SECONDS) -> None:
        self._look = look
        self._seconds = seconds
        self._task: asyncio.Task | None = None

    def start(self) -> None:
        """Look now, and from now on."""
        self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """Look no more."""
        if self._task:
            self._task.cancel()

    async def _run(self) -> None:
        while True:
            try:
                await self._look()
            except StoreError as error:
                metrics.failed(error)
                log.error("%s", error.message)
            except Exception as error:
                metrics.failed(error)
                log.exception("a look at what is left failed")
            await asyncio.sleep(self._seconds)
