"""What the processes of the bot agree on: who holds a lock."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from unstuck.errors import StoreError


class Coordination(Protocol):
    """Locks that all processes share."""

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

    async def check(self) -> None:
        """Raise StoreError `shared_state_unreachable` unless it works."""


def busy() -> StoreError:
    """The error when a lock did not come free."""
    return StoreError("lock_busy", "This is still being worked on: please try again in a minute.")
