"""A WhatsApp user for tests: what they do arrives at the bot as WhatsApp delivers it, signed. So:

    with Graph() as graph:
        bot = Bot(folder, graph.environment).start()
        phone = Phone(graph, bot.address, bot.settings)
        phone.say("it says update failed")      # -> [Posted, ...]: what the bot posts
        phone.press("I'm not sure")
        phone.send_file(data, "IMG_0042.HEIC")  # -> ... the repaired picture is `file` of one of them

Every action waits until the bot has read, answered and posted all there is, and returns what it has posted since.
"""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from channels.whatsapp.channel import SIGNATURE, sign
from tests.channels.quiet import PATIENCE, wait_until_quiet
from tests.channels.whatsapp.graph import NUMBER, SECRET, Graph, Posted
from unstuck.settings import Settings

WEBHOOK = "/webhooks/whatsapp/webhook"
_numbers = itertools.count(1)


@dataclass
class Phone:
    """One person: by phone number, or, who hides it behind a user name, by the id that WhatsApp gives the business."""

    graph: Graph
    address: str
    settings: Settings
    number: str = "16505551234"
    user: str = ""
    seen: list[Posted] = field(default_factory=list)
    hours_ago: float = 0  # when what they send is said to have been sent

    @property
    def conversation_id(self) -> str:
        return f"whatsapp-{self.user or self.number}"

    def say(self, text: str, **more: Any) -> list[Posted]:
        """Type something; `more` are further fields of the message."""
        return self.send({"type": "text", "text": {"body": text}, **more})

    def press(self, title: str) -> list[Posted]:
        """Press a button, or choose a row, of the messages seen so far, the latest with that title."""
        shown = [one for one in self.seen if title in one.buttons]
        assert shown, f"no button {title!r} in {[one.text for one in self.seen[-3:]]}"
        kind = "button_reply" if shown[-1].content["type"] == "button" else "list_reply"
        return self.press_data(shown[-1].buttons[title], kind)

    def press_data(self, reply: Any, kind: str = "button_reply") -> list[Posted]:
        """Press what sends this."""
        context = {"from": "15550783881", "id": "wamid.OUT"}
        return self.send({"type": "interactive", "interactive": {"type": kind, kind: reply}, "context": context})

    def send_file(self, data: Any, filename: str, caption: str = "", size: int | None = None) -> list[Posted]:
        """Send a picture as a document."""
        content = {"filename": filename, "mime_type": "image/heic", **self._kept(data, size), **_caption(caption)}
        return self.send({"type": "document", "document": content})

    def send_photo(self, data: Any, caption: str = "") -> list[Posted]:
        """Send a picture as a photo."""
        return self.send(
            {"type": "image", "image": {"mime_type": "image/jpeg", **self._kept(data), **_caption(caption)}}
        )

    def send(self, content: dict[str, Any]) -> list[Posted]:
        """Send a message, which must be taken at once."""
        assert self.post(delivered(self.message(content), contacts=self.contacts)).status_code == 200
        return self.wait()

    def message(self, content: dict[str, Any]) -> dict[str, Any]:
        """A message as it is delivered."""
        who = ({"from": self.number} if self.number else {}) | ({"from_user_id": self.user} if self.user else {})
        at = str(int(time.time() - self.hours_ago * 3600))
        return {**who, "id": f"wamid.HBgLMTY1MDM4Nzk0MzkVAgAS{next(_numbers)}", "timestamp": at, **content}

    @property
    def contacts(self) -> list[dict[str, Any]]:
        """Who the message is from, as WhatsApp tells beside it."""
        known = {"wa_id": self.number} if self.number else {}
        return [{"profile": {"name": "Sheena Nelson"}, **known, **({"user_id": self.user} if self.user else {})}]

    def post(self, update: Any, signature: str | None = None) -> requests.Response:
        """Deliver an update as it is."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        told = sign(SECRET, body) if signature is None else signature
        headers = {SIGNATURE: told.encode(errors="surrogateescape"), "Content-Type": "application/json"}
        return requests.post(f"{self.address}{WEBHOOK}", data=body, headers=headers, timeout=PATIENCE)

    def wait(self) -> list[Posted]:
        """What the bot has posted since the last look, after it is through with everything."""
        wait_until_quiet(self.settings.database_location, "whatsapp")
        return self.look()

    def look(self) -> list[Posted]:
        """What the bot has posted since the last look."""
        new = self.graph.to(self.number, self.user)[len(self.seen) :]
        self.seen += new
        return new

    def _kept(self, data: Any, size: int | None = None) -> dict[str, str]:
        """A file that was sent, at WhatsApp."""
        id = f"{1908647269898587 + next(_numbers)}"
        self.graph.media[id] = data
        if size is not None:
            self.graph.sizes[id] = size
        return {"id": id, "sha256": "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="}


def delivered(*messages: Any, contacts: Any = (), number: str = NUMBER, **more: Any) -> dict[str, Any]:
    """The envelope in which WhatsApp delivers messages."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": number}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **more}
    if messages:
        value |= {"contacts": list(contacts), "messages": list(messages)}
    changes = [{"value": value, "field": "messages"}]
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": changes}]}


def _caption(caption: str) -> dict[str, str]:
    return {"caption": caption} if caption else {}
