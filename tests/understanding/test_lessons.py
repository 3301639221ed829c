"""What training learns from: whole messages, taken apart by hand."""

import pytest

from unstuck.errors import ModelError
from unstuck.understanding import lessons
from unstuck.understanding.statements import How


@pytest.fixture
def learned(lessons_folder, finder, knowledge):
    return lessons.read(lessons_folder, finder, knowledge.articles)


def test_each_clause_of_a_message_gets_the_label_of_the_statement_in_it(learned):
    meant = {text.strip("."): (intent, moment) for text, intent, moment in learned.intents}
    assert meant["I restarted my phone"] == ("already_tried", "")
    assert meant["The wifi is fine"] == ("describe_network_trouble", "")
    assert meant["It has rained all day"] == (lessons.BACKGROUND, "")
    assert (meant["yes"], meant["gone"]) == (("affirm", "outcome"), ("confirm_fixed", "outcome"))
    assert meant["my pasta is cold"] == ("out_of_scope", "")
    assert learned.alone == [("my pasta is cold", "out_of_scope")]


def test_what_is_ruled_out_teaches_what_it_is_and_that_it_is_denied(learned):
    assert ("my signal is strong", "describe_network_trouble", "") in learned.intents
    assert ("my signal is strong", How.DENIED) in learned.hows


def test_a_fix_that_is_mentioned_teaches_which_it_is_and_how_it_went(learned):
    fixes, hows = dict(learned.fixes), dict(learned.hows)
    assert fixes["switched it off and on"] == "restart_device"
    assert fixes["my brother restarted his"] == lessons.NO_FIX
    assert fixes["bought a cable"] == lessons.OTHER_FIX, "no article has this fix"
    assert hows["switched it off and on"] == How.DONE
    meant = {text: intent for text, intent, _ in learned.intents}
    assert meant["switched it off and on"] == "already_tried"
    assert (meant["how do i restart"], meant["my brother restarted his"]) == ("choose_method", lessons.BACKGROUND)


def test_the_names_of_every_fix_teach_which_it_is(learned, knowledge):
    fixes = set(learned.fixes)
    for article in knowledge.articles:
        for method in article.methods:
            assert {(name, method.id) for name in (method.title, *method.names)} <= fixes


@pytest.mark.parametrize("wrong", [None, "- {text: a}\n", "- [a]\n", "a: [\n"])
def test_a_missing_or_wrong_file_is_told(lessons_folder, finder, knowledge, wrong):
    if wrong is None:
        (lessons_folder / "tried.yml").unlink()
    else:
        (lessons_folder / "tried.yml").write_text(wrong)
    with pytest.raises(ModelError) as caught:
        lessons.read(lessons_folder, finder, knowledge.articles)
    assert caught.value.code == "lessons_wrong"


@pytest.mark.parametrize("name", ["messages", "tried", "moments", "near"])
def test_what_is_held_out_is_never_learned(root, name):
    held = lessons._load(root / "tests" / "understanding" / f"{name.replace('messages', 'statements')}.yml")
    taught = lessons._load(root / "data" / "statements" / f"{name}.yml")
    assert not {one["text"] for one in held} & {one["text"] for one in taught}


def test_messages_are_cut_together_as_each_alone(finder):
    many = ["I restarted it. Nothing helps", "is this a bug", "restart my phone, then what?", "ok"] * 20
    named = [finder.find(text) for text in many]
    assert lessons.cut_all(many, named) == [*map(lessons.cut, many, named)]
