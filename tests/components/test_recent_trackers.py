"""A conversation costs the same at turn 200 as at turn 2, and loses nothing by it."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)

from components.recent_trackers import TURNS_KEPT
from components.tracker_store import MaskedTrackerStore

DOMAIN = Domain.from_dict(
    {"slots": {"case": {"type": "any", "mappings": [{"type": "custom"}], "influence_conversation": False}}}
)


def open_store(folder):
    return MaskedTrackerStore(DOMAIN, database=folder)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path)


async def turn(store, number, sender="ann", answer=True):
    tracker = await store.get_or_create_tracker(sender)
    tracker.update(UserUttered(f"question {number}", intent={"name": "greet"}))
    if answer:
        tracker.update(SlotSet("case", {"step": number}))
        tracker.update(BotUttered(f"answer {number}"))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)


def texts(tracker):
    return [event.text for event in tracker.events if isinstance(event, UserUttered | BotUttered)]


async def all_of(store, sender="ann"):
    return await store.retrieve_full_tracker(sender)


async def test_a_tracker_stays_short_and_the_database_has_it_all(store):
    for number in range(30):
        await turn(store, number)
    recent = await store.retrieve("ann")
    assert texts(recent)[-1] == "answer 29"
    assert sum(isinstance(event, UserUttered) for event in recent.events) == TURNS_KEPT
    assert recent.get_slot("case") == {"step": 29}
    assert texts(await all_of(store)) == [f"{what} {n}" for n in range(30) for what in ("question", "answer")]


async def test_a_server_that_starts_anew_goes_on_where_the_other_stopped(store, tmp_path):
    for number in range(10):
        await turn(store, number)
    again = open_store(tmp_path)
    assert (await again.retrieve("ann")).get_slot("case") == {"step": 9}
    await turn(again, 10)
    assert len(texts(await all_of(store))) == 22


async def test_two_servers_in_turn_see_what_the_other_wrote(store, tmp_path):
    other = open_store(tmp_path)
    for number in range(12):
        await turn((store, other)[number % 2], number)
    assert (await store.retrieve("ann")).get_slot("case") == {"step": 11}
    assert texts(await all_of(store)) == [f"{what} {n}" for n in range(12) for what in ("question", "answer")]


async def test_a_turn_that_failed_half_way_leaves_no_trace(store):
    await turn(store, 0)
    await turn(store, 1, answer=False)
    await turn(store, 2)
    assert texts(await all_of(store)) == ["question 0", "answer 0", "question 2", "answer 2"]


async def test_somebody_who_only_looks_disturbs_no_turn(store):
    for number in range(3):
        await turn(store, number)
    tracker = await store.retrieve("ann")
    tracker.update(UserUttered("question 3"))
    await store.retrieve("ann")
    await store.save(tracker)
    assert texts(await all_of(store))[-2:] == ["answer 2", "question 3"]


async def test_a_new_session_begins_with_its_own_events(store):
    for number in range(3):
        await turn(store, number)
    tracker = await store.retrieve("ann")
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    await turn(store, 3)
    assert texts(await store.retrieve("ann")) == ["question 3", "answer 3"]
    assert len(texts(await all_of(store))) == 8


async def test_a_forgotten_conversation_is_not_remembered_either(store):
    await turn(store, 0)
    await store.forget("ann")
    assert await store.retrieve("ann") is None
    await turn(store, 1)
    assert texts(await all_of(store)) == ["question 1", "answer 1"]


async def test_what_a_slot_holds_survives_turns_that_fail_and_rasa_playing_the_events_again(store, tmp_path):
    await turn(store, 0)
    for number in range(3 * TURNS_KEPT):
        tracker = await store.get_or_create_tracker("ann")
        tracker.update(UserUttered(f"failing {number}", intent={"name": "greet"}))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
    for server in (store, open_store(tmp_path)):
        tracker = await server.retrieve("ann")
        assert len(tracker.events) < 3 * TURNS_KEPT
        tracker.update(UserUtteranceReverted())
        assert tracker.get_slot("case") == {"step": 0}
