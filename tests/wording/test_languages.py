"""Every language has all that English has, in the same form; and a new one is data alone."""

from __future__ import annotations

from datetime import date, time

import pytest
from ruamel.yaml import YAML

from tests.wording.made_up import CODE, MARK, made_up_overlay, made_up_words
from unstuck import settings
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import article_files, as_written
from unstuck.articles.overlay import Overlay
from unstuck.articles.overlay_check import doubts_of, faults_of
from unstuck.articles.translations import overlay_files
from unstuck.cli.main import main
from unstuck.cli.rehearsal import Rehearsal
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Message
from unstuck.settings import ROOT
from unstuck.wording.check import faults
from unstuck.wording.english import FOR_THE_TEAM, sentences
from unstuck.wording.filling import fill, forms_of, listed, locale_of
from unstuck.wording.languages import Languages, load, spoken
from unstuck.wording.refusals import sentence, sentence_in
from unstuck.wording.responses import ENGLISH, Translation
from unstuck.wording.speaking import in_language

SHIPPED = load(ROOT / "data" / "words")
OTHERS = sorted(SHIPPED.translations.keys() - {ENGLISH})
ARTICLES = article_files(ROOT / "data" / "articles")


def wanted(languages: Languages = SHIPPED):
    return list(sentences(languages, ROOT / "domain.yml", ROOT / "data" / "words"))


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_text_with_the_placeholders_forms_and_labels_of_english(language):
    assert list(faults(wanted(), SHIPPED.translations[language])) == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_is_there_in_every_language_and_none_of_it_lacks_or_is_stale(path):
    assert sorted(overlay_files(path)) == OTHERS
    assert [*faults_of(path), *doubts_of(path)] == []


def test_no_label_of_a_device_is_without_a_word_on_its_source():
    for path in ARTICLES:
        for one in overlay_files(path).values():
            labels = YAML(typ="safe").load(one)["labels"]
            assert all(label["source"] for label in labels.values()), one


@pytest.fixture
def tenth(tmp_path, monkeypatch):
    """A made-up language, in a copy of the data that has it beside the others."""
    words, articles = tmp_path / "words", tmp_path / "articles"
    words.mkdir()
    articles.mkdir()
    for path in (ROOT / "data" / "words").glob("*.yml"):
        (words / path.name).symlink_to(path)
    for path in (ROOT / "data" / "articles").glob("*.yml"):
        (articles / path.name).symlink_to(path)
    monkeypatch.setenv("UNSTUCK_WORDS", str(words))
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(articles))
    dump = YAML(typ="safe").dump
    dump(made_up_words(wanted()), words / f"{CODE}.yml")
    for path in ARTICLES:
        dump(made_up_overlay(as_written(path)), articles / f"{path.stem}.{CODE}.yml")
    load.cache_clear()
    yield settings.read()
    load.cache_clear()


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


def test_its_error_messages_are_known_in_every_language(tenth):
    knowledge = Knowledge.load(tenth.articles)
    for own in (knowledge, knowledge.in_language(CODE)):
        target = own.alert(f"{MARK}Profile Photo Update Failed")
        assert target
        assert target.article is own.first


def test_a_passage_that_answers_is_said_in_the_language_of_the_conversation(tenth):
    knowledge = Knowledge.load(tenth.articles)
    article = knowledge.first
    message = Message("nlu_fallback", passages=((article.id, article.prevention),), text="what now", language=CODE)
    turn = respond(knowledge, Case(), message)
    assert turn.says[0].values["body"] == MARK + article.prevention


def test_what_a_language_lacks_is_english(tmp_path):
    (tmp_path / "en.yml").symlink_to(ROOT / "data" / "words" / "en.yml")
    (tmp_path / "eo.yml").write_text("{language: eo, name: Esperanto, direction: ltr, bot: {utter_greet: Saluton}}")
    words = load(tmp_path).words("eo")
    assert words.say("utter_greet") == "Saluton"
    assert words.say("utter_noted_pace") == SHIPPED.words(ENGLISH).say("utter_noted_pace")
    assert load(tmp_path).widget("eo")["close"] == SHIPPED.widget(ENGLISH)["close"]


