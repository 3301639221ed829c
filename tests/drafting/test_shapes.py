"""Articles of all shapes come out with their parts where a reader would put them."""

import pytest

from tests.drafting.conftest import EXPECTED, TEXTS, step_titles


def test_every_text_is_expected_to_become_something():
    assert {path.name for path in TEXTS} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_step_is_in_its_fix_and_in_order(load, name):
    assert step_titles(load(name)) == EXPECTED[name].get("fixes", {})


@pytest.mark.parametrize("name", EXPECTED)
def test_every_cause_leads_to_its_fixes(load, name):
    causes = {cause["title"]: cause["methods"] for cause in load(name).article.get("causes", ())}
    assert causes == EXPECTED[name].get("causes", {})


@pytest.mark.parametrize("name", EXPECTED)
def test_product_messages_questions_and_last_resorts_are_found(load, name):
    article, wanted = load(name).article, EXPECTED[name]
    assert article["product"] == wanted["product"]
    assert article.get("error_messages", []) == wanted.get("messages", [])
    assert [part["title"] for part in article.get("escalations", ())] == wanted.get("escalations", [])
    assert [part["question"] for part in article.get("answers", ())] == wanted.get("answers", [])
    assert len(article.get("comparison", {}).get("rows", ())) == wanted.get("rows", 0)


def test_the_run_together_shape_is_read_in_full(load):
    article = load("run_together.txt").article
    first = article["methods"][0]["steps"][0]
    assert first["variants"] == {
        "face_id": "Swipe up and hold for 1 second.",
        "home_button": "Press it twice.",
    }
    assert article["title"] == "Microphone Unavailable"
    assert article["platforms"] == ["iPhone", "iPad", "Mac"]
    assert len(article["takeaways"]) == 3
    assert article["chain"].startswith("Parlour asks the system")
    assert article["methods"][0]["why"] == "Frees a microphone that another call still holds."
    assert article["comparison"]["other_messages"] == ["No Speaker Found"]
    assert article["comparison"]["advice"] == "Turn the speaker on."
    assert article["prevention"] == "To avoid this in future, close other calls before a meeting."
    blocked = article["escalations"][0]
    assert (blocked["wait_hours"], blocked["most_per_day"]) == (2, 5)
    assert blocked["question"] == "Could it be that you joined and left more than five times in a day?"


def test_limits_of_pictures_come_with_the_cause_and_the_fix_that_a_bad_one_leads_to(load):
    article = load("picture_limits.md").article
    assert article["image"] == {
        "formats": ["PNG", "WEBP"],
        "most_bytes": 3_000_000,
        "advised_bytes": 800_000,
        "side": 600,
        "square": True,
        "cause": "unsuitable_badge_picture",
        "method": "prepare_badge_picture",
    }
    assert (article["escalations"][0]["wait_hours"], article["escalations"][0]["most_per_day"]) == (48, 4)


def test_notes_and_words_for_who_is_stuck_become_help(load):
    steps = load("printer.md").article["methods"][1]["steps"]
    assert (
        steps[1]["text"] == "Choose **Wireless Setup**. Pick your network name. Type the password with the arrow keys."
    )
    assert "emoji" in steps[2]["help"]
    assert "emoji" not in steps[2]["text"]


def test_the_table_of_a_comparison_finds_the_column_on_this_error(load):
    article = load(
        "# Fix “Disk Full” in Boxy\n\n## Steps\n\n1. Delete a file.\n\n## Disk Full or Disk Missing\n\n"
        "| | Disk Missing | Disk Full |\n|---|---|---|\n| Message | “Disk Missing” | “Disk Full” |\n"
        "| Fix | Plug it in | Delete a file |\n\n## Disk Full vs Disk Missing\n\n| | Disk Missing | Disk Full |\n"
        "|---|---|---|\n| Message | “Disk Missing” | “Disk Full” |\n| Fix | Plug it in | Delete a file |\n",
        "boxy.md",
    ).article
    assert article["comparison"]["rows"][1] == {"item": "Fix", "this": "Delete a file", "other": "Plug it in"}
    assert article["comparison"]["other_messages"] == ["Disk Missing"]


def test_labels_of_buttons_and_menus_are_marked(load):
    steps = load(
        "Fix a thing in Boxy\n\n1. Go to Settings > General > About this app and tap Save.\n2. Tap the Home button.\n"
    )
    assert [step["text"] for step in steps.article["methods"][0]["steps"]] == [
        "Go to **Settings** > **General** > **About this app** and tap **Save**.",
        "Tap the Home button.",
    ]


def test_shared_intents_are_guessed_only_where_a_title_says_so(load):
    article = load(
        "# Boxy stops\n\n## Causes\n\n- **No internet connection:** Boxy needs it.\n"
        "- **A full disk:** mind the network too.\n"
        "\n## Fix\n\n1. Restart Boxy.\n",
        "boxy.md",
    ).article
    assert [cause.get("within") for cause in article["causes"]] == [["describe_network_trouble"], None]
    assert article["causes"][1]["intents"] == ["thing.full_disk"]


def test_text_in_capitals_and_broken_lines_is_read_like_any_other(load):
    article = load("wrapped.txt").article
    assert article["title"] == "Screen flickers on a lumen monitor"
    assert article["summary"].endswith('On the screen you may read "Signal Lost".')
    assert (
        article["causes"][0]["explanation"] == "A loose cable. The plug has moved, most often after the desk was moved."
    )


def test_a_page_gives_its_address_as_the_source(load):
    assert load("table_of_fixes.html").article["source"] == "https://help.example/boilwell/errors"
