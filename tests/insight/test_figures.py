"""The figures: counted right, by day, by place, and never for longer than they may be."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.clock import Clock
from unstuck.errors import StoreError
from unstuck.insight.figures import Comment, Day, Finding, Fix, Insight, Language, Stop, Thumbs, ends
from unstuck.storage.conversations import HANDED_OFF, SOLVED, Conversations, Position
from unstuck.storage.database import connect
from unstuck.storage.outcomes import Outcomes

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
MONTH = timedelta(days=30)


@pytest.fixture
def clock():
    return Clock(NOON)


@pytest.fixture
def store(database, clock):
    return Conversations(database, b"key", MONTH, clock)


@pytest.fixture
def figures(database, clock):
    return lambda days=7: Insight(database, MONTH, clock).figures(days)


def test_without_anything_recorded_every_figure_is_nothing(figures):
    empty = figures()
    assert [day.day.day for day in empty.days] == [4, 5, 6, 7, 8, 9, 10]
    assert ends(empty.days) == {"begun": 0, "solved": 0, "handed_off": 0, "left": 0, "open": 0}
    assert (empty.fixes, empty.stops, empty.findings, empty.unclear) == ((), (), (), ())
    assert empty.thumbs == Thumbs(0, 0)


def test_a_conversation_counts_on_the_day_it_began_by_how_it_ended(store, figures, clock):
    clock.time = NOON - timedelta(days=2)
    for conversation_id, end in (("a", SOLVED), ("b", SOLVED), ("c", HANDED_OFF), ("d", "")):
        store.note(conversation_id, "web", Position("x"), end)
    clock.time = NOON
    store.note("e", "web", Position("x"))
    days = figures().days
    assert days[-3] == Day(days[-3].day, solved=2, handed_off=1, left=1)
    assert days[-1] == Day(days[-1].day, open=1)


def test_conversations_are_counted_by_their_language(store, figures):
    store.note("ann", "web", Position("threads"), SOLVED, anew=True, language="de")
    store.note("bob", "web", Position("threads"), anew=True, language="de")
    store.note("cat", "web", Position("threads"), anew=True)
    assert figures().languages == (Language("de", solved=1, open=1), Language("", open=1))


def test_somebody_who_is_silent_for_an_hour_has_left_and_is_back_with_the_next_word(store, figures, clock):
    store.note("a", "web", Position("x"))
    clock.time += timedelta(minutes=60)
    assert figures().days[-1].open == 1
    clock.time += timedelta(minutes=1)
    assert figures().days[-1].left == 1
    store.note("a", "web", Position("x"))
    assert (figures().days[-1].left, figures().days[-1].open) == (0, 1)


def test_what_is_older_than_the_period_does_not_count(store, figures, clock, database):
    clock.time = NOON - timedelta(days=7)
    store.note("a", "web", Position("x"), SOLVED)
    store.not_understood("a", "hm")
    store.looked_at_picture(["heic"])
    Outcomes(database, clock).record("x", "glitch", "restart", "solved")
    clock.time = NOON
    week = figures()
    assert ends(week.days)["begun"] == len(week.fixes) == len(week.unclear) == len(week.findings) == 0
    assert ends(figures(8).days)["begun"] == len(figures(8).fixes) == 1


def test_the_place_that_people_left_at_is_counted_and_where_others_went_on_is_not(store, figures, clock):
    for conversation_id in ("a", "b"):
        store.note(conversation_id, "web", Position("x", "glitch", "restart", 2))
    store.note("c", "web", Position("x", "", "", 0, "rate_limit"))
    store.note("d", "web", Position("x", "glitch", "restart", 0), SOLVED)
    clock.time += timedelta(hours=2)
    assert figures().stops == (Stop("x", "restart", 3, "", 2), Stop("x", "", 0, "rate_limit", 1))


def test_each_fix_has_its_tries_for_each_cause(database, figures, clock):
    outcomes = Outcomes(database, clock)
    for cause, result in (("glitch", "solved"), ("glitch", "failed"), ("glitch", "solved"), ("", "skipped")):
        outcomes.record("x", cause, "restart", result)
    outcomes.record("x", "glitch", "restart", "stopped")
    outcomes.record("x", "glitch", "", "solved")
    assert figures().fixes == (Fix("x", "", "restart", 0, 0, 1), Fix("x", "glitch", "restart", 2, 1, 0))


def test_thumbs_and_findings_are_counted(store, figures):
    for conversation_id, thumb in (("a", "up"), ("b", "up"), ("c", "down")):
        store.note(conversation_id, "web", Position("x"), SOLVED)
        store.rate(conversation_id, thumb)
    store.looked_at_picture(["heic", "not_square"])
    store.looked_at_picture(["heic"])
    assert figures().thumbs == Thumbs(2, 1)
    assert figures().findings == (Finding("heic", 2), Finding("not_square", 1))


def test_comments_are_shown_latest_first_and_not_after_their_time(database, store, figures, clock):
    store.note("a", "web", Position("x"), SOLVED)
    store.rate("a", "down")
    for text in ("too long", "too short"):
        store.comment("a", text)
        clock.time += timedelta(minutes=1)
    assert figures().comments == (Comment("down", "too short"), Comment("down", "too long"))
    clock.time += timedelta(days=3)
    assert Insight(database, timedelta(days=3), clock).figures(7).comments == ()


def test_a_message_is_not_shown_after_its_time_even_if_none_came_since(database, store, clock):
    store.not_understood("a", "hm")
    clock.time += timedelta(days=3)
    assert Insight(database, MONTH, clock).figures(7).unclear
    assert Insight(database, timedelta(days=3), clock).figures(7).unclear == ()


def test_a_database_that_does_not_answer_is_one_clear_error(tmp_path, clock):
    insight = Insight(tmp_path, MONTH, clock)
    connect(tmp_path).dispose()
    (tmp_path / "unstuck.db").write_bytes(b"not a database at all, but something else" * 100)
    with pytest.raises(StoreError, match="please try again"):
        insight.figures(7)
