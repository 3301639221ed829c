"""Messages that are alike come together."""

import pytest

from unstuck.insight.likeness import Likeness, group


def test_typos_and_endings_come_to_what_they_mean_the_most_frequent_first():
    groups = group(
        [
            ("how do i get a blue tick", 1),
            ("what is the capital of france", 4),
            ("how do I get the blue tick?", 3),
            ("whats the captial of france", 2),
            ("asdf", 1),
        ]
    )
    assert groups == (
        Likeness("what is the capital of france", 6, ("whats the captial of france",)),
        Likeness("how do I get the blue tick?", 4, ("how do i get a blue tick",)),
        Likeness("asdf", 1),
    )


@pytest.mark.parametrize("texts", [[], ["one"], ["🙃", "…"], ["?", "?!"], ["<b>", "</b>"], ["a", "b"]])
def test_odd_texts_are_grouped_and_none_is_lost(texts):
    found = group([(text, 1) for text in texts])
    assert sorted([one.text for one in found] + [text for one in found for text in one.others]) == sorted(texts)
