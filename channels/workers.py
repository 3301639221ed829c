"""Workers: one task a conversation, woken when there is something to do, so that one slow talk holds up no other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from unstuck.observability import metrics

log = logging.getLogger(__name__)


class Workers:
    """`work(conversation)` runs once for a call of `wake`, never twice at once for one conversation."""

    def __init__(self, work: Callable[[str], Awaitable[None]]) -> None:
        self._work = work
        self._woken: set[str] = set()
        self._tasks: dict[str, asyncio.Task] = {}

    def __contains__(self, conversation_id: str) -> bool:
        """Whether somebody works on it now."""
        return conversation_id in self._tasks

    def wake(self, conversation_id: str) -> None:
        """See to it that what there is to do in a conversation is done."""
        self._woken.add(conversation_id)
        if conversation_id not in self._tasks:
            self._tasks[conversation_id] = asyncio.get_running_loop().create_task(self._run(conversation_id))

    async def settle(self) -> None:
        """Wait until nobody works."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def _run(self, conversation_id: str) -> None:
        try:
            while conversation_id in self._woken:
                self._woken.discard(conversation_id)
                await self._work(conversation_id)
        except Exception as error:
            metrics.failed(error)
            log.exception("work on a conversation waits until it is woken again")
        finally:
            self._tasks.pop(conversation_id, None)
