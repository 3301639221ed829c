"""Placeholders are filled as each language writes numbers, days, times and lists."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.wording.filling import fill, forms_of, listed, locale_of, shown

DAYS = {"days": {"one": "{days} day left", "other": "{days} days left"}}
ENGLISH, GERMAN, POLISH, ARABIC = map(locale_of, ("en", "de", "pl", "ar"))


def test_a_text_takes_the_form_of_its_number():
    assert [fill(DAYS, {"days": number}, ENGLISH) for number in (0, 1, 2)] == [
        "0 days left",
        "1 day left",
        "2 days left",
    ]
    assert fill(DAYS, {"days": "some"}, ENGLISH) == "some days left"
    assert fill({"days": {"other": "{days}!"}}, {"days": 1}, ENGLISH) == "1!"


def test_a_value_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        fill("{name} is here", {}, ENGLISH)


def test_numbers_days_and_times_are_written_as_the_language_does():
    assert [shown(1234.5, locale) for locale in (ENGLISH, GERMAN)] == ["1234.5", "1234,5"]
    assert [shown(date(2026, 3, 2), locale) for locale in (ENGLISH, GERMAN)] == ["Monday", "Montag"]
    assert shown(time(9, 5), ENGLISH) == "09:05"
    assert shown("9:41", GERMAN) == "9:41"


def test_lists_are_put_together_as_the_language_does():
    assert listed(["JPEG"], "or", ENGLISH) == "JPEG"
    assert listed(["JPEG", "PNG"], "or", GERMAN) == "JPEG oder PNG"
    assert listed(["a", "b"], "and", ENGLISH) == "a and b"


def test_each_language_has_its_own_forms():
    assert forms_of(ENGLISH) == ["one", "other"]
    assert set(forms_of(POLISH)) == {"one", "few", "many", "other"}
    assert "two" in forms_of(ARABIC)


@given(st.integers(0, 10_000), st.sampled_from([ENGLISH, GERMAN, POLISH, ARABIC]))
def test_with_a_text_for_each_form_every_number_has_one(number, locale):
    texts = {form: form for form in forms_of(locale)}
    assert fill({"n": texts}, {"n": number}, locale) == locale.plural_form(number)
