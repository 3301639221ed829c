"""The team in Slack: in the desk's channel every ticket has a thread; what is said there is for its person.

Who can write in that channel is of the team: only invite those who are (docs/hand-off.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.slack.mrkdwn import plain
from unstuck.storage.inbox import Arrival
from unstuck.storage.outbox import Outbox

REPLY, CLOSE = "team_reply", "team_close"
CLOSING = frozenset(["white_check_mark", "heavy_check_mark", "ballot_box_with_check"])  # reactions that close a ticket
_FILE = ("id", "name", "mimetype", "size", "url_private", "url_private_download", "file_access")
_ORDER = re.compile(r"\s*close\s+(U-\d{4,9})\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class SlackThreads:
    """The threads of tickets in the desk's `channel`, empty if there is none; `told` is what was posted there."""

    channel: str = ""
    told: Outbox | None = None

    def ticket(self, ts: str | None) -> str | None:
        """The number of the ticket that a message of the desk is about, by its timestamp. Raises StoreError."""
        item = self.told.with_note(ts) if ts and self.channel and self.told else None
        return str(item.payload["ticket"]) if item else None


NOWHERE = SlackThreads()


def known(file: Mapping[str, Any]) -> dict[str, Any]:
    """What is needed of a file."""
    return {name: file[name] for name in _FILE if name in file}


def reply(said: Mapping[str, Any], me: str, number: str, event_id: str | None) -> Arrival:
    """What somebody of the team says in a ticket's thread."""
    text, files = plain(said.get("text") or "", me), [known(file) for file in said.get("files") or ()]
    body = {"kind": REPLY, "number": number, "user": said["user"], "text": text, "files": files}
    keys = (f"{said['channel']}:{said['ts']}", *((event_id,) if event_id else ()))
    address = {"channel": said["channel"], "thread_ts": said["thread_ts"]}
    return Arrival(keys, f"slack-desk-{number}", address, body)


def reaction(said: Mapping[str, Any], me: str, desk: SlackThreads) -> Arrival | None:
    """A tick at a ticket's message; None for all other reactions."""
    item, user = said.get("item", {}), said.get("user")
    if said.get("reaction") not in CLOSING or user in (None, me) or item.get("channel") != desk.channel:
        return None
    number = desk.ticket(item.get("ts"))
    if number is None:
        return None
    address = {"channel": desk.channel, "thread_ts": item["ts"]}
    key = f"close:{number}:{user}:{said.get('event_ts')}"
    return Arrival((key,), f"slack-desk-{number}", address, {"kind": CLOSE, "number": number, "user": user})


def order(form: Mapping[str, str], desk: SlackThreads) -> Arrival | None:
    """`/unstuck close U-1001` in the desk's channel; None for all other commands."""
    found = _ORDER.fullmatch(form.get("text", ""))
    if not (found and desk.channel and form.get("channel_id") == desk.channel):
        return None
    number, user = found[1].upper(), form["user_id"]
    address = {"channel": desk.channel, "only": user}
    body = {"kind": CLOSE, "number": number, "user": user}
    return Arrival((f"command:{form['trigger_id'][-64:]}",), f"slack-desk-{number}", address, body)
