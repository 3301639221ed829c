"""What sections are becomes the fields of an article."""

import pytest

from unstuck.articles.model import Article
from unstuck.drafting.draft import MOST_IN_SUMMARY, Maker
from unstuck.drafting.kinds import Kind

KINDS = {
    "Sign": Kind.ABOUT,
    "Why": Kind.CAUSE,
    "Fix": Kind.FIX,
    "Step": Kind.STEP,
    "Help": Kind.ESCALATION,
    "Faq": Kind.ANSWER,
    "Table": Kind.COMPARISON,
    "Avoid": Kind.PREVENTION,
    "See": Kind.NAVIGATION,
}


@pytest.fixture
def fields(outlined):
    """The fields of a page whose sections are what their first word says; they fit an article."""

    def fields_of(text: str, steps: bool = False):
        draft = Maker("thing", lambda texts: steps).make(outlined(text, **KINDS), "page.md", "Glimmer", ["Android"])
        Article.model_validate(draft.fields)
        return draft.fields

    return fields_of


def titles(fields, part):
    return [one.get("title") or one["question"] for one in fields.get(part, ())]


def test_a_page_is_a_draft_with_what_is_known_of_it(fields):
    found = fields("# 1. The lamp is dark\n\nIt does not answer.\n")
    assert found == {
        "id": "thing",
        "draft": True,
        "title": "The lamp is dark",
        "product": "Glimmer",
        "platforms": ["Android"],
        "error_messages": [],
        "intents": ["thing.error"],
        "summary": "It does not answer.",
        "source": "page.md",
    }


@pytest.mark.parametrize(
    ("said", "messages"),
    [
        ('It says "Lamp Not Found." now.', ["Lamp Not Found"]),
        ("Es sagt „Lampe nicht gefunden“.", ["Lampe nicht gefunden"]),
        ("It says:\n\n```\nLamp Not Found\n```\n", ["Lamp Not Found"]),
        ('It says "**Lamp** Not Found" or "Lamp Not Found".', ["Lamp Not Found"]),
        ("```\n$ lamp\nLamp Not Found\n```\n", []),
        ("```\nlamp not found\n```\n", []),
        ("```\nLampNotFound\n```\n", []),
        ("```\nLamp x\n```\n", []),
        ('Tap "Save", say "so called lamp" and "Lampnotfound".', []),
    ],
)
def test_messages_of_the_screen_are_those_that_are_quoted_or_stand_alone(fields, said, messages):
    assert fields(f"# T\n\n{said}\n")["error_messages"] == messages


def test_what_is_too_long_for_the_summary_is_an_answer_whole(fields):
    long = "It is dark. " * 30
    found = fields(f"# T\n\n{long}\n\n{long}\n\nThe end.\n")
    assert len(found["summary"]) <= MOST_IN_SUMMARY
    assert found["answers"][0]["text"] == f"{long.strip()}\nThe end."


def test_each_entry_of_a_list_of_causes_is_one_and_what_leads_to_them_is_told_before(fields):
    found = fields("# T\n\n## Why\n\nOne of these:\n\n- The clock is wrong. It was moved.\n- The net is slow\n")
    assert [(one["title"], one["explanation"]) for one in found["causes"]] == [
        ("The clock is wrong", "The clock is wrong. It was moved."),
        ("The net is slow", "The net is slow"),
    ]
    assert found["chain"] == "One of these:"


def test_a_fix_below_a_cause_is_told_for_it_and_no_other_is(fields):
    found = fields(
        "# T\n\n## Why the clock is wrong\n\nIt was moved.\n\n### Fix it\n\n1. Tap.\n\n## Fix the net\n\n1. Go.\n"
    )
    assert [one["methods"] for one in found["causes"]] == [["fix"]]
    assert titles(found, "methods") == ["Fix it", "Fix the net"]


def test_a_title_that_says_too_little_has_the_one_above_it_in_front(fields):
    found = fields("# T\n\n## Fix the clock\n\n### Fix Android\n\n1. Tap.\n\n### Fix iPhone\n\n1. Go.\n")
    assert titles(found, "methods") == ["Fix the clock: Fix Android", "Fix the clock: Fix iPhone"]


