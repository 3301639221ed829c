"""The disk is full for a while: what is done in the world is done once, though the store cannot note it at once."""

import pytest

from channels.messenger.delivery import CLOSED
from channels.messenger.service import Closed
from unstuck.errors import StoreError
from unstuck.storage.inbox import ArrivalsSetAside, Inbox
from unstuck.storage.message_log import MessageLog
from unstuck.storage.routes import Routes

pytestmark = pytest.mark.usefixtures("impatient")


async def test_an_answer_is_posted_once_though_the_store_cannot_note_that_it_is_posted(house, full):
    full(Routes, "delivered", concern=lambda _, __, seq: seq == 2)  # the answer, behind what was asked
    await house.arrive("hello")
    await house.settle()
    await house.look_again()
    assert house.service.texts == ["re: hello"]


async def test_a_refusal_is_told_once_though_the_store_cannot_note_that_it_is_read(house, full):
    full(Inbox, "done")
    await house.arrive("99.0", "press")
    await house.settle()
    await house.look_again()
    assert len(house.service.texts) == 1


async def test_somebody_is_asked_once_to_write_first_though_the_store_cannot_note_that_they_are(house, full):
    full(Routes, "keep", concern=lambda _, conversation_id, address, *more: CLOSED in address)
    house.service.failures = [Closed("the day is over")] * 5
    await house.arrive("hello")
    await house.settle()
    await house.look_again()
    assert len(house.service.failures) == 4


async def test_who_sent_what_is_set_aside_is_told_so_though_the_store_cannot_note_it_at_first(house, full):
    full(MessageLog, "answer")
    await house.arrive("x", "poison")
    await house.settle()
    await house.look_again()
    assert len(house.service.texts) == 1
    assert len(ArrivalsSetAside.from_settings(house.settings).all()) == 1


async def test_nothing_is_set_aside_because_the_store_was_away_again_and_again(house, full):
    understand, tries = house.service.understand, []

    async def away(arrival):
        tries.append(arrival)
        if len(tries) < 6:
            raise StoreError("store_unreachable", "The disk is full.")
        return await understand(arrival)

    house.service.understand = away
    full(Inbox, "not_tried", times=5)
    await house.arrive("hello")
    await house.settle()
    await house.look_again(6)
    assert house.service.texts == ["re: hello"]
    assert ArrivalsSetAside.from_settings(house.settings).all() == []
