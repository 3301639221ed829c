"""What an article gives itself to be found by: examples for its own intents, each for one of them."""

import pytest

from tests.articles.test_check import LIBRARY
from unstuck.articles.loader import load_article
from unstuck.articles.model import owner
from unstuck.articles.own_words import LONGEST, MOST, own_words


@pytest.fixture(scope="module")
def mail():
    return load_article(LIBRARY / "harbour_mail.yml")


def test_each_own_intent_is_found_by_what_stands_on_its_buttons_and_on_the_screen(mail):
    words = own_words(mail)
    assert {f"{mail.id}.error", f"{mail.id}.password"} <= set(words)
    assert mail.title in words[f"{mail.id}.error"]
    assert any(mail.product in text for text in words[f"{mail.id}.error"])
    password = mail.cause("password")
    assert {password.title, *password.signs} <= set(words[f"{mail.id}.password"])


def test_no_words_stand_for_two_intents_and_none_are_too_long_or_too_many(mail):
    words = own_words(mail)
    texts = [text.lower() for said in words.values() for text in said]
    assert len(texts) == len(set(texts))
    assert all(len(text) <= LONGEST for text in texts)
    assert all(0 < len(said) <= MOST for said in words.values())


def test_shared_intents_have_none_for_their_examples_are_written(mail):
    shared = {intent for cause in mail.causes for intent in cause.intents if not owner(intent)}
    assert shared
    assert shared.isdisjoint(own_words(mail))


def test_marks_and_addresses_are_no_words(mail):
    cause = mail.cause("password").model_copy(
        update={"explanation": "Tap **Sign In**. See [the help](https://example.com/x). " + "word " * 60}
    )
    others = tuple(one for one in mail.causes if one.id != "password")
    words = own_words(mail.model_copy(update={"causes": (cause, *others)}))["harbour_mail.password"]
    assert {"Tap Sign In.", "See the help."} <= set(words)
    assert not any("word word" in text for text in words)
