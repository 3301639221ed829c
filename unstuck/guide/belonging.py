"""What of a message belongs to which article, before one is chosen: an article's own troubles need its own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from unstuck.articles.knowledge import Knowledge, Part, Target
from unstuck.articles.model import Article, owner
from unstuck.guide.case import Case
from unstuck.guide.turn import Message
from unstuck.understanding.statements import Act, Statement

# Confidence below which a hint from nowhere is only asked about: to act on a wrong one costs more than to ask.
SURE_HINT = 0.6
WIDE = frozenset("WF")  # widths, as Unicode names them, of the letters of scripts without spaces
MOST_WORDS = 4_096  # that articles are about, whose patterns are kept


def names(article: Article, message: Message) -> bool:
    """Whether a message names what an article is about; a button's press always does."""
    if not message.text or not article.about or message.values("error_message"):
        return True
    return any(_word(name).search(message.text.lower()) for name in article.about)


@lru_cache(MOST_WORDS)
def _word(name: str) -> re.Pattern[str]:
    """Where a name stands as a word; of a script whose words are not parted, where its letters stand."""
    parted = not any(unicodedata.east_asian_width(letter) in WIDE for letter in name)
    return re.compile(rf"\b{re.escape(name)}s?\b" if parted else re.escape(name))


def settled(knowledge: Knowledge, case: Case, message: Message) -> Message:
    """The message whose descriptions belong where its words say, and are no surer than they can be."""
    if not message.text or case.is_open:
        return message
    ranking = tuple(one for one in message.ranking if not _is_unnamed(knowledge, one[0], message))
    return replace(message, statements=tuple(_settled(knowledge, message)), ranking=ranking)


def _settled(knowledge: Knowledge, message: Message) -> Iterator[Statement]:
    for one in message.statements:
        targets = knowledge.intents.get(one.intent, []) if one.act is Act.DESCRIBES else []
        if targets and _is_unnamed(knowledge, one.intent, message):
            one = replace(one, intent=_elsewhere(knowledge, _alone(knowledge, one.intent)[0]))
            targets = knowledge.intents.get(one.intent, [])
        hint = any(target.part in (Part.CAUSE, Part.ESCALATION) for target in targets)
        if hint and one.confidence < SURE_HINT:
            one = replace(one, intent=targets[0].article.intents[0])
        yield one


def _alone(knowledge: Knowledge, intent: str) -> list[Target]:
    """What an intent points to in the one article that it is about."""
    targets = knowledge.intents.get(intent, [])
    return [target for target in targets if target.part is Part.ARTICLE or owner(intent)]


def _is_unnamed(knowledge: Knowledge, intent: str, message: Message) -> bool:
    """Whether an intent is about one article of which a message says no word."""
    alone = _alone(knowledge, intent)
    return (
        bool(alone)
        and alone[0].article is not knowledge.first
        and not any(names(one.article, message) for one in alone)
    )


def _elsewhere(knowledge: Knowledge, target: Target) -> str:
    """The shared intent that means the same where the talk is about another article, or that there is a trouble."""
    within: tuple[str, ...] = ()
    if target.part is Part.CAUSE:
        within = target.article.cause(target.id).within
    elif target.part is Part.ESCALATION:
        within = target.article.escalation(target.id).within
    return within[0] if within else knowledge.first.intents[0]
