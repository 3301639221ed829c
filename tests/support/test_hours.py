"""Office hours: what the team writes is read as it is meant, and a mistake is told in one sentence."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from unstuck.errors import SettingError
from unstuck.settings import ROOT
from unstuck.support.hours import Hours, OfficeHours

WRITTEN = """
time_zone: Europe/Berlin
week:
  monday: 09:00-12:00, 13:00-17:00
  friday: 09:00-24:00
dates:
  2026-03-30: closed
  2026-03-31: 10:00-11:00
"""
BERLIN = ZoneInfo("Europe/Berlin")


def hours(tmp_path, text=WRITTEN):
    path = tmp_path / "hours.yml"
    path.write_text(text)
    return Hours.load(path)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("when", "open"),
    [
        ("2026-03-02T09:00", True),
        ("2026-03-02T08:59", False),
        ("2026-03-02T12:00", False),
        ("2026-03-02T16:59", True),
        ("2026-03-03T10:00", False),
        ("2026-03-06T23:59", True),
        ("2026-03-07T00:00", False),
        ("2026-03-30T10:00", False),
        ("2026-03-31T10:30", True),
    ],
)
def test_somebody_is_there_when_the_file_says_so(tmp_path, when, open):
    assert hours(tmp_path).is_open(at(when)) is open
    assert hours(tmp_path).is_open(at(when).astimezone(UTC)) is open


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-03-02T08:00", "2026-03-02T09:00"),
        ("2026-03-02T12:30", "2026-03-02T13:00"),
        ("2026-03-02T18:00", "2026-03-06T09:00"),
        ("2026-03-28T12:00", "2026-03-31T10:00"),  # the clocks go forward in between
    ],
)
def test_the_next_opening_is_in_the_team_s_own_time(tmp_path, when, opens):
    assert hours(tmp_path).next_opening(at(when).astimezone(UTC)) == at(opens)


def test_without_a_week_nothing_is_said(tmp_path):
    for unknown in (hours(tmp_path, ""), Hours.load(tmp_path / "none.yml"), Hours.load(ROOT / "data" / "hours.yml")):
        assert not unknown.are_known
        assert unknown.is_open(at("2026-12-25T03:00"))
        assert unknown.next_opening(at("2026-12-25T03:00")) is None


def test_a_team_that_is_never_there_has_no_next_opening(tmp_path):
    never = hours(tmp_path, "week:\n  monday: closed\ndates:\n  2026-03-02: 09:00-10:00")
    assert never.next_opening(at("2026-03-03T10:00")) is None
    assert not never.is_open(at("2026-03-03T10:00") + timedelta(days=365))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("time_zone: Berlin", "Berlin"),
        ("week:\n  mon: 09:00-17:00", "mon is no day"),
        ("week: {monday: 9-17}", "9-17 is no span"),
        ("week:\n  monday: 17:00-09:00", "each span has to end"),
        ("week: {monday: '09:00-12:00, 11:00-13:00'}", "each span has to end"),
        ("dates: {christmas: closed}", "christmas is no date"),
        ("hours: always", "it has hours"),
        ("week: [", "hours.yml"),
        ("- monday", "hours.yml"),
        ("week: 9-17", "hours.yml"),
    ],
)
def test_a_mistake_is_one_sentence_with_what_is_wrong(tmp_path, text, told):
    with pytest.raises(SettingError, match=told) as refused:
        hours(tmp_path, text)
    assert refused.value.code == "bad_hours"


def test_a_file_that_breaks_while_the_bot_runs_leaves_the_hours_as_they_were(tmp_path):
    hours(tmp_path)
    now = OfficeHours(tmp_path / "hours.yml")
    (tmp_path / "hours.yml").write_text("week: {monday: nine to five}")
    assert now().is_open(at("2026-03-02T09:00"))
    (tmp_path / "hours.yml").write_text("week:\n  monday: 10:00-17:00\ntime_zone: Europe/Berlin")
    assert not now().is_open(at("2026-03-02T09:00"))
