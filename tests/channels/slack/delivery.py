"""Slack's deliveries to the bot, signed as Slack signs them."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

import requests

from channels.slack.signature import sign

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT = "U0UNSTUCK"
PATIENCE = 60

_numbers = itertools.count(1)


def deliver(
    address: str, body: bytes, media_type: str, secret: str = SECRET, seconds_ago: int = 0
) -> requests.Response:
    """Post to the bot as Slack does."""
    stamp = str(int(time.time()) - seconds_ago)
    headers = {
        "Content-Type": media_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": sign(secret, stamp, body),
    }
    return requests.post(f"{address}/webhooks/slack/webhook", data=body, headers=headers, timeout=PATIENCE)


def deliver_event(address: str, event: dict[str, Any], id: str | None = None, **how: Any) -> requests.Response:
    """Deliver an event in its envelope."""
    envelope = {
        "token": "ZZZZZZWSxiZZZ2yIvs3peJ",
        "team_id": "T000000001",
        "api_app_id": "A0UNSTUCK",
        "event": event,
        "type": "event_callback",
        "event_id": id or f"Ev{next(_numbers):08}",
        "event_time": int(time.time()),
        "authorizations": [{"enterprise_id": None, "team_id": "T000000001", "user_id": BOT, "is_bot": True}],
    }
    return deliver(address, json.dumps(envelope).encode(), "application/json; charset=utf-8", **how)


def deliver_form(address: str, form: dict[str, Any], **how: Any) -> requests.Response:
    """Deliver a pressed button (`payload`) or a slash command."""
    return deliver(address, urlencode(form).encode(), "application/x-www-form-urlencoded", **how)


def message(
    text: str = "hello", ts: str = "1355517523.000005", channel: str = "D0ANN", user: str = "U0ANN", **more: Any
) -> dict[str, Any]:
    """The event of a message, in Ann's direct messages unless told otherwise."""
    return {"type": "message", "channel": channel, "user": user, "text": text, "ts": ts, "event_ts": ts, **more}


def picture(url: str | None, **more: Any) -> dict[str, Any]:
    """The event of a picture that lies at an address."""
    file = {"id": "F0S43PZDF", "name": "me.jpg", "mimetype": "image/jpeg", "url_private": url, **more}
    return message("", subtype="file_share", files=[file])
