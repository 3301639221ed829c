"""Redis that stops or hangs, and holders that are killed: nobody waits for ever, and nobody works without the lock."""

import asyncio
import signal
import subprocess
import sys
import uuid

import pytest
from redis import Redis

from unstuck.coordination import redis_leases as module
from unstuck.coordination.redis_leases import Leases
from unstuck.errors import StoreError

HOLD = """
import asyncio, sys
from unstuck.coordination.redis_leases import Leases

async def main():
    async with Leases(sys.argv[1]).hold(sys.argv[2], 1):
        print("held", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture
async def servers(redis_server):
    """What two servers have."""
    both = Leases(redis_server.address), Leases(redis_server.address)
    yield both
    for one in both:
        await one.close()


@pytest.fixture
def name():
    return uuid.uuid4().hex


async def test_two_servers_are_never_in_it_at_once(servers, name):
    inside, count = 0, 0

    async def work(server):
        nonlocal inside, count
        async with server.hold(name, 5):
            inside += 1
            await asyncio.sleep(0)
            assert inside == 1
            inside -= 1
            count += 1

    await asyncio.gather(*(work(servers[number % 2]) for number in range(50)))
    assert count == 50


async def test_a_lock_outlives_its_seconds_while_the_work_goes_on(servers, name):
    one, other = servers
    async with one.hold(name, 0.3):
        await asyncio.sleep(0.6)
        with pytest.raises(StoreError, match="try again"):
            async with other.hold(name, 0.3, patience=0):
                pass


async def test_the_lock_of_a_process_that_was_killed_comes_free(servers, redis_server, name):
    command = [sys.executable, "-c", HOLD, redis_server.address, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    async with servers[0].hold(name, 5, patience=30):
        pass


async def test_who_has_lost_the_lock_is_stopped(servers, redis_server, name):
    went_on = False

    async def work():
        nonlocal went_on
        async with servers[0].hold(name, 0.3):
            Redis.from_url(redis_server.address).set(f"unstuck:lock:{name}", "somebody else")
            await asyncio.sleep(60)
            went_on = True

    with pytest.raises(StoreError) as caught:
        await work()
    assert caught.value.code == "lock_lost"
    assert not went_on
    assert Redis.from_url(redis_server.address).get(f"unstuck:lock:{name}") == b"somebody else"


async def test_a_short_outage_does_not_stop_the_work(servers, redis_server, name):
    done = False
    async with servers[0].hold(name, 3):
        redis_server.freeze()
        await asyncio.sleep(1.2)
        redis_server.thaw()
        await servers[0].check()
        done = True
    assert done
    async with servers[1].hold(name, 5, patience=1):
        pass


async def test_an_outage_longer_than_the_lease_stops_the_work(servers, redis_server, name):
    async def work():
        async with servers[0].hold(name, 0.3):
            redis_server.stop()
            await asyncio.sleep(60)

    try:
        with pytest.raises(StoreError) as caught:
            await work()
    finally:
        redis_server.start()
    assert caught.value.code == "lock_lost"


async def test_without_redis_there_is_an_error_and_afterwards_all_is_well(servers, redis_server, name):
    one, _ = servers
    await one.check()
    redis_server.stop()
    try:
        for ask in (one.check(), one.hold(name, 5).__aenter__()):
            with pytest.raises(StoreError) as caught:
                await ask
            assert caught.value.code == "shared_state_unreachable"
    finally:
        redis_server.start()
    await one.check()
    async with one.hold(name, 5):
        pass


async def test_a_redis_that_hangs_is_an_error_too(redis_server, name, monkeypatch):
    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.2)
    leases = Leases(redis_server.address)
    await leases.check()
    redis_server.freeze()
    try:
        for ask in (leases.check(), Leases(redis_server.address).check()):
            with pytest.raises(StoreError):
                await ask
    finally:
        redis_server.thaw()
    await leases.check()
    await leases.close()
