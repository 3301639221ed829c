"""What a judged picture means for a case: the error it shows, or what is wrong with it, or that it is not to blame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Asking, Case
from unstuck.guide.control import resume_or_ask
from unstuck.guide.diagnose import diagnose
from unstuck.guide.plan import plan
from unstuck.guide.show import show_where_we_are
from unstuck.guide.turn import Choice, DeletePhotos, Line, LookAtPicture, Message, RepairPicture, Say, SendFile, Turn

MOST_FINDINGS_IN_CHAT = 3


@dataclass(frozen=True)
class Judged:
    """A picture as the guide sees it: `findings` are responses with their values, the most important first."""

    facts: Line
    codes: tuple[str, ...]
    findings: Sequence[Line]


@dataclass(frozen=True)
class Mended:
    """A repaired picture: the file, what there is to say about it, and the other ways to crop it, each with the id of a
    stored picture that shows it."""

    file: SendFile
    notes: tuple[Line, ...] = ()
    other_crops: tuple[tuple[str, str], ...] = ()


def on_bad_picture(article: Article, case: Case, judged: Judged, mended: Mended | None) -> Turn:
    """Say what is wrong; with a repaired file, that one is to be tried now, as the last step of the picture's fix.

    Where the talk is about another article, which says nothing of pictures, it stays there.
    """
    case = replace(case, photo_findings=judged.codes, misunderstood=0, solved=False)
    listed = tuple(Line("photo_finding", {"finding": one}) for one in judged.findings[:MOST_FINDINGS_IN_CHAT])
    report = Say("photo_report", {"lines": listed, "facts": judged.facts}, kind="report")
    if mended is None:
        return Turn(replace(case, article=case.article or article.id), (report, Say("photo_not_repaired")))
    if case.article not in (None, article.id) and case.plan:
        return Turn(case, (report, mended.file, Say("photo_aside", {"error": article.title})))
    assert article.image
    method = article.method(article.image.method)
    case = replace(
        case,
        article=article.id,
        causes=case.causes or (article.image.cause,),
        plan=case.plan or plan(article, (article.image.cause,)),
        method=method.id,
        step=len(method.steps) - 1,
        asking=Asking.TEST,
        paused=False,
    )
    others = tuple(
        Choice("repair_image", label=f"label_crop_{crop}", entities={"crop": crop}, picture=shown)
        for crop, shown in mended.other_crops
    )
    notes = (*mended.notes, Line("save_and_try", {"body": method.steps[-1].text}))
    return Turn(case, (report, mended.file, Say("try_repaired", {"lines": notes}, others)))


def on_fine_picture(knowledge: Knowledge, article: Article, case: Case, judged: Judged) -> Turn:
    """The picture is not to blame: say so, and go on with what is."""
    case = replace(case, photo_findings=(), misunderstood=0)
    fine = Say("photo_fine", {"facts": judged.facts, "product": article.product}, kind="report")
    return resume_or_ask(knowledge, case).after(fine)


def on_screenshot(knowledge: Knowledge, case: Case, text: str, known: str | None) -> Turn:
    """A screenshot of a message: read it back, and begin with what it points to; an unknown one is asked about.

    Args:
        knowledge: the articles.
        case: the case before it.
        text: the message as it was read.
        known: the same as an article writes it, if one does.
    """
    case = replace(case, misunderstood=0)
    if known is None:
        return resume_or_ask(knowledge, case).after(Say("screenshot_unknown", {"body": text}))
    message = Message("", entities=(("error_message", known),))
    return diagnose(knowledge, case, message).after(Say("screenshot_read", {"body": text}))


def look(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Look at the picture that was sent, or else at the one seen last."""
    sent = message.values("attachment")
    return Turn(case, effects=(LookAtPicture(sent[-1] if sent else None),))


def repair(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Make that picture fit, and keep the part of it that was asked for."""
    sent, crops = message.values("attachment"), message.values("crop")
    return Turn(case, effects=(RepairPicture(sent[-1] if sent else None, crops[-1] if crops else None),))


def on_unread_screenshot(case: Case) -> Turn:
    """A screenshot of a message in letters that cannot be read: say so, and ask what it says."""
    return Turn(replace(case, misunderstood=0), (Say("screenshot_unread"),))


def no_picture(case: Case) -> Turn:
    """No picture has arrived, or it is gone: ask for it."""
    return Turn(replace(case, misunderstood=0), (Say("ask_picture"),))


def delete(knowledge: Knowledge, case: Case, message: Message) -> Turn:
    """Every picture of this person is deleted at once."""
    return show_where_we_are(knowledge, replace(case, photo=None, photo_findings=())).doing(DeletePhotos())
