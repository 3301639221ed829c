"""Facts are found in every language: those that are called the same everywhere, and those that are not."""

import pytest

from unstuck.understanding.languages.facts import FactFinder, LanguageNames, parted, plain_digits


@pytest.fixture(scope="module")
def facts(languages, finder):
    names = LanguageNames(languages.values())

    def found(code, text):
        entities = FactFinder(languages[code], finder, names).find(text)
        assert all(text[one.start : one.end] == one.text for one in entities)
        return {(one.name, one.value) for one in entities}

    return found


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("de", "iPhone 13 mit iOS 18.6", {("device", "face_id"), ("os_version", "18.6")}),
        ("de", "das Bild hat 4,5 MB", {("file_size", 4_500_000)}),
        ("de", "schon dreimal versucht, 3 mal heute", {("count", 3)}),
        ("fr", "la photo fait 14 Mo", {("file_size", 14_000_000)}),
        ("ja", "iPhone13です。iOS18.6です", {("device", "face_id"), ("os_version", "18.6")}),
        ("ja", "１４MBのHEIC", {("file_size", 14_000_000), ("file_format", "heic")}),
        ("ar", "عندي iPhone ١٣ والنظام iOS ١٨.٦", {("device", "face_id"), ("os_version", "18.6")}),
        ("de", "hier steht Profile Photo Update Failed", {("error_message", "Profile Photo Update Failed")}),
        ("de", "auf Englisch bitte", {("language", "en")}),
        ("ja", "英語でお願いします", {("language", "en")}),
    ],
)
def test_facts_are_found(facts, code, text, wanted):
    assert wanted <= facts(code, text)


@pytest.mark.parametrize(("code", "text"), [("es", "un poco mejor"), ("it", "a se stesso"), ("pt", "a se ver")])
def test_little_words_of_a_language_are_no_names(facts, code, text):
    assert facts(code, text) == set()


@pytest.mark.parametrize(
    ("code", "there", "elsewhere"),
    [
        ("it", "provo dal sito", "la foto è presa da un sito"),
        ("pt", "estou no site", "na página do perfil, com uma foto de um site"),
        ("tr", "sitede olmuyor", "fotoğrafı bir site verdi"),
    ],
)
def test_a_web_site_that_is_only_mentioned_is_no_place_where_somebody_is(facts, code, there, elsewhere):
    assert ("platform", "web") in facts(code, there)
    assert facts(code, elsewhere) == set()


def test_digits_of_every_script_are_read_where_they_stand():
    assert plain_digits("١٨.٦ と １４ＭＢ") == "18.6 と 14MB"


def test_parted_text_keeps_its_places():
    spaced, places = parted("あiPhone13で")
    assert spaced == "あ iPhone13 で"
    assert "".join("あiPhone13で"[place] for letter, place in zip(spaced, places, strict=True) if letter != " ") == (
        "あiPhone13で"
    )
