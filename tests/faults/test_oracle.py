"""The oracle itself: it must be able to see each kind of mistake."""

import pytest

from tests.faults.oracle import BACK, DESCRIPTION, NEXT, judge
from unstuck.wording.refusals import sentence


def said(id, text):
    return {"from": "user", "client_id": id, "text": text, "kind": "text"}


def step(number, fix=1):
    return {"from": "bot", "text": "…", "kind": "step", "fix": fix, "step": number}


GREETING = {"from": "bot", "text": "Hi", "kind": "text"}
REFUSED = {"from": "bot", "text": sentence("trouble"), "kind": "text"}
GOOD = [GREETING, said("a", DESCRIPTION), step(1), said("b", NEXT), step(2)]


def mistakes(history, acknowledged=("a", "b")):
    verdict = judge(history, acknowledged)
    return verdict.lost, verdict.doubled, verdict.wrong


@pytest.mark.parametrize(
    "history",
    [
        GOOD,
        [*GOOD[:4], REFUSED],
        [REFUSED, *GOOD[1:]],
        [*GOOD[:4], REFUSED, said("c", NEXT), step(2)],
        [*GOOD, said("c", NEXT), said("d", BACK), step(3), step(2)],
    ],
    ids=["plain", "refused", "greeting refused", "refused, then done", "two at once"],
)
def test_a_good_conversation_is_good(history):
    assert mistakes(history) == (0, 0, 0)


@pytest.mark.parametrize(
    ("history", "found"),
    [
        (GOOD[:3], (1, 0, 0)),
        (GOOD[:4], (1, 0, 0)),
        ([*GOOD, step(2)], (0, 1, 0)),
        ([*GOOD[:4], said("b", NEXT), step(2), step(3)], (0, 1, 0)),
        ([*GOOD[:4], step(1)], (0, 0, 1)),
        ([*GOOD[:4], step(2, fix=2)], (0, 0, 1)),
        ([*GOOD, said("c", NEXT), said("d", BACK), step(2), step(3)], (0, 0, 2)),
    ],
    ids=["not there", "not answered", "answered twice", "taken twice", "forgotten", "elsewhere", "in the wrong order"],
)
def test_each_kind_of_mistake_is_seen(history, found):
    assert mistakes(history) == found
