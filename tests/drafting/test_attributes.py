"""Whatever a page writes into an attribute is a number or none."""

import pytest
from lxml import html

from unstuck.drafting.attributes import number


@pytest.mark.parametrize(
    ("written", "read"),
    [("3", 3), ("", 7), ("x", 7), ("-2", 7), ("²", 7), ("٣", 3), ("9" * 5_000, 999_999)],
    ids=["3", "empty", "x", "negative", "raised", "arabic", "long"],
)
def test_a_number_is_read_and_anything_else_is_none(written, read):
    assert number(html.fromstring(f'<ol start="{written}"></ol>'), "start", 7) == read


def test_what_is_missing_is_none():
    assert number(html.fromstring("<ol></ol>"), "start", 7) == 7
