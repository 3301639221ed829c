"""A person's Telegram, as far as bot and Telegram can tell.

    with Telegram() as telegram:
        bot = Bot(folder, environment(telegram)).start()
        phone = Phone(telegram, bot.address, bot.settings)
        phone.say("it says update failed")      # -> [Call, ...]: what the bot posts, `text` and `buttons` of each
        phone.press("I'm not sure")
        phone.send_file(data, "IMG_0042.HEIC")  # -> ... the repaired picture is `document` of one of them

Every action waits until the bot has read, answered and posted all there is, and returns what it has posted to this
chat since. To know that, it looks into the bot's own books, where the settings say they are.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import requests

from channels.telegram.bot_api import SECRET_HEADER, WEBHOOK, webhook_secret
from tests.channels.quiet import PATIENCE, wait_until_quiet
from tests.channels.telegram.fake import BOT, TOKEN, USERNAME, Call, Telegram
from unstuck.settings import Settings

GROUP = -1001234567890  # whose chats end in a person's number, so that each test has its own
_numbers = itertools.count(1)


def environment(telegram: Telegram) -> dict[str, str]:
    """The settings that connect a bot to this Telegram."""
    return {"UNSTUCK_TELEGRAM_TOKEN": TOKEN, "UNSTUCK_TELEGRAM_API": telegram.address}


def shown(posts: list[Call]) -> list[str]:
    """The words of what the bot has posted."""
    return [post.text for post in posts]


@dataclass
class Phone:
    """One person in one chat; `group` makes it a group's, with a person `user`."""

    telegram: Telegram
    address: str
    settings: Settings
    user: int = 1111111
    group: int | None = None
    seen: list[Call] = field(default_factory=list)
    message: int = 0
    language: str = ""  # of the person's app

    @property
    def chat(self) -> int:
        return self.group or self.user

    @property
    def conversation_id(self) -> str:
        return f"telegram-{self.group}-{self.user}" if self.group else f"telegram-{self.user}"

    def say(self, text: str, **more: Any) -> list[Call]:
        """Type something; `more` are further fields of Telegram's message."""
        return self.send({"text": text, **more})

    def mention(self, text: str, **more: Any) -> list[Call]:
        """Type something to the bot in a group."""
        return self.say(f"@{USERNAME} {text}", **more)

    def reply(self, text: str) -> list[Call]:
        """Reply to something of the bot."""
        return self.say(text, reply_to_message={"message_id": 7, "from": {"id": BOT, "is_bot": True}})

    def edit(self, text: str) -> list[Call]:
        """Edit the message sent last."""
        message = {**self._head(), "message_id": self.message, "edit_date": 1441646600, "text": text}
        return self.deliver({"edited_message": message})

    def press(self, title: str) -> list[Call]:
        """Press a button of the messages seen so far, the latest with that title."""
        shown = [call for call in self.seen if title in call.buttons]
        assert shown, f"no button {title!r} in {[call.text for call in self.seen[-3:]]}"
        return self.press_data(shown[-1].buttons[title], shown[-1].values["reply_markup"])

    def press_data(self, data: str, markup: dict[str, Any] | None = None) -> list[Call]:
        """Press a button that sends this."""
        message = {
            "message_id": 77,
            "date": 1441645532,
            "chat": self._head()["chat"],
            "from": {"id": BOT, "is_bot": True},
        }
        if markup:
            message["reply_markup"] = markup
        query = {"id": "4382bfdwdsb323b2d9", "from": self._head()["from"], "message": message, "data": data}
        return self.deliver({"callback_query": query})

    def send_file(self, data: Any, filename: str, caption: str = "", size: int | None = None) -> list[Call]:
        """Send a picture as a file."""
        id = f"AwADBAADb{next(_numbers)}"
        self.telegram.files[id] = data
        size = len(data) if size is None and isinstance(data, bytes) else size
        document = {"file_id": id, "file_unique_id": id, "file_name": filename, "mime_type": "image/heic"}
        return self.send({"document": document | ({"file_size": size} if size else {})} | _caption(caption))

    def send_photo(self, data: bytes, caption: str = "", **more: Any) -> list[Call]:
        """Send a picture as a photo, in the sizes that Telegram makes of it; only the largest is there."""
        id = f"AgADBAADb{next(_numbers)}"
        self.telegram.files[id] = data
        sizes = [("small", 90), (id, 1280), ("middle", 320)]
        photo = [{"file_id": name, "file_unique_id": name, "width": side, "height": side} for name, side in sizes]
        return self.send({"photo": photo} | _caption(caption) | more)

    def send(self, content: dict[str, Any]) -> list[Call]:
        """Send a message."""
        self.message = next(_numbers)
        return self.deliver({"message": {**self._head(), "message_id": self.message, **content}})

    def deliver(self, update: dict[str, Any]) -> list[Call]:
        """Have Telegram deliver an update, which must be taken at once."""
        assert self.post({"update_id": next(_numbers), **update}).status_code == 200
        return self.wait()

    def post(self, update: Any, secret: str | None = None) -> requests.Response:
        """Deliver an update as it is."""
        headers = {SECRET_HEADER: webhook_secret(self.settings) if secret is None else secret}
        body = {"data": update} if isinstance(update, bytes) else {"json": update}
        return requests.post(f"{self.address}{WEBHOOK}", headers=headers, timeout=PATIENCE, **body)

    def wait(self) -> list[Call]:
        """What the bot has posted to this chat since the last look, after it is through with everything."""
        wait_until_quiet(self.settings.database_location, "telegram")
        new = self.telegram.posts(self.chat)[len(self.seen) :]
        self.seen += new
        return new

    def _head(self) -> dict[str, Any]:
        """What every message has, as in Telegram's documentation."""
        person = {
            "last_name": "Test Lastname",
            "id": self.user,
            "first_name": "Test Firstname",
            "username": "Testusername",
        }
        sender = {**person, "is_bot": False} | ({"language_code": self.language} if self.language else {})
        if self.group:
            chat = {"id": self.group, "type": "supergroup", "title": "Test group"}
            return {"date": 1441645532, "chat": chat, "from": sender}
        return {"date": 1441645532, "chat": {**person, "type": "private"}, "from": sender}


def _caption(caption: str) -> dict[str, str]:
    return {"caption": caption} if caption else {}
