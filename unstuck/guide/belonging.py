"""What of a message belongs to which article, before one is chosen: an article's own troubles need its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part, Target
from unstuck.articles.model import Article, owner
from unstuck.guide.case import Case
from unstuck.guide.turn import Message
from unstuck.understanding.statements import Act, Statement

# Confidence below which a hint from nowhere is only asked about: to act on a wrong one costs more than to ask.
SURE_HINT = 0.65


def names(article: Article, message: Message) -> bool:
    """Whether a message names what an article is about; a button's press always does."""
    if not message.text or not article.about or message.values("error_message"):
        return True
    return any(re.search(rf"\b{re.escape(name)}s?\b", message.text.lower()) for name in article.about)


def settled(knowledge: Knowledge, case: Case, message: Message) -> Message:
    """The message whose descriptions belong where its words say, and are no surer than they can be."""
    if not message.text or case.is_open:
        return message
    return replace(message, statements=tuple(_settled(knowledge, message)))


def _settled(knowledge: Knowledge, message: Message) -> Iterator[Statement]:
    for one in message.statements:
        targets = knowledge.intents.get(one.intent, []) if one.act is Act.DESCRIBES else []
        whole = [target for target in targets if target.part is Part.ARTICLE]
        alone = whole or [target for target in targets if owner(one.intent)]
        if alone and not any(names(target.article, message) for target in alone):
            one = replace(one, intent=_elsewhere(knowledge, alone[0]))
            targets = knowledge.intents.get(one.intent, [])
        hint = any(target.part in (Part.CAUSE, Part.ESCALATION) for target in targets)
        if hint and one.confidence < SURE_HINT:
            one = replace(one, intent=targets[0].article.intents[0])
        yield one


def _elsewhere(knowledge: Knowledge, target: Target) -> str:
    """The shared intent that means the same where the talk is about another article, or that there is a trouble."""
    within: tuple[str, ...] = ()
    if target.part is Part.CAUSE:
        within = target.article.cause(target.id).within
    elif target.part is Part.ESCALATION:
        within = target.article.escalation(target.id).within
    return within[0] if within else knowledge.first.intents[0]
