"""The parts of a page as the text of a message."""

import pytest

from unstuck.drafting.tree import Code, Item, Listing, Note, Paragraph, Section, Table, Tabs, text_of

ONE, TWO = Item((Paragraph("Open it.", 1), Code("$ run\n\n  done", 2)), 1), Item((Paragraph("Go.", 4),), 4)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Listing((ONE, TWO), True, 3, 1), "3. Open it.\n$ run\n  done\n4. Go."),
        (Listing((TWO, TWO), False, 1, 1), "- Go.\n- Go."),
        (Listing((TWO,), False, 1, 1), "Go."),
        (Table((("Phone", "Key"), ("S8", "left\nside")), 1), "Phone | Key\nS8 | left side"),
        (Note((Paragraph("Be quick.", 1), Paragraph("Wait.", 2)), 1), "Be quick.\nWait."),
        (Tabs((("Mac", (Paragraph("Go.", 1),)), ("Windows", ())), 1), "Mac:\nGo.\nWindows:\n"),
    ],
)
def test_a_part_is_told_line_by_line(block, text):
    assert text_of(block) == text


def test_parts_behind_each_other_have_no_empty_line_between_them():
    assert text_of(Paragraph("One", 1), Code("", 2), Paragraph("two", 3)) == "One\ntwo"


def test_sections_are_gone_through_as_they_stand():
    inner = Section("A", 2, sections=(Section("B", 3),))
    assert [one.title for one in Section("T", 1, sections=(inner, Section("C", 4))).walk()] == ["T", "A", "B", "C"]
