"""What clauses say together."""

import pytest

from unstuck.understanding.classifier import Guess
from unstuck.understanding.clauses import Clause
from unstuck.understanding.judging import Piece
from unstuck.understanding.statements import Act, How, Statement
from unstuck.understanding.together import carried, of_one_fix

FAILED = Statement(Act.DID, "already_tried", "restart_device", How.FAILED)
NAMED = Statement(Act.WANTS, "choose_method", "reinstall", start=12, end=21)
REINSTALL = Clause(12, 21, "reinstall")


def test_a_fix_that_stands_in_a_list_went_as_the_one_before_it():
    said = carried(FAILED, NAMED, REINSTALL, ", ")
    assert (said.act, said.target, said.how) == (Act.DID, "reinstall", How.FAILED)


@pytest.mark.parametrize(
    ("before", "clause", "between"),
    [
        (None, REINSTALL, ""),
        (FAILED, REINSTALL, ". "),
        (FAILED, Clause(12, 36, "take me to the reinstall"), ", "),
        (Statement(Act.RESULT, "report_still_failing"), REINSTALL, ", "),
    ],
)
def test_a_fix_that_stands_alone_is_what_it_is(before, clause, between):
    assert carried(before, NAMED, clause, between) is NAMED


def everything(how, text="tried to shut it, or only minimised it, can't say"):
    fix, went = Guess((("force_quit", 0.9),), ""), Guess(((how, 0.9),), "")
    return Piece(Clause(0, len(text), text), (), Guess((("already_tried", 0.5),), ""), fix, went, True)


def test_how_one_fix_went_is_told_by_all_of_the_message():
    done = Statement(Act.DID, "already_tried", "force_quit", How.DONE, end=16)
    (said,) = of_one_fix([done], everything("unsure"))
    assert (said.target, said.how, said.start, said.end) == ("force_quit", How.UNSURE, 0, 49)


def test_of_a_fix_that_is_wanted_nothing_else_is_told():
    wish = Statement(Act.WANTS, "choose_method", "force_quit")
    fails = Statement(Act.RESULT, "report_still_failing")
    assert of_one_fix([fails, wish], everything("failed")) == [fails, wish]
