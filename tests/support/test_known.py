"""What is known of a case is kept with its ticket, across versions."""

import json

from unstuck.support.known import FixState, Known

KNOWN = Known(
    "profile",
    "Update failed",
    ("A glitch",),
    (FixState("restart", "Restart", "tried"),),
    "iphone",
    "18.6",
    ("heic",),
    "de",
)


def test_it_comes_back_from_a_column_as_it_was():
    assert Known.from_json(json.loads(json.dumps(KNOWN.to_json()))) == KNOWN


def test_an_older_ticket_knows_nothing_and_what_a_newer_one_adds_is_passed_over():
    assert Known.from_json(None) == Known()
    assert Known.from_json({"device": "ipad", "mood": "sunny"}) == Known(device="ipad")


def test_a_fix_that_is_not_in_the_article_has_no_title():
    assert (KNOWN.title_of("restart"), KNOWN.title_of("gone")) == ("Restart", "")
