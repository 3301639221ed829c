"""A size, a length or a format in words is judged before any picture is sent."""

from dataclasses import replace

import pytest

from tests.guide.saying import describes, message, says
from unstuck.guide.case import Case
from unstuck.guide.told import about_picture
from unstuck.understanding.statements import Act


def told(knowledge, text, asks=False, case=None, **entities):
    said = message(text, entities=entities.items(), asks=asks)
    return about_picture(knowledge, case or Case(), said)


@pytest.mark.parametrize(
    ("text", "entities", "name", "yes"),
    [
        ("is 14 MB too much?", {"file_size": 14_000_000}, "told_size_too_large", "told_yes"),
        ("is 14 MB ok?", {"file_size": 14_000_000}, "told_size_too_large", "told_no"),
        ("is 2 MB too much?", {"file_size": 2_000_000}, "told_size_fine", "told_no"),
        ("is 2 MB ok?", {"file_size": 2_000_000}, "told_size_fine", "told_yes"),
        ("7 MB, is that fine?", {"file_size": 7_000_000}, "told_size_large", "told_no"),
        ("is heic the problem?", {"file_format": "HEIC"}, "told_format", "told_yes"),
        ("can it be a png?", {"file_format": "PNG"}, "told_format_fine", "told_yes"),
        ("is 4000x3000 ok?", {"dimensions": "4000x3000"}, "told_not_square", "told_no"),
        ("is 300x300 too small?", {"dimensions": "300x300"}, "told_too_small", "told_yes"),
        ("does 1080x1080 work?", {"dimensions": "1080x1080"}, "told_lengths_fine", "told_yes"),
    ],
)
def test_a_question_is_answered_yes_or_no_first(knowledge, text, entities, name, yes):
    found = told(knowledge, text, asks=True, **entities)
    (line,) = found.says[0].values["lines"]
    assert (line.name, line.values["yes"].name, found.asked) == (name, yes, True)


def test_what_is_bad_is_told_to_everybody_with_its_cause_and_the_repair(knowledge, article):
    found = told(knowledge, "it is a 14 MB heic", file_size=14_000_000, file_format="HEIC")
    assert found.says[0].name == "told_and_offer"
    assert [line.values["yes"] for line in found.says[0].values["lines"]] == ["", ""]
    assert found.points_to == article.cause(article.image.cause).intents[0]


@pytest.mark.parametrize(
    "entities",
    [{"file_size": 2_000_000}, {"file_format": "JPEG"}, {"file_size": 64_000_000_000}, {"count": 5}, {}],
    ids=["a good size", "a good format", "the room on a phone", "a count", "nothing"],
)
def test_what_is_fine_or_no_picture_at_all_is_said_only_to_who_asks(knowledge, entities):
    assert told(knowledge, "some words", **entities) is None


def test_a_button_tells_nothing(knowledge):
    assert told(knowledge, "", file_size=14_000_000) is None


def test_a_question_for_more_than_yes_or_no_is_not_answered_with_them(knowledge):
    asked = message("how do I know if it is heic", says(Act.ASKS, "ask_heic"), entities=[("file_format", "HEIC")])
    found = about_picture(knowledge, Case(), replace(asked, asks=True, asks_what=True))
    assert found.says[0].values["lines"][0].values["yes"] == ""


def test_a_picture_is_judged_by_the_article_that_the_message_is_about(knowledge):
    post = message("my post fails, 9 MB", describes("report_other_photo_error"), entities=[("file_size", 9_000_000)])
    assert about_picture(knowledge, Case(), post) is None, "that article knows no limit"
