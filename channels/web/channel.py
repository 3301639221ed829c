"""The web channel of Rasa: everything below `/chat`, in one blueprint."""

from __future__ import annotations

import asyncio
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.socketio import SocketBlueprint
from sanic import Blueprint, Sanic

from channels.dialogue import Dialogue
from channels.http.origins import Origins
from channels.http.sockets import let_go
from channels.input import ChannelInput
from channels.switchboard import Switchboard
from channels.turns import Turns
from channels.watch import Watch
from channels.web import articles, files, health, sessions, sockets, static, words
from channels.web.room import OpenPages, Quotas, Room
from channels.web.signing import Signer
from channels.web.strict import keep_strict
from unstuck.articles.library import Library
from unstuck.coordination.servers import coordination
from unstuck.privacy.signing_key import key
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversation_languages import ConversationLanguages
from unstuck.storage.erasure import Erasure
from unstuck.storage.message_log import MessageLog
from unstuck.support.announcements import Announcements
from unstuck.support.desks import chosen_desks
from unstuck.support.read_marks import ReadMarks
from unstuck.turns.held_pictures import HeldPictures

PREFIX = "/chat"
THREADS = 32
LAST_WORDS_SECONDS = 2  # for answers that are on their way when the server stops


class WebInput(ChannelInput):
    """Rasa's view of the channel."""

    NAME = "web"

    def url_prefix(self) -> str:
        """Where it lives, below no `/webhooks`."""
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes and the socket. Raises SettingError, StoreError, ArticleError."""
        settings = self._settings
        origins = Origins.from_setting(settings.origins)
        server = sockets.server(origins, settings.redis)
        signer = Signer(key(settings.secret, settings.var))
        announcements = Announcements(settings.database_location, chosen_desks(settings))
        message_log = MessageLog.from_settings(settings, channel=self.NAME, heard=announcements.heard)
        held = HeldPictures.from_settings(settings)
        dialogue = Dialogue(self.NAME, on_new_message, self._agent)
        room = Room(
            settings=settings,
            signer=signer,
            quotas=Quotas.from_settings(settings),
            message_log=message_log,
            read_marks=ReadMarks.from_settings(settings),
            languages=ConversationLanguages.from_settings(settings),
            attachments=Attachments.from_settings(settings),
            erasure=Erasure(settings),
            dialogue=dialogue,
            turns=Turns(message_log, dialogue, OpenPages(server, signer), coordination(settings.redis), held),
            sockets=server,
        )
        self._turns = room.turns
        watch = Watch(room.turns.resume)
        blueprint = SocketBlueprint(server, f"{PREFIX}/socket.io", "chat")
        keep_strict(blueprint, origins)
        sessions.add(blueprint, room)
        files.add(blueprint, room)
        health.add(blueprint, room)
        static.add(blueprint)
        words.add(blueprint)
        library = Library(settings.articles)
        articles.add(blueprint, library)
        sockets.Events(room, library).listen()

        @blueprint.listener("after_server_start")
        async def start(app: Sanic) -> None:
            self._app = app
            # As many as may wait for a database at once before anybody has to wait for them.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
            app.config.PROXIES_COUNT = settings.proxies or None
            # The turns have ended by then. Sockets would stay open; their pages connect to another server.
            app.config.GRACEFUL_SHUTDOWN_TIMEOUT = LAST_WORDS_SECONDS
            watch.start()
            Switchboard.of(app, settings).connect(self.NAME, room.turns)

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic) -> None:
            watch.stop()
            await room.turns.close()
            await to_thread(held.close)
            await let_go(server)

        return blueprint
