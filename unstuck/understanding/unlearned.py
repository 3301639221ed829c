"""Articles whose troubles nobody has taught the model in people's words yet: they are known by their own words.

So an article is found from the moment that it is published; examples take over once the model is trained with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import owner
from unstuck.articles.own_words import own_words
from unstuck.understanding.acts import Acts
from unstuck.understanding.classifier import Classifier
from unstuck.understanding.context import Context
from unstuck.understanding.lessons import BACKGROUND
from unstuck.understanding.search import ABOUT, REFUSAL, Likely
from unstuck.understanding.statements import UNDERSTOOD, Act, Statement

# How much surer it has to be that a message is about such an article, where the classifier is certain of another thing.
CERTAIN = 0.5
# What it takes messages for that are not about what it has learned, or tell no trouble.
NOT_TOLD = (REFUSAL, BACKGROUND, "describe_other_platform", "inform_facts", "inform_device")


def unlearned(knowledge: Knowledge, classifier: Classifier) -> frozenset[str]:
    """The ids of articles of whose error the model knows nothing, or no more than the article says itself."""
    known = frozenset(classifier.examples)

    def is_learned(intent: str, said: Sequence[str]) -> bool:
        return not owner(intent) or (intent in classifier.intents and known.isdisjoint(said))

    return frozenset(
        article.id
        for article in knowledge.articles
        if not is_learned(article.intents[0], own_words(article).get(article.intents[0], ()))
    )


def needed_sureness(context: Context, intent: str, confidence: float) -> float | None:
    """How sure it has to be that a message is about such an article, for that to be what it says.

    Args:
        context: the moment.
        intent: what the classifier takes it for.
        confidence: how sure it is of that.

    Returns:
        The sureness; None while something is open, for what is said belongs to that.
    """
    if context.moment:
        return None
    return ABOUT if intent in NOT_TOLD else ABOUT + CERTAIN * max(confidence - UNDERSTOOD, 0.0)


def told_by(likely: Sequence[Likely], said: Sequence[Statement], acts: Acts) -> tuple[Statement, ...]:
    """The statements of a message that is about these articles: what it describes is theirs, the rest stays."""
    return (*_described(likely, acts), *(one for one in said if not _is_description(one)))


def _described(likely: Sequence[Likely], acts: Acts) -> Iterator[Statement]:
    for one in likely:
        yield Statement(acts.of(one.head.intent), one.head.intent, confidence=min(one.sureness, 1.0))


def _is_description(one: Statement) -> bool:
    return one.act is Act.DESCRIBES or one.intent in NOT_TOLD[:2]
