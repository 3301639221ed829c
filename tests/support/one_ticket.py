"""One person's conversation, their ticket, and what the team does about it."""

from collections.abc import Sequence

from tests.clock import Clock
from unstuck.storage.database import DatabaseLocation
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.actor import Actor
from unstuck.support.board import Board
from unstuck.support.cards import Card
from unstuck.support.known import FixState, Known
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message

ANN, BOB = Actor("team-1", "Ann"), Actor("team-2", "Bob")


KNOWN = Known("profile", "Update failed", ("A glitch",), (FixState("restart", "Restart", "tried"),), "iphone", "18.6")


class Desk:
    """A ticket of the person `web-cat`, about what KNOWN says."""

    def __init__(self, database: DatabaseLocation, clock: Clock, desks: Sequence[str] = ()) -> None:
        self.message_log = MessageLog(database, "web", clock)
        self.tickets = Tickets(database, clock)
        self.acts, self.board = TeamActs(database, clock, desks), Board(database, clock)
        self.clock = clock
        self.says("help")
        self.number = self.tickets.open("web-cat", "web", {}, []).number
        self.tickets.know(self.number, KNOWN)

    def says(self, text: str) -> list[str]:
        """The person says something, and the bot answers it; what the bot said."""
        id = f"client-{text}"
        self.message_log.take("web-cat", id, [Incoming(Message(text), text)])
        waiting = self.message_log.next_waiting("web-cat")
        while waiting and waiting.text != text:
            self.message_log.answer("web-cat", [], waiting.id)
            waiting = self.message_log.next_waiting("web-cat")
        return [
            entry.message.text for entry in self.message_log.answer("web-cat", [Message(f"re: {text}")], waiting.id)
        ]

    def heard(self) -> list[str]:
        """What the bot still has to answer."""
        found = []
        while waiting := self.message_log.next_waiting("web-cat"):
            found.append(waiting.text)
            self.message_log.answer("web-cat", [], waiting.id)
        return found

    @property
    def card(self) -> Card:
        return self.board.card(self.number, ANN)

    @property
    def log(self) -> list[tuple[str, str]]:
        return [(entry.author, entry.message.text) for entry in self.board.entries(self.number)]
