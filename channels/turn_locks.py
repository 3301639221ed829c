"""The two locks of a conversation, by which no two servers work on one at once."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from unstuck.coordination.contract import Coordination

WRITE_SECONDS = 10  # writing takes milliseconds; a server that takes longer is dead, and who waits longer is told so
TURN_LEASE_SECONDS = 20  # renewed while a turn runs: when its server is killed, another one may begin after so long


@dataclass(frozen=True)
class TurnLocks:
    """Both are taken, and given back, by `async with`; waiting too long for one raises StoreError."""

    servers: Coordination

    def writing(self, conversation_id: str) -> AbstractAsyncContextManager[None]:
        """For writing into the log and showing what was written, held for milliseconds, so that all see one order."""
        return self.servers.hold(f"write:{conversation_id}", WRITE_SECONDS, WRITE_SECONDS)

    def turning(self, conversation_id: str) -> AbstractAsyncContextManager[None]:
        """For the turn itself, so that the next message waits for its answer."""
        return self.servers.hold(f"turn:{conversation_id}", TURN_LEASE_SECONDS)
