"""What a message tells beside what it wants: devices, versions, pictures, fixes that were tried, what it is not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Case
from unstuck.guide.plan import plan
from unstuck.guide.turn import Message
from unstuck.understanding.statements import ALL_FIXES, TRIED, Act, How, Statement

SURELY_DONE = 0.9  # confidence from which a fix was done whatever else is told


def take_in(knowledge: Knowledge, case: Case, message: Message) -> Case:
    """The case with everything that a message tells; what it says of fixes stands in `tried` and `skipped`."""
    case = _note_device(knowledge, case, message)
    if versions := message.values("os_version"):
        newest = not knowledge.devices.is_old(versions[-1], case.model)
        case = replace(case, os_version=versions[-1], newest_system=newest)
    stated = _stated(message)
    denied = [one.intent for one in message.statements if one.how is How.DENIED and one.intent not in stated]
    return replace(case, ruled_out=tuple(dict.fromkeys((*case.ruled_out, *denied))))


def _stated(message: Message) -> frozenset[str]:
    """The intents that a message affirms: what it denies besides of the same is no denial of that."""
    return frozenset(one.intent for one in message.statements if one.is_affirmed)


def _note_device(knowledge: Knowledge, case: Case, message: Message) -> Case:
    known = knowledge.devices
    said = [(name, str(value)) for name, value in message.entities if name in ("device", "device_model")]
    for (name, named), (next_name, model) in pairwise([*said, ("", "")]):
        if name != "device":
            continue
        model = model if next_name == "device_model" else ""
        if named in known.families:
            same = [kind for kind in case.owned if known.family(kind) == named]
            if case.device and known.family(case.device) != named:
                case = replace(case, device=same[-1] if same else None, model="", device_asked=bool(same))
        elif named in known.kinds:
            kind = named if model else known.refined(case.device, named)
            owned = tuple(dict.fromkeys((*case.owned, kind)))
            still = case.device is None or known.family(case.device) == known.family(kind)
            model = model or (case.model if still else "")  # "I'm on my iPad" is no iPhone 13 any more
            case = replace(case, device=kind, device_asked=True, owned=owned, model=model)
    return case


def tried_in(article: Article, case: Case, message: Message) -> tuple[str, ...]:
    """The fixes of an article that a message says were done, in the order of the text."""
    everything = tuple(method.id for method in article.methods)
    found: list[str] = []
    stated = _stated(message)
    for one in message.statements:
        named = fixes_of(article, case, one)
        if (
            one.act is Act.DESCRIBES and one.how is How.DENIED and one.intent not in stated
        ):  # "photo access is full": nothing is left to do there
            ruled_out = {id for cause in article.causes if one.intent in cause.intents for id in cause.methods}
            found += [id for id in named if id in ruled_out]
        if one.act is not Act.DID:
            continue
        named = tuple(id for id in named if not _is_doubtful(article, message, one, id))
        if one.how is How.ALL_BUT:
            found += [id for id in everything if id not in named]
        elif one.how in TRIED:
            found += everything if ALL_FIXES in one.target.split() else named
    return tuple(dict.fromkeys(found))


def refused_in(article: Article, case: Case, message: Message) -> tuple[str, ...]:
    """The fixes of an article that somebody does not want to do."""
    return _named_as(frozenset([How.WONT]), article, case, message)


def undone_in(article: Article, case: Case, message: Message) -> tuple[str, ...]:
    """The fixes of an article that a message says were not done."""
    if any(one.how is How.NOT_DONE and ALL_FIXES in one.target.split() for one in message.statements):
        return tuple(method.id for method in article.methods)
    return _named_as(frozenset([How.NOT_DONE, How.ALL_BUT]), article, case, message)


def _named_as(hows: frozenset[How], article: Article, case: Case, message: Message) -> tuple[str, ...]:
    said = (one for one in message.statements if one.act is Act.DID and one.how in hows)
    found = (id for one in said for id in fixes_of(article, case, one) if not _is_doubtful(article, message, one, id))
    return tuple(dict.fromkeys(found))


def _is_doubtful(article: Article, message: Message, said: Statement, fix: str) -> bool:
    """Whether a fix is not surely said to be done: the trouble that it is for is told in the same message, and surer.

    "The Photos permission has only None" tells of the trouble, and of no fix that was done.
    """
    if said.confidence >= SURELY_DONE or article.methods[0].id == fix:
        return False
    causes = [cause for cause in article.causes if cause.methods[:1] == (fix,)]
    told = [one for one in message.statements if one.act is Act.DESCRIBES and one.is_affirmed]
    return any(one.confidence > said.confidence and one.intent in cause.intents for cause in causes for one in told)


def fixes_of(article: Article, case: Case, statement: Statement) -> tuple[str, ...]:
    """The ids of the fixes that a statement names: by id, by number in the plan as it was shown, or as `last`.

    Where articles call different fixes by one name, its value is all their ids, with spaces between.
    """
    order = case.plan or plan(article)
    values = [statement.target, *(str(value) for name, value in statement.entities if name == "method")]
    found: list[str] = []
    for name in values:
        if name == "last":
            found.append(order[-1])
        elif name.isdigit() and 1 <= int(name) <= len(order):
            found.append(order[int(name) - 1])
        else:
            found += [id for id in name.split() if id in order]
    return tuple(dict.fromkeys(found))


def causes_left(article: Article, case: Case) -> tuple[str, ...]:
    """The causes of an article that were not ruled out."""
    denied = set(case.ruled_out)
    return tuple(cause.id for cause in article.causes if not denied.issuperset(cause.intents))
