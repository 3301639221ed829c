"""Something of a person in every store."""

from datetime import datetime

from sqlalchemy import text

from channels.from_people import typed
from tests import pictures
from tests.clock import Clock
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.database import open_tracker, transaction
from unstuck.storage.message_log import MessageLog
from unstuck.storage.outcomes import Outcomes
from unstuck.support.follow_ups import FollowUps
from unstuck.support.tickets import Tickets


def say(settings: Settings, sender: str, at: datetime) -> None:
    """An event in Rasa's tracker, in the table that its store makes."""
    with transaction(open_tracker(settings.var)) as connection:
        connection.execute(
            text(
                "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, "
                "type_name VARCHAR(255) NOT NULL, timestamp FLOAT, data TEXT)"
            )
        )
        row = {"sender": sender, "at": at.timestamp(), "data": f'{{"text": "{sender} speaks"}}'}
        query = "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (:sender, 'user', :at, :data)"
        connection.execute(text(query), row)


def fill(settings: Settings, conversation_id: str, clock: Clock) -> None:
    """Something of one person in every store."""
    say(settings, conversation_id, clock())
    MessageLog(settings.var, "web", clock).take(conversation_id, f"client-{conversation_id}", [typed("hello")])
    Attachments.from_settings(settings).put(conversation_id, pictures.fine(), filename="me.jpg")
    FollowUps(settings.var, clock).schedule(conversation_id, "web", 24)
    Tickets(settings.var, clock, desks=("webhook",)).open(
        conversation_id, "web", {}, [("user", f"I am {conversation_id}")]
    )
    Outcomes(settings.var, clock).record("a", "glitch", "restart", "solved")
