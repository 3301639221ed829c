"""`unstuck articles preview`: an article as people will meet it, in the terminal, with no server and no training."""

import json
from collections.abc import Iterator
from typing import Any

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.guide.case import Case
from unstuck.guide.respond import handler_of, on_talk
from unstuck.guide.turn import Message, OpenTicket, Say, SendFile, Turn
from unstuck.wording.render import payload, text, title
from unstuck.wording.responses import Words

Button = tuple[str, str]  # title and payload


class Preview:
    """One walk through an article. What the bot would understand of free words is not part of it."""

    def __init__(self, article: Article, words: Words) -> None:
        self._knowledge = Knowledge((article,))
        self._words = words
        self._case = Case()
        self._buttons: list[Button] = []

    def press(self, typed: str) -> str | None:
        """What is said after a number, an intent's name or a message on the screen; None for anything else."""
        if typed.isdigit() and 1 <= int(typed) <= len(self._buttons):
            return self._play(*_parsed(self._buttons[int(typed) - 1][1]))
        alert = next((alert for alert in self._knowledge.alerts if alert.lower() == typed.lower()), None)
        if alert:
            return self._play("", {"error_message": alert})
        intent = typed.lstrip("/")
        answered = handler_of(self._knowledge, intent) is not on_talk or f"utter_{intent}" in self._words
        return self._play(intent, {}) if intent and answered else None

    def begin(self) -> str:
        """What is said first to somebody with this error."""
        return self._play(self._knowledge.first.intents[0], {})

    def _play(self, intent: str, entities: dict[str, Any]) -> str:
        message = Message(intent, entities=tuple(entities.items()))
        turn = handler_of(self._knowledge, intent)(self._knowledge, self._case, message)
        self._case = turn.case
        self._buttons = []
        return "\n".join(self._shown(turn))

    def _shown(self, turn: Turn) -> Iterator[str]:
        for said in turn.says or (Say("nothing_open"),):
            if isinstance(said, SendFile):
                continue
            name = f"utter_{said.name}"
            values = {key: text(self._words, value) for key, value in said.values.items()}
            yield self._words.say(name, photo_hours="24", **values)
            own = [(title(self._words, choice), payload(choice)) for choice in said.choices]
            for button in (*self._words.buttons(name), *own):
                self._buttons.append(button)
                yield f"  [{len(self._buttons)}] {button[0]}"
        if any(isinstance(effect, OpenTicket) for effect in turn.effects):
            yield self._words.say("utter_ticket_opened", number="U-0000")


def walk(article: Article) -> None:
    """Ask and answer in the terminal until the input ends."""
    words = Words.load()
    preview = Preview(article, words)
    print(words.say("utter_preview_hint"))
    print(preview.begin())
    while True:
        try:
            typed = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if typed:
            print(preview.press(typed) or words.say("utter_preview_unknown"))


def _parsed(payload: str) -> tuple[str, dict[str, Any]]:
    intent, brace, values = payload.removeprefix("/").partition("{")
    return intent, json.loads(brace + values) if brace else {}
