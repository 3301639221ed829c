"""Going through the steps of a fix: on, back, again, with help, one at a time or all at once, on which device."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article, Device
from unstuck.guide.case import Asking, Case
from unstuck.guide.course import begin, go_on
from unstuck.guide.diagnose import take_first
from unstuck.guide.fixes import still_failing
from unstuck.guide.search import from_passage
from unstuck.guide.show import ask_outcome, ask_what, show_method, show_where_we_are
from unstuck.guide.turn import Line, Message, Say, Turn


def go_next(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """The next step; after the last one the question whether it works; after a pause the place that was left."""
    article = knowledge.article(case.article)
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
    if case.asking is Asking.OUTCOME:
        return still_failing(knowledge, case, message)
    if case.asking:
        return show_where_we_are(knowledge, case)
    if case.method:
        return show_method(article, replace(case, step=case.step + 1))
    return go_on(article, case) if case.plan else begin(article, case)


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
    """The same step or question once more."""
    turn = show_where_we_are(knowledge, case)
    return turn if turn.says else ask_what(knowledge, case)


def explain(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Help with the present step; with none, what an article says about it, or else the open question again."""
    article = knowledge.article(case.article)
    if article is None or not case.method:
        return from_passage(knowledge, case, message) or repeat(knowledge, case, message)
    method = article.method(case.method)
    if case.whole_fixes:
        return show_single_steps(knowledge, case, message)
    help = method.steps[case.step].help or Line("no_step_help")
    return Turn(replace(case, paused=False), (Say("step_help", {"help": help}),))


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
    return show_where_we_are(knowledge, case).after(Say("noted_pace"))


def inform_device(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Remember the device; show the present step again if it reads differently there."""
    article = knowledge.article(case.article)
    if not case.device and "iphone" in message.values("device"):
        return Turn(replace(case, device_asked=True), (Say("ask_device"),))
    if article is None:
        return ask_what(knowledge, case).after(Say("noted_device"))
    return show_where_we_are(knowledge, case).after(Say("noted_device"))


def note_device(case: Case, message: Message) -> Case:
    """The case with the device that the message names, in whatever context."""
    kinds = [value for value in message.values("device") if value in {device.value for device in Device}]
    return replace(case, device=Device(kinds[-1]), device_asked=True) if kinds else case
