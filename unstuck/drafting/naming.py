"""Names and questions that a text does not have as such, made from its titles."""

from __future__ import annotations

import re

from unstuck.drafting.blocks import bare
from unstuck.drafting.drafts import EscalationDraft
from unstuck.drafting.sections import is_instruction
from unstuck.drafting.sentences import inside, sentences
from unstuck.drafting.vocabulary import vocabulary


def called(title: str) -> list[str]:
    """What people call a fix: its title in small letters, and each of the things that it names."""
    whole = re.sub(r"[^\w\s'’/+-]", " ", bare(title).lower())
    whole = " ".join(word for word in whole.split() if word not in ("the", "a", "an"))
    parts = [part.strip() for part in re.split(r"\s(?:and|or)\s", whole)]
    parts = parts if all(map(is_instruction, parts)) else []
    rest = parts[-1].split(" ", 1)[1:] if parts else []
    full = [part if " " in part else " ".join([part, *rest]) for part in parts]
    mine = [re.sub(r"\byour\b", "my", name) for name in (whole, *full) if re.search(r"\byour\b", name)]
    return list(dict.fromkeys(name for name in (whole, *full, *mine) if name))


def deciding_question(draft: EscalationDraft, product: str) -> str:
    """The question that decides whether a case is this one: from its condition, or else from its title."""
    words = vocabulary()
    if words.still.search(draft.title) or words.last_resort.search(draft.title):
        return words.sentences["still"]
    for text in (draft.title, *sentences(draft.advice)):
        if condition := re.match(r"(?:if|when) (.+?)(?:,|$)", bare(text).rstrip(".?"), re.IGNORECASE):
            if words.still.search(condition.group(1)):
                return words.sentences["still"]
            if re.match(r"(?:you|your|the|it|this|that|there)\b", condition.group(1), re.IGNORECASE):
                return words.sentences["clause"].format(clause=condition.group(1))
    return words.sentences["title"].format(title=inside(draft.title, [product]).rstrip("?"))
