"""`unstuck articles preview`: an article as people will meet it, in the terminal, with no server and no training."""

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.cli.rehearsal import Rehearsal, parsed
from unstuck.guide.respond import handler_of
from unstuck.guide.small_talk import small_talk
from unstuck.guide.turn import Message
from unstuck.wording.responses import Words

Button = tuple[str, str]  # title and payload


class Preview:
    """One walk through an article. What the bot would understand of free words is not part of it."""

    def __init__(self, article: Article, words: Words) -> None:
        self._talk = Rehearsal(Knowledge((article,)), words)
        self._buttons: list[Button] = []

    def press(self, typed: str) -> str | None:
        """What is said after a number, an intent's name or a message on the screen; None for anything else."""
        knowledge, words = self._talk.knowledge, self._talk.words
        if typed.isdigit() and 1 <= int(typed) <= len(self._buttons):
            intent, entities = parsed(self._buttons[int(typed) - 1][1])
            return self._play(Message(intent, entities=tuple(entities.items())))
        alert = next((alert for alert in knowledge.alerts if alert.lower() == typed.lower()), None)
        if alert:
            return self._play(Message("", entities=(("error_message", alert),)))
        intent = typed.lstrip("/")
        answered = handler_of(knowledge, intent) is not small_talk or f"utter_{intent}" in words
        return self._play(Message(intent)) if intent and answered else None

    def begin(self) -> str:
        """What is said first to somebody with this error."""
        return self._play(Message(self._talk.knowledge.first.intents[0]))

    def _play(self, message: Message) -> str:
        self._buttons, lines = [], []
        for said in self._talk.take(message):
            lines.append(said["text"])
            for button in said.get("buttons", ()):
                self._buttons.append((button["title"], button["payload"]))
                lines.append(f"  [{len(self._buttons)}] {button['title']}")
        return "\n".join(lines)


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
