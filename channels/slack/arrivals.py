"""What Slack delivers, sorted: which of it is for the bot, whose conversation it belongs to, and how it is known again.

A direct message belongs to the person's own conversation, everything in a thread to the thread's. In a channel the bot
listens where it is mentioned, and from then on in that thread to who mentioned it last; what colleagues say to each
other there, and all other talk, is dropped here, unread and unkept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from channels.slack import desk_threads
from channels.slack.desk_threads import NOWHERE, SlackThreads
from channels.slack.mrkdwn import plain
from unstuck.privacy.fingerprints import fingerprint
from unstuck.storage.inbox import Arrival

HOME, HINT, MESSAGE, PRESS, COMMAND = "home", "hint", "message", "press", "command"

_TO_A_COLLEAGUE = re.compile(r"\s*<@")
# Of all subtypes only these are a person speaking: the others are edits, deletions, joins, bots.
_SPOKEN = {None, "file_share", "me_message", "thread_broadcast"}


def event(
    envelope: Mapping[str, Any],
    me: str,
    knows: Callable[[str], bool],
    asked: Callable[[str, str], bool] = lambda *_: True,
    desk: SlackThreads = NOWHERE,
) -> Arrival | None:
    """The arrival that an event is, or None for what does not concern the bot.

    Args:
        envelope: as the Events API delivers it.
        me: the bot's own user id, where the envelope does not tell.
        knows: whether a conversation has begun.
        asked: whether it was this person who called the bot into a conversation last.
        desk: the threads of tickets; what is said there is the team's.
    """
    said = envelope.get("event", {})
    kind, user = said.get("type"), said.get("user")
    me = next((own["user_id"] for own in envelope.get("authorizations") or () if own.get("is_bot")), me)
    if kind == "app_home_opened" and said.get("tab") == "home":
        keys = (envelope.get("event_id") or f"home:{user}:{said['event_ts']}",)
        here = f"slack-home-{fingerprint(user)}"
        return Arrival(keys, here, {"user": user}, {"kind": HOME, "user": user}, wants_answer=False)
    if kind == "reaction_added":
        return desk_threads.reaction(said, me, desk)
    if kind not in ("message", "app_mention") or not _is_a_person(said, me):
        return None
    if said["channel"] == desk.channel and (number := desk.ticket(said.get("thread_ts"))):
        return desk_threads.reply(said, me, number, envelope.get("event_id"))
    return _message(said, me, knows, asked, envelope.get("event_id"))


def press(payload: Mapping[str, Any]) -> Arrival | None:
    """A pressed button or a choice of a menu; None for other interactions.

    It is known by its id alone: which intent that is, `channels/messenger/buttons.py` finds when the arrival is read.
    """
    actions, message = payload.get("actions"), payload.get("message")
    if payload.get("type") != "block_actions" or not actions or not message:
        return None
    action = actions[0]
    option = action.get("selected_option") or {"value": action.get("value"), "text": action.get("text")}
    user, channel = payload["user"]["id"], payload["channel"]["id"]
    thread = message.get("thread_ts")
    if _is_direct(channel) and thread == message["ts"]:
        thread = None  # somebody has replied to it, which made it a thread's parent: it stays where it is
    conversation_id, address = _conversation(user, channel, thread)
    body = {
        "kind": PRESS,
        "user": user,
        "button": option["value"],
        "title": option["text"]["text"],
        "channel": channel,
        "ts": message["ts"],
        "text": message.get("text", ""),
        "blocks": message.get("blocks", []),
    }
    return Arrival((f"press:{channel}:{message['ts']}:{action['action_ts']}",), conversation_id, address, body)


def command(form: Mapping[str, str], desk: SlackThreads = NOWHERE) -> Arrival:
    """A slash command: it goes on in the direct messages, but for the team's in the desk's channel."""
    user = form["user_id"]
    if order := desk_threads.order(form, desk):
        return order
    body = {"kind": COMMAND, "user": user, "command": form["command"], "text": plain(form.get("text", ""), "")}
    key = f"command:{form['trigger_id'][-64:]}"  # its random part is at the end
    return Arrival((key,), f"slack-{user}", {"user": user}, body)


def _is_a_person(said: Mapping[str, Any], me: str) -> bool:
    is_spoken = said.get("subtype") in _SPOKEN and not said.get("hidden")
    return is_spoken and not said.get("bot_id") and said.get("user") not in (None, me, "USLACKBOT")


def _message(
    said: Mapping[str, Any],
    me: str,
    knows: Callable[[str], bool],
    asked: Callable[[str, str], bool],
    event_id: str | None,
) -> Arrival | None:
    user, channel, ts = said["user"], said["channel"], said["ts"]
    text, files = said.get("text") or "", said.get("files") or []
    is_direct = _is_direct(channel)
    # A mention with a file comes as `message` alone, other mentions come twice: all are known by their channel and ts.
    is_mention = said["type"] == "app_mention" or f"<@{me}>" in text or f"<@{me}|" in text
    thread = said.get("thread_ts") or (None if is_direct else ts)
    conversation_id, address = _conversation(user, channel, thread)
    ids = (event_id,) if event_id else ()
    follows = "thread_ts" in said and knows(conversation_id) and asked(conversation_id, user)
    if is_direct or is_mention or (follows and not _TO_A_COLLEAGUE.match(text)):
        words = plain(text, me)
        body = {"kind": MESSAGE, "user": user, "text": words, "files": [desk_threads.known(file) for file in files]}
        if text and not words:
            body["mention"] = text.strip()
        asker = user if is_mention and not is_direct else None
        return Arrival((f"{channel}:{ts}", *ids), conversation_id, address, body, asker)
    hinted = f"slack-hint-{fingerprint(f'{channel}-{user}')}"
    if any(str(file.get("mimetype", "")).startswith("image/") for file in files) and not knows(hinted):
        where = {"channel": channel, "only": user} | ({"thread_ts": thread} if "thread_ts" in said else {})
        return Arrival((f"hint:{channel}:{user}", *ids), hinted, where, {"kind": HINT}, wants_answer=False)
    return None


def _conversation(user: str, channel: str, thread: str | None) -> tuple[str, dict[str, str]]:
    """The conversation that something belongs to, and where its answers go."""
    if thread is None:
        return f"slack-{user}", {"channel": channel}
    return f"slack-{channel}-{thread}", {"channel": channel, "thread_ts": thread}


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")
