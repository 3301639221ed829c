"""Which article a message is about: by the error it quotes, its intents, the app it names, and the talk so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from unstuck.articles.knowledge import Knowledge, Part, Target
from unstuck.articles.model import Article, owner
from unstuck.guide.case import Asking, Case
from unstuck.guide.turn import Message
from unstuck.understanding.statements import Act

# The classifier's second thoughts: an article whose own error it holds for this probable, and twice as probable as any
# other article's, comes before those that fit alike.
LIKELY = 0.25
MUCH_LIKELIER = 2


@dataclass(frozen=True)
class Route:
    """Where a message leads: parts of one article in the message's order, or several articles that fit alike."""

    targets: tuple[Target, ...] = ()
    rivals: tuple[Article, ...] = ()


class Fit(NamedTuple):
    """How well an article fits a message, the weightiest sign first."""

    pressed: bool = False  # a button named it
    quoted: int = 0  # 2: its own message, 1: it compares itself with the error of that message
    own: bool = False  # an intent of its own, or of its error
    near: bool = False  # the talk is about it, and it knows what the message says
    named: bool = False  # the app is named
    likely: bool = False  # the classifier's second thoughts
    known: int = 0  # how many of the message's intents point into it

    @property
    def is_clear(self) -> bool:
        """Whether it says of itself that the talk goes over to this article."""
        return self.pressed or self.quoted > 0 or self.own or self.near or self.named


def route(knowledge: Knowledge, case: Case, message: Message) -> Route:
    """The parts of the article that fits best, or the articles of which one has to be asked for; or nothing."""
    intents = waiting(case, message)
    chosen = _choose(knowledge, case, message, intents, lambda part: part is not Part.ANSWER)
    if len(chosen) > 1:
        return Route(rivals=chosen)
    return Route(targets=_targets(knowledge, chosen[0], intents, message)) if chosen else Route()


def articles_with_answer(knowledge: Knowledge, case: Case, message: Message) -> tuple[Article, ...]:
    """The article that answers a question, or several that answer it alike; none when no article does."""
    return _choose(knowledge, case, message, (message.intent,), lambda part: part is Part.ANSWER)


def described(knowledge: Knowledge, case: Case, message: Message) -> Article | None:
    """The article of what a message describes, if that is clearly one."""
    told = tuple(one.intent for one in message.statements if one.act is Act.DESCRIBES and one.is_affirmed)
    targets = route(knowledge, case, replace(message, intent="", also=told)).targets if told else ()
    return targets[0].article if targets else None


def waiting(case: Case, message: Message) -> tuple[str, ...]:
    """The intents to find an article for: the message's, and those that wait for the answer to which article."""
    asked = case.hints if case.asking is Asking.ARTICLE else ()
    return tuple(dict.fromkeys(filter(None, (message.intent, *message.also, *asked))))


def _choose(
    knowledge: Knowledge, case: Case, message: Message, intents: tuple[str, ...], wanted: Callable[[Part], bool]
) -> tuple[Article, ...]:
    likely = _likely(knowledge, message)
    fits = {
        article.id: _fit(knowledge, article, case, message, intents, wanted, article.id == likely)
        for article in knowledge.articles
    }
    best = max(fits.values())
    if best == Fit() or best == Fit(likely=True):
        return ()
    chosen = [article for article in knowledge.articles if fits[article.id] == best]
    asked = [article for article in chosen if article.id in case.rivals]
    if case.asking is Asking.ARTICLE and len(asked) > 1:
        return (asked[0],)  # asked once, and still not told
    present = knowledge.article(case.article)
    if present and case.is_open and not best.is_clear and not fits[present.id].known:
        return (present, *chosen)
    return tuple(chosen)


def _fit(
    knowledge: Knowledge,
    article: Article,
    case: Case,
    message: Message,
    intents: tuple[str, ...],
    wanted: Callable[[Part], bool],
    likely: bool,
) -> Fit:
    found = [target for intent in intents if (target := knowledge.inside(intent, article)) and wanted(target.part)]
    products = message.values("product")
    pressed = article.id in message.values("article")
    if products and article.product not in products and not pressed and article.id != case.article:
        return Fit()  # another app is named
    quoted = max((_weight(knowledge, text, article) for text in message.values("error_message")), default=0)
    own = not (products and article.product not in products) and any(
        target.part is Part.ARTICLE or owner(intent) == article.id
        for intent in intents
        if (target := knowledge.inside(intent, article)) and wanted(target.part)
    )
    near = article.id == case.article and bool(found or quoted)
    if not (pressed or quoted or own or near or likely):
        found = [target for intent in intents if (target := knowledge.outside(intent, article)) and wanted(target.part)]
    return Fit(pressed, quoted, own, near, article.product in products, likely and bool(found), len(found))


def _weight(knowledge: Knowledge, text: str, article: Article) -> int:
    parts = [target.part for target in knowledge.alerts.get(text, ()) if target.article is article]
    return 2 if any(part is not Part.COMPARISON for part in parts) else 1 if parts else 0


def _likely(knowledge: Knowledge, message: Message) -> str | None:
    """The id of the article that the classifier's ranking points to, if clearly to one."""
    best: dict[str, float] = {}
    for intent, confidence in message.ranking:
        for target in knowledge.intents.get(intent, ()):
            if target.part is Part.ARTICLE or owner(intent):
                best[target.article.id] = max(confidence, best.get(target.article.id, 0.0))
    ranked = sorted(best, key=lambda id: -best[id])
    if not ranked or best[ranked[0]] < LIKELY:
        return None
    clear = len(ranked) == 1 or best[ranked[0]] >= MUCH_LIKELIER * best[ranked[1]]
    return ranked[0] if clear else None


def _targets(knowledge: Knowledge, article: Article, intents: tuple[str, ...], message: Message) -> tuple[Target, ...]:
    """What the intents, and a quoted message, point to in one article; the article itself where nothing else does."""
    found = [target for intent in intents if (target := knowledge.inside(intent, article))]
    found = [target for target in found if target.part is not Part.ANSWER]
    alerts = [knowledge.alert(text, article) for text in message.values("error_message")]
    quoted = [target for target in alerts if target and target.article is article]
    if quoted and (not found or found[0].part in (Part.ARTICLE, Part.COMPARISON)):
        found = [quoted[0], *(target for target in found if target.part in (Part.CAUSE, Part.ESCALATION))]
    own = bool(found) and found[0].part is Part.ARTICLE  # said first, so that an error beside it is only mentioned
    passed_over = {Part.ARTICLE, Part.COMPARISON} if own else {Part.ARTICLE}
    hints = [target for target in found if target.part not in passed_over]
    return tuple(hints or found or [Target(article, Part.ARTICLE)])
