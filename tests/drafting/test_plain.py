"""Plain text, as people and programs write it."""

import pytest

from unstuck.drafting.tree import Listing, text_of


def test_of_a_text_with_ruled_headings_the_others_are_below(tree):
    text = "HELP\n====\n\nNo sound\n--------\nCAUSE:\n- A\n\nFIX:\n1. B\n2. C\n\n"
    text += "No picture\n----------\nFIX:\n1. D\n2. E\n"
    sections = tree(text, "page.txt").sections
    assert [section.title for section in sections] == ["No sound", "No picture"]
    assert [one.title for one in sections[0].sections] == ["CAUSE:", "FIX:"]


def test_running_text_in_capitals_is_no_heading(tree):
    text = (
        "Licence\n\nTHE SOFTWARE IS PROVIDED AS IS AND\nWITHOUT WARRANTY OF ANY KIND\nWHATEVER IT MAY BE\n\nThe end.\n"
    )
    assert not tree(text, "page.txt").sections


def test_counted_lines_with_text_below_each_are_headings(tree):
    text = "Help\n\n1. No sound\n\nTurn it up.\n\n2. No picture\n\nTurn it on.\n"
    assert [one.title for one in tree(text, "page.txt").sections] == ["1. No sound", "2. No picture"]


def test_a_few_lines_without_an_empty_one_are_lines_and_no_title(tree):
    root = tree("No sound\nHow to fix it:\nFirst, turn it up.\nThen wait.\n", "a.txt")
    assert root.title == "No sound"
    assert [text_of(*one.blocks) for one in root.sections] == ["First, turn it up.\nThen wait."]


def test_lines_broken_at_the_margin_are_one_and_short_ones_are_lines(tree):
    text = (
        "Help\n\nThe lamp loses its network after an update, and so it does not answer until you\n"
        "switch it off.\n\nStep 1: Open it.\nStep 2: Close it.\n"
    )
    assert [text_of(block) for block in tree(text, "a.txt").blocks] == [
        "The lamp loses its network after an update, and so it does not answer until you switch it off.",
        "1. Open it.\n2. Close it.",
    ]


def test_what_markdown_would_read_as_signs_stays_as_it_is(tree):
    text = "Help\n\nType a_b_c and *all* <here>, see https://a.example/x_y_z # one.\n\nThen go on.\n"
    assert [text_of(block) for block in tree(text, "a.txt").blocks] == [
        "Type a_b_c and *all* <here>, see https://a.example/x_y_z # one.",
        "Then go on.",
    ]


@pytest.mark.parametrize("sign", ["-", "*", "•", "–", "·"])
def test_any_sign_begins_an_entry_and_what_is_further_right_is_in_it(tree, sign):
    (listing,) = tree(f"Help\n\n{sign} Open\n  it\n    {sign} on a phone\n{sign} Go\n", "a.txt").blocks
    assert text_of(listing) == "- Open it\non a phone\n- Go"


def test_entries_that_a_tool_joined_to_one_line_are_apart_with_its_number(tree):
    (listing,) = tree("Help\n\n- Close the app. - Open it again\n- Wait\n", "a.txt").blocks
    assert [(text_of(*item.blocks), item.line) for item in listing.items] == [
        ("Close the app.", 3),
        ("Open it again", 3),
        ("Wait", 4),
    ]


def test_the_line_below_an_entry_that_has_no_end_is_its_text(tree):
    (listing,) = tree("Help\n1. Restart the lamp\nSwitch it off and on.\n2. Wait\nA minute.\n", "a.txt").blocks
    assert text_of(listing) == "1. Restart the lamp\nSwitch it off and on.\n2. Wait\nA minute."


def test_a_line_between_signs_is_a_heading(tree):
    root = tree("=== Help ===\n\nRead this.\n\n=== No light ===\n\nWait.\n", "a.txt")
    assert [one.title for one in root.walk()] == ["Help", "No light"]


def test_other_scripts_have_headings_too(tree):
    root = tree("灯不亮\n\n原因\n\n网络断了。\n\n解决方法\n\n1. 打开应用。\n2. 点按重置。\n", "a.txt")
    assert [one.title for one in root.walk()] == ["灯不亮", "原因", "解决方法"]
    assert text_of(*root.sections[1].blocks) == "1. 打开应用。\n2. 点按重置。"


def test_a_lettered_line_above_what_is_set_in_is_a_heading_and_so_is_one_that_ends_in_brackets(tree):
    text = """The lamp

It fails at times.

I) Starting over

  A) The easy way:
    1) Shut it down
    2) Run it

  B) The other way (for the lamps of last year):
    1) Start it
    2) Hold it

II) Asking for help (the right way)

Write to us.
"""
    root = tree(text, "a.txt")
    assert [one.title for one in root.sections] == ["I) Starting over", "II) Asking for help (the right way)"]
    assert [one.title[:6] for one in root.sections[0].sections] == ["A) The", "B) The"]


def test_lettered_lines_are_entries(tree):
    root = tree("The lamp\n\nDo this:\n\na) Open it.\nb) Tap it.\n", "a.txt")
    assert [len(block.items) for one in root.walk() for block in one.blocks if isinstance(block, Listing)] == [2]
