"""What is kept of people, kind by kind, and how each is erased."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.clock import NOON, Clock
from unstuck.settings import read
from unstuck.storage.database import connect, open_tracker, transaction
from unstuck.storage.erasers import DELETIONS, RowEraser, erasers
from unstuck.storage.message_log import MessageLog
from unstuck.storage.routes import Routes
from unstuck.storage.tables import metadata, routes, tracker_events
from unstuck.support.actor import Actor
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets

OF_PEOPLE = {"conversation_id", "person"}


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


def test_every_table_with_people_in_it_has_an_eraser(settings):
    people = {table.name for table in metadata.tables.values() if OF_PEOPLE & set(table.columns.keys())}
    erased = {table for eraser in erasers(settings) for table in eraser.tables}
    assert people | {"events", "ticket_parts", "ticket_notes"} == erased


@pytest.fixture
def routes_of(settings):
    """The eraser of routes, with routes of these conversations."""

    def fill(*conversation_ids):
        engine = connect(settings.database_location)
        for number, conversation_id in enumerate(conversation_ids):
            Routes(settings.var, "slack", Clock(NOON + timedelta(days=number))).keep(conversation_id, {"chat": "A"})
        return RowEraser("routes", engine, routes, routes.c.at)

    return fill


def test_rows_of_one_conversation_go_and_all_others_stay(routes_of):
    eraser = routes_of("slack-ann", "slack-ann-2", "slack-bob")
    assert eraser.forget("slack-ann") == 1
    assert eraser.forget("slack-ann") == 0
    assert eraser.ids() == {"slack-ann-2", "slack-bob"}


def test_it_is_known_when_something_last_happened_in_each_or_in_one(routes_of):
    eraser = routes_of("slack-ann", "slack-bob")
    assert eraser.latest(None) == {"slack-ann": NOON, "slack-bob": NOON + timedelta(days=1)}
    assert eraser.latest("slack-bob") == {"slack-bob": NOON + timedelta(days=1)}
    assert eraser.latest("slack-eve") == {}


def test_what_is_in_use_does_not_expire_and_goes_when_its_person_says_so(settings, routes_of):
    routes_of("slack-ann")
    engine = connect(settings.database_location)
    kept = RowEraser("routes", engine, routes, routes.c.at, in_use=routes.c.channel == "slack")
    assert (kept.expire("slack-ann"), kept.latest(None), kept.ids()) == (0, {}, {"slack-ann"})
    assert kept.forget("slack-ann") == 1


def test_a_table_that_is_not_there_yet_holds_nothing(settings):
    missing = RowEraser("tracker events", open_tracker(settings.var), tracker_events, tracker_events.c.at)
    assert (missing.forget("ann"), missing.latest(None), missing.ids()) == (0, {}, set())


def test_a_ticket_goes_with_its_parts_and_notes_and_an_open_one_does_not_expire(settings):
    (eraser,) = (one for one in erasers(settings) if one.kind == "tickets")
    tickets = Tickets(settings.var, Clock())
    number = tickets.open("web-ann", "web", {}, [("user", "hello")]).number
    TeamActs.from_settings(settings).note(number, Actor("team-1", "Zoe"), "A note.")
    assert eraser.expire("web-ann") == 0
    tickets.close(number)
    assert eraser.latest(None) == {"web-ann": NOON}
    assert eraser.expire("web-ann") == 1
    with transaction(connect(settings.var)) as connection:
        assert not any(connection.execute(select(metadata.tables[name])).all() for name in eraser.tables)


def test_a_mark_of_deletion_is_found_by_the_name_that_it_hides(settings):
    MessageLog(settings.var, "web").mark_deleted("web-ann")
    (eraser,) = (one for one in erasers(settings) if one.kind == DELETIONS)
    assert "web-ann" not in eraser.ids()
    assert (eraser.forget("web-bob"), eraser.forget("web-ann")) == (0, 1)
