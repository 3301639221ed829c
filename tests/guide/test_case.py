"""The case on its way through a slot of Rasa, and what of it is the person's and what the trouble's."""

import json

import pytest

from unstuck.guide.case import Asking, Case, Thumbs

FULL = Case(
    article="a",
    causes=("glitch",),
    device="ipad",
    plan=("x", "y"),
    method="x",
    step=2,
    tried=("y",),
    asking=Asking.TEST,
    thumbs=Thumbs.ASKED,
    ticket="U-1001",
    photo="att_1",
    photo_findings=("heic",),
)


@pytest.mark.parametrize("case", [Case(), FULL], ids=["new", "full"])
def test_it_comes_back_from_json_as_it_was(case):
    assert Case.from_json(json.loads(json.dumps(case.to_json()))) == case


def test_a_slot_of_another_version_is_read_as_far_as_it_is_known():
    assert Case.from_json({"device": "ipad", "a_field_of_another_version": 7}) == Case(device="ipad")
    assert Case.from_json(None) == Case()


def test_a_new_trouble_keeps_what_is_the_person_s_and_nothing_of_the_old_one():
    anew = FULL.anew(tried=("z",))
    assert (anew.device, anew.ticket, anew.photo, anew.thumbs) == ("ipad", "U-1001", "att_1", Thumbs.ASKED)
    assert (anew.article, anew.causes, anew.plan, anew.method, anew.asking) == (None, (), (), None, None)
    assert anew.tried == ("z",)


def test_it_is_open_while_something_of_an_article_is_under_way_and_not_solved():
    assert FULL.is_open
    assert not Case(article="a").is_open
    assert not Case(article="a", plan=("x",), solved=True).is_open
