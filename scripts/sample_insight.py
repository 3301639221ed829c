"""Fill a new folder with four weeks of made-up conversations, to try the team's page and to take its picture.

The people are made up by a seeded random generator; they go through the guide as it is, and what comes of it goes
through the real stores.

    .venv/bin/python -m scripts.sample_insight FOLDER
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from unstuck import settings
from unstuck.guide.case import Asking, Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Message
from unstuck.storage.database import now
from unstuck.turns.person import Person
from unstuck.turns.service import TurnService

DAYS = 28
PEOPLE_A_DAY = (2, 9)
MOST_MESSAGES = 40
FINDINGS = ("heic", "not_square", "larger_than_recommended", "has_location", "rotated", "truncated", "fine", "fine")
UNCLEAR = (
    ("my stories don't upload", "my story does not upload", "story upload fails", "stories wont upload"),
    ("can you do this for me", "can u do it for me", "could you do that for me please"),
    ("how do i get a blue tick", "how do I get the blue tick?", "blue tick"),
    ("the video in my post has no sound", "no sound in my video post"),
    ("ok and what about my wife's phone",),
    ("asdfgh",),
    ("it says something in chinese",),
)  # fmt: skip


class Clock:
    """The time in the made-up world."""

    def __init__(self, time: datetime) -> None:
        self.time = time

    def __call__(self) -> datetime:
        """The present."""
        return self.time


class World:
    """The bot with its stores in `folder`, and everybody who talks to it."""

    def __init__(self, folder: Path, seed: int = 7) -> None:
        self.chance = Random(seed)
        self.clock = Clock(now())
        found = settings.read({"UNSTUCK_VAR": str(folder), "UNSTUCK_SECRET": "of made-up people"})
        self.service = TurnService.from_settings(found, self.clock)
        articles = self.service.knowledge.articles
        self.helps = {method.id: self.chance.uniform(0.15, 0.6) for item in articles for method in item.methods}

    def fill(self) -> None:
        """Let everybody talk, from four weeks ago until now."""
        today = self.clock.time
        for day in range(DAYS, 0, -1):
            for number in range(self.chance.randint(*PEOPLE_A_DAY)):
                self.clock.time = today - timedelta(days=day - 1, minutes=self.chance.randint(10, 600))
                self.talk(Person(f"sample-{day}-{number}", "web", list))

    def talk(self, person: Person) -> None:
        """One person's conversation."""
        article = self.chance.choice(self.service.knowledge.articles)
        parts = [*article.causes, *article.causes, *article.escalations]
        intent = self.chance.choice([article.intents[0], *(part.intents[0] for part in parts)])
        case = self.take(Case(), person, intent)
        if self.chance.random() < 0.3:
            self.service.progress.conversations.looked_at_picture({self.chance.choice(FINDINGS) for _ in range(2)})
        for _ in range(MOST_MESSAGES):
            if case.solved or case.ticket or self.chance.random() < 0.05:
                break
            self.clock.time += timedelta(seconds=self.chance.randint(8, 90))
            case = self.answer(case, person)
        if (case.solved or case.ticket) and self.chance.random() < 0.6:
            self.take(case, person, "affirm" if self.chance.random() < 0.75 else "deny")

    def answer(self, case: Case, person: Person) -> Case:
        """What a person says next."""
        if self.chance.random() < 0.06:
            text = self.chance.choice(self.chance.choice(UNCLEAR))
            return self.take(case, person, "nlu_fallback", text)
        if self.chance.random() < 0.02:
            return self.take(case, person, "talk_to_human")
        if case.asking in (Asking.TEST, Asking.OUTCOME):
            works = self.chance.random() < self.helps.get(case.method or "", 0.3)
            return self.take(case, person, "confirm_fixed" if works else "report_still_failing")
        if case.asking in (Asking.ESCALATION, Asking.FOLLOW_UP, Asking.HAND_OFF):
            return self.take(case, person, self.chance.choice(("affirm", "deny")))
        intent = self.chance.choices(("next_step", "skip_method", "ask_step_help"), (20, 1, 2))[0]
        return self.take(case, person, intent)

    def take(self, case: Case, person: Person, intent: str, text: str = "") -> Case:
        """The case after one message."""
        turn = respond(self.service.knowledge, case, Message(intent, text=text))
        return self.service.carry_out(case, turn, person).case


def main() -> int:
    """Fill the folder that is named; one that is there already is left alone."""
    if len(sys.argv) != 2 or Path(sys.argv[1]).exists():
        print("Name a folder that does not exist yet: it gets the sample data.", file=sys.stderr)
        return 1
    World(Path(sys.argv[1]).resolve()).fill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
