"""What a message means at a step: words that look like a whole fix are mostly about what is on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Asking, Case
from unstuck.guide.turn import Message
from unstuck.understanding.statements import NOT_UNDERSTOOD, TRIED, UNDERSTOOD, Act, How, Statement

# Words by which a fix was done before the talk, not just now.
BEFORE = re.compile(r"\b(?:already|before|yesterday|earlier|twice|times|ago|last)\b", re.IGNORECASE)
# How likely the whole message has to report the error again, for "swiped it up, same thing" to be more than a step; and
# where the step is to see whether it works.
STILL_FAILS, STILL_FAILS_AT_LAST = 0.3, 0.1
SURELY_DONE, AT_LENGTH = 0.9, 6  # confidence, and words, from which another fix was done that is told without its name
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
    said = tuple(_at_step(case, message, words_on_screen(article, case)))
    if said == message.statements:
        return message
    intents = [one.intent for one in said]
    if "repeat_step" in intents and {"next_step", "ask_step_help"} & set(intents):
        said = tuple(one for one in said if one.intent != "repeat_step")  # it is not done yet: go on, or say how
        message = replace(message, near_step=None)
    intent = next(iter((*intents, *_understood(message))), NOT_UNDERSTOOD)
    return replace(message, statements=said, intent=intent)


def words_on_screen(article: Article, case: Case) -> str:
    """The words of the step on the screen; none where there is no step."""
    return article.method(case.method).steps[case.step].text_for(case.device) if case.method else ""


def _at_step(case: Case, message: Message, on_screen: str) -> Iterator[Statement]:
    looks = dict(message.ranking)
    testing = case.asking in (Asking.TEST, Asking.OUTCOME)
    fails = looks.get("report_still_failing", 0.0) >= (STILL_FAILS_AT_LAST if testing else STILL_FAILS)
    tells_more = message.asks or any(one.act is Act.DESCRIBES and one.is_affirmed for one in message.statements)
    moves = any(one.intent == "next_step" and one.step is not None for one in message.statements)
    for one in message.statements:
        here = set(one.target.split()) <= {case.method}
        missing = one.how is How.NOT_DONE
        of_a_step = here and (tells_more or missing or (moves and not one.target))
        if one.act is Act.ASKS and one.intent == NOT_UNDERSTOOD and _asks_how(case, one, looks):
            yield replace(one, act=Act.WANTS, intent="ask_step_help")
        elif one.act is not Act.DID or (_is_sure(one, message, on_screen, here) and not of_a_step):
            yield one
        elif one.how is How.FAILED and fails:
            yield replace(one, act=Act.RESULT, intent="report_still_failing", target="", how=How.STATED)
        elif here:
            yield from _of_this_step(one)
        elif missing:
            yield one
    results = {"report_still_failing", "confirm_fixed"} & {one.intent for one in message.statements}
    if testing and not results and looks.get("report_still_failing", 0.0) >= UNDERSTOOD:
        yield Statement(Act.RESULT, "report_still_failing", confidence=looks["report_still_failing"])


def _asks_how(case: Case, question: Statement, looks: Mapping[str, float]) -> bool:
    """Whether a question that no intent covers is about how the step on the screen is done."""
    return question.step == case.step or looks.get("ask_step_help", 0.0) >= UNDERSTOOD


def _of_this_step(one: Statement) -> Iterator[Statement]:
    if one.how in TRIED:
        yield replace(one, act=Act.RESULT, intent="next_step", target="", how=How.DONE)
    elif one.how in (How.UNABLE, How.UNSURE):
        yield replace(one, act=Act.WANTS, intent="ask_step_help", target="", how=How.STATED)
    elif one.how is How.NOT_DONE:
        yield replace(one, act=Act.WANTS, intent="repeat_step", target="", how=How.STATED)


def _is_sure(one: Statement, message: Message, on_screen: str, here: bool) -> bool:
    """Whether a statement surely tells of a whole fix: by its name, as done before, or, of another, at length."""
    named = any(name == "method" for name, _ in one.entities)
    refused = one.how is How.WONT and one.confidence >= SURELY_REFUSED
    text = message.text[one.start : one.end]
    at_length = not here and one.confidence >= SURELY_DONE and one.step is None and len(text.split()) >= AT_LENGTH
    return named or refused or at_length or lies_back(text, on_screen)


def lies_back(text: str, on_screen: str) -> bool:
    """Whether something was done before the talk: "pressed it twice" was not, where the step says to press it twice."""
    return any(word[0].lower() not in on_screen.lower() for word in BEFORE.finditer(text))


def done_before(message: Message, on_screen: str) -> bool:
    """Whether what somebody did lies back.

    Where the words for that are not known, a deed that is told without its name does: one of just now is a step's.
    """
    if message.language == ENGLISH:
        return lies_back(message.text, on_screen)
    return any(one.act is Act.DID and not one.target for one in message.statements)


def _understood(message: Message) -> Iterator[str]:
    for intent, confidence in message.ranking:
        if confidence >= UNDERSTOOD and intent not in FROM_DEEDS:
            yield intent
