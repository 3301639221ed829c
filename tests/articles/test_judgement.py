"""The check says what a reviewer would say, and nothing of articles that are sound."""

import pytest

from tests.library import ARTICLES, EXAMPLES
from unstuck.articles.check import doubts
from unstuck.articles.judgement import ambiguous_products, weak_examples, weak_parts
from unstuck.articles.model import Article
from unstuck.articles.training import Examples

FIELDS = {
    "id": "lamp",
    "title": "The lamp stays dark",
    "product": "Glimmer",
    "platforms": ["Android"],
    "intents": ["lamp.error"],
    "summary": "The lamp does not light.",
    "source": "a test",
}
STEP = {"text": "Switch the lamp off at the wall."}
CAUSE = {
    "id": "network",
    "title": "No network",
    "short": "no network",
    "explanation": "The bulb forgot the password.",
    "signs": ["It blinks"],
    "intents": ["lamp.network"],
    "methods": ["restart"],
}
FIX = {"id": "restart", "title": "Restart it", "steps": [STEP, {"title": "Wait", "text": "Wait ten seconds."}]}


def article(**fields) -> Article:
    return Article.model_validate({**FIELDS, "causes": [CAUSE], "methods": [FIX], **fields})


def fix(name: str) -> dict:
    return {"id": name, "title": f"Do {name}", "steps": [{"text": f"Do {name}."}]}


def test_the_articles_of_the_project_have_no_doubt(root):
    assert doubts(ARTICLES, root, EXAMPLES) == []


def test_a_sound_article_has_none():
    assert list(weak_parts(article())) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"methods": [], "causes": []}, "there is no fix in it"),
        ({"methods": [{**FIX, "steps": [{"title": "Wait here", "text": "Wait here."}]}]}, "leave the title out"),
        ({"causes": [{**CAUSE, "methods": []}]}, "'network' leads to no fix"),
        ({"causes": [{**CAUSE, "explanation": "No network."}]}, "the explanation of 'network' is its title"),
        ({"methods": [FIX, fix("one"), fix("two"), fix("three")]}, "3 fixes in a row have one step"),
        ({"summary": "See [this](http://a.example)."}, "'http://a.example' is no https:// address"),
    ],
)
def test_parts_that_help_nobody_are_doubted(fields, said):
    assert [why for _, why in weak_parts(article(**fields)) if said in why]


def test_causes_that_all_lead_to_the_same_fixes_are_doubted():
    methods = [FIX, {**FIX, "id": "again"}]
    causes = [{**CAUSE, "id": f"c{n}", "intents": [f"lamp.c{n}"], "methods": ["restart", "again"]} for n in range(3)]
    assert [why for _, why in weak_parts(article(causes=causes, methods=methods)) if "same fixes" in why]


def examples(intent: str, *texts: str) -> Examples:
    return Examples(intent, texts, "nlu.yml:1")


def test_an_example_that_is_another_intent_s_is_doubted_with_both_places():
    mine, theirs = examples("lamp.error", "my lamp is dark"), examples("out_of_scope", "My lamp is dark!")
    (said,) = weak_examples([article()], [theirs, mine])
    assert "'out_of_scope' as well" in said


def test_shared_intents_may_share_what_they_like():
    assert not list(weak_examples([article()], [examples("greet", "hi"), examples("thank", "hi")]))


def test_examples_made_of_frames_are_doubted():
    frames = [f"{frame} no network" for frame in ("I think it is", "is it", "it must be", "could it be", "maybe it is")]
    (said,) = weak_examples([article()], [examples("lamp.network", *frames)])
    assert "5 of 5 examples repeat “No network”" in said


def test_a_product_that_is_a_word_elsewhere_is_doubted():
    other = article(id="home", product="home", intents=["home.error"], summary="Press home.", causes=[], methods=[FIX])
    first = article(summary="Go to the home screen.")
    assert [(one, "whole name" in why) for one, why in ambiguous_products([first, other])] == [("home", True)]
