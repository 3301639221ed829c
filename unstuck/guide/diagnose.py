"""From a description to a cause: say what was understood and why, and begin with the fixes that address it."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part, Target
from unstuck.articles.model import Article, Comparison
from unstuck.guide.belonging import names
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import advise, begin
from unstuck.guide.facts import causes_left
from unstuck.guide.fixes import few_left, still_failing
from unstuck.guide.lead import has_trouble
from unstuck.guide.route import route, waiting
from unstuck.guide.show import ask_article, ask_cause, ask_what, show_where_we_are
from unstuck.guide.turn import Choice, Listed, Message, Say, Turn

# Confidence from which a cause that is told once it works is a new trouble: "it was the VPN" has 0.76.
SURELY_AGAIN = 0.85


def diagnose(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """What the intent, the other clauses' intents and a quoted error message point to, and the way from there."""
    found = route(knowledge, case, message)
    if found.rivals:
        return ask_article(knowledge, case, found.rivals, waiting(case, message))
    return follow(knowledge, case, found.targets, message) if found.targets else ask_what(knowledge, case)


def take_first(knowledge: Knowledge, case: Case) -> Turn:
    """Who cannot say which article it is begins with the first of those that were offered."""
    hints = case.hints or ("",)
    message = Message(hints[0], entities=(("article", case.rivals[0] if case.rivals else ""),), also=hints[1:])
    return diagnose(knowledge, replace(case, asking=None), message)


def follow(knowledge: Knowledge, case: Case, targets: tuple[Target, ...], message: Message) -> Turn:
    """Take up the first target; with further causes of the same article, those in order as well."""
    target, article = targets[0], targets[0].article
    if case.solved and target.part is Part.CAUSE and target.id in case.causes and _is_over(message):
        return Turn(case, (Say("solved_before"),))
    before = knowledge.article(case.article) or knowledge.first
    if article.id != case.article or case.solved:
        same = case.article in (None, article.id)
        case = case.anew(tuple(id for id in case.tried if id != case.method) if same else ())  # what helped may again
    if target.part is Part.ARTICLE:
        if before.id != article.id and before.comparison and _compares(before.comparison, article):
            return _other_error(before, case, article)
        return _no_hint(knowledge, case, target)
    if target.part is Part.COMPARISON:
        return _other_error(article, case, None)
    if target.part is Part.METHOD:
        return begin(article, case, first=(target.id,))
    rivals = [other for other in targets if other.article is article and other.part in (Part.CAUSE, Part.ESCALATION)]
    if len({rival.part for rival in rivals}) > 1:
        return _ask_which(case, rivals)
    if target.part is Part.ESCALATION:
        aside = article.escalation(target.id).aside
        if aside and not case.is_open and not names(article, message):
            return Turn(case, (Say("answer", {"body": aside}),))
        return advise(article, case, target.id)
    left = causes_left(article, case)
    causes = tuple(dict.fromkeys(rival.id for rival in rivals if rival.id in left))
    return _causes(knowledge, case, causes, target, message) if causes else _no_hint(knowledge, case, target)


def _is_over(message: Message) -> bool:
    """Whether somebody for whom it works tells what it was ("it was the hotel wifi"), and not that it fails again."""
    return bool(message.text) and message.sureness(message.intent) < SURELY_AGAIN and not has_trouble(message)


def _compares(comparison: Comparison, article: Article) -> bool:
    """Whether a comparison is with the error of this article."""
    shared = {*comparison.intents, *comparison.other_messages} & {*article.intents, *article.error_messages}
    return bool(shared)


def _no_hint(knowledge: Knowledge, case: Case, target: Target) -> Turn:
    """The error without a hint: asked for one once; after that, and within a fix, it means that it still fails."""
    if case.plan and (case.method or case.asking):
        return still_failing(knowledge, case, Message("report_still_failing"))
    if case.asking is Asking.CAUSE or not causes_left(target.article, case) or few_left(target.article, case):
        return begin(target.article, case)
    return ask_cause(target.article, case)


def _other_error(article: Article, case: Case, other: Article | None) -> Turn:
    """Not this article's error but the one that it compares itself with; if that has an article, go on there."""
    assert article.comparison
    values = {
        "messages": " / ".join(article.comparison.other_messages),
        "advice": article.comparison.advice,
        "this": article.title,
    }
    back = Choice(article.intents[0], title=article.title, entities={"article": article.id})
    if other:
        turn = ask_cause(other, case.anew())
        choices = next(say.choices for say in turn.says if isinstance(say, Say))
        return Turn(turn.case, (Say("other_error", values, (*choices, back)),))
    ends = (Choice("confirm_fixed", label="label_works_now"), Choice("talk_to_human", label="label_person"))
    return Turn(case.anew(), (Say("other_error", values, (back, *ends)),))


def _causes(knowledge: Knowledge, case: Case, causes: tuple[str, ...], target: Target, message: Message) -> Turn:
    article = target.article
    at_it = case.asking is None and article.cause(causes[0]).methods[:1] == (case.method,)
    if case.method and (case.causes == causes or at_it):
        step = max(case.step, message.near_step or 0)
        case = case if case.asking else replace(case, step=step)
        return show_where_we_are(knowledge, case).after(Say("same_cause", {"cause": article.cause(causes[0]).short}))
    if case.method and case.asking in (Asking.TEST, Asking.OUTCOME):  # who tells more of the trouble has it still
        case = replace(case, tried=tuple(dict.fromkeys((*case.tried, case.method))))
    shorts = [article.cause(cause).short for cause in causes]
    named = Listed(tuple(shorts))
    addressed = {method for cause in causes for method in article.cause(cause).methods} - {*case.tried, *case.skipped}
    if not addressed:  # all that helps against it was done before: what comes next has another reason
        return begin(article, case, causes)
    return begin(article, case, causes, reason=lambda title: Say("cause_found", {"cause": named, "title": title}))


def _ask_which(case: Case, rivals: list[Target]) -> Turn:
    """A cause and an escalation at once: a fix for one, waiting for the other; the person knows which weighs more."""
    article = rivals[0].article
    choices = []
    for rival in rivals:
        part = article.cause(rival.id) if rival.part is Part.CAUSE else article.escalation(rival.id)
        choices.append(Choice(part.intents[0], title=part.title))
    return Turn(replace(case, article=article.id, asking=None), (Say("ask_which_first", {}, tuple(choices)),))
