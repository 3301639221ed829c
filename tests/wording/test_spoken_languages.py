"""A new language is data alone, and what it lacks is English."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.wording.made_up import CODE, MARK
from tests.wording.tenth import SHIPPED
from unstuck.articles.knowledge import Knowledge
from unstuck.cli.main import main
from unstuck.cli.rehearsal import Rehearsal
from unstuck.settings import ROOT
from unstuck.wording.filling import fill, forms_of, listed, locale_of
from unstuck.wording.refusals import sentence, sentence_in
from unstuck.wording.responses import ENGLISH
from unstuck.wording.speaking import in_language
from unstuck.wording.spoken_languages import load, spoken


def test_a_tenth_language_takes_data_alone(tenth, capsys):
    assert main(["words", "check", CODE]) == 0
    assert main(["articles", "check"]) == 0
    assert f".{CODE}.yml" not in capsys.readouterr().err
    assert spoken().nearest(["xx", f"{CODE}-BR"]) == CODE
    talk = Rehearsal(Knowledge.load(tenth.articles), spoken().words(ENGLISH))
    orders = ["/greet", "/report_profile_photo_error", "/describe_photo_permission", "/ask_step_help", "/next_step"]
    orders += ["/ask_photo_requirements", "/ask_error_difference", "/ask_why_failed", "/list_methods", "/talk_to_human"]
    said = talk.say(f'/set_language{{"language":"{CODE}"}}')
    for order in orders:
        said += talk.say(order)
    shown = [text for one in said for text in (one["text"], *(button["title"] for button in one.get("buttons", ())))]
    assert len(shown) > 40
    assert [text for text in shown if MARK not in text] == []
    assert MARK in spoken().widget(CODE)["drawings"]["side_button"]
    with in_language(CODE):
        assert MARK in sentence("channel_too_many")


def test_what_a_language_lacks_is_english(tmp_path):
    (tmp_path / "en.yml").symlink_to(ROOT / "data" / "words" / "en.yml")
    (tmp_path / "eo.yml").write_text("{language: eo, name: Esperanto, direction: ltr, bot: {utter_greet: Saluton}}")
    words = load(tmp_path).words("eo")
    assert words.say("utter_greet") == "Saluton"
    assert words.say("utter_noted_pace") == SHIPPED.words(ENGLISH).say("utter_noted_pace")
    assert load(tmp_path).widget("eo")["close"] == SHIPPED.widget(ENGLISH)["close"]


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", 3.1, "3.1"),
        ("de", 3.1, "3,1"),
        ("fr", 1024, "1024"),
        ("ar", 24, "24"),
        ("en", time(9), "09:00"),
        ("de", time(17, 30), "17:30"),
        ("en", date(2026, 11, 30), "Monday"),
        ("es", date(2026, 11, 30), "lunes"),
    ],
)
def test_numbers_times_and_days_are_written_as_the_language_does(language, value, written):
    assert fill("{it}", {"it": value}, locale_of(language)) == written


def test_lists_and_forms_of_numbers_are_the_language_s_own():
    assert listed(["A", "B", "C"], "and", locale_of("en")) == "A, B and C"
    assert listed(["A", "B"], "or", locale_of("es")) == "A o B"
    assert forms_of(locale_of("ja")) == ["other"]
    assert forms_of(locale_of("ar")) == ["few", "many", "one", "other", "two", "zero"]
    counted = {"hours": {"one": "in einer Stunde", "other": "in {hours} Stunden"}}
    assert [fill(counted, {"hours": hours}, locale_of("de")) for hours in (1, 24)] == [
        "in einer Stunde",
        "in 24 Stunden",
    ]


def test_whose_language_is_not_spoken_is_told_so_in_it():
    assert sentence_in("nl", "channel_voice_note").startswith("Ik kan geen spraakberichten")
    told = sentence_in("nl", "other_language", languages=SHIPPED.names)
    assert "English" in told
    assert "deze taal" in told
    assert sentence_in("xx", "channel_voice_note") == sentence("channel_voice_note")
