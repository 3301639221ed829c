"""The team's page as a channel of Rasa, so that its server serves it: all below `/insight`. Nobody talks here."""

from __future__ import annotations

import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.insight.login import Door
from channels.insight.page import PERIODS, Pages
from channels.web.origins import Origins
from channels.web.room import address
from channels.web.static import DIST, serve
from unstuck.articles.knowledge import Knowledge
from unstuck.errors import ChannelError, UnstuckError
from unstuck.insight.figures import Insight
from unstuck.settings import Settings, read

log = logging.getLogger(__name__)

PREFIX = "/insight"
MOST_BYTES_OF_A_FORM = 4_000

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With `no-referrer` a browser would not say of its own form where it comes from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class InsightInput(InputChannel):
    """Rasa's view of the page. Without a token there is no page."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "insight"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InsightInput:
        """The page as the settings describe it; credentials.yml only names it. Raises SettingError."""
        return cls(read())

    def url_prefix(self) -> str:
        """Where it lives, below no `/webhooks`."""
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; none without a token. Raises ArticleError, SettingError, StoreError."""
        blueprint = Blueprint("insight")
        if self._settings.insight_token:
            _add(blueprint, self._settings)
        return blueprint


def _add(blueprint: Blueprint, settings: Settings) -> None:
    door = Door.from_settings(settings)
    pages = Pages(Insight.from_settings(settings), Knowledge.load(settings.articles))
    _keep_strict(blueprint, pages)

    @blueprint.get("/")
    async def insight(request: Request) -> HTTPResponse:
        if not door.is_open_to(request):
            return response.html(pages.login())
        days = request.args.get("days", "")
        return response.html(await to_thread(pages.insight, int(days) if days in map(str, PERIODS) else PERIODS[1]))

    @blueprint.post("/login")
    async def login(request: Request) -> HTTPResponse:
        if len(request.body) > MOST_BYTES_OF_A_FORM:
            return response.html(pages.login("wrong"), 413)
        if not door.may_try(address(request)):
            return response.html(pages.login("too_many"), 429)
        if not door.fits(request.form.get("token", "")):
            return response.html(pages.login("wrong"), 401)
        return door.let_in(request, _to_the_page())

    @blueprint.post("/logout")
    async def logout(request: Request) -> HTTPResponse:
        return door.let_out(_to_the_page())

    @blueprint.get("/<name:insight[.](?:js|css)>")
    async def asset(request: Request, name: str) -> HTTPResponse:
        return serve(request, DIST / "insight" / name, "no-cache", {})

    @blueprint.listener("after_server_start")
    async def start(app: Sanic) -> None:
        app.config.PROXIES_COUNT = settings.proxies or None


def _to_the_page() -> HTTPResponse:
    return response.redirect(PREFIX, status=303)


def _keep_strict(blueprint: Blueprint, pages: Pages) -> None:
    """Take forms of the own page alone, give every answer its headers, and say in words what goes wrong."""
    own = Origins(frozenset())

    @blueprint.on_request
    async def only_from_the_own_page(request: Request) -> HTTPResponse | None:
        if request.method == "GET" or own.allow(request.headers.get("origin"), request.headers.get("host")):
            return None
        return response.html(pages.login("foreign"), 403)

    @blueprint.on_response
    async def with_headers(request: Request, sent: HTTPResponse) -> None:
        for name, value in _HEADERS.items():
            sent.headers.setdefault(name, value)

    @blueprint.exception(UnstuckError)
    async def in_words(request: Request, error: UnstuckError) -> HTTPResponse:
        return response.html(pages.trouble(error.message), 404 if isinstance(error, ChannelError) else 503)

    @blueprint.exception(Exception)
    async def broken(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException):
            return response.html(pages.trouble(), error.status_code)
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return response.html(pages.trouble(), 500)
