"""The bot's own words, read from a domain file without Rasa."""

import pytest

from unstuck.wording.refusals import refuse, sentence
from unstuck.wording.responses import Words

DOMAIN = """
responses:
  utter_hello:
    - text: "Hello {name}."
      buttons:
        - title: Go on
          payload: '/go{{"to": "end"}}'
    - text: "Hi {name}."
      channel: slack
"""


@pytest.fixture
def words(tmp_path):
    path = tmp_path / "domain.yml"
    path.write_text(DOMAIN)
    return Words.load(path)


def test_a_response_is_said_with_its_values_as_whoever_has_no_variant_of_their_own_reads_it(words):
    assert words.say("utter_hello", name="Ann") == "Hello Ann."
    assert "utter_hello" in words
    assert "utter_goodbye" not in words


def test_buttons_come_with_the_payload_that_rasa_reads(words):
    assert words.buttons("utter_hello") == [("Go on", '/go{"to": "end"}')]


@pytest.mark.parametrize("say", [lambda words: words.say("utter_goodbye"), lambda words: words.say("utter_hello")])
def test_a_response_that_is_not_there_or_lacks_a_value_is_an_error(words, say):
    with pytest.raises(KeyError):
        say(words)


def test_a_refusal_carries_its_code_and_the_sentence_of_the_domain():
    error = refuse("channel_message_too_long", most=2000)
    assert error.code == "channel_message_too_long"
    assert error.message == sentence("channel_message_too_long", most=2000)
    assert "2000" in error.message