def test_steps_that_are_sections_are_steps_with_their_titles(fields):
    found = fields("# T\n\n## Fix it\n\nBefore all, save.\n\n### Step A\n\nTap.\n\n```\n$ go\n```\n\n### Step B\n")
    (fix,) = found["methods"]
    assert fix["why"] == "Before all, save."
    assert fix["steps"] == [{"title": "Step A", "text": "Tap.\n$ go"}, {"text": "Step B"}]


def test_a_list_of_contents_is_no_step(fields):
    contents = "1. Fix the clock\n2. Fix the net\n"
    found = fields(f"# T\n\n## Fix it\n\n{contents}\n### Fix the clock\n\n1. Tap.\n\n### Fix the net\n\n1. Go.\n")
    assert titles(found, "methods") == ["Fix the clock", "Fix the net"]


def test_cases_answers_and_prevention_have_their_places(fields):
    found = fields(
        "# T\n\n## Help for broken glass\n\nSend it in.\n\n## Faq about glass\n\nYes.\n\n- Really\n- Truly\n\n"
        "## Avoid it\n\nKeep it dry.\n\n### Avoid sun\n\nToo hot.\n\n## See\n\n- [More](https://a.example/b)\n"
    )
    assert [(one["question"], one["advice"]) for one in found["escalations"]] == [
        ("Help for broken glass: is it so for you?", "Send it in.")
    ]
    assert [(one["question"], one["text"]) for one in found["answers"]] == [
        ("Faq about glass", "Yes.\n- Really\n- Truly")
    ]
    assert found["prevention"] == "Keep it dry.\nAvoid sun:\nToo hot."
    assert "More" not in str(found)


COMPARED = "| What | Ours | Theirs |\n|---|---|---|\n| Light | on | |\n| Hum | no | yes |\n"


def test_a_table_of_three_columns_compares_and_an_empty_cell_loses_no_row(fields):
    found = fields(f"# T\n\n## Table of both\n\nRead this.\n\n{COMPARED}\n")
    assert found["comparison"] == {
        "title": "Table of both",
        "advice": "Ours / Theirs",
        "rows": [
            {"item": "Light", "this": "on", "other": "–"},
            {"item": "Hum", "this": "no", "other": "yes"},
        ],
    }
    assert found["answers"][0]["text"] == "Read this."


def test_a_second_comparison_and_any_other_table_is_an_answer(fields):
    narrow = "| a | b |\n|---|---|\n| c | d |\n"
    found = fields(f"# T\n\n## Table one\n\n{COMPARED}\n## Table two\n\n{COMPARED}\n## Table three\n\n{narrow}")
    assert found["comparison"]["title"] == "Table one"
    assert titles(found, "answers") == ["Table two", "Table three"]


def test_of_a_problem_without_a_fix_its_list_is_what_to_do(outlined):
    root = outlined("# T\n\n## It hums\n\n### Faq\n\n1. Tap.\n2. Go.\n", It=Kind.PROBLEM, Faq=Kind.ANSWER)
    found = Maker("thing", lambda texts: True).make(root.nodes[0], "page.md", "Glimmer", ["Android"]).fields
    assert [step["text"] for step in found["methods"][0]["steps"]] == ["Tap.", "Go."]


def test_steps_directly_below_the_title_are_the_fix(fields):
    found = fields("# Reset the lamp\n\n1. Tap.\n2. Go.\n")
    assert titles(found, "methods") == ["Reset the lamp"]
    assert found["summary"] == "Reset the lamp"


@pytest.mark.parametrize(
    "causes",
    ["- clock\n- net\n", "- The clock is wrong\n  - by an hour\n- The net is slow\n", "- The clock is wrong now\n"],
)
def test_a_list_that_does_not_hold_a_cause_an_entry_is_one_cause_whole(fields, causes):
    (cause,) = fields(f"# T\n\n## Why does the lamp fail\n\n{causes}")["causes"]
    assert cause["title"] == "Why does the lamp fail"
    assert all(word in cause["explanation"] for word in causes.replace("- ", "").split())


def test_a_wider_table_compares_nothing_and_stays_whole(fields):
    found = fields("# T\n\n## Table of all\n\n| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n")
    assert "comparison" not in found
    assert found["answers"][0]["text"] == "a | b | c | d\n1 | 2 | 3 | 4"
