"""What an article is made of."""

import pytest
from pydantic import ValidationError

from unstuck.articles.model import Article, Method, Step, owner

STEP = Step(text="Hold the button.", variants={"ipad": "Hold both."}, drawing="hold", drawings={"ipad": "hold_both"})


def test_a_step_has_its_words_and_its_drawing_for_each_kind_of_device():
    assert [STEP.text_for(device) for device in ("ipad", "face_id", None)] == [
        "Hold both.",
        "Hold the button.",
        "Hold the button.",
    ]
    assert [STEP.drawing_for(device) for device in ("ipad", "face_id", None)] == ["hold_both", "hold", "hold"]
    assert Step(text="x", drawings={"ipad": "hold_both"}).drawing_for("face_id") is None


def test_a_fix_depends_on_the_device_where_any_step_reads_otherwise():
    plain = Step(text="Open it.")
    assert Method(id="a", title="A", steps=(plain, STEP)).depends_on_device
    assert not Method(id="a", title="A", steps=(plain,)).depends_on_device


def test_an_intent_belongs_to_the_article_that_its_name_begins_with():
    assert (owner("harbour_mail.password"), owner("affirm")) == ("harbour_mail", "")


def test_parts_are_found_by_their_id_and_one_that_is_not_there_is_an_error(article):
    for find, parts in (
        (article.method, article.methods),
        (article.cause, article.causes),
        (article.escalation, article.escalations),
    ):
        assert [find(part.id) for part in parts] == list(parts)
        with pytest.raises(KeyError):
            find("nothing")


def test_in_short_it_is_its_takeaways_or_else_its_summary(article):
    assert article.in_short == article.takeaways
    assert article.model_copy(update={"takeaways": ()}).in_short == (article.summary,)


def test_an_article_is_read_as_it_was_written_and_never_changes(article):
    assert Article.model_validate(article.model_dump()) == article
    with pytest.raises(ValidationError):
        article.title = "Another"


@pytest.mark.parametrize("id", ["", "Big", "1a", "a-b", "a.b", "a b", "ä"])
def test_an_id_is_made_of_small_letters_digits_and_underscores(id):
    with pytest.raises(ValidationError):
        Method(id=id, title="A", steps=(STEP,))


def test_words_are_never_empty_and_lose_what_is_around_them():
    assert Step(text="  Open it.\n").text == "Open it."
    with pytest.raises(ValidationError):
        Step(text=" \n")
