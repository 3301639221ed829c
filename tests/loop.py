"""An event loop in a thread of its own: for servers that a test talks to from outside."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

PATIENCE = 60


class Loop:
    """Runs until `end`."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def do[Result](self, work: Coroutine[Any, Any, Result]) -> Result:
        """What `work` returns, done there."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
