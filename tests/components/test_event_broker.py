"""The event broker: off unless asked for; what it is told holds no secret."""

import json

from rasa.core.brokers.broker import EventBroker
from rasa.core.brokers.file import FileEventBroker
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config

from components.tracker_store import MaskedTrackerStore


async def broker(root):
    return await EventBroker.create(read_endpoint_config(str(root / "endpoints.yml"), "event_broker"))


async def test_there_is_none_unless_it_is_asked_for(root):
    assert await broker(root) is None


async def test_one_of_rasa_s_is_told_what_happens_without_secrets(root, tmp_path, monkeypatch):
    told = tmp_path / "events.log"
    monkeypatch.setenv("UNSTUCK_EVENTS", json.dumps({"type": "file", "path": str(told)}))
    chosen = await broker(root)
    assert isinstance(chosen, FileEventBroker)
    words = "my password is hunter2"
    tracker = DialogueStateTracker.from_events("ann", [UserUttered(words, parse_data={"text": words})])
    await MaskedTrackerStore(Domain.empty(), event_broker=chosen, database=tmp_path).save(tracker)
    assert json.loads(told.read_text())["text"] == "my password is •••"
