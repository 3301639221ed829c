import subprocess
import sys
from types import SimpleNamespace

import pytest

from unstuck.understanding import tokens
from unstuck.understanding.tokens import flagged, spacy, stem, tokeniser

PATTERN = [
    {"TEXT": {"REGEX": "^X$"}, "OP": "?"},
    {"LOWER": {"REGEX": "^ab+$"}, "IS_ALPHA": True},
    {"LOWER": {"IN": ["end"]}},
]


@pytest.mark.parametrize(
    ("text", "found"), [("Abb end", True), ("X ab end", True), ("abb x end", False), ("b end", False)]
)
def test_a_flagged_pattern_finds_what_the_pattern_does(text, found):
    for pattern in (PATTERN, flagged(PATTERN)):
        matcher = spacy().matcher.Matcher(tokeniser().vocab, validate=False)
        matcher.add("it", [pattern])
        assert bool(matcher(tokeniser()(text))) is found


def test_only_what_each_word_is_tried_against_is_a_flag():
    first, second, third = flagged(PATTERN)
    assert first["OP"] == "?"
    assert second["IS_ALPHA"]
    assert {"LOWER", "TEXT"}.isdisjoint((*first, *second))
    assert third == PATTERN[2]


def test_what_is_no_pattern_is_refused():
    with pytest.raises(ValueError, match="LOWERCASE"):
        flagged([{"LOWERCASE": "word"}])


def test_the_same_condition_is_one_flag():
    word_list = [{"LOWER": {"IN": ["one", "two"]}}]
    assert flagged(word_list) == flagged(word_list) != word_list


@pytest.mark.parametrize(
    "condition", [{"NOT_IN": ["one"]}, {"REGEX": "^o", "NOT_IN": ["one"]}, {"IN": ["a"], "REGEX": "b"}]
)
def test_a_condition_of_another_kind_stays_as_it_is(condition):
    assert flagged([{"LOWER": condition}]) == [{"LOWER": condition}]


def test_where_there_is_no_room_for_a_flag_the_expression_stays(monkeypatch):
    def full(_):
        raise ValueError

    monkeypatch.setattr(tokens, "tokeniser", lambda: SimpleNamespace(vocab=SimpleNamespace(add_flag=full)))
    pattern = [{"LOWER": {"REGEX": "^one for which there is no room$"}}]
    assert flagged(pattern) == pattern


@pytest.mark.parametrize("word", ["update", "updates", "updated", "updating"])
def test_inflections_have_one_stem(word):
    assert stem(word) == "updat"


def test_spacy_is_loaded_without_its_command_line_and_leaves_no_trace():
    found = "spacy.cli" in sys.modules or "spacy.cli.info" in sys.modules
    code = "import sys; from unstuck.understanding.tokens import spacy; spacy(); print('spacy.cli' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
    assert found == ("spacy.cli" in sys.modules or "spacy.cli.info" in sys.modules)
