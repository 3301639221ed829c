"""People whom the bot has handed over, for tests of the team's page: what they said and sent, as the stores keep it."""

from __future__ import annotations

from dataclasses import dataclass

from channels.from_people import typed
from tests import pictures
from unstuck.articles.knowledge import Knowledge
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.known import FixState, Known
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Button, File, Message, Picture, Report, Step


@dataclass
class Handed:
    """One person's conversation in the stores of a folder, and their ticket."""

    settings: Settings
    conversation_id: str
    channel: str = "web"
    number: str = ""
    said: int = 0

    def say(self, text: str, *answers: Message) -> None:
        """The person says something, and the bot answers it, unless somebody of the team is there."""
        self._take(typed(text), *answers)

    def send(self, *answers: Message) -> None:
        """The person sends a picture."""
        kept = self.attachments.put(
            self.conversation_id,
            pictures.saved(pictures.scene(1200, 900), "JPEG"),
            filename="me.jpg",
            media_type="image/jpeg",
        )
        shown = Picture("", attachment=kept.id, filename=kept.filename, alt="Your picture me.jpg")
        self._take(Incoming(shown, "/provide_image"), *answers)

    def mended(self) -> File:
        """The picture that the bot hands back."""
        kept = self.attachments.put(
            self.conversation_id,
            pictures.saved(pictures.scene(900, 900), "JPEG"),
            filename="me-square.jpg",
            media_type="image/jpeg",
        )
        return File(attachment=kept.id, filename=kept.filename, alt="The picture, square", preview=kept.id)

    def hand_over(self, known: Known) -> str:
        """A ticket is opened; its number."""
        tickets = Tickets(self.settings.database_location)
        self.number = tickets.open(self.conversation_id, self.channel, {"article": known.title}, []).number
        tickets.know(self.number, known)
        return self.number

    @property
    def attachments(self) -> Attachments:
        """The store of pictures."""
        return Attachments.from_settings(self.settings)

    def _take(self, incoming: Incoming, *answers: Message) -> None:
        log = MessageLog.from_settings(self.settings, channel=self.channel)
        self.said += 1
        log.take(self.conversation_id, f"client-{self.conversation_id}-{self.said}", [incoming])
        while waiting := log.next_waiting(self.conversation_id):
            log.answer(self.conversation_id, list(answers), waiting.id)


def known(knowledge: Knowledge, cause: int = 0, **more: str) -> Known:
    """What is known of a case of the first article."""
    article = knowledge.articles[0]
    states = ["tried", "skipped", "now", *["open"] * len(article.methods)]
    fixes = tuple(
        FixState(method.id, method.title, state) for method, state in zip(article.methods, states, strict=False)
    )
    told = {"device": "iPhone 13", "system": "18.6", "language": "en"} | more
    return Known(article.id, article.title, (article.causes[cause].title,), fixes, **told)


def fill(settings: Settings, knowledge: Knowledge) -> list[Handed]:
    """Three people who wait, the first with a picture."""
    article = knowledge.articles[0]
    step = article.methods[0].steps[0]
    ann = Handed(settings, "web-" + "a" * 32)
    ann.say("it says update failed, I have an iPhone 13", Message("I'm sorry to hear that. Let's find out why."))
    ann.send(
        Report("Not square.", facts="JPEG, 1200 × 900, 0.2 MB", findings=("It is **not square**.",)),
        ann.mended(),
        Step(
            step.text, (Button("Done, next", "/next_step"), Button("It works now", "/confirm_fixed")),
            fix=1, fixes=5, fix_title=article.methods[0].title, step=1, steps=5, title=step.title, body=step.text,
        ),
    )  # fmt: skip
    ann.say(
        "that did not help either, can I talk to somebody?", Message("I've passed it on as U-1001. A person reads it.")
    )
    ann.hand_over(known(knowledge))
    ben = Handed(settings, "slack-ben", channel="slack")
    ben.say("Hallo, mein Profilbild geht nicht <b>hoch</b>", Message("I've passed it on. A person reads it."))
    ben.hand_over(known(knowledge, 1, language="de", device="iPad"))
    cleo = Handed(settings, "telegram-cleo", channel="telegram")
    cleo.say("agent", Message("What is the trouble, in one line?"))
    cleo.say("my photo is refused since yesterday", Message("I've passed it on."))
    cleo.hand_over(Known())
    return [ann, ben, cleo]
