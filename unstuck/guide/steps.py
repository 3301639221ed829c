"""Going through the steps of a fix: on, back, again, with help, one at a time or all at once, on which device."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article, Method
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import begin, go_on
from unstuck.guide.diagnose import take_first
from unstuck.guide.fixes import still_failing
from unstuck.guide.passages import from_passage
from unstuck.guide.show import ask_outcome, ask_what, no_answer, show_method, show_where_we_are
from unstuck.guide.told import fine_in
from unstuck.guide.turn import Line, Message, Record, Say, SendFile, Turn
from unstuck.understanding.statements import How

HELP = "step_help"  # the response that helps with the step on the screen, with buttons of its own


def go_next(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The next step; after the last one the question whether it works; after a pause the place that was left."""
    article = knowledge.article(case.article)
    if case.ticket:
        case = replace(case, paused=False)  # the guide rested only until somebody goes on
    if case.asking is Asking.ARTICLE:
        return take_first(knowledge, case)
    if article is None or case.solved:
        return ask_what(knowledge, replace(case, solved=False, method=None))
    if case.paused and (case.method or case.asking):
        return show_where_we_are(knowledge, case)
    if case.asking is Asking.CAUSE:
        return begin(article, case)
    if case.asking is Asking.TEST:
        return Turn(replace(case, asking=Asking.OUTCOME), (ask_outcome(article),))
    if case.asking is Asking.OUTCOME and not case.method:  # the advice was followed, and it remains to be seen
        return Turn(case, (Say("try_to_see"), ask_outcome(article)))
    if case.asking is Asking.OUTCOME:
        return still_failing(knowledge, case, message)
    if case.asking:
        return show_where_we_are(knowledge, case)
    last = len(article.method(case.method).steps) - 1 if case.method else 0
    if case.method and case.step < last and _there(message) <= last:
        return show_method(article, replace(case, step=_next(case, message)))
    if case.method:  # at its last step, after a hand-off put its question away
        return Turn(replace(case, asking=Asking.OUTCOME), (ask_outcome(article),))
    return go_on(article, case) if case.plan else begin(article, case)


def _next(case: Case, message: Message) -> int:
    """The place of the next step, or of a later one that somebody is at."""
    return max(case.step + 1, _there(message))


def _there(message: Message) -> int:
    """The place of the step that somebody says to be at, behind those that they did; 0 where they name none."""
    said = [one for one in message.statements if one.intent == "next_step" and one.step is not None]
    known = 0 if message.asks else message.near_step or 0
    return max(((one.step or 0) + (one.how is How.DONE) for one in said), default=known)


def past_what_is_met(knowledge: Knowledge, turn: Turn, message: Message) -> Turn:
    """The turn, with a later step where what was told of a picture leaves nothing to do at the one that it shows.

    What stands in a question is not told: "how do I know whether it is a JPEG?"
    """
    case = turn.case
    fine = frozenset() if message.asks else fine_in(knowledge, case, message)
    article = knowledge.article(case.article)
    shows = any(_shows_step(say) for say in turn.says)
    if not (fine and shows) or article is None or not case.method or case.whole_fixes or case.asking:
        return turn
    steps = article.method(case.method).steps
    met = [bool(step.met_by) and fine.issuperset(step.met_by) for step in steps]
    place = next((place for place in range(case.step, len(steps)) if not met[place]), case.step)
    if place == case.step:
        return turn
    shown = show_method(article, replace(case, step=place, paused=False))
    return shown.after(*(say for say in turn.says if not _shows_step(say))).doing(*turn.effects)


def _shows_step(say: Say | SendFile) -> bool:
    """Whether something that is said is a step, or help with it."""
    return isinstance(say, Say) and (say.kind == "step" or say.name == HELP)


