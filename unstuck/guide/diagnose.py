"""From a description to a cause: say what was understood and why, and begin with the fixes that address it."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part, Target
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import advise, begin
from unstuck.guide.fixes import still_failing
from unstuck.guide.show import ask_cause, show_where_we_are
from unstuck.guide.turn import Choice, Message, Say, Turn


def diagnose(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """What the intent, the other clauses' intents and a quoted error message point to, and the way from there."""
    near = knowledge.article(case.article)
    found = [knowledge.target(intent, near) for intent in (message.intent, *message.also)]
    targets = [target for target in found if target and target.part is not Part.ANSWER]
    quoted = [target for target in map(knowledge.alert, message.values("error_message")) if target]
    if quoted and (not targets or targets[0].part in (Part.ARTICLE, Part.COMPARISON)):
        targets = [quoted[0], *(target for target in targets if target.part in (Part.CAUSE, Part.ESCALATION))]
    if not targets:
        return ask_cause(near or knowledge.first, case)
    targets = [target for target in targets if target.part is not Part.ARTICLE] or targets
    return follow(knowledge, case, tuple(targets))


def follow(knowledge: Knowledge, case: Case, targets: tuple[Target, ...]) -> Turn:
    """Take up the first target; with further causes of the same article, those in order as well."""
    target, article = targets[0], targets[0].article
    if article.id != case.article or case.solved:
        case = _fresh(case, keep_tried=article.id == case.article or case.article is None)
    if target.part is Part.ARTICLE:
        return _no_hint(knowledge, case, target)
    if target.part is Part.COMPARISON:
        return _other_error(case, target)
    if target.part is Part.METHOD:
        return begin(article, case, first=(target.id,))
    rivals = [other for other in targets if other.article == article and other.part in (Part.CAUSE, Part.ESCALATION)]
    if len({rival.part for rival in rivals}) > 1:
        return _ask_which(case, rivals)
    if target.part is Part.ESCALATION:
        return advise(article, case, target.id)
    return _causes(knowledge, case, tuple(dict.fromkeys(rival.id for rival in rivals)), target)


def _fresh(case: Case, keep_tried: bool) -> Case:
    return Case(
        device=case.device,
        device_asked=case.device_asked,
        whole_fixes=case.whole_fixes,
        tried=case.tried if keep_tried and not case.solved else (),
        ticket=case.ticket,
        photo=case.photo,
        photo_findings=case.photo_findings,
        thumbs=case.thumbs,
    )


def _no_hint(knowledge: Knowledge, case: Case, target: Target) -> Turn:
    """The error without a hint: asked for one once; after that, and within a fix, it means that it still fails."""
    if case.plan and (case.method or case.asking):
        return still_failing(knowledge, case, Message("report_still_failing"))
    if case.asking is Asking.CAUSE:
        return begin(target.article, case)
    return ask_cause(target.article, case)


def _other_error(case: Case, target: Target) -> Turn:
    comparison = target.article.comparison
    assert comparison
    values = {
        "product": target.article.product,
        "messages": " / ".join(comparison.other_messages),
        "advice": comparison.advice,
        "this": target.article.title,
    }
    return Turn(_fresh(case, keep_tried=False), (Say("other_error", values),))


def _causes(knowledge: Knowledge, case: Case, causes: tuple[str, ...], target: Target) -> Turn:
    article = target.article
    if case.causes == causes and case.method:
        return show_where_we_are(knowledge, case).after(Say("same_cause", {"cause": article.cause(causes[0]).short}))
    understood = tuple(
        Say("cause_found" if number == 0 else "cause_too", {"cause": cause.short, "explanation": cause.explanation})
        for number, cause in enumerate(map(article.cause, causes))
    )
    return begin(article, case, causes).after(*understood)


def _ask_which(case: Case, rivals: list[Target]) -> Turn:
    """A cause and an escalation at once: a fix for one, waiting for the other; the person knows which weighs more."""
    article = rivals[0].article
    choices = []
    for rival in rivals:
        part = article.cause(rival.id) if rival.part is Part.CAUSE else article.escalation(rival.id)
        choices.append(Choice(part.intents[0], title=part.title))
    return Turn(replace(case, article=article.id, asking=None), (Say("ask_which_first", {}, tuple(choices)),))
