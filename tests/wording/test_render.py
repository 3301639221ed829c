"""From what the guide says to words."""

import pytest

from unstuck.guide.turn import Choice, Line
from unstuck.wording.render import line, payload, text, title
from unstuck.wording.responses import Words

WORDS = Words({"utter_size": [{"text": "It has {megabytes} MB.\n"}], "utter_all": [{"text": "{lines}"}]})


def test_lines_within_a_line_are_filled_and_set_below_each_other():
    sizes = (Line("size", {"megabytes": 3}), Line("size", {"megabytes": 4}))
    assert line(WORDS, Line("all", {"lines": sizes})) == "It has 3 MB.\nIt has 4 MB."


def test_what_is_no_line_stays_as_it_is():
    assert text(WORDS, 7) == 7


def test_a_line_that_nobody_has_written_is_an_error():
    with pytest.raises(KeyError):
        line(WORDS, Line("nothing"))


def test_a_button_has_its_own_title_or_a_response_s():
    assert title(WORDS, Choice("affirm", title="Yes")) == "Yes"
    assert title(Words({"utter_label": [{"text": "Yes"}]}), Choice("affirm", label="label")) == "Yes"


@pytest.mark.parametrize(
    ("choice", "sent"),
    [(Choice("affirm"), "/affirm"), (Choice("repair_image", entities={"crop": "x"}), '/repair_image{"crop":"x"}')],
)
def test_a_button_sends_its_intent_with_what_belongs_to_it(choice, sent):
    assert payload(choice) == sent
