"""Troubles in the rows of a table or the entries of a list, each with its remedy."""

import numpy as np
import pytest

from unstuck.drafting.cases import unfolded

TABLE = """# T

| Problem | Likely cause | Action |
|---|---|---|
| The lamp is dark | No power reaches it | Check the plug |
| The lamp hums | A loose bulb | Screw it in |
"""
LIST = """# T

- **The lamp is dark:** Check the plug.
- **The lamp hums:** Screw the bulb in:
  - slowly
"""


@pytest.fixture
def cases(tree):
    """Unfolds a text, where what begins with one of the words that are given tells what to do."""

    def unfold(text: str, *doing: str):
        return unfolded(tree(text), lambda texts: np.array([1.0 if one.startswith(doing) else -1.0 for one in texts]))

    return unfold


def test_a_row_of_a_table_of_troubles_is_a_section_with_its_cells_below_their_heads(cases):
    root = cases(TABLE, "Check", "Screw")
    assert not root.blocks
    assert [one.title for one in root.sections] == ["The lamp is dark", "The lamp hums"]
    below = root.sections[0].sections
    assert [(one.title, one.blocks[0].text, one.remedy) for one in below] == [
        ("Likely cause", "No power reaches it", False),
        ("Action", "Check the plug", True),
    ]


def test_a_column_that_only_counts_the_rows_says_nothing(cases):
    table = "# T\n\n| # | Issue | Fix |\n|---|---|---|\n| 1 | Dark | Check it |\n| 2 | Hums | Check it |\n"
    assert [one.title for one in cases(table, "Check").sections] == ["Dark", "Hums"]


def test_an_entry_of_a_list_of_troubles_is_a_section_with_all_that_it_says(cases):
    dark, hums = cases(LIST, "Check", "Screw").sections
    assert (dark.title, dark.blocks[0].text, dark.remedy) == ("The lamp is dark", "Check the plug.", True)
    assert [len(one.blocks) for one in (dark, hums)] == [1, 2]


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        (TABLE, ()),  # it tells nobody what to do
        (TABLE, ("The", "Check", "Screw")),  # its rows are steps
        (LIST, ("The", "Check", "Screw")),
        (
            LIST.replace("- **", "1. **").replace("  - ", "   - "),
            ("Check", "Screw"),
        ),  # what is counted is done one after the other
        ("# T\n\n- Check the plug.\n- Check the bulb.\n", ("Check",)),
    ],
)
def test_any_other_table_or_list_stays_what_it_is(cases, text, doing):
    root = cases(text, *doing) if doing else cases(text, "nothing")
    assert len(root.blocks) == 1
    assert not root.sections


def test_a_page_of_a_table_of_troubles_is_a_draft_each_with_its_cause(imported):
    rows = {
        "The lamp does not turn on": ("The battery is empty", "Charge the battery for an hour and try again."),
        "The lamp flickers at night": ("The bulb is loose", "Unplug the lamp and screw the bulb in."),
        "The app does not find the lamp": ("Bluetooth is switched off", "Open Settings and turn Bluetooth on."),
    }
    head = "# Troubleshooting\n\n| Problem | Likely cause | Action |\n|---|---|---|\n"
    drafts = imported(head + "".join(f"| {one} | {why} | {do} |\n" for one, (why, do) in rows.items())).drafts
    assert [draft.fields["title"] for draft in drafts] == list(rows)
    for draft, (why, do) in zip(drafts, rows.values(), strict=True):
        assert [cause["explanation"] for cause in draft.fields["causes"]] == [why]
        assert [step["text"] for method in draft.fields["methods"] for step in method["steps"]] == [do]
