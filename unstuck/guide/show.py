"""Where a case stands, put into messages: the step, the whole fix, the list of fixes, or the question that is open."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Asking, Case
from unstuck.guide.turn import Choice, Line, Say, Turn


def show_method(article: Article, case: Case) -> Turn:
    """The step that the case stands at, or its whole fix; asks for the device once where the words depend on it."""
    method = article.method(case.method or "")
    place = {
        "fix": case.plan.index(method.id) + 1,
        "fixes": len(case.plan),
        "method": method.id,
        "fix_title": method.title,
        "steps": len(method.steps),
    }
    if case.whole_fixes:
        lines = tuple(
            Line("whole_fix_step", {"number": number, "title": step.title, "body": step.text_for(case.device)})
            for number, step in enumerate(method.steps, 1)
        )
        say = Say("whole_fix", place | {"lines": lines})
        case = replace(case, asking=Asking.TEST, step=len(method.steps) - 1)
    else:
        step = method.steps[case.step]
        last = case.step == len(method.steps) - 1
        place |= {"step": case.step + 1, "title": step.title, "body": step.text_for(case.device)}
        place["drawing"] = step.drawing_for(case.device)
        say = Say("last_step" if last else "step", place)
        case = replace(case, asking=Asking.TEST if last else None)
    if method.depends_on_device and not case.device and not case.device_asked:
        return Turn(replace(case, device_asked=True), (say, Say("ask_device")))
    return Turn(case, (say,))


def show_list(article: Article, case: Case) -> Say:
    """All fixes in the order of the plan, with a mark at those done, each with a button."""
    lines, choices = [], []
    for number, id in enumerate(case.plan, 1):
        values = {"number": number, "title": article.method(id).title}
        state = "tried" if id in case.tried else "skipped" if id in case.skipped else "open"
        lines.append(Line(f"fix_{state}", values))
        choices.append(Choice("choose_method", title=article.method(id).title, entities={"method": id}))
    return Say("list_methods", {"lines": tuple(lines)}, tuple(choices))


def ask_cause(article: Article, case: Case) -> Turn:
    """The one question that tells the causes apart, a button for each."""
    choices = [Choice(cause.intents[0], title=cause.signs[0]) for cause in article.causes]
    choices.append(Choice("next_step", label="label_not_sure"))
    case = replace(case, article=article.id, asking=Asking.CAUSE, solved=False, paused=False)
    return Turn(case, (Say("ask_cause", {"product": article.product}, tuple(choices)),))


def show_where_we_are(knowledge: Knowledge, case: Case) -> Turn:
    """The open question or the present step once more, so that the talk goes on where it was; else nothing."""
    article = knowledge.article(case.article)
    if article is None or case.solved:
        return Turn(case)
    case = replace(case, paused=False)
    if case.asking is Asking.CAUSE:
        return ask_cause(article, case)
    if case.asking is Asking.ESCALATION and case.escalation:
        return Turn(case, (Say("ask_escalation", {"question": article.escalation(case.escalation).question}),))
    if case.asking is Asking.FOLLOW_UP and case.escalation:
        return Turn(case, (Say("offer_follow_up", {"hours": article.escalation(case.escalation).wait_hours}),))
    if case.asking is Asking.HAND_OFF:
        return Turn(case, (Say("offer_person"),))
    if case.asking is Asking.OUTCOME:
        return Turn(case, (Say("ask_outcome"),))
    if case.method:
        return show_method(article, case)
    return Turn(case)
