"""Where a case stands, put into messages: the step, the whole fix, the list of fixes, or the question that is open."""

from collections.abc import Sequence
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.articles.model import Article, Step, owner
from unstuck.guide.case import Asking, Case
from unstuck.guide.facts import causes_left
from unstuck.guide.turn import Choice, Line, Listed, Say, Turn

MOST_ERRORS_NAMED = 3  # in one sentence
MOST_RIVALS = 6  # buttons; more articles than that nobody reads through


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
            Line("whole_fix_step", {"number": number, **_said(step, case, ": ")})
            for number, step in enumerate(method.steps, 1)
        )
        say = Say("whole_fix", place | {"lines": lines}, kind="whole_fix")
        case = replace(case, asking=Asking.TEST, step=len(method.steps) - 1)
    else:
        step = method.steps[case.step]
        last = case.step == len(method.steps) - 1
        place |= {"step": case.step + 1, **_said(step, case, "\n")}
        place |= {"drawing": step.drawing_for(case.device), "last": last}
        say = Say("last_step" if last else "step", place, kind="step")
        case = replace(case, asking=Asking.TEST if last else None)
    if method.depends_on_device and not case.device and not case.device_asked:
        return Turn(replace(case, device_asked=True), (say, Say("ask_device")))
    return Turn(case, (say,))


def _said(step: Step, case: Case, end: str) -> dict[str, str]:
    """A step's title, its words, and how the title stands before them in running text; many steps have none."""
    title = step.title or ""
    return {"title": title, "head": f"**{title}**{end}" if title else "", "body": step.text_for(case.device)}


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
    left = causes_left(article, case)
    choices = [Choice(cause.intents[0], title=cause.signs[0]) for cause in article.causes if cause.id in left]
    choices.append(Choice("next_step", label="label_not_sure"))
    case = replace(case, article=article.id, asking=Asking.CAUSE, rivals=(), hints=(), solved=False, paused=False)
    return Turn(case, (Say("ask_cause", {"product": article.product, "error": article.title}, tuple(choices)),))


def ask_outcome(article: Article) -> Say:
    """The question whether it works now, in the article's words where it has some."""
    return Say("ask_outcome", {"question": article.outcome or Line("works_now_question")})


def ask_article(knowledge: Knowledge, case: Case, rivals: tuple[Article, ...], hints: tuple[str, ...] = ()) -> Turn:
    """The one question that tells articles apart, a button for each; of very many, in the person's own words.

    Args:
        knowledge: all articles.
        case: while it is open it stays as it is, and only the buttons lead out of it.
        rivals: the articles that fit alike.
        hints: intents to follow in the article that is chosen.
    """
    offered = rivals if len(rivals) <= MOST_RIVALS else ()
    choices = tuple(_article_choice(knowledge, article, case, hints) for article in offered)
    if offered and not case.is_open:
        choices = (*choices, Choice("next_step", label="label_not_sure"))
    say = Say("ask_article", {"products": products_of(rivals)}, choices)
    if case.is_open:
        return Turn(case, (say,))
    ids = tuple(article.id for article in offered)
    tried = () if case.article else case.tried
    return Turn(replace(case.anew(tried), asking=Asking.ARTICLE, rivals=ids, hints=hints), (say,))


def _article_choice(knowledge: Knowledge, article: Article, case: Case, hints: tuple[str, ...]) -> Choice:
    title = article.title if len(knowledge.products) == 1 else f"{article.product}: {article.title}"
    if case.is_open and article.id == case.article:
        return Choice("repeat_step", title=title)
    return Choice(hints[0] if hints else article.intents[0], title=title, entities={"article": article.id})


def products_of(articles: Sequence[Article]) -> str:
    """The apps of some articles, for a sentence; of very many, the first."""
    products = list(dict.fromkeys(article.product for article in articles))
    return " / ".join(products if len(products) <= MOST_RIVALS else [*products[:MOST_RIVALS], "…"])


def ask_what(knowledge: Knowledge, case: Case) -> Turn:
    """The first question, when nothing tells the cause: of which, or where apps differ, of which article."""
    article = knowledge.article(case.article)
    if article is None and len(knowledge.products) > 1:
        return ask_article(knowledge, case, knowledge.articles)
    return ask_cause(article or knowledge.first, case)


def show_where_we_are(knowledge: Knowledge, case: Case) -> Turn:
    """The open question or the present step once more, so that the talk goes on where it was; else nothing."""
    if case.asking is Asking.ARTICLE:
        rivals = [article for id in case.rivals if (article := knowledge.article(id))]
        return ask_article(knowledge, case, tuple(rivals) or knowledge.articles, case.hints)
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
        return Turn(case, (ask_outcome(article),))
    if case.asking is Asking.METHOD and case.plan:
        return Turn(case, (show_list(article, case),))
    if case.asking is Asking.DONE and case.method:
        return Turn(case, (Say("ask_done", {"title": article.method(case.method).title}),))
    if case.method:
        return show_method(article, case)
    return Turn(case)


def then_resume(knowledge: Knowledge, case: Case, *says: Say) -> Turn:
    """Say it, and then show where we were, unless the guide rests."""
    return Turn(case, says) if case.paused else show_where_we_are(knowledge, case).after(*says)


def choice_of(knowledge: Knowledge, intent: str) -> Choice:
    """A button that stands for an intent, in human words: the article's for its own, else those of domain.yml."""
    if not owner(intent):
        return Choice(intent, label=f"meaning_{intent}")
    target = knowledge.intents[intent][0]
    article = target.article
    if target.part is Part.ANSWER:
        title = next(answer.question for answer in article.answers if answer.intent == intent) or ""
    elif target.part is Part.CAUSE:
        title = article.cause(target.id).signs[0]
    elif target.part is Part.METHOD:
        title = article.method(target.id).title
    elif target.part is Part.ESCALATION:
        title = article.escalation(target.id).title
    else:
        title = article.title
    return Choice(intent, title=title)


def names_of(knowledge: Knowledge, case: Case) -> dict[str, object]:
    """Apps, errors and platforms of the case's article, or of all."""
    present = knowledge.article(case.article)
    articles = (present,) if present else knowledge.articles
    platforms = dict.fromkeys(platform for article in articles for platform in article.platforms)
    errors = [Line("quoted", {"text": article.title}) for article in articles][:MOST_ERRORS_NAMED]
    return {
        "product": products_of(articles),
        "errors": Listed(tuple(errors), "or"),
        "platforms": " / ".join(platforms),
    }
