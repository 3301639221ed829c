"""A message becomes statements: by its moment first, then by what three classifiers make of each clause."""

import pytest

from tests.understanding.words import WordCounter
from unstuck.understanding.acts import Acts
from unstuck.understanding.archive import Classifiers
from unstuck.understanding.choice import Counting
from unstuck.understanding.classifier import Guess, Placed
from unstuck.understanding.clauses import Clause
from unstuck.understanding.context import NOWHERE, Context, Option, StepWords
from unstuck.understanding.entities import Entity
from unstuck.understanding.hearing import Ear
from unstuck.understanding.statements import Act, How

SAME = Option("affirm", "It is slow on wifi", (("cause", "net"),))
OTHER = Option("choose_method", "Restart the phone", (("method", "restart_device"),))


class Told:
    """A classifier that knows some texts by heart, and of any other what is likely of all."""

    def __init__(self, likely: str, known: dict[str, dict[str, float]]) -> None:
        self._likely, self._known = likely, known

    def placed(self, texts, layers):
        return Placed(layers[:, -1], tuple(texts))

    def moved(self, placed, layers):
        return placed

    def guesses_at(self, placed, moment=""):
        return tuple(self.guess(text) for text in placed.lexical)

    def guess(self, text, layers=None):
        shares = self._known.get(text, {self._likely: 0.9})
        return Guess(tuple(sorted(shares.items(), key=lambda pair: -pair[1])), "")


@pytest.fixture
def hear(root, knowledge):
    """Hears clauses, of which the test says what each means, which fix it is about and how it is said."""
    acts = Acts.load(root / "data" / "statements", knowledge)

    def heard(*texts, context=NOWHERE, entities=(), asks=False, meant=None, fixes=None, hows=None, mend=str):
        classifiers = Classifiers(
            intents=Told("background", meant or {}), fixes=Told("none", fixes or {}), hows=Told("stated", hows or {})
        )
        counting = Counting({"two": 2, "second": 2}, frozenset(["last"]))
        text, clauses = ", ".join(texts), []
        for one in texts:
            start = text.index(one)
            clauses.append(Clause(start, start + len(one), one, asks))
        return Ear(classifiers, WordCounter().layers_of_all, mend, acts, counting).hear(
            text, clauses, entities, context
        )

    return heard


def told(heard):
    return [(one.act, one.intent, one.target, one.how) for one in heard.statements]


CAUSE = Context("cause", options=(SAME, OTHER))


@pytest.mark.parametrize("text", ["2", "the second one", "last", "restart the phone"])
def test_an_option_is_named_by_its_number_its_place_or_its_words(hear, text):
    (said,) = hear(text, context=CAUSE).statements
    assert (said.act, said.intent, said.entities) == (Act.ANSWERS, "choose_method", (("method", "restart_device"),))


def test_an_option_that_is_denied_or_was_done_is_not_chosen(hear):
    denied = hear("not the second", context=CAUSE, hows={"not the second": {"denied": 0.9}})
    assert not [one for one in denied.statements if one.act is Act.ANSWERS]
    done = hear("did number 2", context=CAUSE, hows={"did number 2": {"done": 0.9}})
    assert not [one for one in done.statements if one.act is Act.ANSWERS]


STEP = Context(
    "step",
    "reset",
    0,
    (StepWords("Open it. **Allow** full access now"), StepWords("Tap the red key twice")),
)


def test_a_message_speaks_of_a_step_of_the_fix_on_the_screen_or_of_none(hear):
    assert hear("it asks me to allow full access", context=STEP).near_step == 0
    assert hear("where is the red key", context=STEP).near_step == 1
    assert hear("it rains all day", context=STEP).near_step is None
    assert hear("where is the red key").near_step is None


def test_out_of_nowhere_nothing_is_meant_that_only_makes_sense_while_something_is_open(hear):
    meant = {"next": {"next_step": 0.9, "greet": 0.08}}
    assert hear("next", meant=meant, context=STEP).whole.intent == "next_step"
    assert "next_step" not in dict(hear("next", meant=meant).whole.ranking)


def test_what_only_names_a_device_is_a_fact_beside_what_the_rest_says(hear):
    device = Entity("device", "home_button", "iPhone SE", 0, 9)
    said = hear("iPhone SE", "it hangs", entities=[device], meant={"it hangs": {"describe_network_trouble": 0.9}})
    assert told(said) == [
        (Act.HAS, "inform_device", "", How.STATED),
        (Act.DESCRIBES, "describe_network_trouble", "", How.STATED),
    ]
    assert said.statements[0].entities == (("device", "home_button"),)


def test_typos_are_mended_before_anything_is_read(hear):
    for texts, mended in ((["it hagns"], "it hangs"), (["it hagns", "badly"], "it hangs, badly")):
        said = hear(*texts, mend=lambda text: text.replace("hagns", "hangs"), meant={mended: {"greet": 0.9}})
        assert said.whole.intent == "greet"


def test_a_fix_that_is_only_named_behind_one_that_failed_failed_as_well(hear):
    first, second = "restarted in vain", "reinstall"
    said = hear(
        first,
        second,
        meant={first: {"already_tried": 0.9}, second: {"already_tried": 0.9}},
        fixes={first: {"restart_device": 0.9}, second: {"reinstall": 0.9}},
        hows={first: {"failed": 0.9}, second: {"done": 0.9}},
    )
    assert told(said) == [
        (Act.DID, "already_tried", "restart_device", How.FAILED),
        (Act.DID, "already_tried", "reinstall", How.FAILED),
    ]


@pytest.mark.parametrize("text", ["", "…"])
def test_a_message_without_a_clause_is_still_guessed_at(hear, text):
    assert hear(text, meant={text: {"greet": 0.9}}).whole.intent == "greet"
