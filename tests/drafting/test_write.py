"""Drafts as files: all of them or none, and as somebody can read and mend them."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from unstuck.articles.loader import load_article
from unstuck.drafting.parts import Draft
from unstuck.drafting.write import article_id, draft_text, write
from unstuck.errors import ArticleError

FIELDS = {
    "id": "lamp",
    "draft": True,
    "title": "The lamp: dark",
    "product": "Glimmer",
    "platforms": ["Android"],
    "error_messages": [],
    "intents": ["lamp.error"],
    "summary": "It is dark.",
    "methods": [
        {"id": "reset", "title": "Reset", "names": ["reset"], "steps": [{"text": "Run this:\n$ go\n  ok # no comment"}]}
    ],
    "source": "page.md",
}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("lamp.yml", "lamp"),
        ("2nd Try-Out.yml", "article_2nd_try_out"),
        ("Größe.v2.yml", "grosse_v2"),
        ("修理.yml", "article"),
    ],
)
def test_an_id_is_the_name_of_the_file(name, id):
    assert article_id(Path(name)) == id


def test_a_file_tells_what_to_decide_above_and_how_sure_each_part_is_beside_it():
    text = draft_text(Draft(FIELDS, {("methods", 0): 0.874}), ["Which app?", "What device?"], "page.md")
    head, _, rest = text.partition("id: lamp")
    assert head.splitlines()[1:] == ["# - Which app?", "# - What device?"]
    assert "- id: reset  # 87% sure\n" in rest


@pytest.mark.parametrize(
    "said", ["Run:\n$ go\n  ok # no", "a\tb\n\tc", " lead\n- x", "a \nb\n", "yes", "[x]: *y*", "a\n\nb"]
)
def test_what_is_written_is_what_is_read(said):
    text = draft_text(Draft({"summary": said, "answers": [{"text": said}]}), [], "page.md")
    assert YAML(typ="safe").load(text) == {"summary": said, "answers": [{"text": said}]}


def test_a_text_of_several_lines_can_be_mended_line_by_line():
    assert "Run this:\n          $ go\n            ok # no comment\n" in draft_text(Draft(FIELDS), [], "page.md")


def test_where_one_draft_cannot_be_written_none_is(tmp_path):
    good, bad = tmp_path / "good.yml", tmp_path / "bad.yml"
    good.write_text("mine")
    text = draft_text(Draft(FIELDS), [], "page.md")
    with pytest.raises(ArticleError, match="product"):
        write({good: text, bad: text.replace("product: Glimmer\n", "")}, force=True)
    with pytest.raises(ArticleError, match="--force") as refused:
        write({tmp_path / "new.yml": text, good: text}, force=False)
    assert refused.value.code == "import_exists"
    assert (good.read_text(), [path.name for path in tmp_path.iterdir()]) == ("mine", ["good.yml"])
    write({good: text}, force=True)
    assert load_article(good).id == "lamp"
