from types import SimpleNamespace

import pytest

from unstuck.understanding import tokens
from unstuck.understanding.tokens import flagged, spacy, stem, tokeniser

PATTERN = [{"LOWER": {"REGEX": "^ab+$"}}, {"TEXT": {"REGEX": "^X$"}, "OP": "?"}, {"LOWER": {"IN": ["end"]}}]


@pytest.mark.parametrize(
    ("text", "found"), [("Abb X end", True), ("ab end", True), ("abb x end", False), ("b end", False)]
)
def test_a_flagged_pattern_finds_what_the_pattern_does(text, found):
    for pattern in (PATTERN, flagged(PATTERN)):
        matcher = spacy().matcher.Matcher(tokeniser().vocab, validate=False)
        matcher.add("it", [pattern])
        assert bool(matcher(tokeniser()(text))) is found


def test_the_same_expression_is_one_flag():
    assert flagged(PATTERN) == flagged(PATTERN)
    assert flagged(PATTERN)[1]["OP"] == "?"
    assert flagged(PATTERN)[2] == PATTERN[2]


def test_where_there_is_no_room_for_a_flag_the_expression_stays(monkeypatch):
    def full(_):
        raise ValueError

    monkeypatch.setattr(tokens, "tokeniser", lambda: SimpleNamespace(vocab=SimpleNamespace(add_flag=full)))
    pattern = [{"LOWER": {"REGEX": "^one for which there is no room$"}}]
    assert flagged(pattern) == pattern


@pytest.mark.parametrize("word", ["update", "updates", "updated", "updating"])
def test_inflections_have_one_stem(word):
    assert stem(word) == "updat"