def go_back(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """One step back; from a fix's first step, to the fix before it."""
    article = knowledge.article(case.article)
    if article is None or not case.method:
        return repeat(knowledge, case, message)
    if case.whole_fixes or case.step == 0:
        return _fix_before(article, case)
    return show_method(article, replace(case, step=case.step - 1, paused=False))


def _fix_before(article: Article, case: Case) -> Turn:
    place = case.plan.index(case.method or "")
    if place == 0:
        return show_method(article, case).after(Say("first_step"))
    return show_method(article, replace(case, method=case.plan[place - 1], step=0, paused=False))


def repeat(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The same step or question once more, or the step before it which somebody says is not done yet."""
    article, near = knowledge.article(case.article), message.near("repeat_step")
    if article and case.method and near is not None and near < case.step and not case.solved:
        return show_method(article, replace(case, step=near, paused=False))
    turn = show_where_we_are(knowledge, case)
    return turn if turn.says else ask_what(knowledge, case)


def explain(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Help with the present step; a later one that what was said is about is shown before its help.

    With no step on the screen, what an article says about it, or else the open question again.
    """
    article = knowledge.article(case.article)
    if case.solved and message.text:
        return from_passage(knowledge, case, message) or Turn(case, (no_answer(),))
    if article is None or not case.method:
        return from_passage(knowledge, case, message) or repeat(knowledge, case, message)
    method = article.method(case.method)
    if case.whole_fixes:
        return show_single_steps(knowledge, case, message)
    if message.values("device") and method.steps[case.step].variants:
        return inform_device(knowledge, case, message)
    near = min(max(case.step, message.near("ask_step_help") or 0, _there(message)), len(method.steps) - 1)
    help = method.steps[near].help
    if near == case.step:
        return Turn(replace(case, paused=False), (Say(HELP, {"help": help or Line("no_step_help")}),))
    turn = show_method(article, replace(case, step=near, paused=False))
    return turn.saying(Say("answer", {"body": help})) if help else turn  # the step's own buttons are enough


def take_branch(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Go where what was found at the present step, or at a later one, leads."""
    article = knowledge.article(case.article)
    target = next((one.target for one in message.statements if one.intent == "take_branch"), "")
    place, number = (int(part) if part.isdigit() else -1 for part in f"{target}.".split(".")[:2])
    steps = article.method(case.method).steps if article and case.method else ()
    if article is None or not case.step <= place < len(steps) or not 0 <= number < len(steps[place].branches):
        return repeat(knowledge, case, message)
    branch, case = steps[place].branches[number], replace(case, step=place)
    turn = _at_end(article, case, branch.to) or _go_to(article, article.method(case.method or ""), case, branch.to)
    return turn.after(Say("answer", {"body": branch.answer})) if branch.answer else turn


def _at_end(article: Article, case: Case, end: str) -> Turn | None:
    """The next fix, where a branch ends this one."""
    method = case.method or ""
    if end == "fix_done":
        case = replace(case, tried=tuple(dict.fromkeys((*case.tried, method))))
        return go_on(article, case).doing(Record("failed"))
    if end == "next_fix":
        case = replace(case, skipped=tuple(dict.fromkeys((*case.skipped, method))))
        return go_on(article, case).doing(Record("skipped"))
    return None


def _go_to(article: Article, method: Method, case: Case, end: str) -> Turn:
    places = {step.id: place for place, step in enumerate(method.steps) if step.id}
    last = len(method.steps) - 1
    return show_method(article, replace(case, step=places.get(end, min(case.step + 1, last)), paused=False))


def show_whole_fix(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """From now on all steps of a fix in one message."""
    return _at_pace(knowledge, replace(case, whole_fixes=True))


def show_single_steps(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """From now on one step a message, beginning with the first of this fix."""
    return _at_pace(knowledge, replace(case, whole_fixes=False, step=0))


def _at_pace(knowledge: Knowledge, case: Case) -> Turn:
    article = knowledge.article(case.article)
    if article and case.method:
        return show_method(article, replace(case, paused=False, asking=None)).after(Say("noted_pace"))
    here = show_where_we_are(knowledge, case) if article else ask_what(knowledge, case)
    return here.after(Say("noted_pace"))


def inform_device(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Remember the device; show the present step again if it reads differently there."""
    article = knowledge.article(case.article)
    if not case.device and set(message.values("device")) & knowledge.devices.families:
        return Turn(replace(case, device_asked=True), (Say("ask_device"),))
    if article is None:
        return ask_what(knowledge, case).after(Say("noted_device"))
    if case.ticket and not (case.method and article.method(case.method).steps[case.step].variants):
        return Turn(case, (Say("noted_device"),))  # it is for the team, and no step reads differently now
    return show_where_we_are(knowledge, case).after(Say("noted_device"))
