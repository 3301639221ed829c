"""The last turns of a tracker, which are all that a turn needs: kept in memory from one turn to the next.

Rasa reads, replays and sends to the action server everything that was ever said: turn 200 of a conversation costs ten
times turn 1. What the bot has to know of the past is in its one slot, so the last turns are enough. All events stay in
the database.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    AllSlotsReset,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNS_KEPT = 4
CONVERSATIONS = 1000
LAST = "last"  # attribute of a tracker: the id of the last row that it knows
STORED = "stored"  # attribute of a tracker: how many of its events are in the database


class RecentTrackers:
    """The trackers of the conversations that this process saved last, each to be taken out once and put back."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[int, DialogueStateTracker]] = OrderedDict()

    def take(self, sender: str, last: int) -> DialogueStateTracker | None:
        """The tracker, if nothing has been written since: `last` is the id of the last row that is there now."""
        known, tracker = self._kept.pop(sender, (None, None))
        return tracker if known == last else None

    def put(self, tracker: DialogueStateTracker, last: int) -> None:
        """Keep it; the one that was put longest ago makes room."""
        self._kept[tracker.sender_id] = (last, tracker)
        if len(self._kept) > CONVERSATIONS:
            self._kept.popitem(last=False)

    def forget(self, sender: str) -> None:
        """Drop a conversation."""
        self._kept.pop(sender, None)


def shorten(tracker: DialogueStateTracker) -> None:
    """Cut a tracker that is wholly stored to its last turns, and note that; its slots stay as they are.

    What was in the slots before these turns stays in front of them: Rasa sometimes plays a tracker's events again, and
    after a few turns that changed nothing, as when an action server is down, it would find the slots empty.
    """
    events = list(tracker.events)
    kept = last_turns(events)
    before = slots_of(events[: len(events) - len(kept)])
    tracker.events = deque([*before, *kept], tracker.events.maxlen)
    setattr(tracker, STORED, len(tracker.events))


def slots_of(events: Sequence[Event]) -> Sequence[Event]:
    """Of these events the ones that fill the slots as all of them do."""
    filled: dict[str, Event] = {}
    for event in events:
        if isinstance(event, SlotSet):
            filled[event.key] = event
        elif isinstance(event, SessionStarted | Restarted | AllSlotsReset):
            filled.clear()
    return list(filled.values())


def last_turns(events: Sequence[Event]) -> Sequence[Event]:
    """The events from the start of the last `TURNS_KEPT` turns on, and of the present session alone."""
    turns = 0
    for place in reversed(range(len(events))):
        event = events[place]
        turns += isinstance(event, UserUttered)
        if isinstance(event, SessionStarted):
            return events[max(place - 1, 0) :]
        if turns == TURNS_KEPT and isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            return events[place:]
    return events
