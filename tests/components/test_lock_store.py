"""The lock store: Rasa finds it, and a conversation has one turn at a time."""

import asyncio
from contextlib import suppress

import pytest
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import read_endpoint_config

from components.lock_store import ConversationLocks
from unstuck.coordination.redis_leases import Leases
from unstuck.errors import StoreError


def test_rasa_makes_it_from_endpoints_yml(root):
    store = LockStore.create(read_endpoint_config(str(root / "endpoints.yml"), "lock_store"))
    assert isinstance(store, ConversationLocks)


async def test_two_servers_take_turns_in_one_conversation(redis_server):
    shared = [Leases(redis_server.address) for _ in range(2)]
    servers = [ConversationLocks(shared=one) for one in shared]
    talking: set[str] = set()

    async def turn(number):
        conversation = f"conversation-{number % 5}"
        async with servers[number % 2].lock(conversation):
            assert conversation not in talking
            talking.add(conversation)
            await asyncio.sleep(0.001)
            talking.remove(conversation)

    await asyncio.gather(*(turn(number) for number in range(100)))
    for one in shared:
        await one.close()


async def test_a_message_does_not_wait_longer_than_a_turn_may_take():
    store = ConversationLocks()
    async with store.lock("ann"):
        with pytest.raises(StoreError):
            async with store.lock("ann", lock_lifetime=0.01):
                pass
    with suppress(ZeroDivisionError):
        async with store.lock("ann"):
            raise ZeroDivisionError
    async with store.lock("ann", lock_lifetime=0.01):
        pass
