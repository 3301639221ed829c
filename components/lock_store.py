"""The lock store: one turn of a conversation at a time, among all servers.

Rasa's own for Redis reads and writes its tickets in separate steps, so that two servers may get the same one, and looks
every second whether it is its turn.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock_store import LOCK_LIFETIME, LockStore

from unstuck import settings
from unstuck.coordination.contract import Coordination
from unstuck.coordination.servers import coordination

LEASE_SECONDS = 15  # a conversation whose server was killed in a turn goes on after that


class ConversationLocks(LockStore):
    """Locks by `unstuck.coordination.servers`; Rasa takes them by `lock` alone, so there are no tickets."""

    def __init__(self, endpoint_config: Any = None, shared: Coordination | None = None) -> None:
        self._shared = shared or coordination(settings.read().redis)

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 0
    ) -> AsyncGenerator[None]:
        """Hold the lock of a conversation.

        Args:
            conversation_id: its id.
            lock_lifetime: seconds to wait for it.
            wait_time_in_seconds: unused; it is Rasa's, between two looks.

        Raises:
            StoreError: it did not come free in time, or was lost, or Redis does not answer.
        """
        async with self._shared.hold(f"conversation:{conversation_id}", LEASE_SECONDS, lock_lifetime):
            yield
