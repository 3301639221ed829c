"""The page of what works as a channel of Rasa, so that its server serves it at `/insight`. Nobody talks here."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.built import DIST, serve
from channels.input import ServedInput
from channels.insight.page import PERIODS, Page
from channels.team.door import Door
from channels.team.strict import keep_strict
from unstuck.articles.knowledge import Knowledge
from unstuck.insight.figures import Insight
from unstuck.insight.team import TeamFigures

PREFIX = "/insight"


class InsightInput(ServedInput):
    """Rasa's view of the page."""

    NAME = "insight"

    def url_prefix(self) -> str:
        """Where it lives, below no `/webhooks`."""
        return PREFIX

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes. Raises ArticleError, StoreError."""
        blueprint = Blueprint("insight")
        door = Door.from_settings(self._settings)
        page = Page(
            Insight.from_settings(self._settings),
            TeamFigures.from_settings(self._settings),
            Knowledge.load(self._settings.articles),
        )
        keep_strict(blueprint)

        @blueprint.get("/")
        async def insight(request: Request) -> HTTPResponse:
            visit = await door.visit(request)
            days = request.args.get("days", "")
            chosen = int(days) if days in map(str, PERIODS) else PERIODS[1]
            return response.html(await to_thread(page.insight, visit, chosen))

        @blueprint.get("/<name:insight[.](?:js|css)>")
        async def asset(request: Request, name: str) -> HTTPResponse:
            return serve(request, DIST / "insight" / name, "no-cache", {})

        return blueprint
