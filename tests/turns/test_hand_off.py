"""From a person's request in a talk to the desk of the team, as the settings say."""

import json

import pytest

from tests.support.conftest import Peer
from unstuck.errors import SettingError
from unstuck.guide.case import Case
from unstuck.guide.turn import OpenTicket, Turn
from unstuck.settings import Settings, read
from unstuck.storage.outbox import State
from unstuck.support.delivery import HandOff
from unstuck.support.tickets import Tickets
from unstuck.turns.person import Person
from unstuck.turns.service import TurnService


@pytest.fixture
def settings(tmp_path, peer: Peer) -> Settings:
    environment = {"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_DESK_WEBHOOK": peer.address, "UNSTUCK_DESK_SECRET": "s"}
    return read({**environment, "UNSTUCK_PHOTO_WORKERS": "1"})


def hand_off(service: TurnService) -> str:
    """What the bot says when somebody asks for a person, and how the conversation ends with it."""
    person = Person("ann", "web", lambda: [("user", "a person please")])
    said, *_ = service.carry_out(Case(), Turn(Case()).doing(OpenTicket()), person).says
    return f"{said.name} {said.values['number']} {said.end}".strip()


def test_a_request_for_a_person_reaches_the_webhook_after_the_turn(settings, peer):
    assert hand_off(TurnService.from_settings(settings)) == "ticket_opened U-1001 handed_off"
    assert peer.got == []
    assert HandOff.from_settings(settings).deliver_due() == 1
    assert json.loads(peer.got[0].body)["ticket"]["number"] == "U-1001"


def test_with_the_desk_down_the_person_has_a_number_at_once_and_can_add_to_it(settings, peer):
    service = TurnService.from_settings(settings)
    peer.answer(503)
    assert hand_off(service) == "ticket_opened U-1001 handed_off"
    assert HandOff.from_settings(settings).deliver_due() == 0
    assert hand_off(service) == "ticket_updated U-1001"
    tickets = Tickets.from_settings(settings)
    deliveries = tickets.deliveries(tickets.get("U-1001"))
    assert [(item.state, item.attempts, item.note) for _, item in deliveries] == [
        (State.WAITING, 1, "The webhook answered 503."),
        (State.WAITING, 0, ""),
    ]


def test_a_desk_without_its_secret_is_told_before_anybody_talks(settings, tmp_path):
    with pytest.raises(SettingError, match="UNSTUCK_DESK_SECRET"):
        TurnService.from_settings(read({"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_DESK_WEBHOOK": settings.desk_webhook}))
