"""What a conversation has to look like, worked out from what was said and done alone.

A talk with the bot is a fix of five steps, forwards and backwards. One that changes hands is what both sides wrote, in
their order, with the changes of hands between it; and no word of the bot while a teammate is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise
from typing import Any

from unstuck.wording.messages import Trouble

DESCRIPTION = "it only lets me pick from 3 pictures on my iphone se"
STEPS = 5
NEXT, BACK = "Done, next", "Back"
TEAM_THERE, BOT_AGAIN = "team", "bot"  # who holds a conversation, as a notice says it

Shown = Mapping[str, Any]  # a message as a page gets it


@dataclass(frozen=True)
class Verdict:
    """What was wrong with one conversation, counted."""

    turns: int
    refused: int
    lost: int
    doubled: int
    wrong: int = 0
    out_of_order: int = 0
    while_held: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing was."""
        return not (self.lost or self.doubled or self.wrong or self.out_of_order or self.while_held)


@dataclass
class Expected:
    """What was done in a conversation that changed hands: what the team `replied`, in its order, who held it one after
    the other, and how many `fixes` the bot was given."""

    replied: list[str] = field(default_factory=list)
    holders: list[str] = field(default_factory=list)
    fixes: int = 0


def after(step: int | None, said: str) -> int | None:
    """The step after `said` (what the log shows of it); None before the first step."""
    if said == DESCRIPTION:
        return 1
    return None if step is None else step + (1 if said == NEXT else -1)


def is_refusal(message: Shown) -> bool:
    """Whether the bot said that it could not do what it was asked, which changes nothing."""
    return message["kind"] == Trouble.kind


def is_answer(message: Shown) -> bool:
    """Whether it is the one message that answers: a step, or a refusal."""
    return message["kind"] == "step" or is_refusal(message)


def judge(history: Iterable[Shown], acknowledged: Iterable[str]) -> Verdict:
    """Go through a conversation with the bot.

    Args:
        history: its messages in order, as the page gets them.
        acknowledged: ids of the messages that the server said it has.
    """
    messages = list(dropwhile(lambda message: message["from"] == "bot", history))  # without the greeting
    said = [message for message in messages if message["from"] == "user"]
    answers = [message for message in messages if message["from"] == "bot" and is_answer(message)]
    ids = [message["client_id"] for message in said]
    unanswered = max(0, len(said) - len(answers))
    step, wrong = None, 0
    for message, answer in zip(said, answers, strict=False):
        if is_refusal(answer):
            continue
        step = after(step, message["text"])
        wrong += (answer["fix"], answer["step"]) != (1, step)
    return Verdict(
        turns=len(said),
        refused=sum(map(is_refusal, answers)),
        lost=len(set(acknowledged) - set(ids)) + unanswered,
        doubled=len(ids) - len(set(ids)) + max(0, len(answers) - len(said)),
        wrong=wrong,
    )


def judge_hands(
    history: Sequence[Shown], seen: Sequence[Shown], results: int, expected: Expected, acknowledged: Sequence[str]
) -> Verdict:
    """Go through a conversation that changed hands.

    Args:
        history: its messages in order, as the person's page gets them.
        seen: the same, as the team's page gets them.
        results: how many results of fixes the team got.
        expected: what was done.
        acknowledged: ids of the person's messages that the server said it has, in order.
    """
    numbers = [message["seq"] for message in history]
    said = [message for message in history if message["from"] == "user"]
    ids = [message["client_id"] for message in said]
    wrote = [message["text"] for message in history if message["from"] == "team" and message["kind"] != "notice"]
    holders = [message["holder"] for message in history if message.get("holder")]
    answered = _answered(history)
    missing = [*_missing(acknowledged, ids), *_missing(expected.replied, wrote)]
    missing += _missing([*map(str, enumerate(expected.holders))], [*map(str, enumerate(holders))])
    twice = len(ids) - len(set(ids)) + len(wrote) - len(set(wrote)) + max(0, len(holders) - len(expected.holders))
    orders = (
        (ids, acknowledged),
        (wrote, expected.replied),
        (numbers, sorted(set(numbers))),
        (holders, expected.holders),
    )
    return Verdict(
        turns=len(said),
        refused=sum(message["from"] == "bot" and is_refusal(message) for message in history),
        lost=len(missing)
        + answered.never
        + max(0, expected.fixes - results)
        + ([*map(_key, seen)] != [*map(_key, history)]),
        doubled=twice + answered.twice + max(0, results - expected.fixes),
        out_of_order=sum(list(found) != list(right) for found, right in orders),
        while_held=answered.while_held,
    )


@dataclass(frozen=True)
class _Answered:
    """What the bot said, counted: never where it had to, twice the same, while a teammate was there."""

    never: int
    twice: int
    while_held: int


def _answered(history: Sequence[Shown]) -> _Answered:
    never = twice = while_held = 0
    held = False
    for message, behind in pairwise([*history, {"from": "user"}]):
        if message.get("holder"):
            held = message["holder"] == TEAM_THERE
        elif message["from"] == "bot" and message["kind"] != "notice":
            while_held += held
            twice += behind["from"] == "bot" and _words(message) == _words(behind)
        elif message["from"] == "user" and not held:
            # Whoever takes over answers what was not answered until then.
            never += behind["from"] == "user"
    return _Answered(never, twice, while_held)


def _words(message: Shown) -> tuple[Any, ...]:
    return tuple(message.get(name) for name in ("text", "kind", "fix", "step"))


def _key(message: Shown) -> tuple[Any, ...]:
    return message["seq"], message["from"], message["text"]


def _missing(expected: Iterable[str], found: Iterable[str]) -> set[str]:
    return set(expected) - set(found)
