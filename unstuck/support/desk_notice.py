"""What a desk is told of a ticket: as JSON for programs, as text for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from unstuck.storage.message_rows import Entry
from unstuck.support.tickets import Part, Ticket
from unstuck.wording.messages import File, Picture

_LABELS = {
    "article": "Article",
    "device": "Device",
    "causes": "Causes",
    "fixes_tried": "Fixes tried",
    "fixes_skipped": "Fixes skipped",
    "asked_about": "Asked about",
    "photo_findings": "Photo",
}
# Ids of conversations, and whose they are.
_WHOSE = {
    r"slack-([UW]\w+)": "{0} in Slack, in direct messages",
    r"slack-D\w+-([\d.]+)": "somebody in Slack, in direct messages, in the thread {0}",
    r"slack-(\w+)-([\d.]+)": "somebody in Slack, in the channel {0}, in the thread {1}",
    r"telegram-(\d+)": "{0} on Telegram, in a private chat: tg://user?id={0}",
    r"telegram-(-\d+)-(-?\d+)": "{1} on Telegram, in the group {0}: tg://user?id={1}",
    r"whatsapp-(\d+)": "+{0} on WhatsApp",
    r"discord-(\d+)": "{0} on Discord, in direct messages",
    r"discord-(\d+)-(\d+)": "{1} on Discord, in the channel {0}",
    r"web-\w+": "somebody in the chat of a page",
}
_WHO = {"user": "Person", "bot": "Bot"}


@dataclass(frozen=True)
class DeskNotice:
    """One part of a ticket, or one message while it is open, for one desk: the ticket as it was with this part.

    `thread` is what this desk answered to the opening, if it has taken that; `said` is the message.
    """

    ticket: Ticket
    thread: str = ""
    said: Entry | None = None

    @property
    def id(self) -> str:
        """The same through all tries."""
        return f"{self.ticket.number}-{self.said.seq}" if self.said else self.part.id

    @property
    def at(self) -> datetime:
        """When it was said or added."""
        return self.said.at if self.said else self.part.at

    @property
    def part(self) -> Part:
        """What is new."""
        return self.ticket.parts[-1]

    @property
    def title(self) -> str:
        """One line: the number and the article."""
        return f"{self.ticket.number} {plain(str(self.ticket.facts.get('article') or 'A person asks for help'))}"


def notice(ticket: Ticket, n: int, thread: str = "") -> DeskNotice:
    """The notice of part `n` of a ticket, which may have grown since."""
    return DeskNotice(replace(ticket, parts=ticket.parts[:n]), thread)


def document(told: DeskNotice) -> dict[str, Any]:
    """The JSON of a notice; docs/ticket.schema.json is its schema."""
    ticket = told.ticket
    lines = ticket.transcript
    return {
        "id": told.id,
        "type": "ticket.message" if told.said else "ticket.opened" if told.part.n == 1 else "ticket.updated",
        "sequence": told.part.n,
        "at": told.at.isoformat(),
        **({"message": {"number": told.said.seq, "text": words_of(told.said)}} if told.said else {}),
        "ticket": {
            "number": ticket.number,
            "state": ticket.state.value,
            "opened": ticket.opened.isoformat(),
            "channel": ticket.channel,
            "sender": ticket.conversation_id,
            **{name: ticket.facts.get(name, [] if name not in ("article", "device") else None) for name in _LABELS},
            "transcript": [{"who": who, "text": text} for who, text in lines],
            "new_from": len(lines) - len(told.part.said),
        },
    }


def words_of(entry: Entry) -> str:
    """What somebody said, in words; of a file its name."""
    message = entry.message
    file = message.filename if isinstance(message, File | Picture) else ""
    return " ".join(part for part in (message.text, file and f"({file})") if part)


def describe(ticket: Ticket) -> str:
    """A whole ticket for a person's eyes: what is known, then the talk, part by part."""
    head = f"Ticket {ticket.number} · {ticket.state.value} · opened {_time(ticket.opened)} · {plain(ticket.channel)}"
    blocks = ["\n".join([head, *facts(ticket)])]
    for part in ticket.parts:
        when = _time(part.at)
        blocks.append("\n".join([f"Added {when}" if part.n > 1 else when, *talk(part.said)]))
    return "\n\n".join(blocks)


def whose(ticket: Ticket) -> str:
    """Who the person is and where they write, as far as the conversation's id tells, and that id."""
    found = next((found for form in _WHOSE if (found := re.fullmatch(form, ticket.conversation_id))), None)
    return f"{_WHOSE[found.re.pattern].format(*found.groups())} ({found[0]})" if found else ticket.conversation_id


def facts(ticket: Ticket) -> list[str]:
    """Whose case it is and what is known of it, one line each; nothing of what is not."""
    known = [("Person", whose(ticket)), *((label, ticket.facts.get(name)) for name, label in _LABELS.items())]
    return [plain(f"{label}: {', '.join(it) if isinstance(it, list) else it}") for label, it in known if it]


def talk(said: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Who said what, one line each."""
    for who, text in said:
        yield f"  {_WHO.get(who, who)}: {plain(text)}"


def plain(text: str) -> str:
    """Text in one line that is safe on a terminal and in a mail: no control or direction signs, no half characters."""
    return "".join(
        " " if sign.isspace() else sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
