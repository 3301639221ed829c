"""PostgreSQL that stops, hangs or is busy: an error that says so, within seconds, and no restart when it is back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from unstuck.errors import StoreError
from unstuck.storage import postgres as limits
from unstuck.storage.database import connect, transaction
from unstuck.storage.outcomes import Outcomes
from unstuck.support.tickets import Tickets


@pytest.fixture
def address(postgres):
    return postgres.database()


def test_while_it_is_down_there_is_an_error_and_afterwards_everything_is_there(postgres, address):
    tickets = Tickets(address)
    tickets.open("ann", "web", {}, [])
    postgres.stop()
    try:
        with pytest.raises(StoreError, match="please try again"):
            tickets.open("bob", "web", {}, [])
        with pytest.raises(StoreError):
            Outcomes(address.replace("/test_", "/other_"))
    finally:
        postgres.start()
    assert [ticket.conversation_id for ticket in tickets.all()] == ["ann"]


def test_one_that_hangs_is_an_error_too(postgres, address):
    tickets = Tickets(address)
    tickets.open("ann", "web", {}, [])
    postgres.freeze()
    try:
        with limits.patience(0.2), pytest.raises(StoreError):
            tickets.all()
        with limits.patience(0.2), pytest.raises(StoreError):
            Tickets(postgres.address("another"))
    finally:
        postgres.thaw()
    assert [ticket.conversation_id for ticket in tickets.all()] == ["ann"]


def test_one_that_hangs_in_mid_transaction_is_an_error_too(postgres, address):
    def work():
        with transaction(connect(address)) as connection:
            connection.execute(text("SELECT 1"))
            postgres.freeze()
            connection.execute(text("SELECT 1"))

    try:
        with limits.patience(0.2), pytest.raises(StoreError):
            work()
    finally:
        postgres.thaw()
    assert Tickets(address).all() == []


def test_a_lock_that_is_never_given_back_is_not_waited_for(monkeypatch, address):
    monkeypatch.setattr(limits, "STATEMENT_SECONDS", 0.2)
    tickets = Tickets(address)
    with transaction(connect(address)) as other:
        other.execute(text("LOCK TABLE tickets"))
        with pytest.raises(StoreError):
            tickets.all()
    assert tickets.all() == []


def test_more_threads_than_connections_all_get_their_turn(address):
    outcomes = Outcomes(address)
    with ThreadPoolExecutor(40) as pool:
        list(pool.map(lambda _: outcomes.record("a", "glitch", "restart", "solved"), range(200)))
    assert [tally.count for tally in outcomes.tally()] == [200]