FIX = "force_quit"
GREETED = "Hi, {name}: **{count}** of {all}"


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ("Saluton, {name}: **{count}** el {all}", ""),
        ({"count": {"one": "{name}: **unu** el {all}", "other": "{name}: **{count}** el {all}"}}, ""),
        ("Saluton: **{count}** el {all}", "{name} lacks"),
        ("Saluton, {nomo}, {name}: **{count}** el {all}", "{nomo} is filled by nothing"),
        ("Saluton, {name}: {count} el {all}", "pairs of stars"),
        ("Saluton, {name}:\n**{count}** el {all}", "number of lines"),
        ("Saluton, {name: **{count}** el {all}", "brace"),
        ({"count": {"one": "{name}: **{count}** el {all}"}}, "other lack"),
        ({"count": {"few": "x", "one": "x", "other": "x"}}, "no form few"),
        ({"nombro": {"one": "x", "other": "x"}}, "can decide nothing"),
    ],
)
def test_the_check_names_what_is_not_as_in_english(own, why):
    from unstuck.wording.english import Sentence

    found = list(faults([Sentence("bot.utter_x", GREETED)], Translation("eo", "Esperanto", bot={"utter_x": own})))
    assert (why in "\n".join(found)) if why else not found


def test_a_text_that_nobody_has_translated_and_one_that_nobody_needs_are_named():
    found = list(faults(wanted(), Translation("eo", "Esperanto", bot={"utter_hullo": "Saluton"})))
    assert "bot.utter_hullo: there is no such text in English; correct the name, or remove it" in found
    assert len([why for why in found if "lacks; translate" in why]) == len(wanted())


def test_the_team_and_whoever_runs_the_bot_read_english():
    named = [name for name in SHIPPED.responses if name.startswith(FOR_THE_TEAM)]
    assert len(named) > 15
    assert not {f"bot.{name}" for name in named} & {one.place for one in wanted()}


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


def test_an_overlay_with_other_steps_than_the_article_is_not_followed(tenth):
    path = tenth.articles / f"threads_profile_photo.{CODE}.yml"
    tree = YAML(typ="safe").load(path)
    tree["methods"][FIX]["steps"].pop()
    path.unlink()
    YAML(typ="safe").dump(tree, path)
    knowledge = Knowledge.load(tenth.articles)
    english, own = (
        one.article(path.name.split(".")[0]).method(FIX) for one in (knowledge, knowledge.in_language(CODE))
    )
    assert own.steps == english.steps
    assert own.title != english.title
    assert main(["articles", "check"]) == 1


def test_a_changed_english_text_makes_its_part_stale(tenth, capsys):
    path = tenth.articles / "threads_profile_photo.yml"
    text = path.read_text()
    path.unlink()
    path.write_text(text.replace("why: It clears a passing hiccup of the app.", "why: It clears a hiccup."))
    assert main(["articles", "check"]) == 0
    warned = [line for line in capsys.readouterr().err.splitlines() if f".{CODE}.yml" in line]
    assert len(warned) == 1
    assert "methods.force_quit: is stale" in warned[0]
    assert main(["articles", "translate", "threads_profile_photo", CODE, "--anew"]) == 0
    assert main(["articles", "check"]) == 0
    assert f".{CODE}.yml" not in capsys.readouterr().err


def test_the_frame_of_an_overlay_asks_for_all_and_keeps_what_is_there(tenth):
    path = tenth.articles / f"threads_upload_photo.{CODE}.yml"
    before = Overlay.model_validate(YAML(typ="safe").load(path))
    assert main(["articles", "translate", "threads_upload_photo", CODE]) == 0
    assert Overlay.model_validate(YAML(typ="safe").load(path)) == before
    assert "# Check the Wi-Fi Connection" in path.read_text()


def test_the_frame_of_the_words_keeps_what_is_there(tenth):
    path = tenth.words / f"{CODE}.yml"
    before = YAML(typ="safe").load(path)
    assert main(["words", "frame", CODE]) == 0
    assert YAML(typ="safe").load(path) == before
    assert "# I'm not sure" in path.read_text()
