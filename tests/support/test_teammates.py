"""Teammates and their sessions: invited once, signed in by a password of their own, and out at once when they go."""

import pytest
from sqlalchemy import text

from tests.clock import Clock
from unstuck.errors import TeamError
from unstuck.storage.database import connect, transaction
from unstuck.support.team_sessions import LONGEST, SILENCE, TeamSessions
from unstuck.support.teammates import INVITATION, Teammates

PASSWORD = "a password of Anna's"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def teammates(database, clock):
    return Teammates(database, clock)


@pytest.fixture
def sessions(database, clock):
    return TeamSessions(database, clock)


@pytest.fixture
def anna(teammates):
    return teammates.join(teammates.add("Anna")[1], PASSWORD)


def refused(code, do, *values):
    with pytest.raises(TeamError) as caught:
        do(*values)
    assert caught.value.code == code


def test_who_is_added_chooses_a_password_once_and_signs_in_by_it(teammates):
    anna, code = teammates.add("Anna  Lind")
    assert anna.name == "Anna Lind"
    refused("sign_in_wrong", teammates.check, "Anna Lind", "")
    assert teammates.invited(code) == anna
    assert teammates.join(code, PASSWORD) == anna
    assert teammates.check(" anna  LIND ", PASSWORD) == anna
    refused("invitation_unknown", teammates.join, code, "another password here")
    assert [(one.teammate, one.joined) for one in teammates.all()] == [(anna, True)]


@pytest.mark.parametrize(
    ("name", "password"),
    [("Anna", ""), ("Anna", PASSWORD[:-1]), ("Anna", PASSWORD.upper()), ("Ann", PASSWORD), ("", ""), ("An\0na", "\0")],
)
def test_anything_else_signs_nobody_in(teammates, anna, name, password):
    refused("sign_in_wrong", teammates.check, name, password)


def test_a_database_that_is_read_by_others_holds_neither_passwords_nor_codes_nor_sessions(
    database, teammates, sessions, anna
):
    _, code = teammates.add("Ben")
    token = sessions.begin(anna)
    with transaction(connect(database)) as connection:
        kept = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in ("teammates", "team_sessions")]
    assert "$argon2id$" in str(kept)
    assert not any(secret in str(kept) for secret in (PASSWORD, code, token))


def test_an_invitation_runs_out(teammates, clock):
    _, code = teammates.add("Anna")
    clock.time += INVITATION
    refused("invitation_unknown", teammates.join, code, PASSWORD)
    refused("invitation_unknown", teammates.invited, code)
    _, another = teammates.invite("anna")
    refused("invitation_unknown", teammates.join, code, PASSWORD)
    teammates.join(another, PASSWORD)


@pytest.mark.parametrize("code", ["", "x", "ä"])
def test_a_code_that_was_never_made_invites_nobody(teammates, anna, code):
    refused("invitation_unknown", teammates.join, code, PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "elevensigns", "x" * 1001])
def test_a_password_that_is_too_short_is_refused_and_the_invitation_stays(teammates, password):
    _, code = teammates.add("Anna")
    refused("password_unfit", teammates.join, code, password)
    teammates.join(code, PASSWORD)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "An\x1b[2Jna", "Anna\u202e", "ﷺ" * 60])
def test_a_name_that_cannot_be_shown_is_refused(teammates, name):
    refused("teammate_name", teammates.add, name)


def test_a_name_is_there_once_however_it_is_written_and_free_again_after_its_teammate_has_gone(teammates, anna):
    for name in ("anna", " ANNA", "Ａｎｎａ"):
        refused("teammate_known", teammates.add, name)
    assert teammates.remove("ANNA") == anna
    another, code = teammates.add("Anna")
    assert another.id != anna.id
    refused("sign_in_wrong", teammates.check, "Anna", PASSWORD)
    teammates.join(code, PASSWORD)


def test_who_is_removed_is_signed_out_at_once_and_can_do_nothing_any_more(teammates, sessions, anna):
    _, code = teammates.invite("Anna")
    tokens = [sessions.begin(anna) for _ in range(2)]
    ids = [sessions.find(token).id for token in tokens]
    teammates.remove("Anna")
    for token in tokens:
        refused("team_signed_out", sessions.find, token)
    assert sessions.living(ids) == set()
    refused("sign_in_wrong", teammates.check, "Anna", PASSWORD)
    refused("invitation_unknown", teammates.join, code, PASSWORD)
    refused("teammate_unknown", teammates.remove, "Anna")
    refused("teammate_unknown", teammates.invite, "Anna")


def test_another_password_ends_all_sessions_of_the_one_before(teammates, sessions, anna):
    ben = teammates.join(teammates.add("Ben")[1], "a password of Ben's")
    of_anna, of_ben = [sessions.begin(anna) for _ in range(2)], sessions.begin(ben)
    _, code = teammates.invite("Anna")
    assert sessions.find(of_anna[0]).teammate == anna
    teammates.join(code, "another password here")
    for token in of_anna:
        refused("team_signed_out", sessions.find, token)
    assert sessions.living([sessions.find(of_ben).id, "x"]) == {sessions.find(of_ben).id}
    refused("sign_in_wrong", teammates.check, "Anna", PASSWORD)


def test_a_session_ends_when_it_is_left_when_it_is_silent_and_after_two_weeks(sessions, clock, anna):
    left, silent, used = (sessions.begin(anna) for _ in range(3))
    sessions.end(sessions.find(left))
    refused("team_signed_out", sessions.find, left)
    begun = clock.time
    while clock.time + SILENCE / 2 < begun + LONGEST:
        clock.time += SILENCE / 2
        sessions.find(used)
    refused("team_signed_out", sessions.find, silent)
    clock.time = begun + LONGEST
    refused("team_signed_out", sessions.find, used)


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "\0", "ä" * 5000])
def test_a_session_that_was_never_begun_opens_nothing(sessions, token):
    refused("team_signed_out", sessions.find, token)


def test_the_first_teammate_of_all_may_come_without_an_invitation_and_nobody_after(teammates):
    assert teammates.is_new
    refused("password_unfit", teammates.join_first, "Anna", "short")
    anna = teammates.join_first("Anna", PASSWORD)
    assert teammates.check("Anna", PASSWORD) == anna
    refused("invitation_unknown", teammates.join_first, "Eve", PASSWORD)
    teammates.remove("Anna")
    refused("invitation_unknown", teammates.join_first, "Eve", PASSWORD)
