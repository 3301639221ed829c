"""What a channel refuses is said in the words of domain.yml, by its code."""

import pytest

from unstuck.errors import ChannelError
from unstuck.wording.refusals import refuse, sentence, sentence_in


def test_an_error_has_its_code_and_the_sentence_of_that_name():
    error = refuse("team_closed", name="Ann", number="U-1001")
    assert isinstance(error, ChannelError)
    assert error.code == "team_closed"
    assert error.message == sentence("team_closed", name="Ann", number="U-1001")
    assert "**Ann** has closed your ticket **U-1001**" in error.message


def test_a_code_without_words_and_words_without_their_values_are_mistakes_of_the_program():
    with pytest.raises(KeyError):
        refuse("no_such_code")
    with pytest.raises(KeyError):
        refuse("team_closed", name="Ann")


def test_it_is_said_in_a_person_s_language_where_there_are_words_for_it():
    german, english = sentence_in("de", "channel_voice_note"), sentence("channel_voice_note")
    assert german != english
    assert sentence_in("pt-BR", "channel_voice_note") == sentence_in("pt", "channel_voice_note") != english
    assert sentence_in("xx", "channel_voice_note") == english
