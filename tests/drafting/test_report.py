"""No line of a page is dropped without a word: the report says what became of each."""

from unstuck.drafting.parts import Draft
from unstuck.drafting.report import MOST_SHOWN, report

TEXT = "# T\n\n## Fix\n\nGo on.\n\n## Other\n\nLost words.\n"


def draft(**fields):
    return Draft({"title": "T", **fields})


def test_what_is_in_no_draft_is_named_with_its_line(page):
    read = page(TEXT)
    made = draft()
    made.placed = {id(block) for block in read.root.sections[0].blocks}
    made.headings = {(3, "Fix")}
    made.around = [(7, "Other")]
    assert list(report(read, [made], None).lines()) == [
        "“T”: 0 causes, 0 fixes, 0 steps, 0 cases, 0 answers.",
        "Not in any draft:",
        "  line 9: Lost words.",
        "Headings that only say what comes:",
        "  line 3: Fix",
        "Menus, footers and links to elsewhere, left out:",
        "  line 7: Other",
    ]


def test_what_leads_elsewhere_is_not_told_twice_and_what_is_placed_in_no_file_is_not_in_a_draft(page):
    read = page(TEXT)
    made, rest = draft(), draft()
    rest.placed = {id(block) for block in read.root.sections[1].blocks}
    made.around = [(5, "Go on.")]
    assert report(read, [made], rest).unplaced == ((9, "Lost words."),)


def test_parts_are_counted_in_plain_english(page):
    made = draft(causes=[{}], methods=[{"steps": [1, 2]}, {"steps": [3]}], escalations=[{}, {}], answers=[{}])
    assert report(page(TEXT), [made], None).counts == ("“T”: 1 cause, 2 fixes, 3 steps, 2 cases, 1 answer.",)


def test_a_long_text_is_cut_to_a_line(page):
    read = page(f"# T\n\n{'word ' * 80}\nmore\n\nend\n")
    (line,) = [one for one in report(read, [draft()], None).lines() if "line 3" in one]
    assert line.endswith("…")
    assert len(line) < MOST_SHOWN + 15
