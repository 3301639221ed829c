"""What somebody has to decide about a draft before it is published, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.drafting.parts import Draft
from unstuck.drafting.subject import Subject

MOST = 12  # decisions; more nobody reads
UNSURE = 0.6  # sureness of a part below which somebody looks at it
NAMES = {"causes": "cause", "methods": "fix", "escalations": "case that no fix solves", "answers": "answer"}


def decisions(draft: Draft, subject: Subject) -> list[str]:
    """One sentence for each decision, best first: what nothing works without, then what is least sure."""
    return [*_about_all(draft, subject), *_about_parts(draft)][:MOST]


def _about_all(draft: Draft, subject: Subject) -> Iterator[str]:
    fields = draft.fields
    if not fields.get("methods"):
        yield "No part of it became a fix: number the steps in the page, or move an answer to `methods`."
    if subject.language != "en":
        yield f"The page is in another language ({subject.language}), the bot answers in English: translate it."
    if not subject.product_is_sure:
        yield f"Which app or device is it about? `product` is “{fields['product']}” now."
    if not subject.platforms_are_sure:
        yield f"What does it run on? `platforms` is {', '.join(fields['platforms'])} now."
    if not fields["error_messages"]:
        yield "Does the screen show a message? Write it into `error_messages`: it leads here surely."
    alone = [cause["title"] for cause in fields.get("causes", ()) if not cause["methods"]]
    if alone and fields.get("methods"):
        yield f"Which fixes help with {_quoted(alone)}? Name them in the cause's `methods`."


def _about_parts(draft: Draft) -> Iterator[str]:
    for (kind, number), sureness in sorted(draft.sureness.items(), key=lambda entry: entry[1]):
        if sureness < UNSURE and number < len(draft.fields.get(kind, ())):
            part = draft.fields[kind][number]
            title = part.get("title") or part["question"]
            yield f"Is “{title}” a{'n' * (kind == 'answers')} {NAMES[kind]}? ({sureness:.0%} sure)"


def _quoted(titles: list[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles[:3]) + (" …" if len(titles) > 3 else "")
