"""A fault of an article in words: where it is, what is wrong, and what to do about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from unstuck.articles.faults import SENTENCES, LineNumbers, reason
from unstuck.articles.model import Article, ImageLimits, Step

LIMITS = {
    "formats": ["JPEG"],
    "most_bytes": 2,
    "advised_bytes": 1,
    "side": 9,
    "square": True,
    "cause": "a",
    "method": "b",
}


def faults(model, values):
    with pytest.raises(ValidationError) as refused:
        model.model_validate(values)
    return [reason(fault) for fault in refused.value.errors()]


def test_a_number_with_a_unit_is_told_where_it_stands_and_what_to_write():
    assert faults(ImageLimits, LIMITS | {"side": "9 pixels"}) == [
        "side: this is no integer; write a whole number, without a unit."
    ]


def test_the_entries_of_a_list_are_counted_from_1():
    assert faults(ImageLimits, LIMITS | {"formats": ["JPEG", "png"]}) == [
        "formats[2]: this does not match ^[A-Z0-9]+$; write it in capital letters and digits, as JPEG."
    ]


def test_a_field_that_is_spelled_wrong_is_guessed_and_another_is_to_go():
    assert faults(Step, {"text": "Open it.", "variant": {}}) == [
        "variant: extra fields are not taken; did you mean `variants`."
    ]
    assert faults(Step, {"text": "Open it.", "xyzzy": 1}) == [
        "xyzzy: extra fields are not taken; remove `xyzzy`, or correct its spelling."
    ]


def test_what_is_missing_is_named():
    assert "text: field required; add `text:`." in faults(Step, {})
    assert "formats: at least one entry is needed" in faults(ImageLimits, LIMITS | {"formats": []})[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "steps"]), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(Article.model_fields)), JSON, max_size=8))
def test_whatever_stands_in_a_file_each_fault_is_one_sentence_with_a_remedy(values):
    for sentence in faults(Article, values):
        assert sentence.endswith(".")
        assert "; " in sentence
        assert "{" not in sentence


def test_every_sentence_says_what_to_do():
    assert all("; " in sentence for sentence in SENTENCES.values())


def test_a_part_stands_on_its_line_and_what_is_not_there_on_that_of_what_it_would_stand_in(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text("# a comment\nid: a\nmethods:\n  - id: one\n    steps:\n      - text: x\n  - id: two\n")
    lines = LineNumbers(path)
    assert lines.line(("id",)) == f"{path}:2"
    assert lines.line(("methods", 1, "id")) == f"{path}:7"
    assert lines.line(("methods", 0, "steps", 0, "help")) == lines.line(("methods", 0, "steps", 0)) == f"{path}:6"
    assert lines.line(("methods", 7)) == f"{path}:3"
    assert lines.line(()) == lines.line(("nowhere",)) == f"{path}:1"
