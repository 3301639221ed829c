"""From a draft to an article that the schema takes: names, links, limits, and every field that the text can fill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from unstuck.articles.loader import ERROR
from unstuck.drafting.blocks import Kind, Source
from unstuck.drafting.comparison import comparison
from unstuck.drafting.drafts import CauseDraft, Draft, EscalationDraft, MethodDraft, StepDraft
from unstuck.drafting.facts import error_messages, platforms, product, quoted
from unstuck.drafting.labels import marked
from unstuck.drafting.limits import most_per_day, wait_hours
from unstuck.drafting.links import links, stems
from unstuck.drafting.naming import called, deciding_question
from unstuck.drafting.pictures import image_limits
from unstuck.drafting.sentences import as_sentence, capital, inside, name_of, short
from unstuck.drafting.vocabulary import vocabulary


class Assembly:
    """Puts one article together.

    Args:
        draft: the parts as read; doubts are added to it.
        source: the text that they were read from.
        id: the article's.
    """

    def __init__(self, draft: Draft, source: Source, id: str) -> None:
        self._draft = draft
        self._source = source
        self._id = id
        # Own intents are named after causes, escalations and answers, so these may not share a name.
        self._taken = {ERROR}
        self._shared: set[str] = set()
        self._name = ""

    def article(self) -> dict[str, Any]:
        """The article as the fields of `unstuck.articles.model.Article`, without those that the text does not fill."""
        draft = self._draft
        messages = self._messages()
        title = self._title(messages)
        self._name = self._product(title, messages)
        methods = self._methods()
        causes = self._causes(methods)
        self._reasons(methods, causes)
        article: dict[str, Any] = {
            "id": self._id,
            "title": title,
            "product": self._name,
            "platforms": self._platforms(),
            "error_messages": list(messages),
            "intents": [f"{self._id}.{ERROR}"],
            "summary": _text(draft.summary) or as_sentence(title),
            "takeaways": [marked(text) for text in draft.takeaways] or self._short_version(),
            "chain": _text(draft.chain),
            "causes": causes,
            "methods": methods,
            "escalations": [self._escalation(escalation) for escalation in draft.escalations],
            "image": self._image(causes, methods),
            "answers": [self._answer(answer.question, answer.text) for answer in draft.answers],
            "comparison": self._comparison(messages),
            "prevention": _text(draft.prevention),
            "source": draft.source or self._source.address or draft.title or self._source.title or self._source.name,
        }
        return {name: value for name, value in article.items() if value not in (None, "", [], ())}

    # -- The whole --

    def _messages(self) -> tuple[str, ...]:
        headings = [*self._draft.headings.values(), *(answer.question for answer in self._draft.answers)]
        found = error_messages(self._draft.title, self._draft.summary, headings)
        if not found:
            self._draft.doubt(1, "no message of the screen is quoted in the title or at the beginning")
        compared = self._draft.comparison.rows if self._draft.comparison else ()
        others = {message for row in compared for cell in row.cells[2:] for message in quoted(cell)}
        own = quoted(self._draft.title)
        return tuple(message for message in found if message in own or message not in others)

    def _title(self, messages: Sequence[str]) -> str:
        if self._draft.title or self._source.title:
            return self._draft.title or self._source.title
        self._draft.doubt(1, "there is no title; the message of the screen or the first sentence stands for it")
        first = next((text for text in self._texts() if text.strip()), "")
        return messages[0] if messages else short(first) or self._id

    def _product(self, title: str, messages: Sequence[str]) -> str:
        found, sure = product(self._draft.title or self._source.title, self._texts(), messages)
        if not sure:
            found = found or next(iter(platforms(self._texts())), title)
            self._draft.doubt(1, f"the product may not be “{found}”")
        return found

    def _platforms(self) -> list[str]:
        found = platforms([self._draft.title or self._source.title, *self._draft.summary]) or platforms(self._texts())
        if not found:
            self._draft.doubt(1, "no platform is named; the article counts for any device")
        return list(found) or [vocabulary().no_platform]

    def _texts(self) -> list[str]:
        blocks = [block for block in self._source.blocks if block.kind is not Kind.ASIDE]
        lines = [line.text for block in blocks for line in block.lines]
        return lines + [cell for block in blocks for row in block.rows for cell in row.cells]

    def _short_version(self) -> list[str]:
        """The fixes by name, or else the questions, where the text has no takeaways."""
        parts = [part.title for part in self._draft.methods] or [part.title for part in self._draft.causes]
        return parts or [answer.question for answer in self._draft.answers]

    # -- Fixes and causes --

    def _methods(self) -> list[dict[str, Any]]:
        taken: set[str] = set()
        named: set[str] = set()
        return [self._method(draft, taken, named) for draft in self._draft.methods]

    def _method(self, draft: MethodDraft, taken: set[str], named: set[str]) -> dict[str, Any]:
        names = [name for name in called(draft.title) if name not in named] or [draft.title.lower()]
        named.update(names)
        return {
            "id": name_of(draft.title, taken),
            "title": capital(draft.title),
            "why": marked(draft.why),
            "names": names,
            "steps": [_step(step) for step in draft.steps],
        }

    def _reasons(self, methods: list[dict[str, Any]], causes: list[dict[str, Any]]) -> None:
        """What each fix is good for: what the takeaways say of it, or the cause that it is for; else nothing."""
        for method in methods:
            if not method["why"] and (taken := _takeaway(method["title"], self._draft.takeaways)):
                method["why"] = as_sentence(taken.partition(": ")[2])
            cause = next((cause for cause in causes if method["id"] in cause.get("methods", ())), None)
            if not method["why"] and cause and cause["title"] not in method["title"]:
                method["why"] = vocabulary().sentences["helps_with"].format(cause=cause["short"])
            if not method["why"]:
                del method["why"]

    def _causes(self, methods: list[dict[str, Any]]) -> list[dict[str, Any]]:
        drafts = self._draft.causes
        takeaways = self._draft.takeaways
        words = [
            (draft.title, " ".join([draft.why, _takeaway(draft.title, takeaways), *draft.step_texts]))
            for draft in self._draft.methods
        ]
        alike = links([(draft.title, draft.explanation) for draft in drafts], words)
        return [self._cause(draft, alike[index], methods) for index, draft in enumerate(drafts)]

    def _cause(self, draft: CauseDraft, alike: Sequence[int], methods: list[dict[str, Any]]) -> dict[str, Any]:
        id = name_of(draft.title, self._taken)
        named = [method["id"] for title in draft.fixed_by for method in methods if method["title"] == capital(title)]
        found = list(dict.fromkeys(named)) or [methods[index]["id"] for index in sorted(alike)]
        if not named and methods:
            fixes = ", ".join(found) or "every fix, since none speaks of it"
            self._draft.doubt(draft.number, f"the cause “{draft.title}” leads to {fixes}")
        return {
            "id": id,
            "title": draft.title,
            "short": inside(draft.title, [self._name]),
            "explanation": marked(draft.explanation),
            "signs": [draft.title],
            "intents": [f"{self._id}.{id}"],
            **self._within(draft.title, draft.number),
            "methods": found or [method["id"] for method in methods],
        }

    def _within(self, title: str, number: int) -> dict[str, list[str]]:
        """The shared intent that a title clearly means; each points to one part of the article."""
        for intent, pattern in vocabulary().shared_intents.items():
            if intent not in self._shared and pattern.search(title):
                self._shared.add(intent)
                self._draft.doubt(number, f"“{title}” is also found by the shared intent {intent}")
                return {"within": [intent]}
        return {}

    # -- The others --

    def _escalation(self, draft: EscalationDraft) -> dict[str, Any]:
        id = name_of(draft.title, self._taken)
        question = deciding_question(draft, self._name)
        self._draft.doubt(draft.number, f"the question that decides is made from the text: “{question}”")
        limits = {"wait_hours": wait_hours(draft.advice), "most_per_day": most_per_day(draft.advice)}
        return {
            "id": id,
            "title": capital(draft.title),
            "question": question,
            "advice": marked(draft.advice),
            "intents": [f"{self._id}.{id}"],
            **self._within(draft.title, draft.number),
            **{name: value for name, value in limits.items() if value},
        }

    def _answer(self, question: str, text: str) -> dict[str, Any]:
        name = name_of(f"ask {question}", self._taken)
        return {"intent": f"{self._id}.{name}", "question": question, "text": marked(text)}

    def _image(self, causes: list[dict[str, Any]], methods: list[dict[str, Any]]) -> dict[str, Any] | None:
        found = image_limits(causes, methods, [answer.text for answer in self._draft.answers])
        if found and not found.limits.complete:
            self._draft.doubt(1, "pictures are spoken of, but formats, size and pixels are not all told")
        return found.fields() if found and found.limits.complete else None

    def _comparison(self, messages: Sequence[str]) -> dict[str, Any] | None:
        draft = self._draft.comparison
        found = comparison(draft, messages) if draft else None
        if draft and not found:
            self._draft.doubt(draft.number, "the table of the comparison has no full row")
        return found


def article_id(output: Path) -> str:
    """The id of the article in a file: its name in small letters, digits and underscores."""
    name = re.sub(r"[^a-z0-9]+", "_", output.stem.lower()).strip("_") or "article"
    return name if name[0].isalpha() else f"article_{name}"


def _step(draft: StepDraft) -> dict[str, Any]:
    step: dict[str, Any] = {"title": capital(draft.title), "text": marked(draft.text)}
    if draft.variants:
        step["variants"] = {device.value: marked(text) for device, text in draft.variants.items()}
    if draft.help:
        step["help"] = marked(draft.help)
    return step


def _takeaway(title: str, takeaways: Sequence[str]) -> str:
    """The takeaway that is on the fix of this title: most of its first words are the title's."""
    words = set(stems(title))
    for text in takeaways:
        name, _, rest = text.partition(": ")
        if rest and len(words & set(stems(name))) * 2 > len(set(stems(name))):
            return text
    return ""


def _text(parts: Sequence[str]) -> str:
    return marked(" ".join(as_sentence(part.replace("\n", " ")) for part in parts if part.strip()))
