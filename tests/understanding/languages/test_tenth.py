"""One more language is two files of data and nothing else: here Esperanto, with as little as a first trial has."""

import shutil
from dataclasses import replace

import pytest

from unstuck import settings
from unstuck.understanding import archive
from unstuck.understanding.context import Context
from unstuck.understanding.languages import training
from unstuck.understanding.languages.encoder import load as load_encoder
from unstuck.understanding.languages.language import load
from unstuck.understanding.languages.vocabulary import FOLDER, write_vocabulary
from unstuck.understanding.reading import Reader

WORDS = """
name: Esperanto
called: [esperanto, esperante]
function: [mi, vi, ĝi, la, de, kaj, sed, ne, jes, mia, estas, ĉu, kiel, kial, por, al, en, tio, saluton, dankon, jam]
joints: [kaj, sed, do]
questions: [kiel, kial]
question_marks: [ĉu]
last: [lasta, lastan]
option: [solvo]
times: [fojojn, fojoj]
numbers: {unu: 1, unua: 1, du: 2, dua: 2, tri: 3, tria: 3}
units: {megabajtoj: mb}
entities: {device: {home_button: [hejmbutono]}}
fixes: {restart_device: [restartigo, restartigi la telefonon]}
"""
SAID = """
intents:
  report_profile_photo_error:
    - mi ne povas ŝanĝi mian profilbildon
    - mia profilbildo ne ŝanĝiĝas
    - la profilbildo ne ĝisdatiĝas
    - la nova profilbildo malsukcesas
  describe_network_trouble:
    - mia reto estas malrapida
    - la sendrata reto ĉiam rompiĝas
    - mi havas malbonan konekton
    - la interreto ne funkcias
  talk_to_human: [mi volas paroli kun homo, bonvolu doni al mi homon, ĉu mi povas paroli kun iu vera]
  greet: [saluton, bonan tagon, hej saluton]
  affirm: [jes, jes ja, certe]
  deny: [ne, tute ne, ne dankon]
moments:
  step:
    next_step: [farite, mi faris tion, bone kaj nun, mi estas tie]
fixes:
  restart_device:
    done: [mi jam restartigis la telefonon, mi restartigis ĝin, la telefono estas restartigita]
    not_done: [mi ankoraŭ ne restartigis la telefonon, mi ne restartigis ĝin]
denied:
  describe_network_trouble: [ne estas la reto, mia reto bone funkcias]
stories:
  - - [saluton, greet]
    - [mi ne povas ŝanĝi mian profilbildon, report_profile_photo_error]
"""


@pytest.fixture(scope="module")
def esperanto(root, knowledge, encoder, tmp_path_factory):
    """A reader that was taught Esperanto by two files."""
    folder = tmp_path_factory.mktemp("tenth")
    configured = replace(
        settings.read(),
        languages=folder / "languages",
        words=folder / "languages",  # a file of words as well, of which nothing but its name counts here
        statements=folder / "statements",
        models=folder / "models",
    )
    lessons = configured.languages / training.EXAMPLES
    for path in (lessons, configured.statements, configured.models / FOLDER):
        path.mkdir(parents=True)
    (configured.languages / "eo.yml").write_text(WORDS, encoding="utf-8")
    (lessons / "eo.yml").write_text(SAID, encoding="utf-8")
    shutil.copy(root / "data" / "statements" / "acts.yml", configured.statements)
    for name in ("messages", "moments", "near", "tried"):  # no English teaches it here
        (configured.statements / f"{name}.yml").write_text("[]\n", encoding="utf-8")
    known = load(configured.languages).values()
    trained, words = training.train(
        known,
        [],
        load_encoder(),
        configured.languages,
        configured.statements,
        configured.patterns,
        knowledge.articles,
    )
    archive.write(trained, configured.models / FOLDER)
    write_vocabulary(words, configured.models / FOLDER)
    return Reader.make(configured, encoder, archive.read_newest(settings.read().models))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("saluton, mi ne povas ŝanĝi la profilbildon", "report_profile_photo_error"),
        ("mia reto estas tre malrapida", "describe_network_trouble"),
        ("mi volas paroli kun vera homo", "talk_to_human"),
    ],
)
def test_its_messages_are_heard(esperanto, text, intent):
    reading = esperanto.read(text)
    assert (reading.language, reading.intent, reading.unheard) == ("eo", intent, False)


def test_its_short_answers_are_read_in_the_conversation_s_language(esperanto):
    assert esperanto.read("jes", Context("escalation", language="eo")).intent == "affirm"
    assert esperanto.read("farite", Context("step", language="eo")).intent == "next_step"


def test_its_facts_and_fixes_are_heard(esperanto):
    reading = esperanto.read("mi jam restartigis la telefonon, la bildo havas 14 megabajtoj")
    assert [(one.target, one.how) for one in reading.statements if one.target] == [("restart_device", "done")]
    assert ("file_size", 14_000_000) in {(one.name, one.value) for one in reading.entities}


def test_english_is_read_as_ever_and_what_nobody_taught_is_not_heard(esperanto, reader):
    text = "my profile picture will not change"
    assert esperanto.read(text) == reader.read(text)
    assert esperanto.read("nie mogę zmienić zdjęcia profilowego").unheard
