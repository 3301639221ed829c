"""What a ticket says of a case, and how it is opened, added to and taken back."""

from dataclasses import replace

import pytest

from unstuck.guide.case import Case
from unstuck.guide.turn import CloseTicket, KeepContact, OpenTicket, ReturnFix, Turn
from unstuck.settings import read
from unstuck.support.actor import Actor
from unstuck.support.board import Board
from unstuck.support.known import FixMark
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.turns.person import Person
from unstuck.turns.service import TurnService
from unstuck.turns.tickets import known, ticket_facts

ANN = Person("ann", "web", lambda: [("user", "help")])
ZOE = Actor("team-1", "Zoe")


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


@pytest.fixture
def desk(settings):
    return TurnService.from_settings(settings).tickets


@pytest.fixture
def case(article):
    """A case in the middle of the third of its fixes."""
    plan = tuple(method.id for method in article.methods)
    case = Case(article=article.id, causes=(article.causes[0].id,), device="ipad", model="iPad Pro", plan=plan)
    return replace(case, method=plan[2], tried=plan[:1], skipped=plan[1:2])


def test_a_case_is_told_in_the_article_s_own_words(knowledge, article, case):
    titles = [article.method(id).title for id in case.plan]
    facts = ticket_facts(knowledge, case)
    assert (facts["article"], facts["causes"]) == (article.title, [article.causes[0].title])
    assert (facts["fixes_tried"], facts["fixes_skipped"], facts["device"]) == (titles[:1], titles[1:2], "iPad Pro")
    assert (facts["os_version"], facts["asked_about"]) == (None, [])


def test_it_is_known_how_it_stands_with_every_fix(knowledge, case):
    told = known(knowledge, replace(case, language="de"))
    marks = [fix.state for fix in told.fixes]
    assert marks[:3] == [FixMark.TRIED, FixMark.SKIPPED, FixMark.NOW]
    assert set(marks[3:]) == {FixMark.OPEN}
    assert [fix.id for fix in told.fixes] == list(case.plan)
    assert (told.device, told.language) == ("iPad Pro", "de")


def test_before_anything_is_planned_the_fixes_stand_as_they_would_come(knowledge, article):
    told = known(knowledge, Case(article=article.id))
    assert sorted(fix.id for fix in told.fixes) == sorted(method.id for method in article.methods)


def test_of_a_case_without_an_article_the_device_is_known(knowledge):
    told = known(knowledge, Case(device="iphone", os_version="18.6"))
    assert (told.article, told.fixes, told.device, told.system) == ("", (), "iphone", "18.6")
    assert ticket_facts(knowledge, Case(device="iphone")) == {
        "device": "iphone",
        "os_version": None,
        "photo_findings": [],
    }


def test_a_ticket_is_opened_once_and_then_added_to(desk, case):
    opened = desk.open(OpenTicket(), case, Turn(case), ANN)
    assert [(say.name, say.end) for say in opened.says] == [("ticket_opened", "handed_off")]
    again = desk.open(OpenTicket(), opened.case, Turn(opened.case), ANN)
    assert [(say.name, say.end) for say in again.says] == [("ticket_updated", "")]
    assert again.case.ticket == opened.case.ticket == "U-1001"


def test_taken_back_it_is_closed_and_without_one_that_is_said(desk, case, settings):
    assert [say.name for say in desk.close(CloseTicket(), case, Turn(case), ANN).says] == ["no_ticket"]
    opened = desk.open(OpenTicket(), case, Turn(case), ANN).case
    (said,) = desk.close(CloseTicket(), opened, Turn(case), ANN).says
    assert (said.name, said.values) == ("ticket_closed", {"number": "U-1001"})
    assert not Tickets.from_settings(settings).is_open("U-1001")


def test_with_an_open_ticket_goes_how_the_case_stands_an_address_and_a_fix_s_result(desk, case, settings):
    opened = desk.open(OpenTicket(), case, Turn(case), ANN).case
    desk.finish(Turn(opened), ANN)
    acts, board = TeamActs.from_settings(settings), Board.from_settings(settings)
    acts.take_over("U-1001", ZOE)
    acts.hand_fix("U-1001", ZOE, case.method)
    nothing = Turn(opened)
    assert desk.keep_contact(KeepContact("ann@example.com"), opened, nothing, ANN) == nothing
    assert desk.return_fix(ReturnFix(case.method, "failed"), opened, nothing, ANN) == nothing
    view = board.view("U-1001", ZOE)
    assert (view.contact, view.fixes[2].state) == ("ann@example.com", FixMark.NOW)
    assert view.notes[0].text.endswith("did not help.")


def test_without_a_ticket_there_is_nothing_to_keep_with_it(desk, case):
    nothing = Turn(case)
    assert desk.keep_contact(KeepContact("ann@example.com"), case, nothing, ANN) == nothing
    assert desk.return_fix(ReturnFix("a", "failed"), case, nothing, ANN) == nothing
    assert desk.finish(nothing, ANN) == nothing
