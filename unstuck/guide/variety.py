"""No answer twice in a row: what would say the same again says it in another way, or offers another way on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import go_on
from unstuck.guide.turn import Choice, Line, Message, Say, SendFile, Turn

MOST_REMEMBERED = 4  # turns; nobody reads further back


def vary(knowledge: Knowledge, before: Case, turn: Turn, message: Message) -> Turn:
    """The turn, or where it would only say what was said last, another with the same end."""
    said, last = _digests(turn), set(before.said[-1].split()) if before.said else set()
    if not said or turn.effects or not said <= last:
        return _remembered(turn, before)
    lately = {digest for one in before.said for digest in one.split()}
    others = list(_other_ways(knowledge, turn))
    new = [other for other in others if not _digests(other) <= lately]
    other = [other for other in others if not _digests(other) <= last]
    return _remembered(next(iter((*new, *other)), turn), before)


def _remembered(turn: Turn, before: Case) -> Turn:
    said = (*before.said, " ".join(sorted(_digests(turn))))[-MOST_REMEMBERED:]
    return replace(turn, case=replace(turn.case, said=said))


def _digests(turn: Turn) -> set[str]:
    return {_digest(say) for say in turn.says}


def _digest(say: Say | SendFile) -> str:
    words = f"{say.name} {sorted(say.values.items(), key=str)}" if isinstance(say, Say) else say.attachment
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _other_ways(knowledge: Knowledge, turn: Turn) -> Iterator[Turn]:
    """Other things to say where this turn stands, the nearest to it first."""
    case = turn.case
    article = knowledge.article(case.article)
    if (
        article
        and case.method
        and not (case.solved or case.paused)
        and case.asking in (None, Asking.TEST, Asking.OUTCOME)
    ):
        method = article.method(case.method)
        step = method.steps[case.step]
        if step.help:
            yield Turn(case, (Say("in_other_words", {"help": step.help}),), turn.effects)
        yield Turn(case, (Say("stuck_here", {"title": step.title or method.title}),), turn.effects)
    elif article and case.asking is Asking.CAUSE:
        lines = tuple(Line("cause_line", {"title": cause.title}) for cause in article.causes)
        choices = tuple(Choice(cause.intents[0], title=cause.signs[-1]) for cause in article.causes)
        any_of_them = Choice("next_step", label="label_not_sure")
        yield Turn(case, (Say("ask_cause_again", {"lines": lines}, (*choices, any_of_them)),), turn.effects)
        if case.plan or article.methods:
            yield _first_fix(article, case)
    elif article and case.asking is Asking.ESCALATION and case.escalation:
        yield Turn(
            case, (Say("ask_yes_or_no", {"question": article.escalation(case.escalation).question}),), turn.effects
        )
    elif article and case.asking is Asking.FOLLOW_UP and article.methods:
        yield _first_fix(article, case)  # who is told to wait, and has heard that, is not helped by hearing it again
    yield Turn(case, (Say("what_next"),), turn.effects)
    yield Turn(replace(case, asking=Asking.HAND_OFF), (Say("offer_person"),), turn.effects)


def _first_fix(article: Article, case: Case) -> Turn:
    """The first fix that is left, without a reason."""
    plan = case.plan or tuple(one.id for one in article.methods)
    return go_on(article, replace(case, plan=plan)).after(Say("start_anyway"))
