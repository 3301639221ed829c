"""Somebody on Discord for tests. Every action waits until the bot is through, and returns what it has posted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.channels.discord.fake import BOT, Discord, Posted, fresh_id
from tests.channels.quiet import wait_until_quiet
from unstuck.settings import Settings


@dataclass
class Person:
    """One person: in direct messages, or in a channel of a server."""

    discord: Discord
    settings: Settings
    user: str = field(default_factory=fresh_id)
    channel: str = field(default_factory=fresh_id)
    server: str = ""
    seen: list[Posted] = field(default_factory=list)

    @property
    def conversation_id(self) -> str:
        return f"discord-{self.channel}-{self.user}" if self.server else f"discord-{self.user}"

    def say(self, text: str, **more: Any) -> list[Posted]:
        """Type something; `more` are further fields of the message."""
        return self.deliver(self.message(text, **more))

    def mention(self, text: str, **more: Any) -> list[Posted]:
        """Type something to the bot in a server."""
        return self.say(f"<@{BOT}> {text}", mentions=[{"id": BOT, "username": "Unstuck", "bot": True}], **more)

    def send_file(self, data: Any, filename: str, caption: str = "", **more: Any) -> list[Posted]:
        """Send a file."""
        id = fresh_id()
        self.discord.files[id] = data
        size = len(data) if isinstance(data, bytes) else 5
        url = f"{self.discord.address}/attachments/{id}?ex=65d903de&is=65c68ede&hm=2481f30d"
        file = {"id": id, "filename": filename, "size": size, "url": url, "content_type": "image/heic"}
        return self.say(caption, attachments=[file | more])

    def press(self, title: str) -> list[Posted]:
        """Press a button, or choose an option, of the messages seen so far, the latest with that title."""
        shown = [one for one in self.seen if title in one.buttons]
        assert shown, f"no button {title!r} in {[one.text for one in self.seen[-3:]]}"
        return self.press_data(shown[-1].buttons[title], shown[-1].raw["components"])

    def press_data(self, data: Any, components: Any = ()) -> list[Posted]:
        """Press what sends this."""
        self.discord.deliver("INTERACTION_CREATE", self.interaction(data, components))
        return self.wait()

    def interaction(self, data: Any, components: Any = ()) -> dict[str, Any]:
        """A pressed button as the gateway tells of it."""
        is_menu = any("options" in part for row in components for part in row["components"])
        chosen = {"custom_id": "menu-0", "values": [data], "component_type": 3} if is_menu else {"custom_id": data}
        who = {"member": {"user": self._author()}, "guild_id": self.server} if self.server else {"user": self._author()}
        shown = {"id": fresh_id(), "components": list(components)}
        more = {"channel_id": self.channel, "token": "aW50ZXJhY3Rpb24", "data": chosen, "message": shown}
        return {"id": fresh_id(), "application_id": BOT, "type": 3, "version": 1, **who, **more}

    def deliver(self, message: dict[str, Any]) -> list[Posted]:
        """Tell the bot of a message."""
        self.discord.deliver("MESSAGE_CREATE", message)
        return self.wait()

    def message(self, text: str, **more: Any) -> dict[str, Any]:
        """A message as the gateway tells of it; it stays in the channel's history."""
        said = {
            "id": fresh_id(),
            "channel_id": self.channel,
            "author": self._author(),
            "content": text,
            "type": 0,
            "flags": 0,
            "mentions": [],
            "attachments": [],
            "timestamp": "2026-11-27T00:00:00.000000+00:00",
            **more,
        }
        self.discord.history.setdefault(self.channel, []).append(said)
        return said | ({"guild_id": self.server} if self.server else {})

    def wait(self) -> list[Posted]:
        """What the bot has posted in this channel since the last look, after it is through with everything."""
        wait_until_quiet(self.settings.database_location, "discord")
        new = self.discord.in_channel(self.channel)[len(self.seen) :]
        self.seen += new
        return new

    def _author(self) -> dict[str, Any]:
        return {"id": self.user, "username": "ann", "global_name": "Ann", "discriminator": "0"}
