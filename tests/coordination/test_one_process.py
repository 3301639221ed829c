"""Locks, in one process and by a real Redis."""

import asyncio
import uuid

import pytest

from unstuck.coordination.one_process import Alone
from unstuck.coordination.redis_leases import Leases
from unstuck.coordination.servers import coordination
from unstuck.errors import StoreError


@pytest.fixture(params=["alone", "redis"])
async def shared(request):
    if request.param == "alone":
        yield Alone()
        return
    leases = Leases(request.getfixturevalue("redis_server").address)
    yield leases
    await leases.close()


@pytest.fixture
def name():
    return uuid.uuid4().hex


async def test_one_after_the_other_in_the_order_of_asking(shared, name):
    inside, order = 0, []

    async def work(number):
        nonlocal inside
        async with shared.hold(name, 5):
            inside += 1
            await asyncio.sleep(0)
            assert inside == 1
            order.append(number)
            inside -= 1

    await asyncio.gather(*(work(number) for number in range(50)))
    assert order == list(range(50))


async def test_different_names_do_not_wait_for_each_other(shared, name):
    held = []
    async with shared.hold(name, 5), shared.hold(f"{name}-other", 5, patience=0):
        held.append(name)
    assert held


async def test_who_waits_too_long_gets_an_error_and_the_next_one_the_lock(shared, name):
    async with shared.hold(name, 5):
        with pytest.raises(StoreError) as caught:
            async with shared.hold(name, 5, patience=0.01):
                pass
    assert caught.value.code == "lock_busy"
    async with shared.hold(name, 5, patience=1):
        pass


async def test_an_error_in_the_work_gives_the_lock_back(shared, name):
    with pytest.raises(ZeroDivisionError):
        async with shared.hold(name, 5):
            raise ZeroDivisionError
    async with shared.hold(name, 5, patience=0.01):
        pass


async def test_work_that_is_called_off_gives_the_lock_back(shared, name):
    started = asyncio.Event()

    async def work():
        async with shared.hold(name, 5):
            started.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(work())
    waiting = asyncio.create_task(work())
    await started.wait()
    waiting.cancel()
    task.cancel()
    await asyncio.gather(task, waiting, return_exceptions=True)
    assert task.cancelled()
    async with shared.hold(name, 5, patience=0.5):
        pass


async def test_it_says_that_it_works(shared):
    await shared.check()


def test_all_parts_of_a_process_share_one():
    assert coordination("") is coordination("")
    assert isinstance(coordination("redis://127.0.0.1:1"), Leases)
