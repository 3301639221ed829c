"""What writers lay out in their own ways is read as what it is meant to be."""

import pytest

from tests.drafting.conftest import step_titles


def steps_of(imported) -> list[str]:
    """The texts of all steps."""
    return [step["text"] for fix in imported.article.get("methods", ()) for step in fix["steps"]]


def unplaced(imported) -> str:
    """Everything that is listed as not in the article."""
    return " ".join(text for _, text in imported.report.unplaced)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "bold.md",
            "# Lamp lost\n\n## Fix 1: Ring\n\n**On Android**\n\n1. Open it.\n2. Tap it.\n\n"
            "**On an iPhone:**\n\n1. Hold it.\n",
        ),
        (
            "plain.txt",
            "Lamp lost\n\nFix 1: Ring\n\nOn Android:\n1. Open it.\n2. Tap it.\n\nOn an iPhone:\n1. Hold it.\n",
        ),
        (
            "indented.txt",
            "Lamp lost\n\nFix 1: Ring\n\n On Android\n   1. Open it.\n   2. Tap it.\n\n On an iPhone\n   1. Hold it.\n",
        ),
        ("title.md", "# Ring\n\n## On Android\n\n1. Open it.\n2. Tap it.\n\n## On an iPhone\n\n1. Hold it.\n"),
        (
            "items.md",
            "# Lamp lost\n\n## Fix 1: Ring\n\n- On Android:\n  - Open it.\n  - Tap it.\n"
            "- On an iPhone:\n  - Hold it.\n",
        ),
    ],
)
def test_steps_for_each_platform_stay_in_their_fix_and_say_for_which_they_are(load, name, text):
    imported = load(text, name)
    assert step_titles(imported) == {"Ring": ["Open it", "Tap it", "Hold it"]}
    assert steps_of(imported) == ["On Android: Open it.", "On Android: Tap it.", "On an iPhone: Hold it."]


def test_a_platform_that_no_steps_are_for_is_still_named(load):
    text = "## Fix 1: Ring\n\n1. Open it.\n2. Tap it.\n\n**Android**\n\nThe bell is grey there.\n"
    assert steps_of(load(text, "article.md"))[-1] == "Tap it. Android: The bell is grey there."


def test_steps_for_all_that_come_after_those_for_one_platform_are_for_all(load):
    text = "## Fix 1: Ring\n\n**Android:**\n\n1. Open it.\n\nThen go on with:\n\n1. Tap it.\n2. Hold it.\n"
    assert steps_of(load(text, "article.md"))[-1] == "Hold it."


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>1</td><td>Open it.</td></tr><tr><td>2.</td><td>Tap it.</td></tr></table>",
        "<table><tr><td><img src=x></td><td>1. Open it.<br>2. Tap it.</td></tr></table>",
        "<table><tr><td>Menu</td><td><table><tr><th>Step</th><th>Do this</th></tr><tr><td>1</td><td>Open it.</td></tr>"
        "<tr><td>2</td><td>Tap it.</td></tr></table></td></tr></table>",
        "<p>1. Open it.<br>\n2. Tap it.</p>",
        "<ol><li>Open it.</ol><p><img src=x alt=''></p><ol start=2><li>Tap it.</ol>",
    ],
)
def test_no_layout_of_steps_is_refused(load, table):
    imported = load(f"<h1>Lamp lost</h1>\n<h2>Fix 1: Ring</h2>{table}", "article.html")
    assert step_titles(imported) == {"Ring": ["Open it", "Tap it"]}


@pytest.mark.parametrize(
    "around",
    [
        "<div role=dialog><h2>Cookies</h2><p>We like Zork.</p></div>",
        "<div class='ad-slot top'>Buy a Zork.</div>",
        "<section><h3>Letters</h3><p>One Zork a week.</p><form><input></form></section>",
        "<article><h2>Read more</h2><p>All about Zork.</p></article>",
        "<aside id=sidebar><ul><li>Open a Zork<li>Close a Zork</ul></aside>",
    ],
)
def test_what_stands_around_an_article_is_listed_and_not_part_of_it(load, around):
    page = (
        f"<main><article><h1>Lamp lost</h1><h2>Fix it</h2><ol><li>Open it.<li>Tap it.</ol></article>\n{around}</main>"
    )
    imported = load(page, "article.html")
    assert "Zork" not in str(imported.article)
    assert "Zork" in unplaced(imported)


