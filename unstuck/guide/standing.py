"""What a message means at a step: words that look like a whole fix are mostly about what is on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Asking, Case
from unstuck.guide.turn import Message
from unstuck.understanding.statements import TRIED, UNDERSTOOD, Act, How, Statement

# Words by which a fix was done before the talk, not just now.
BEFORE = re.compile(r"\b(?:already|before|yesterday|earlier|twice|times|ago|last)\b", re.IGNORECASE)
# How likely the whole message has to report the error again, for "swiped it up, same thing" to be more than a step.
STILL_FAILS = 0.3
SURELY_REFUSED = 0.9  # confidence from which "I don't want to delete it" refuses a fix that it does not name
ENGLISH = "en"  # the one language in which the words for what lies back are known
FROM_DEEDS = frozenset(["already_tried", "skip_method"])


def at_step(knowledge: Knowledge, case: Case, message: Message) -> Message:
    """The message as somebody says it who is in the middle of a fix; any other as it is.

    A deed that is told without the fix's name is the step's: "opened it", "set it to full access". Other fixes count
    only where they are named or said to lie back: what else looks like one mostly speaks of what is on the screen.
    """
    article = knowledge.article(case.article)
    if not message.text or article is None or case.solved or not case.method or message.language != ENGLISH:
        return message
    if case.asking not in (None, Asking.TEST, Asking.OUTCOME):
        return message
    said = tuple(_at_step(case, message))
    if said == message.statements:
        return message
    intents = [one.intent for one in said]
    if "repeat_step" in intents and {"next_step", "ask_step_help"} & set(intents):
        said = tuple(one for one in said if one.intent != "repeat_step")  # it is not done yet: go on, or say how
        message = replace(message, near_step=None)
    intent = next(iter((*intents, *_understood(message))), "nlu_fallback")
    return replace(message, statements=said, intent=intent)


def _at_step(case: Case, message: Message) -> Iterator[Statement]:
    fails = dict(message.ranking).get("report_still_failing", 0.0) >= STILL_FAILS
    tells_more = message.asks or any(one.act is Act.DESCRIBES and one.is_affirmed for one in message.statements)
    for one in message.statements:
        here = set(one.target.split()) <= {case.method}
        missing = one.how is How.NOT_DONE
        if one.act is not Act.DID or (_is_sure(one, message) and not (here and (tells_more or missing))):
            yield one
        elif one.how is How.FAILED and fails:
            yield replace(one, act=Act.RESULT, intent="report_still_failing", target="", how=How.STATED)
        elif here:
            yield from _of_this_step(one)
        elif missing:
            yield one


def _of_this_step(one: Statement) -> Iterator[Statement]:
    if one.how in TRIED:
        yield replace(one, act=Act.RESULT, intent="next_step", target="", how=How.DONE)
    elif one.how in (How.UNABLE, How.UNSURE):
        yield replace(one, act=Act.WANTS, intent="ask_step_help", target="", how=How.STATED)
    elif one.how is How.NOT_DONE:
        yield replace(one, act=Act.WANTS, intent="repeat_step", target="", how=How.STATED)


def _is_sure(one: Statement, message: Message) -> bool:
    """Whether a statement surely tells of a whole fix: by its name, or as something done before."""
    named = any(name == "method" for name, _ in one.entities)
    refused = one.how is How.WONT and one.confidence >= SURELY_REFUSED
    return named or refused or bool(BEFORE.search(message.text[one.start : one.end]))


def _understood(message: Message) -> Iterator[str]:
    for intent, confidence in message.ranking:
        if confidence >= UNDERSTOOD and intent not in FROM_DEEDS:
            yield intent
