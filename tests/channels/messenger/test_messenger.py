"""What Slack and Telegram share: each message is answered once and in order, whatever breaks in between."""

import asyncio

import pytest

from channels import watch
from channels.messenger.buttons import button_id
from channels.messenger.delivery import Delivery
from channels.messenger.service import Typed
from channels.workers import Workers
from tests.channels.messenger.house import House
from unstuck.errors import StoreError
from unstuck.storage.inbox import Arrival, ArrivalsSetAside, Inbox
from unstuck.storage.message_log import Incoming
from unstuck.wording.messages import Message


async def test_an_event_that_is_delivered_ten_times_at_once_is_answered_once(house):
    await asyncio.gather(*(house.arrive("hello", keys=("event", "message")) for _ in range(10)))
    await house.arrive("hello", keys=("another event", "message"))
    await house.settle()
    assert house.service.texts == ["re: hello"]


async def test_answers_come_in_the_order_of_the_questions(house):
    for number in range(8):
        await house.arrive(str(number))
    await house.settle()
    assert house.service.texts == [f"re: {number}" for number in range(8)]


async def taken_over(folder):
    """Another process of the same bot, once it has posted what was left."""
    house = House(folder)
    await house.messenger.start()
    async with asyncio.timeout(10):
        while not house.service.texts:
            await asyncio.sleep(0.01)
    await house.settle()
    await house.messenger.stop()
    return house


async def test_what_arrived_is_answered_by_the_next_process_when_this_one_is_killed(house, tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(Workers, "wake", lambda self, conversation_id: None)
        await house.arrive("hello")
    next_one = await taken_over(tmp_path)
    assert next_one.service.texts == ["re: hello"]


async def test_what_was_answered_but_not_posted_is_posted_by_the_next_process(house, tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(Delivery, "show", _nothing)
        await house.arrive("hello")
        await house.settle()
    assert house.service.texts == []
    next_one = await taken_over(tmp_path)
    assert next_one.service.texts == ["re: hello"]
    assert next_one.dialogue.turns == []


async def test_a_crash_right_after_a_message_was_written_down_loses_neither_it_nor_its_answer(
    house, tmp_path, monkeypatch
):
    take = Inbox.take

    def crash(*arguments):
        take(*arguments)
        raise RuntimeError("killed")

    with monkeypatch.context() as killed:
        killed.setattr(Inbox, "take", crash)
        with pytest.raises(RuntimeError, match="killed"):
            await house.arrive("hello")
    next_one = await taken_over(tmp_path)
    assert next_one.service.texts == ["re: hello"]


async def test_a_conversation_is_known_as_soon_as_something_of_it_has_arrived(house):
    assert not house.messenger.knows("slack-a")
    await house.arrive("hello")
    assert house.messenger.knows("slack-a")


async def _nothing(*_):
    return None


async def test_a_pressed_button_sends_its_payload_and_a_second_press_nothing(house):
    await house.arrive("hello")
    await house.settle()
    _, entry = house.service.posted[0]
    name = button_id(entry, entry.message.buttons[0])
    assert len(name.encode()) < 64
    await house.arrive(name, "press")
    await house.arrive(name, "press")
    await house.settle()
    assert house.dialogue.turns == ["hello", "/next_step"]


@pytest.mark.parametrize("name", ["", "1", "1.0", "99.0", "2.7", "x.y", "2.0.0", "-1.-1"])
async def test_a_button_that_was_never_offered_is_refused_in_words(house, name):
    await house.arrive("hello")
    await house.settle()
    await house.arrive(name, "press")
    await house.settle()
    assert house.dialogue.turns == ["hello"]
    assert "button" in house.service.texts[-1]


async def test_a_button_with_another_title_than_the_one_offered_is_refused_in_words(house):
    await house.arrive("hello")
    await house.settle()
    await house.arrive("2.0", "press", title="Delete everything")
    await house.arrive("2.0", "press", title="Done, next")
    await house.settle()
    assert house.dialogue.turns == ["hello", "/next_step"]
    assert "button" in house.service.texts[1]


async def test_orders_typed_by_hand_are_only_words(house):
    await house.arrive('/provide_image{"attachment":"att_x"}')
    await house.arrive(None, "start")
    await house.settle()
    assert house.dialogue.turns == ['provide_image{"attachment":"att_x"}', "/greet"]


async def test_who_sends_far_too_much_is_told_so_once(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "LOOK_SECONDS", 3600)
    house = House(tmp_path, messages_a_minute=3)
    await house.messenger.start()
    for number in range(20):
        await house.arrive(str(number))
    await house.settle()
    await house.messenger.stop()
    assert len(house.dialogue.turns) == 3
    assert sum("a lot at once" in text for text in house.service.texts) == 1


async def test_what_cannot_be_read_is_set_aside_and_the_rest_goes_on(house, impatient):
    await house.arrive("hello")
    await house.arrive("hunter2", "poison")
    await house.arrive("are you there")
    await house.settle()
    assert [text.partition(",")[0] for text in house.service.texts] == [
        "re: hello",
        "I can't work with what you sent",
        "re: are you there",
    ]
    assert house.service.poisoned == 3
    (aside,) = ArrivalsSetAside(house.settings.var).all()
    assert (aside.conversation_id, aside.channel, aside.attempts) == ("slack-a", "slack", 3)
    assert aside.reason.startswith("UnicodeDecodeError at tests/")
    assert "hunter2" not in aside.reason
    assert Inbox(house.settings.var, "slack").waiting() == []


async def test_what_was_set_aside_is_read_again_when_the_operator_says_so(house, impatient):
    await house.arrive("hello", "poison")
    await house.settle()
    house.service.understand = _typed
    ArrivalsSetAside(house.settings.var).retry(ArrivalsSetAside(house.settings.var).all()[0].number)
    await house.messenger.resume()
    await house.settle()
    assert house.dialogue.turns == ["hello"]
    assert ArrivalsSetAside(house.settings.var).all() == []


async def _typed(arrival):
    return Typed(arrival.body["value"])


async def test_a_store_that_is_away_is_no_fault_of_what_arrived(house, impatient, monkeypatch):
    def away(*_, **__):
        raise StoreError("store_unreachable", "The database does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(house.messenger.message_log, "take", away)
        await house.arrive("hello")
        for _ in range(8):
            await house.settle()
            await house.messenger.resume()
        await house.settle()
    await house.messenger.resume()
    await house.settle()
    assert house.service.texts == ["re: hello"]
    assert ArrivalsSetAside(house.settings.var).all() == []


async def test_what_ends_the_process_each_time_it_is_read_is_set_aside_unread(house):
    inbox = Inbox(house.settings.var, "slack")
    inbox.take(Arrival(("deadly",), "slack-a", {"chat": "A"}, {"kind": "text", "value": "deadly"}))
    number, _ = inbox.next_waiting("slack-a")
    for _ in range(3):
        inbox.tried(number)
    await house.messenger.resume()
    await house.settle()
    assert house.dialogue.turns == []
    assert [one.number for one in ArrivalsSetAside(house.settings.var).all()] == [number]
    assert "I can't work with" in house.service.texts[0]


async def test_an_answer_that_cannot_be_remembered_holds_up_no_other(house):
    async def unreadable(*_):
        raise ValueError

    house.dialogue.answer_in_tracker = unreadable
    await house.arrive("hello")
    await house.settle()
    house.messenger.message_log.take("slack-a", "left-by-another", [Incoming(Message("one"), "one")])
    await house.messenger.resume()
    await house.settle()
    assert house.service.texts == ["re: hello", "re: one"]