@pytest.mark.parametrize("tag", ["form", "div class=sidebar-layout", "header"])
def test_an_article_is_read_whatever_its_page_calls_it(load, tag):
    page = f"<body>\n<{tag}><h2>Fix it</h2><ol><li>Open it.<li>Tap it.</ol></{tag.split()[0]}></body>"
    assert steps_of(load(page, "article.html")) == ["Open it.", "Tap it."]


def test_the_way_to_a_page_and_its_writer_are_no_part_of_the_article(load):
    text = "# Lamp lost\n\nHelp › Lamps › Sync\n\nBy Ada Moor\n\nIt is dark.\n\n## Fix it\n\n1. Open it.\n2. Tap it.\n"
    imported = load(text, "article.md")
    assert imported.article["summary"] == "It is dark."
    assert "Lamps" in unplaced(imported)
    assert "Ada Moor" in unplaced(imported)


def test_the_subject_of_a_mail_is_the_title(load):
    imported = load("From: a@b.example\nSubject: Lamp lost\n\nIt is dark.\n\nFix 1: Ring\n\n1. Open it.\n2. Tap it.\n")
    assert imported.article["title"] == "Lamp lost"
    assert "a@b.example" in unplaced(imported)


def test_parts_counted_in_another_way_than_their_steps_are_fixes(load):
    text = "Lamp lost\n\nWhat to do\n\nI. Ring\n\n1) Open it.\n2) Tap it.\n\nII. Wait\n\nOn Windows:\n1) Hold it.\n"
    assert step_titles(load(text)) == {"Ring": ["Open it", "Tap it"], "Wait": ["Hold it"]}


def test_running_text_that_says_where_and_when_has_all_its_steps(load):
    text = "Lamp lost\n\nFix 1: Ring\n\nOn the lamp, hold the key. If it blinks, let go. In the app: tap Find.\n"
    assert [title for titles in step_titles(load(text)).values() for title in titles] == [
        "On the lamp, hold the key",
        "If it blinks, let go",
        "In the app: tap Find",
    ]


def test_an_article_of_nothing_but_running_text_is_one_fix(load):
    imported = load("The lamp is dark after a power cut.\n\nTake the plug out. Wait for a minute. Plug it in again.\n")
    assert steps_of(imported) == ["Take the plug out.", "Wait for a minute.", "Plug it in again."]
    assert imported.article["summary"] == "The lamp is dark after a power cut."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("slanted.md", "## Fix\n\n1. Tap *Sign in again*, *slowly*.\n2. Go.\n"),
        ("slanted.html", "<h2>Fix</h2><ol>\n<li>Tap <i>Sign in again</i>, <em>slowly</em>.<li>Go.</ol>"),
    ],
)
def test_slanted_words_that_something_is_done_to_are_labels(load, name, text):
    assert steps_of(load(text, name))[0] == "Tap **Sign in again**, slowly."


def test_each_case_below_still_not_working_is_one(load):
    text = "## Fix\n\n1. Open it.\n2. Tap it.\n\n## Still dark?\n\nIf it hums, wait.\n\nIf it smokes, pull the plug.\n"
    titles = [part["title"] for part in load(text, "article.md").article["escalations"]]
    assert titles == ["If it hums, wait", "If it smokes, pull the plug"]


def test_what_to_do_in_several_cases_is_told_in_each(load):
    text = "## Fix\n\n1. Open it.\n2. Tap it.\n\n## Still dark?\n\nRing us on 0800 1 if:\n\n- it hums\n- it smokes\n"
    advice = [part["advice"] for part in load(text, "article.md").article["escalations"]]
    assert advice == ["Ring us on 0800 1 if it hums.", "Ring us on 0800 1 if it smokes."]


def test_a_table_that_only_points_to_fixes_is_an_answer(load):
    text = (
        "Lamp lost\n\nFix 1: Ring\n\n1. Open it.\n2. Tap it.\n\nWhich fix for which message\n\n"
        "  Message         Start with\n  --------------  ----------\n  Lamp lost       Fix 1\n  Lamp is gone    Fix 1\n"
    )
    article = load(text).article
    assert [fix["title"] for fix in article["methods"]] == ["Ring"]
    assert "Lamp is gone; Start with: Fix 1" in article["answers"][0]["text"]


def test_a_question_answered_by_yes_or_no_is_no_fix(load):
    text = "## Fix\n\n1. Open it.\n2. Tap it.\n\n## FAQ\n\n### Can I lend it?\n\nYes:\n\n1. Open it.\n2. Tap Lend.\n"
    article = load(text, "article.md").article
    assert len(article["methods"]) == 1
    assert article["answers"][0]["text"] == "Yes: Open it. Tap **Lend**."
