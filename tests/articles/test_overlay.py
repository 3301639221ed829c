"""An overlay: the words of an article in another language."""

from __future__ import annotations

from ruamel.yaml import YAML

from tests.wording.made_up import CODE
from tests.wording.tenth import ARTICLES
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.translations import overlay_files
from unstuck.cli.main import main

FIX = "force_quit"


def test_an_overlay_with_other_steps_than_the_article_is_not_followed(tenth):
    path = tenth.articles / f"threads_profile_photo.{CODE}.yml"
    tree = YAML(typ="safe").load(path)
    tree["methods"][FIX]["steps"].pop()
    path.unlink()
    YAML(typ="safe").dump(tree, path)
    knowledge = Knowledge.load(tenth.articles)
    english, own = (
        one.article(path.name.split(".")[0]).method(FIX) for one in (knowledge, knowledge.in_language(CODE))
    )
    assert own.steps == english.steps
    assert own.title != english.title
    assert main(["articles", "check"]) == 1


def test_no_label_of_a_device_is_without_a_word_on_its_source():
    for path in ARTICLES:
        for one in overlay_files(path).values():
            labels = YAML(typ="safe").load(one)["labels"]
            assert all(label["source"] for label in labels.values()), one
