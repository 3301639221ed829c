"""The tracker store writes no secret, and can forget a conversation."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from components.tracker_store import MaskedTrackerStore
from unstuck.errors import StoreError


@pytest.fixture
def store(database):
    return MaskedTrackerStore(Domain.empty(), database=database)


def told(sender: str, words: str) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, [UserUttered(words, parse_data={"text": words})])


async def test_a_secret_is_masked_before_it_is_written(store):
    await store.save(told("ann", "my password is hunter2"))
    tracker = await store.retrieve("ann")
    assert tracker.events[-1].text == "my password is •••"
    with store.engine.connect() as connection:
        assert "hunter2" not in str(connection.execute(text("SELECT * FROM events")).all())


async def test_whatever_a_person_types_is_kept(store):
    await store.save(told("ann", "\x00 \ud800 🌞"))
    assert (await store.retrieve("ann")).events[-1].text == "\x00 \ud800 🌞"


async def test_a_secret_beside_the_text_is_masked_as_well(store):
    parsed = {"text": "pw: hunter2", "entities": [{"entity": "method", "value": "pw: hunter2"}]}
    event = UserUttered("pw: hunter2", parse_data=parsed, metadata={"caption": "pw: hunter2"})
    await store.save(DialogueStateTracker.from_events("ann", [event]))
    assert (await store.retrieve("ann")).events[-1].metadata == {"caption": "pw: •••"}
    with store.engine.connect() as connection:
        assert "hunter2" not in str(connection.execute(text("SELECT * FROM events")).all())


async def test_a_conversation_is_forgotten_and_no_other(store):
    await store.save(told("ann", "hello"))
    await store.save(told("bob", "hello"))
    await store.forget("ann")
    assert await store.retrieve("ann") is None
    assert await store.retrieve("bob")


def test_rasa_makes_it_from_endpoints_yml(root, postgres, monkeypatch):
    monkeypatch.setenv("UNSTUCK_DATABASE", postgres.database())
    store = TrackerStore.create(read_endpoint_config(str(root / "endpoints.yml"), "tracker_store"), Domain.empty())
    assert isinstance(store, MaskedTrackerStore)
    assert store.engine.dialect.name == "postgresql"


def test_several_servers_may_start_at_once(database):
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: MaskedTrackerStore(Domain.empty(), database=database), range(8)))
    for store in stores:
        store.check()


def test_the_tracker_lies_under_the_settings_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path / "kept"))
    MaskedTrackerStore(Domain.empty())
    assert (tmp_path / "kept" / "tracker.db").exists()


async def test_who_lost_the_lock_does_not_write_over_another_servers_turn(database):
    here, there = (MaskedTrackerStore(Domain.empty(), database=database) for _ in range(2))
    await here.save(told("ann", "hello"))
    late, meanwhile = await here.retrieve("ann"), await there.retrieve("ann")
    meanwhile.update(UserUttered("there", parse_data={"text": "there"}))
    await there.save(meanwhile)
    late.update(UserUttered("late", parse_data={"text": "late"}))
    with pytest.raises(StoreError):
        await here.save(late)
    assert [event.text for event in (await here.retrieve("ann")).events] == ["hello", "there"]


async def test_of_two_servers_that_begin_the_same_conversation_one_writes(database):
    here, there = (MaskedTrackerStore(Domain.empty(), database=database) for _ in range(2))
    first, second = [await one.get_or_create_tracker("new", append_action_listen=False) for one in (here, there)]
    for tracker in (first, second):
        tracker.update(UserUttered("hello", parse_data={"text": "hello"}))
    await here.save(first)
    with pytest.raises(StoreError):
        await there.save(second)
    assert texts_of(await here.retrieve("new")) == ["hello"]


async def test_of_two_servers_that_write_at_the_same_moment_one_does(database):
    here, there = (MaskedTrackerStore(Domain.empty(), database=database) for _ in range(2))
    for number in range(10):
        sender = f"s{number}"
        await here.save(told(sender, "hello"))
        trackers = [await one.retrieve(sender) for one in (here, there)]
        for tracker in trackers:
            tracker.update(UserUttered("next", parse_data={"text": "next"}))
        both = (here.save(trackers[0]), there.save(trackers[1]))
        ended = await asyncio.gather(*both, return_exceptions=True)
        assert sum(one is None for one in ended) == 1
        assert texts_of(await here.retrieve(sender)) == ["hello", "next"]


async def test_a_message_that_a_broken_off_turn_wrote_after_all_is_not_written_again(store):
    await store.save(told("ann", "hello"))
    late = await store.retrieve("ann")
    late.update(UserUttered("next", parse_data={"text": "next"}, message_id="m2"))
    await store.save(late)  # by the thread of a turn that nobody waits for any more
    again = await store.retrieve("ann")
    again.update(UserUttered("next", parse_data={"text": "next"}, message_id="m2"))
    with pytest.raises(StoreError):
        await store.save(again)
    assert texts_of(await store.retrieve("ann")) == ["hello", "next"]


async def test_a_store_that_can_only_be_read_is_noticed(store):
    await store.save(told("ann", "hello"))
    store.check()
    with store.engine.connect() as other:
        blocking = "LOCK TABLE events IN EXCLUSIVE MODE" if other.dialect.name == "postgresql" else "BEGIN IMMEDIATE"
        other.execute(text(blocking))
        with pytest.raises(SQLAlchemyError):
            store.check()
        other.rollback()
    assert texts_of(await store.retrieve("ann")) == ["hello"]


def texts_of(tracker):
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]
