"""Entries that are marked by a letter or a number in a circle."""

import pytest

from unstuck.drafting.marks import listed
from unstuck.drafting.tree import Listing, Paragraph


def shapes(*texts):
    return [
        [item.blocks[0].text for item in part.items] if isinstance(part, Listing) else part.text
        for part in listed([Paragraph(text, 1) for text in texts])
    ]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Do it:", "a) Open it.", "b) Tap it.", "Done."], ["Do it:", ["Open it.", "Tap it."], "Done."]),
        (["①打开\n②点击"], [["打开", "点击"]]),
        (["(a) Open", "(b) Tap", "a) Go", "b) Wait"], [["Open", "Tap"], ["Go", "Wait"]]),
        (["a) Open it."], ["a) Open it."]),
        (["b) Open it.", "c) Tap it."], ["b) Open it.", "c) Tap it."]),
        (["a) Open it.", "c) Tap it."], ["a) Open it.", "c) Tap it."]),
    ],
)
def test_what_is_marked_from_the_first_on_is_a_list(texts, found):
    assert shapes(*texts) == found
