"""What is kept of people, and that it goes: after so many days, or at once when they ask."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.clock import Clock
from tests.storage.kept import fill, say
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import SOLVED, Conversations, Position
from unstuck.storage.database import connect, open_tracker, transaction
from unstuck.storage.erasure import Erasure
from unstuck.storage.message_log import MessageLog
from unstuck.storage.outcomes import Outcomes
from unstuck.support.tickets import Tickets, TicketState


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


@pytest.fixture
def erasure(settings, clock):
    return Erasure(settings, clock)


def found(settings, conversation_id):
    """The tables that hold something of a person."""
    tables = []
    for engine in (connect(settings.var), open_tracker(settings.var)):
        with transaction(engine) as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            tables += [
                name
                for name in names
                if conversation_id in str(connection.execute(text(f"SELECT * FROM {name}")).all())
            ]
    return tables


def test_somebody_who_is_forgotten_is_in_no_table_and_no_file_and_all_others_stay(settings, erasure, clock):
    for conversation_id in ("ann-ann-ann", "bob-bob-bob"):
        fill(settings, conversation_id, clock)
    assert set(found(settings, "ann-ann-ann")) >= {"events", "channel_messages", "tickets", "ticket_parts", "outbox"}
    before = found(settings, "bob-bob-bob")
    assert erasure.forget("ann-ann-ann") == {
        "tracker events": 1,
        "messages": 1,
        "follow-ups and deliveries": 2,
        "tickets": 1,
        "attachments": 1,
    }
    clock.time += timedelta(minutes=2)
    erasure.sweep()
    assert found(settings, "ann-ann-ann") == []
    files = [path for path in settings.var.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"ann-ann-ann" in path.read_bytes()] == []
    assert found(settings, "bob-bob-bob") == before
    assert len(list((settings.var / "attachments").iterdir())) == 1
    assert Outcomes(settings.var).tally()[0].count == 2


def test_what_a_running_turn_writes_after_it_is_erased_as_well(settings, erasure, clock):
    fill(settings, "ann-ann-ann", clock)
    erasure.forget("ann-ann-ann")
    say(settings, "ann-ann-ann", clock())
    assert erasure.sweep() == {}
    clock.time += timedelta(minutes=2)
    assert erasure.sweep()["tracker events"] == 1
    say(settings, "ann-ann-ann", clock())
    assert erasure.sweep() == {}


def test_a_conversation_is_erased_when_it_has_been_silent_for_the_days_of_the_setting(settings, erasure, clock):
    fill(settings, "ann-ann-ann", clock)
    tickets = Tickets(settings.var, clock)
    tickets.close("U-1001")
    clock.time += timedelta(days=29)
    fill(settings, "bob-bob-bob", clock)
    before = found(settings, "bob-bob-bob")
    assert "events" in found(settings, "ann-ann-ann")
    clock.time += timedelta(days=2, hours=1)
    assert erasure.sweep()["tracker events"] == 1
    assert found(settings, "ann-ann-ann") == []
    assert found(settings, "bob-bob-bob") == before


def test_one_late_word_keeps_the_whole_conversation(settings, erasure, clock):
    fill(settings, "ann-ann-ann", clock)
    before = found(settings, "ann-ann-ann")
    clock.time += timedelta(days=29)
    say(settings, "ann-ann-ann", clock())
    clock.time += timedelta(days=29)
    erasure.sweep()
    assert set(before) - {"attachments"} <= set(found(settings, "ann-ann-ann"))


def test_an_open_ticket_outlives_its_conversation_and_a_closed_one_goes(settings, erasure, clock):
    fill(settings, "ann-ann-ann", clock)
    clock.time += timedelta(days=32)
    erasure.sweep()
    assert found(settings, "ann-ann-ann") == ["outbox", "tickets", "ticket_parts"]  # the desks still have to hear of it
    tickets = Tickets(settings.var, clock)
    assert [ticket.state for ticket in tickets.all()] == [TicketState.OPEN]
    tickets.close("U-1001")
    clock.time += timedelta(days=31)
    erasure.sweep()
    assert found(settings, "ann-ann-ann") == []


def test_whoever_deletes_their_chat_leaves_an_open_ticket_and_its_deliveries_and_nothing_else(settings, erasure, clock):
    fill(settings, "ann-ann-ann", clock)
    said = Conversations.from_settings(settings)
    said.not_understood("ann-ann-ann", "my dog ate it")
    said.note("ann-ann-ann", "web", Position("a"), SOLVED)
    said.rate("ann-ann-ann", "down")
    said.comment("ann-ann-ann", "my cat could do better")
    assert found(settings, "my cat") == ["comments"]
    MessageLog(settings.var, "web", clock).mark_deleted("ann-ann-ann")
    erasure.delete("ann-ann-ann")
    assert found(settings, "ann-ann-ann") == ["outbox", "tickets", "ticket_parts"]
    assert found(settings, "my dog ate it") == found(settings, "my cat") == []
    Tickets(settings.var, clock).close("U-1001")
    assert erasure.sweep()["tickets"] == 1
    assert found(settings, "ann-ann-ann") == []
    assert MessageLog(settings.var, "web", clock).is_deleted("ann-ann-ann")


def test_the_number_of_a_forgotten_ticket_never_comes_back(settings, erasure, clock):
    tickets = Tickets(settings.var, clock)
    tickets.open("ann", "web", {}, [])
    tickets.close("U-1001")
    tickets.open("ann", "web", {}, [])
    assert erasure.forget("ann") == {"tickets": 2}
    assert tickets.open("bob", "web", {}, []).number == "U-1003"


def test_attachments_that_have_expired_go_with_every_sweep(settings, erasure):
    Attachments.from_settings(settings).put("ann", b"x", filename="x", lifetime=timedelta(0))
    assert erasure.sweep() == {"attachments": 1}


def test_nobody_is_forgotten_by_a_name_that_is_like_theirs(settings, erasure, clock):
    fill(settings, "ann-ann-ann", clock)
    for other in ("", "ann", "%", "ann-ann-an_", "' OR 1=1 --"):
        assert erasure.forget(other) == {}
