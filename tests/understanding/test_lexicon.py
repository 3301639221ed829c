import numpy as np
import pytest

from unstuck.understanding.lexicon import CHARACTER_WEIGHT, MOST_CHARACTERS, WORD_WEIGHT, Lexicon, words

TEXTS = ["my photo will not change", "the photo is too large", "change it back"]


@pytest.fixture
def lexicon():
    return Lexicon.fit(TEXTS)


def product(lexicon, one, other):
    dense = []
    for text in (one, other):
        places, values = lexicon.vector(text)
        vector = np.zeros(len(lexicon.features))
        vector[places] = values
        dense.append(vector)
    return dense[0] @ dense[1]


def test_a_text_is_most_like_itself(lexicon):
    assert product(lexicon, TEXTS[0], TEXTS[0]) == pytest.approx(WORD_WEIGHT + CHARACTER_WEIGHT)
    assert product(lexicon, TEXTS[0], TEXTS[1]) < product(lexicon, TEXTS[0], TEXTS[0])


def test_a_typo_keeps_most_of_the_likeness(lexicon):
    assert product(lexicon, "my phto will not chnage", TEXTS[0]) > product(lexicon, "the bill was too large", TEXTS[0])


def test_a_text_of_unknown_words_is_like_nothing(lexicon):
    places, values = lexicon.vector("zzzz qqqq")
    assert len(places) == len(values) == 0


def test_case_and_curly_quotes_make_no_difference(lexicon):
    assert product(lexicon, "MY PHOTO", "my photo") == pytest.approx(product(lexicon, "my photo", "my photo"))
    assert words("It’s") == words("it's")


def test_only_the_beginning_of_a_very_long_text_is_read(lexicon):
    text = "photo " * MOST_CHARACTERS
    assert (lexicon.vector(text)[0] == lexicon.vector(text[:MOST_CHARACTERS])[0]).all()


def test_frequent_words_are_those_of_enough_texts(lexicon):
    assert lexicon.frequent(2, len(TEXTS)) == {"photo", "change"}


def test_character_sequences_are_no_words(lexicon):
    assert lexicon.words == {word for text in TEXTS for word in text.split()}
