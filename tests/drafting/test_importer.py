"""What a page says arrives in its draft: steps in their fix, causes, cases; everything else is kept or named."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from unstuck.articles.model import Article
from unstuck.drafting.importer import import_page
from unstuck.errors import ArticleError

PAGE = """# The lamp stays dark

The lamp in the Glimmer app shows “Lamp Not Found” after an update.

## Causes

### The bulb lost its network

After an update the bulb forgets the password of the network.

## Solution 1: Restart the bulb

1. Switch the lamp off at the wall.
2. Wait ten seconds.
3. Switch it on again.

## Solution 2: Add the bulb again

1. Open Glimmer and tap **Devices**.
2. Hold the bulb's name, then tap **Remove**.
3. Tap **Add** and follow the [guide](https://glimmer.example/add).

## Still not working?

Contact our support with the number on the bulb.
"""


@pytest.fixture(scope="module")
def lamp(judge, tmp_path_factory):
    path = tmp_path_factory.mktemp("lamp") / "lamp.md"
    path.write_text(PAGE)
    return import_page(path, "lamp", judge)


def steps(draft):
    return {fix["title"]: [step["text"] for step in fix["steps"]] for fix in draft.fields.get("methods", ())}


def test_steps_are_whole_in_their_fix_and_in_order(lamp):
    (draft,) = lamp.drafts
    assert steps(draft) == {
        "Restart the bulb": ["Switch the lamp off at the wall.", "Wait ten seconds.", "Switch it on again."],
        "Add the bulb again": [
            "Open Glimmer and tap **Devices**.",
            "Hold the bulb's name, then tap **Remove**.",
            "Tap **Add** and follow the [guide](https://glimmer.example/add).",
        ],
    }


def test_a_draft_is_an_article_that_is_not_published(lamp):
    fields = lamp.drafts[0].fields
    article = Article.model_validate(fields)
    assert article.draft
    assert [cause.title for cause in article.causes] == ["The bulb lost its network"]
    assert article.error_messages == ("Lamp Not Found",)
    assert [case.advice for case in article.escalations] == ["Contact our support with the number on the bulb."]


def test_no_link_between_cause_and_fix_is_invented_but_asked_for(lamp):
    assert lamp.drafts[0].fields["causes"][0]["methods"] == []
    assert any("Which fixes help with “The bulb lost its network”" in one for one in lamp.decisions[0])


def test_every_part_has_a_sureness(lamp):
    draft = lamp.drafts[0]
    assert all(0 < sureness <= 1 for sureness in draft.sureness.values())
    assert {("methods", 0), ("methods", 1), ("causes", 0), ("escalations", 0)} <= draft.sureness.keys()


def test_a_few_sentences_on_one_trouble_stay_whole_as_one_step(imported):
    said = (
        "If Glimmer cannot reach the lamp after an update, the bulb lost its network. To fix this, switch the lamp off "
        "at the wall and on again, or remove it in the settings and add it once more."
    )
    (draft,) = imported(f"# Error: Lamp not found after an update\n\n{said}\n").drafts
    assert list(steps(draft).values()) == [[said]]


def test_how_to_use_something_is_a_how_to_although_nothing_is_wrong(imported):
    text = """# Import scenes

Glimmer supports scenes of other apps. They work like its own, and each of them can be chosen by its name.

## Import from a computer

1. Copy the scenes into one folder.
2. Open Glimmer and tap **Import**.
3. Restart the app.
"""
    (draft,) = imported(text).drafts
    assert len(steps(draft)["Import from a computer"]) == 3


def test_a_page_with_several_problems_is_several_drafts(imported):
    page = "# Troubleshooting\n\n" + "".join(
        f"## {what}\n\n**Symptoms**\n\nYou see an error.\n\n**Resolution**\n\n1. {way}\n2. Restart.\n\n"
        for what, way in (
            ("Printer is offline", "Plug it in."),
            ("Paper jam", "Open the lid."),
            ("Ink is low", "Buy ink."),
        )
    )
    drafts = imported(page).drafts
    assert [draft.fields["title"] for draft in drafts] == ["Printer is offline", "Paper jam", "Ink is low"]
    assert len({draft.fields["id"] for draft in drafts}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "# MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy.\n\n"
        "1. The above copyright notice shall be included in all copies.\n2. The software is provided as is.\n",
        "# Changelog\n\n## 2.1\n\n- Added dark mode\n- Fixed a crash\n\n## 2.0\n\n- New design\n",
        "# Our new office\n\nWe moved last week. The view is lovely, and there is coffee.\n",
        "# The history of lamps\n\nFor a long time people read by candles. Then somebody switched on the first lamp.\n",
        # what a version brings has the form of fixes, but no sentence that tells what to do
        "# Glimmer 4.0\n\n## Reusable scenes\n\n- Local scene and room templates\n- Previews of a scene\n\n"
        "## Safer restarts\n\n- Restarts are staged and written at once\n- Older copies are kept for a week\n",
    ],
)
def test_what_tells_nobody_what_to_do_is_refused_with_the_reason(imported, text):
    with pytest.raises(ArticleError) as refused:
        imported(text)
    assert refused.value.code == "import_no_how_to"


def test_product_and_platform_are_asked_for_unless_given(imported):
    text = PAGE.replace("Glimmer", "it").replace(" app", "")
    asked = " ".join(imported(text).decisions[0])
    assert "`product`" in asked
    assert "`platforms`" in asked
    given = imported(text, product="Glimmer", platforms=["Android"])
    assert "`product`" not in " ".join(given.decisions[0])
    assert given.drafts[0].fields["platforms"] == ["Android"]


def words_of(imported) -> str:
    kept = [str(draft.fields) for draft in imported.drafts]
    report = imported.report
    return " ".join([*kept, *(text for part in (report.headings, report.around, report.unplaced) for _, text in part)])


LINES = st.sampled_from(
    ["# {}", "## {}", "### Fix {}", "{} {} {}.", "- {} {}", "1. {} {}.", "> {} {}", "Cause: {}", "| {} | {} |",
     "|---|---|", "", "**{}**", "`{}`", "    {}", "<details><summary>{}</summary>{}</details>", "![{}](https://x.example/{})",
     "{}:", "[{}](https://x.example/y)", "!!! note\n    {}", "::: tip {}\n{}\n:::", "## Causes", "## Still {}?",
     "{}? {}.",
     "Q: {}?"]
)  # fmt: skip


DETAILS = "<details><summary>{}</summary>{}</details>"


@example(lines=["Cause: {}", DETAILS, DETAILS], suffix=".txt")  # two headings on one line
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=3, max_size=25), suffix=st.sampled_from([".txt", ".md"]))
def test_no_word_of_a_random_page_is_lost(judge, lines, suffix, tmp_path_factory):
    text = "\n".join(lines) + "\n\n## Fix the lamp\n\n1. Open the menu.\n2. Tap Reset.\n"
    count = text.count("{}")
    words = [f"wq{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}x" for n in range(count)]
    path = tmp_path_factory.mktemp("random") / f"page{suffix}"
    path.write_text(text.format(*words))
    try:
        imported = import_page(path, "thing", judge)
    except ArticleError:
        return
    for draft in imported.drafts:
        Article.model_validate(draft.fields)
    kept = words_of(imported)
    addresses = set(re.findall(r"https://x.example/(\w+)", path.read_text()))
    assert [word for word in words if word not in kept and word not in addresses] == []
