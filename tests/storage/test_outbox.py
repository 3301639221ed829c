"""Outboxes: what has to be done later is done once, whoever does it, and through any crash."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.clock import NOON, Clock
from unstuck.errors import StoreError
from unstuck.storage import outbox
from unstuck.storage.database import connect, transaction
from unstuck.storage.outbox import Outbox, State


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def box(tmp_path, clock):
    return Outbox(tmp_path, "letters", clock)


def put(box, key="a", due=NOON, **more):
    box.schedule(key, due, {"say": key}, conversation_id=more.pop("conversation_id", "ann"), **more)


def test_a_row_can_be_claimed_when_its_time_has_come_and_not_before(box, clock):
    put(box, due=NOON + timedelta(hours=24))
    clock.pass_by(hours=23, minutes=59)
    assert box.claim(10, 60) == []
    clock.pass_by(minutes=1)
    (item,) = box.claim(10, 60)
    assert (item.key, item.conversation_id, item.payload, item.attempts) == ("a", "ann", {"say": "a"}, 1)


def test_the_earliest_come_first_and_no_more_than_asked_for(box):
    for hours in (1, 3, 2):
        put(box, f"{hours} h ago", NOON - timedelta(hours=hours))
    assert [item.key for item in box.claim(2, 60)] == ["3 h ago", "2 h ago"]
    assert [item.key for item in box.claim(2, 60)] == ["1 h ago"]


def test_what_is_claimed_is_nobody_else_s_until_the_lease_has_run_out(tmp_path, box, clock):
    put(box)
    (first,) = box.claim(1, lease_seconds=60)
    other = Outbox(tmp_path, "letters", clock)
    clock.pass_by(seconds=59)
    assert other.claim(1, 60) == []
    clock.pass_by(seconds=1)
    (second,) = other.claim(1, 60)
    assert second.attempts == 2
    assert not box.done(first)
    assert box.find("a").state is State.WAITING
    assert other.done(second)


def test_what_is_done_or_given_up_never_comes_again_and_can_be_looked_up(box, clock):
    put(box, "a")
    put(box, "b")
    first, second = box.claim(2, 60)
    assert box.done(first, note="sent as 17")
    assert box.give_up(second, "no such address")
    clock.pass_by(days=365)
    assert box.claim(2, 60) == []
    assert [(box.find(key).state, box.find(key).note) for key in "ab"] == [
        (State.DONE, "sent as 17"),
        (State.GIVEN_UP, "no such address"),
    ]


def test_what_failed_comes_again_later_with_its_reason(box, clock):
    put(box)
    (item,) = box.claim(1, 60)
    assert box.retry(item, timedelta(minutes=5), "it did not answer")
    assert box.find("a").note == "it did not answer"
    clock.pass_by(minutes=4)
    assert box.claim(1, 60) == []
    clock.pass_by(minutes=1)
    assert [item.attempts for item in box.claim(1, 60)] == [2]


def test_what_is_called_off_is_never_done_even_when_it_is_claimed(box):
    put(box)
    (item,) = box.claim(1, 60)
    assert box.cancel("a")
    assert not box.done(item)
    assert not box.cancel("a")
    assert box.find("a") is None


def test_a_new_row_takes_the_place_of_one_with_its_key_and_an_old_claim_cannot_close_it(box, clock):
    put(box)
    (old,) = box.claim(1, 60)
    put(box, due=NOON + timedelta(hours=1))
    assert not box.done(old)
    clock.pass_by(hours=1)
    assert [item.attempts for item in box.claim(10, 60)] == [1]


def test_queues_do_not_see_each_other(tmp_path, box):
    put(box)
    put(Outbox(tmp_path, "reminders"))
    assert box.cancel("a")
    assert Outbox(tmp_path, "reminders").find("a")


def test_a_row_is_kept_with_the_transaction_it_belongs_to_or_not_at_all(tmp_path, box):
    def fail():
        with transaction(connect(tmp_path)) as connection:
            put(box, within=connection)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert box.find("a") is None


def test_all_that_waits_for_a_person_can_be_seen(tmp_path, box):
    put(box)
    put(box, "b", conversation_id="bob")
    put(Outbox(tmp_path, "reminders"), "c")
    assert [(item.queue, item.key) for item in outbox.about(tmp_path, "ann")] == [("letters", "a"), ("reminders", "c")]


def test_many_workers_at_once_get_each_row_once(tmp_path, box):
    keys = {f"letter {number}" for number in range(60)}
    for key in keys:
        put(box, key)

    def work(_):
        mine, got = Outbox(tmp_path, "letters"), []
        while items := mine.claim(3, 60):
            got += [item.key for item in items if mine.done(item)]
        return got

    with ThreadPoolExecutor(6) as pool:
        got = [key for keys in pool.map(work, range(6)) for key in keys]
    assert sorted(got) == sorted(keys)


def test_a_database_that_does_not_answer_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        Outbox(tmp_path / "file", "letters")
