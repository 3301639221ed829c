"""A turn is carried out: from the case in its slot to what is done in the world, such as the desk of the team."""

import json
from dataclasses import replace

import pytest

from tests.support.conftest import Peer
from unstuck.errors import SettingError
from unstuck.guide.case import Case
from unstuck.guide.turn import CancelFollowUps, DeletePhotos, OpenTicket, Record, Say, ScheduleFollowUp, Turn
from unstuck.settings import Settings, read
from unstuck.storage.outbox import State
from unstuck.support.desk_delivery import DeskDelivery
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
    assert DeskDelivery.from_settings(settings).deliver_due() == 1
    assert json.loads(peer.got[0].body)["ticket"]["number"] == "U-1001"


def test_with_the_desk_down_the_person_has_a_number_at_once_and_can_add_to_it(settings, peer):
    service = TurnService.from_settings(settings)
    peer.answer(503)
    assert hand_off(service) == "ticket_opened U-1001 handed_off"
    assert DeskDelivery.from_settings(settings).deliver_due() == 0
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


@pytest.fixture
def service(settings):
    return TurnService.from_settings(settings)


def test_a_case_that_still_fits_its_article_is_taken_up_as_it_was(service, article):
    case = Case(
        article=article.id, causes=(article.causes[0].id,), plan=(article.methods[0].id,), method=article.methods[0].id
    )
    assert service.case(case.to_json()) == case
    assert service.case(None) == Case()


@pytest.mark.parametrize(
    "gone",
    [
        {"article": "gone"},
        {"causes": ("gone",)},
        {"tried": ("gone",)},
        {"escalation": "gone"},
        {"plan": ("gone",)},
        {"step": 99},
        {"plan": ()},
    ],
)
def test_a_case_whose_article_has_changed_under_it_begins_anew_on_the_same_device(service, article, gone):
    fix = article.methods[0].id
    case = replace(Case(article=article.id, device="ipad", plan=(fix,), method=fix), **gone)
    anew = service.case(case.to_json())
    assert (anew.method, anew.plan, anew.device) == (None, (), "ipad")


def test_a_ticket_that_the_team_has_closed_is_no_longer_part_of_the_case(service, settings):
    assert hand_off(service) == "ticket_opened U-1001 handed_off"
    case = Case(ticket="U-1001").to_json()
    assert service.case(case).ticket == "U-1001"
    Tickets.from_settings(settings).close("U-1001")
    assert service.case(case).ticket is None


def test_effects_are_done_in_their_order_and_none_is_left(service):
    person = Person("ann", "web", list)
    effects = (ScheduleFollowUp(24), CancelFollowUps(tell=True), DeletePhotos())
    done = service.carry_out(Case(), Turn(Case(), (Say("greet"),), effects), person)
    assert [say.name for say in done.says] == ["no_photos", "greet", "follow_up_cancelled"]
    assert done.effects == ()


def test_who_is_helped_is_asked_for_a_thumb_but_not_while_the_team_is_still_at_it(service, article):
    case = Case(article=article.id, plan=(article.methods[0].id,), method=article.methods[0].id)
    person = Person("ann", "web", list)

    def asked(case):
        done = service.carry_out(case, Turn(replace(case, solved=True)).doing(Record("solved")), person)
        return "ask_thumbs" in [say.name for say in done.says]

    assert asked(case)
    hand_off(service)
    assert not asked(replace(case, ticket="U-1001"))
