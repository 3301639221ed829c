"""The team's pages as a channel of Rasa, so that its server serves them: all below `/team`. Nobody talks here."""

from __future__ import annotations

import re
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.answers import status_of
from channels.http.built import DIST, page_policy, serve
from channels.input import ServedInput
from channels.switchboard import Switchboard
from channels.team import data, live, notices
from channels.team.door import COOKIE, Door, Visit
from channels.team.html import render
from channels.team.strict import SIGN_IN, keep_strict
from channels.web.signing import Signer
from unstuck.articles.library import Library
from unstuck.errors import TeamError
from unstuck.observability import metrics
from unstuck.privacy.signing_key import key
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.notices import Notices
from unstuck.support.board import Board
from unstuck.support.links import is_ticket_path
from unstuck.support.team_acts import TeamActs
from unstuck.support.teammates import SHORTEST_PASSWORD

PREFIX = "/team"
MOST_BYTES_OF_A_FORM = 8_000

_OUR_PAGES = re.compile(r"/(?:team|insight)(?:/[\w/-]*)?(?:\?[\w=&%-]*)?", re.ASCII)


class TeamInput(ServedInput):
    """Rasa's view of the pages."""

    NAME = "team"

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._app: Sanic | None = None

    def url_prefix(self) -> str:
        """Where they live, below no `/webhooks`."""
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes and the socket. Raises SettingError, StoreError."""
        settings = self._settings
        sockets = live.server()
        blueprint = live.SocketRoute("team").serve(sockets)
        keep_strict(blueprint)
        door = Door.from_settings(settings)
        board = Board.from_settings(settings)
        pages = live.Live(sockets, door, board, self._switchboard)
        signing = key(settings.secret, settings.var)
        desk = data.Desk(
            door=door,
            board=board,
            acts=TeamActs.from_settings(settings),
            attachments=Attachments.from_settings(settings),
            signer=Signer(signing),
            live=pages,
            most_bytes=round(settings.max_upload_mb * 1_000_000),
            switchboard=self._switchboard,
        )
        pages.listen()
        _add_door(blueprint, door)
        _add_page(blueprint, door, signing)
        data.add(blueprint, desk)
        notices.add(blueprint, door, Notices.from_settings(settings), Library(settings.articles).current)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic) -> None:
            self._app = app
            app.config.PROXIES_COUNT = settings.proxies or None
            pages.start()

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic) -> None:
            await pages.stop()

        return blueprint

    def _switchboard(self) -> Switchboard:
        """The way to the people of this server's channels, which is there before it takes its first request."""
        assert self._app is not None
        return Switchboard.of(self._app, self._settings)


def _add_page(blueprint: Blueprint, door: Door, signing: bytes) -> None:
    """The page of conversations: the list, or one that a link leads to."""

    @blueprint.get("/")
    async def conversations(request: Request) -> HTTPResponse:
        return _page(request, await door.visit(request))

    @blueprint.get("/tickets/<number:str>")
    async def conversation(request: Request, number: str) -> HTTPResponse:
        visit = await door.visit(request)
        sign = request.args.get("sign", "")
        if sign and not is_ticket_path(number, sign, signing):
            return response.redirect(PREFIX, status=303)
        return _page(request, visit)

    @blueprint.get("/<name:(?:team[.]js|page[.]css)>")
    async def asset(request: Request, name: str) -> HTTPResponse:
        return serve(request, DIST / "team" / name, "no-cache", {})


def _page(request: Request, visit: Visit) -> HTTPResponse:
    policy = page_policy(request.host).replace("form-action 'none'", "form-action 'self'")
    return response.html(render("conversations", visit=visit), headers={"Content-Security-Policy": policy})


def _add_door(blueprint: Blueprint, door: Door) -> None:
    """The way in and out."""

    @blueprint.get("/sign-in")
    async def show_sign_in(request: Request) -> HTTPResponse:
        if COOKIE not in request.cookies and request.headers.get("sec-fetch-site") == "cross-site":
            return response.html(render("again"))
        try:
            await door.visit(request)
        except TeamError:
            return response.html(await to_thread(_sign_in, door, request.args.get("to", "")))
        return response.redirect(_led_to(request.args.get("to", "")), status=303)

    @blueprint.post("/sign-in")
    async def sign_in(request: Request) -> HTTPResponse:
        to, name, password = _fields(request, "to", "name", "password")
        try:
            cookie = await door.sign_in(request, name, password)
        except TeamError as error:
            metrics.failed(error)
            return response.html(await to_thread(_sign_in, door, to, name, error.message), status_of(error))
        return door.know(request, door.keep(request, response.redirect(_led_to(to), status=303), cookie), name)

    @blueprint.post("/sign-out")
    async def sign_out(request: Request) -> HTTPResponse:
        visit = await door.visit_to_change(request)
        await door.sign_out(visit)
        return door.keep(request, response.redirect(SIGN_IN, status=303), "")

    @blueprint.get("/join")
    async def show_join(request: Request) -> HTTPResponse:
        return response.html(await to_thread(_join, door, request.args.get("code", "")))

    @blueprint.post("/join")
    async def join(request: Request) -> HTTPResponse:
        code, name, password = _fields(request, "code", "name", "password")
        try:
            cookie = await door.join(request, code, name, password)
        except TeamError as error:
            if error.code == "invitation_unknown":
                raise
            metrics.failed(error)
            return response.html(await to_thread(_join, door, code, error.message), status_of(error))
        return door.keep(request, response.redirect(PREFIX, status=303), cookie)


def _sign_in(door: Door, to: str, name: str = "", message: str = "") -> str:
    nobody = door.teammates.is_new
    return render("sign_in", to=to, name=name, message=message, nobody=nobody, founding=nobody and door.founding_token)


def _join(door: Door, code: str, message: str = "") -> str:
    """The form for an invitation, or for the first teammate. Raises StoreError, TeamError `invitation_unknown`."""
    if door.founding_token and door.teammates.is_new and (not code or door.founds(code)):
        code = name = ""
    else:
        name = door.teammates.invited(code).name
    return render("join", code=code, name=name, message=message, shortest=SHORTEST_PASSWORD)


def _fields(request: Request, *names: str) -> list[str]:
    """Fields of a form, empty where they are missing. Raises TeamError `sign_in_wrong` for one that is too large."""
    if len(request.body) > MOST_BYTES_OF_A_FORM:
        raise TeamError("sign_in_wrong", "That was more than a name and a password: please try again.")
    form = request.form or {}
    return [form.get(name, "") for name in names]


def _led_to(to: str) -> str:
    """The page that somebody wanted to see before they were asked to sign in, if it is one of ours."""
    return to if _OUR_PAGES.fullmatch(to) else PREFIX
