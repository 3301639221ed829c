"""The Slack desk: a message in a channel, and what is added in its thread."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from unstuck.errors import DeskError
from unstuck.support.desk_notice import DeskNotice, facts, talk, words_of
from unstuck.wording.refusals import sentence

SECONDS = 10
MOST_CHARACTERS = 3500  # Slack asks for no more than 4000 in a message
# Errors of chat.postMessage that pass by themselves.
TRY_AGAIN = ("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout")


@dataclass(frozen=True)
class Slack:
    """Posts to `channel` as the bot whose `token` it is; `api` is the address of Slack's methods."""

    channel: str
    token: str
    api: str
    name = "slack"

    def deliver(self, told: DeskNotice) -> str:
        """Post one notice; returns its timestamp, which names its thread. Raises DeskError."""
        if told.said and not told.thread:
            raise DeskError("desk_failed", "The ticket itself is not in Slack yet: its messages come after it.")
        client = WebClient(self.token, base_url=f"{self.api.rstrip('/')}/", timeout=SECONDS)
        thread = told.thread or None
        try:
            answer = client.chat_postMessage(
                channel=self.channel, text=message(told), thread_ts=thread, unfurl_links=False, unfurl_media=False
            )
        except SlackClientError as error:
            raise _failure(error) from error
        except (URLError, OSError, ValueError) as error:
            raise DeskError("desk_failed", f"Slack did not answer ({type(error).__name__}).") from error
        return str(answer["ts"])


def message(told: DeskNotice) -> str:
    """The notice as a Slack message: the facts, and the end of what was said, as much as fits."""
    ticket, part = told.ticket, told.part
    if told.said:
        who = told.said.message.by or "Person"
        if reason := told.said.message.undelivered:
            who = f"{who} ({sentence('team_not_reached', reason=reason)})"
        return f"*{_escape(who)}:* {_escape(words_of(told.said))}"[:MOST_CHARACTERS]
    head = [f"*{_escape(told.title)}*" if part.n == 1 else f"*{ticket.number}*: more was said"]
    head += [_escape(line) for line in facts(ticket)] if part.n == 1 else []
    foot = f"What you answer in this thread, the person reads. `/unstuck close {ticket.number}` ends it, as a ✅ does."
    room = MOST_CHARACTERS - len("\n".join([*head, foot]))
    lines: list[str] = []
    for line in reversed([f"> {_escape(line.strip())}" for line in talk(part.said)]):
        room -= len(line) + 1
        if room < 0:
            lines.append("> …")
            break
        lines.append(line)
    return "\n".join([*head, *reversed(lines), foot])


def _escape(text: str) -> str:
    """Nothing that a person wrote may mention a channel or make a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _failure(error: SlackClientError) -> DeskError:
    answer = getattr(error, "response", None)
    status = getattr(answer, "status_code", 0)
    name = str(answer.get("error") or status) if answer is not None else type(error).__name__
    later = answer is None or status >= 500 or status == 429 or name in TRY_AGAIN
    return DeskError("desk_failed" if later else "desk_refused", f"Slack answered {name}.")
