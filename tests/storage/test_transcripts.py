"""A ticket's transcript is what was said, however long ago, and nothing where nothing was."""

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from components.tracker_store import MaskedTrackerStore
from unstuck.storage.transcripts import Transcripts


async def test_the_last_messages_are_told_in_their_order(tmp_path):
    store = MaskedTrackerStore(Domain.empty(), database=tmp_path)
    for number in range(10):
        tracker = await store.get_or_create_tracker("ann")
        tracker.update(UserUttered(f"question {number}"))
        tracker.update(BotUttered(f"answer {number}"))
        tracker.update(BotUttered(None, {"custom": {"type": "file"}}))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
    assert Transcripts(tmp_path).of("ann", 5) == [
        ("bot", "answer 8"),
        ("user", "question 9"),
        ("bot", "answer 9"),
    ]
    assert len(Transcripts(tmp_path).of("ann", 100)) == 20


def test_somebody_unknown_has_said_nothing(tmp_path):
    assert Transcripts(tmp_path).of("nobody", 5) == []
