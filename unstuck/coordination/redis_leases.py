"""Coordination among processes and machines, by a Redis that they share.

A lock is a lease: a key that ends by itself unless its holder renews it. So the lock of a holder that was killed comes
free, and a holder that Redis has not answered for the length of its lease knows that it must stop. Leases are taken,
renewed and given back in one atomic step each, and only by whoever holds them. redis-py's own Lock does not give back
a lease whose taking was not answered, and lets the block run on when it is lost: so these are ours.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import RedisError

from unstuck.coordination.contract import busy
from unstuck.coordination.one_process import Alone
from unstuck.errors import StoreError

ANSWER_SECONDS = 3  # until a Redis that says nothing counts as dead
CONNECTIONS = 20  # of one process
ASK_AGAIN_SECONDS = 0.05  # while another process holds the lock

_RENEW = "return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('pexpire', KEYS[1], ARGV[2]) or 0"
_GIVE_BACK = "return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('del', KEYS[1]) or 0"

log = logging.getLogger(__name__)


class Leases:
    """Coordination by the Redis at `address`; connects when it is first used, and belongs to one event loop."""

    def __init__(self, address: str) -> None:
        limits = {"socket_timeout": ANSWER_SECONDS, "socket_connect_timeout": ANSWER_SECONDS, "timeout": ANSWER_SECONDS}
        self._pool = BlockingConnectionPool.from_url(address, max_connections=CONNECTIONS, **limits)
        self._redis: Redis = Redis(connection_pool=self._pool)
        self._here = Alone()

    @asynccontextmanager
    async def hold(self, name: str, seconds: float, patience: float | None = None) -> AsyncGenerator[None]:
        """See Coordination. Those of one process queue here, so that only the first of them asks Redis."""
        key, token = f"unstuck:lock:{name}", secrets.token_hex(16)
        async with self._here.hold(name, seconds, patience):
            try:
                until = await self._take(key, token, seconds, patience)
                async with self._renewed(key, token, seconds, until):
                    yield
            finally:
                await asyncio.shield(self._give_back(key, token))

    async def check(self) -> None:
        """See Coordination."""
        await self._ask("PING")

    async def close(self) -> None:
        """Close the connections, before their event loop ends."""
        await self._pool.disconnect()

    async def _take(self, key: str, token: str, seconds: float, patience: float | None) -> float:
        """Take the lease; returns until when, in the loop's time, it certainly holds. Raises StoreError."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        while True:
            asked = loop.time()
            if await self._ask("SET", key, token, "NX", "PX", _milliseconds(seconds)):
                return asked + seconds
            if patience is not None and asked - start >= patience:
                raise busy()
            await asyncio.sleep(ASK_AGAIN_SECONDS)

    @asynccontextmanager
    async def _renewed(self, key: str, token: str, seconds: float, until: float) -> AsyncGenerator[None]:
        """Renew the lease while the block runs, and cancel the block when it is lost."""
        holder = asyncio.current_task()
        assert holder
        running = True
        keeper = asyncio.create_task(self._renew(key, token, seconds, until))
        keeper.add_done_callback(lambda _: running and holder.cancel())
        try:
            yield
        except asyncio.CancelledError:
            if keeper.done():
                raise StoreError("lock_lost", "This was interrupted: please try again.") from None
            raise
        finally:
            running = False
            keeper.cancel()

    async def _renew(self, key: str, token: str, seconds: float, until: float) -> None:
        """Renew the lease again and again; returns when it is lost."""
        loop = asyncio.get_running_loop()
        while (left := until - loop.time()) > 0:
            await asyncio.sleep(min(seconds / 3, left))
            asked = loop.time()
            with suppress(StoreError, asyncio.TimeoutError):
                async with asyncio.timeout(until - asked):
                    if not await self._ask("EVAL", _RENEW, 1, key, token, _milliseconds(seconds)):
                        break
                until = asked + seconds
        log.error("a lock was lost")

    async def _give_back(self, key: str, token: str) -> None:
        """Let the next one have it at once. If that fails, the lease ends by itself."""
        with suppress(StoreError):
            await self._ask("EVAL", _GIVE_BACK, 1, key, token)

    async def _ask(self, *command: Any) -> Any:
        """Redis's answer. Raises StoreError."""
        try:
            return await self._redis.execute_command(*command)
        except (TimeoutError, RedisError, OSError) as error:
            cause = type(error).__name__
            raise StoreError(
                "shared_state_unreachable", f"The servers cannot agree just now ({cause}): please try again."
            ) from error


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
