"""Lessons of what messages at steps ask for are read, and learned of."""

import pytest

from scripts.bench_talk import HELD_OUT, OF_STEPS
from unstuck.errors import ModelError
from unstuck.understanding import move_lessons
from unstuck.understanding.context import Branch
from unstuck.understanding.moves import Move


@pytest.fixture
def path(lessons_folder):
    return lessons_folder / move_lessons.FILE


def test_a_lesson_knows_its_step_and_the_one_that_it_reaches(path):
    done, further, asked, ahead, _, stuck, fixed = move_lessons.read(path)
    assert [one.reached for one in (done, further, asked, ahead)] == [1, 3, 2, 1]
    assert (asked.move, asked.also) == (Move.HELP, {Move.TELLS})
    assert [one.context.moment for one in (done, asked, fixed)] == ["step", "last_step", "outcome"]
    assert stuck.move is Move.BRANCH
    assert stuck.context.branches == (Branch("0.0", ("The lid is stuck",)),)
    assert asked.context.branches == (), "it belongs to the step before"
    assert (done.context.steps[0].help, done.context.called, done.context.others) == (
        "It is on top.",
        ("Clean it",),
        ("Buy another",),
    )


@pytest.mark.parametrize("wrong", ["- {steps: []}\n", "- product: Kettle\n", "[", None])
def test_a_missing_or_wrong_file_is_told(path, wrong):
    path.unlink() if wrong is None else path.write_text(wrong)
    with pytest.raises(ModelError):
        move_lessons.read(path)


@pytest.mark.parametrize("name", OF_STEPS)
def test_the_project_s_lessons_cover_every_move_and_stand_in_no_held_out_list(root, name):
    learned = move_lessons.read(root / "data" / "statements" / move_lessons.FILE)
    held = move_lessons.read(HELD_OUT / f"{name}.yml")
    assert {one.move for one in learned} == set(Move)
    assert {one.text.lower() for one in learned}.isdisjoint(one.text.lower() for one in held if len(one.text) > 20)
