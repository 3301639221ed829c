"""An article is found from the moment that it is published, by its own words, and takes nothing from the others."""

import shutil
from dataclasses import replace

import pytest

from tests.library import ARTICLES
from unstuck import settings
from unstuck.articles import library
from unstuck.articles.knowledge import Knowledge
from unstuck.cli.rehearsal import Rehearsal
from unstuck.understanding import archive
from unstuck.understanding.context import Context
from unstuck.understanding.reading import Reader
from unstuck.understanding.unlearned import unlearned
from unstuck.wording.responses import Words

PRINTER = """
id: printer
title: The printer is offline
product: Inkwell
platforms: [Windows, macOS]
error_messages: [Spooler did not answer]
intents: [printer.error]
summary: Windows shows the printer as offline when it cannot reach it over the cable or the Wi-Fi.
causes:
  - id: sleep
    title: The printer sleeps
    short: a printer that fell asleep
    explanation: After an hour without work the printer goes to sleep and forgets the network.
    signs: [The display of the printer is dark]
    intents: [printer.sleep]
    methods: [wake]
methods:
  - id: wake
    title: Wake the printer
    steps: [{text: Press the button with the moon.}]
source: nobody
"""


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    """The articles of the tests, and two that the model was not trained with."""
    found = shutil.copytree(ARTICLES, tmp_path_factory.mktemp("published") / "articles")
    shutil.copy(root / "tests" / "guide" / "library" / "harbour_mail.yml", found)
    (found / "printer.yml").write_text(PRINTER, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def classifiers(models):
    return archive.read_newest(models)


@pytest.fixture(scope="module")
def make(models, encoder, classifiers, tmp_path_factory):
    """Makes a reader of a folder's articles, which keeps their sentences elsewhere."""
    chosen = replace(settings.read(), models=tmp_path_factory.mktemp("models"))
    (chosen.models / "encoder").mkdir()
    return lambda articles: Reader.make(replace(chosen, articles=articles), encoder, classifiers)


@pytest.fixture(scope="module")
def published(make, folder):
    return make(folder)


@pytest.mark.parametrize(
    ("text", "article", "cause"),
    [
        ("my printer is offline", "printer", None),  # an example of out_of_scope
        ("the printer shows offline on windows", "printer", None),
        ("Spooler did not answer", "printer", None),
        ("the display of my printer stays dark", "printer", "sleep"),
        ("harbour mail cannot reach the server", "harbour_mail", None),
        ("I changed my mail password and now it can't reach the server", "harbour_mail", "password"),
        ("profile photo update failed", "threads_profile_photo", None),
        ("could not upload photo", "threads_upload_photo", None),
    ],
)
def test_what_an_article_says_of_itself_leads_to_it(published, text, article, cause):
    talk = Rehearsal(published.knowledge, Words.load(), published)
    talk.say(text)
    assert talk.case.article == article
    assert cause is None or talk.case.causes == (cause,)


@pytest.mark.parametrize(
    "text",
    [
        "what's the weather today",
        "whatsapp won't send pictures",
        "the microwave does not get hot",
        "how do i get more followers",
        "my order has not arrived",
    ],
)
def test_what_is_nobody_s_business_stays_that(published, text):
    talk = Rehearsal(published.knowledge, Words.load(), published)
    talk.say(text)
    assert talk.case.article is None


def test_while_something_is_open_what_is_said_belongs_to_that(published):
    asked = published.read("the printer is offline", Context("step"))
    assert not asked.intent.startswith("printer.")


def test_it_is_found_while_the_bot_runs_and_gone_when_it_is_deleted(make, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(library, "LOOK_EVERY", 0)
    here = shutil.copytree(ARTICLES, tmp_path / "articles")
    reader = make(here)
    for times in range(2):
        assert not reader.read("my printer is offline").intent.startswith("printer."), times
        shutil.copy(folder / "printer.yml", here)
        assert reader.read("my printer is offline").intent == "printer.error"
        quoted = reader.read("it says spooler did not answer").entities
        assert [one.value for one in quoted if one.name == "error_message"] == ["Spooler did not answer"]
        (here / "printer.yml").unlink()


def test_articles_that_the_model_has_people_s_words_for_are_left_to_it(published, classifiers, folder):
    unknown = unlearned(Knowledge.load(folder), classifiers[archive.INTENTS])
    assert unknown == {"harbour_mail", "printer"}
