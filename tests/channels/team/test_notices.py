"""The page of notices: switched on and off by who is signed in, on their own page alone, and on record."""

import pytest
from sqlalchemy import select

from tests.channels.team_page import PATIENCE, Browser, serve, teammate
from unstuck.settings import read
from unstuck.storage.database import connect, transaction
from unstuck.storage.notices import LONGEST_NOTICE, Notices
from unstuck.storage.support_tables import ticket_events

NAME = "threads_profile_photo"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return read({"UNSTUCK_VAR": str(tmp_path_factory.mktemp("notices"))})


@pytest.fixture(scope="module")
def anna(settings):
    teammate(settings.var)
    with serve(settings.var) as address:
        yield Browser(address)


@pytest.fixture
def notices(settings):
    return Notices(settings.database_location)


def send(anna, **form):
    return anna.post(f"{anna.address}/team/notices", data={"article": NAME} | form, timeout=PATIENCE)


def test_a_notice_is_switched_on_and_off_and_who_did_is_on_record(anna, notices, settings):
    shown = send(anna, text=' "Uploads" are <b>down</b>\nuntil noon. ')
    assert shown.ok
    assert notices.all() == {NAME: '"Uploads" are <b>down</b> until noon.'}
    assert "&lt;b&gt;down" in shown.text
    assert "Take it out" in shown.text
    assert "Take it out" not in send(anna, text="").text
    assert notices.all() == {}
    with transaction(connect(settings.database_location)) as connection:
        done = [(row.name, row.action, row.detail) for row in connection.execute(select(ticket_events))]
    assert done[-2:] == [("Anna", "notice_on", NAME), ("Anna", "notice_off", NAME)]


def test_what_does_not_come_from_the_own_page_changes_nothing(anna, notices):
    for headers in ({"X-CSRF-Token": "x" * 64}, {"Origin": "https://elsewhere.example"}):
        form = {"article": NAME, "text": "Uploads are down."}
        answer = anna.post(f"{anna.address}/team/notices", data=form, headers=headers, timeout=PATIENCE)
        assert answer.status_code == 403
    assert notices.all() == {}


@pytest.mark.parametrize("form", [{"article": "nothing", "text": "x"}, {"text": "x" * (LONGEST_NOTICE + 1)}])
def test_an_article_that_is_gone_and_too_many_words_are_told(anna, notices, form):
    assert send(anna, **form).status_code == 400
    assert notices.all() == {}
