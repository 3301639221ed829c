from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from actions import respond
from actions.respond import ActionRespond
from unstuck import settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.outcomes import Outcomes
from unstuck.support.follow_ups import FollowUps
from unstuck.support.tickets import Tickets
from unstuck.turns.service import TurnService

DOMAIN = YAML(typ="safe").load((settings.ROOT / "domain.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Stores:
    """What the actions of a test have kept."""

    tickets: Tickets
    follow_ups: FollowUps
    outcomes: Outcomes
    attachments: Attachments


@pytest.fixture
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stores]:
    """The stores in a folder of their own, which the actions use."""
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path))
    found = settings.read()
    service = TurnService.from_settings(found)
    monkeypatch.setattr(respond, "service", lambda: service)
    yield Stores(*(kind.from_settings(found) for kind in (Tickets, FollowUps, Outcomes, Attachments)))
    service.pictures.photos.close()


@dataclass
class Played:
    """What an action returned: the case of its slot event, and the messages."""

    case: dict[str, Any]
    messages: list[dict[str, Any]]

    @property
    def responses(self) -> list[str]:
        return [message.get("utter_action") or "file" for message in self.messages]


@dataclass
class Play:
    """Answers messages one after the other in one conversation, as the action server does."""

    sender: str = "ann"
    case: dict[str, Any] | None = field(default_factory=dict)  # None before the first word
    events: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(
        self, intent: str, text: str = "", action: ActionRespond | None = None, **entities: str
    ) -> Played:
        action = action or ActionRespond()
        latest = {
            "text": text or f"/{intent}",
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "intent_ranking": [{"name": intent, "confidence": 0.9}, {"name": "greet", "confidence": 0.1}],
        }
        self.events.append({"event": "user", "text": f"/{intent}", "input_channel": "rest"})
        tracker = Tracker(self.sender, {"case": self.case}, latest, self.events, False, None, {}, action.name())
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, tracker, DOMAIN)
        for event in events:
            self.case = event["value"]
        return Played(self.case or {}, dispatcher.messages)


@pytest.fixture
def play(stores: Stores) -> Play:
    return Play()
