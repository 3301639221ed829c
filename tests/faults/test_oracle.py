"""The oracle itself: it must be able to see each kind of mistake."""

from dataclasses import asdict

import pytest

from tests.faults.oracle import BACK, BOT_AGAIN, DESCRIPTION, NEXT, TEAM_THERE, Expected, judge, judge_hands


def said(id, text):
    return {"from": "user", "client_id": id, "text": text, "kind": "text"}


def step(number, fix=1):
    return {"from": "bot", "text": "…", "kind": "step", "fix": fix, "step": number}


GREETING = {"from": "bot", "text": "Hi", "kind": "text"}
REFUSED = {"from": "bot", "text": "Again, please.", "kind": "trouble"}
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


def notice(holder):
    return {"from": "team", "text": f"Now it is the {holder}.", "kind": "notice", "holder": holder, "client_id": None}


def wrote(text):
    return {"from": "team", "text": text, "kind": "text", "client_id": text}


def bot(text="re"):
    return {"from": "bot", "text": text, "kind": "text", "client_id": None}


CHANGED = [
    bot("Hi"), said("a", "help"), bot("U-1"), notice(TEAM_THERE), said("b", "are you there"), wrote("yes"),
    wrote("try this"), notice(BOT_AGAIN), bot("step 1"), said("c", NEXT), notice(TEAM_THERE), notice(BOT_AGAIN),
    bot("bye"),
]  # fmt: skip
DONE = Expected(["yes", "try this"], [TEAM_THERE, BOT_AGAIN, TEAM_THERE, BOT_AGAIN], fixes=1)


def hands(history, seen=None, results=1):
    numbered = [{"seq": seq, **message} for seq, message in enumerate(history, 1)]
    verdict = judge_hands(numbered, numbered if seen is None else seen, results, DONE, ["a", "b", "c"])
    return {name for name, count in asdict(verdict).items() if count} - {"turns", "refused"}


def test_a_conversation_that_changed_hands_well_is_good():
    assert hands(CHANGED) == set()
    assert hands([*CHANGED[:9], said("c", NEXT), bot("step 2"), *CHANGED[10:]]) == set()


@pytest.mark.parametrize(
    ("history", "more", "found"),
    [
        ([*CHANGED[:4], bot("Hm?"), *CHANGED[4:]], {}, {"while_held"}),
        ([*CHANGED[:5], *CHANGED[6:]], {}, {"lost", "out_of_order"}),
        ([*CHANGED[:6], wrote("yes"), *CHANGED[6:]], {}, {"doubled", "out_of_order"}),
        ([*CHANGED[:5], CHANGED[6], CHANGED[5], *CHANGED[7:]], {}, {"out_of_order"}),
        ([*CHANGED[:4], *CHANGED[5:]], {}, {"lost", "out_of_order"}),
        ([*CHANGED[:9], bot("step 1"), *CHANGED[9:]], {}, {"doubled"}),
        ([*CHANGED[:2], said("b", "hello?"), bot("U-1"), *CHANGED[3:4], *CHANGED[5:]], {}, {"lost"}),
        (CHANGED[:11], {}, {"lost", "out_of_order"}),
        (CHANGED, {"results": 0}, {"lost"}),
        (CHANGED, {"results": 2}, {"doubled"}),
        (CHANGED, {"seen": []}, {"lost"}),
    ],
    ids=[
        "the bot speaks", "a reply is lost", "a reply comes twice", "replies change places",
        "a person's words are lost", "the bot says it twice", "the bot does not answer", "a change of hands is lost",
        "no result", "two results", "the team sees something else",
    ],
)  # fmt: skip
def test_each_kind_of_mistake_is_seen_where_hands_change(history, more, found):
    assert hands(history, **more) == found
