"""Slack's own manners, for the part that messengers share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from channels.messenger.fetching import found
from channels.messenger.patience import TRIES, patiently
from channels.messenger.service import (
    Act,
    ByTeam,
    Commanded,
    Gone,
    Handed,
    Left,
    NotNow,
    Pressed,
    Rejected,
    Remote,
    Said,
    Sent,
    Typed,
    Voice,
)
from channels.slack import arrivals, desk_threads
from channels.slack.api import Api, Destination
from channels.slack.blocks import fallback, home, rendered, with_choice
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Entry
from unstuck.support.actor import Actor
from unstuck.wording.messages import File
from unstuck.wording.refusals import refuse, sentence

log = logging.getLogger(__name__)

_PAGE = "text/html"
NOTE = "note:"


class SlackService:
    """One workspace.

    Args:
        api: its Web API.
    """

    typing_seconds = 60.0  # it shows none
    one_place = False

    def __init__(self, api: Api) -> None:
        self._api = api
        self._direct: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._errands: set[asyncio.Task] = set()

    @property
    def is_refused(self) -> bool:
        """Whether Slack does not accept the token."""
        return self._api.is_refused

    async def understand(self, arrival: Arrival) -> Said | ByTeam | None:
        """What an arrival says. Raises NotNow, Rejected, Gone, ChannelError."""
        body = arrival.body
        kind = body["kind"]
        if kind == arrivals.HOME:
            self._see_to(lambda: self._api.show_home(body["user"], home()))
            return None
        if kind in (desk_threads.REPLY, desk_threads.CLOSE):
            return await self._by_team(body)
        if kind == arrivals.HINT:
            where, words = arrival.address, sentence("slack_hint")
            there = Destination(where["channel"], where.get("thread_ts"))
            self._see_to(lambda: self._api.whisper(where["only"], there, words))
            return None
        if kind == arrivals.PRESS:
            blocks = with_choice(body["blocks"], body["title"])
            self._see_to(lambda: self._api.change(body["channel"], body["ts"], body["text"], blocks))
            return Pressed(body["button"])
        if kind == arrivals.COMMAND:
            return Typed(body["text"]) if body["text"] else Commanded(body["command"], "greet")
        return await self._message(body)

    async def language(self, arrival: Arrival) -> str:
        """The language that the person has set in Slack. Raises NotNow, Gone, Rejected."""
        user = arrival.address.get("only") or arrival.body.get("user")
        by_team = arrival.body["kind"] in (desk_threads.REPLY, desk_threads.CLOSE)
        return await self._api.locale_of(user) if user and not by_team else ""

    async def send(self, address: Mapping[str, Any], entry: Entry, files: tuple[Handed, ...]) -> None:
        """Post one message of the bot. Raises NotNow, Gone, Rejected."""
        destination = await self._destination(address)
        for file in files:
            await self._api.upload(destination, file, fallback(entry))
        if isinstance(entry.message, File):
            return
        await self._api.post(destination, fallback(entry), rendered(entry))

    async def typing(self, address: Mapping[str, Any]) -> None:
        """Nothing: Slack shows no app as typing."""

    async def settle(self) -> None:
        """Wait until every errand is done."""
        while self._errands:
            await asyncio.wait(list(self._errands))

    async def _by_team(self, body: Mapping[str, Any]) -> ByTeam | None:
        """What somebody of the team does about a ticket. A line that begins with `note:` stays within the team."""
        user = str(body["user"])
        who = Actor(f"slack-{user}", await self._name(user))
        if body["kind"] == desk_threads.CLOSE:
            return ByTeam(body["number"], who, Act.CLOSE)
        text = str(body["text"])
        if text.lower().startswith(NOTE):
            return ByTeam(body["number"], who, Act.NOTE, text[len(NOTE) :].strip())
        files = tuple([await self._file(file) for file in body["files"]])
        return ByTeam(body["number"], who, Act.REPLY, text, files) if text or files else None

    async def _name(self, user: str) -> str:
        """How a member of the workspace is called. Raises NotNow; where Slack does not tell, a word for all."""
        if user not in self._names:
            try:
                self._names[user] = await self._api.name_of(user)
            except (Gone, Rejected) as error:
                log.warning("Slack does not tell who somebody is: %s", error.message)
        return self._names.get(user) or sentence("team_somebody")

    async def _message(self, body: Mapping[str, Any]) -> Said:
        if body["files"]:
            return Sent(tuple([await self._file(file) for file in body["files"]]), body["text"])
        return Commanded(mention, "greet") if (mention := body.get("mention")) else Typed(body["text"])

    async def _file(self, file: Mapping[str, Any]) -> Remote | Left | Voice:
        name = str(file.get("name") or file["id"])
        if str(file.get("mimetype", "")).startswith("audio/"):
            return Voice(name)
        return await found(name, lambda: self._remote(file))

    async def _remote(self, file: Mapping[str, Any]) -> Remote:
        """A file as an event names it; of one from another organisation only its id is there."""
        if file.get("file_access") == "check_file_info":
            file = await self._api.file(file["id"])
        if file.get("mimetype") == _PAGE:
            raise refuse("channel_not_a_picture", format="HTML")
        url = file.get("url_private_download") or file.get("url_private") or ""
        opened = {"Authorization": f"Bearer {self._api.token}"}
        return Remote(url, file.get("name") or file["id"], file.get("size"), opened)

    async def _destination(self, address: Mapping[str, Any]) -> Destination:
        """Where to post: of a person who used a command, only who it is is known at first."""
        if user := address.get("user"):
            if user not in self._direct:
                self._direct[user] = await self._api.open_direct(user)
            return Destination(self._direct[user])
        return Destination(address["channel"], address.get("thread_ts"))

    def _see_to(self, call: Callable[[], Awaitable[None]]) -> None:
        """Do on the side what is only for the eye: no turn of a conversation waits for it or is lost with it."""

        async def errand() -> None:
            try:
                await patiently(call, TRIES)
            except (NotNow, Rejected, Gone) as error:
                log.warning("%s", error.message)

        task = asyncio.get_running_loop().create_task(errand())
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
