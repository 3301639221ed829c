"""The cells of an HTML table in their rows and columns."""

import pytest
from lxml.html import fromstring

from unstuck.drafting.grid import grid


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<tr><td rowspan=2>a<td>b<tr><td>c", (("a", "b"), ("a", "c"))),
        ("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", (("a", "", "b"), ("c", "d", "e"))),
        ("<tr><td>a<td rowspan=2>b<tr><td>c", (("a", "b"), ("c", "b"))),
        ("<tr><td rowspan=0>a<td colspan=x>b<tr><td rowspan=99>c<td>d", (("a", "b"), ("c", "d"))),
    ],
)
def test_a_cell_that_spans_several_rows_stands_in_each(markup, rows):
    table = fromstring(f"<table>{markup}</table>")
    assert grid([list(row) for row in table.iter("tr")], lambda cell: cell.text_content().strip()) == rows
