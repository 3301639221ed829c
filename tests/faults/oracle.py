"""What a conversation has to say, worked out from what was said alone: a fix of five steps, forwards and backwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

from unstuck.wording.refusals import sentence

DESCRIPTION = "it only lets me pick from 3 pictures on my iphone se"
STEPS = 5
NEXT, BACK = "Done, next", "Back"
REFUSALS = ("trouble", "channel_memory_lost")


@dataclass(frozen=True)
class Verdict:
    """What was wrong with one conversation, counted."""

    turns: int
    refused: int
    lost: int
    doubled: int
    wrong: int


def after(step: int | None, said: str) -> int | None:
    """The step after `said` (what the log shows of it); None before the first step."""
    if said == DESCRIPTION:
        return 1
    return None if step is None else step + (1 if said == NEXT else -1)


def is_refusal(message: Mapping[str, Any]) -> bool:
    """Whether the bot said that it could not do what it was asked, which changes nothing."""
    return message["text"] in {sentence(name) for name in REFUSALS}


def is_answer(message: Mapping[str, Any]) -> bool:
    """Whether it is the one message that answers: a step, or a refusal."""
    return message["kind"] == "step" or is_refusal(message)


def judge(history: Iterable[Mapping[str, Any]], acknowledged: Iterable[str]) -> Verdict:
    """Go through a conversation.

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
