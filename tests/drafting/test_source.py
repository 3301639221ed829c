"""The article that the project began with, as a tool flattened it, imports whole."""

from pathlib import Path

import pytest

from unstuck.drafting.importer import import_page

SOURCE = next((path for folder in Path(__file__).parents for path in folder.glob("shared/source/*.txt")), None)
WANTED = {
    "Force Quit and Reopen Threads": 4,
    "Check and Fix Photo Library Permission": 5,
    "Use a Different or Smaller Image": 4,
    "Restart Your iPhone": 4,
    "Update or Reinstall Threads": 5,
}


@pytest.mark.skipif(SOURCE is None, reason="the source lies beside the project where it is written, and in no clone")
def test_the_source_has_its_causes_fixes_cases_and_comparison(judge):
    (draft,) = import_page(SOURCE, "source", judge).drafts
    fields = draft.fields
    assert [cause["title"] for cause in fields["causes"]] == [
        "Temporary App or Server Glitch",
        "Incorrect Photo Privacy Permission",
        "Corrupted or Oversized Image File",
    ]
    assert {fix["title"]: len(fix["steps"]) for fix in fields["methods"]} == WANTED
    assert all(step["title"] and step["text"] for fix in fields["methods"] for step in fix["steps"])
    assert len(fields["escalations"]) == 3
    assert len(fields["comparison"]["rows"]) == 4


@pytest.mark.skipif(SOURCE is None, reason="the source lies beside the project where it is written, and in no clone")
def test_no_line_of_the_source_is_dropped(judge):
    imported = import_page(SOURCE, "source", judge)
    assert imported.report.unplaced == ()
