"""Sessions of teammates: nothing in the database opens one, and each ends when it should."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.clock import Clock
from unstuck.errors import TeamError
from unstuck.storage.database import connect
from unstuck.storage.team_tables import team_sessions, teammates
from unstuck.support.team_sessions import LONGEST, SILENCE, TeamSessions, end_all_of
from unstuck.support.teammate import Teammate

SHORT = timedelta(minutes=6)  # long enough to be noted


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ann(tmp_path, clock):
    row = {"name": "Ann", "sign_in": "ann", "password": "", "invitation": "", "invited": clock(), "added": clock()}
    with connect(tmp_path).begin() as connection:
        return Teammate(connection.execute(teammates.insert().values(row)).inserted_primary_key[0], "Ann")


@pytest.fixture
def sessions(tmp_path, clock, ann):
    return TeamSessions(tmp_path, clock)


def is_over(sessions, token):
    try:
        sessions.find(token)
    except TeamError as error:
        return error.code == "team_signed_out"
    return False


def test_a_session_is_its_teammate_s_and_the_database_does_not_hold_what_opens_it(sessions, ann, tmp_path):
    token = sessions.begin(ann)
    assert sessions.find(token).teammate == ann
    with connect(tmp_path).connect() as connection:
        kept = connection.execute(select(team_sessions)).one()
    assert token not in map(str, kept)
    assert is_over(sessions, kept.id)


def test_it_ends_after_a_long_silence_and_after_two_weeks_in_any_case(sessions, ann, clock):
    begun = clock()
    quiet, busy = sessions.begin(ann), sessions.begin(ann)
    clock.time += SILENCE - SHORT
    sessions.find(busy)
    clock.time += 2 * SHORT
    assert (is_over(sessions, quiet), is_over(sessions, busy)) == (True, False)
    while clock() < begun + LONGEST - SILENCE:
        clock.time += SILENCE - SHORT
        sessions.find(busy)
    clock.time += SILENCE - SHORT
    assert is_over(sessions, busy)


def test_signing_out_ends_one_session_or_all(sessions, ann, tmp_path):
    first, second = sessions.begin(ann), sessions.begin(ann)
    sessions.end(sessions.find(first))
    assert (is_over(sessions, first), is_over(sessions, second)) == (True, False)
    assert sessions.living([sessions.find(second).id, "made up"]) == {sessions.find(second).id}
    with connect(tmp_path).begin() as connection:
        end_all_of(ann.id, connection)
    assert is_over(sessions, second)


def test_who_is_removed_is_signed_out(sessions, ann, tmp_path, clock):
    token = sessions.begin(ann)
    with connect(tmp_path).begin() as connection:
        connection.execute(teammates.update().values(removed=clock()))
    assert is_over(sessions, token)
