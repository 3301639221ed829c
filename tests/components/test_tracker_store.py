"""The tracker store writes no secret, and can forget a conversation."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from components.tracker_store import MaskedTrackerStore


@pytest.fixture
def store(tmp_path):
    return MaskedTrackerStore(Domain.empty(), db=str(tmp_path / "tracker.db"))


def told(sender: str, text: str) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, [UserUttered(text, parse_data={"text": text})])


async def test_a_secret_is_masked_before_it_is_written(store, tmp_path):
    await store.save(told("ann", "my password is hunter2"))
    tracker = await store.retrieve("ann")
    assert tracker.events[-1].text == "my password is •••"
    assert b"hunter2" not in (tmp_path / "tracker.db").read_bytes()


async def test_a_secret_beside_the_text_is_masked_as_well(store, tmp_path):
    parsed = {"text": "pw: hunter2", "entities": [{"entity": "method", "value": "pw: hunter2"}]}
    event = UserUttered("pw: hunter2", parse_data=parsed, metadata={"caption": "pw: hunter2"})
    await store.save(DialogueStateTracker.from_events("ann", [event]))
    assert (await store.retrieve("ann")).events[-1].metadata == {"caption": "pw: •••"}
    assert b"hunter2" not in (tmp_path / "tracker.db").read_bytes()


async def test_a_conversation_is_forgotten_and_no_other(store):
    await store.save(told("ann", "hello"))
    await store.save(told("bob", "hello"))
    await store.forget("ann")
    assert await store.retrieve("ann") is None
    assert await store.retrieve("bob")


def test_the_tracker_lies_under_the_settings_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path / "kept"))
    MaskedTrackerStore(Domain.empty())
    assert (tmp_path / "kept" / "tracker.db").exists()
