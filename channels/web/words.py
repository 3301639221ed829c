"""The widget's words in the languages of data/words, English in what one lacks."""

from __future__ import annotations

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web.strict import listed
from unstuck.wording.responses import ENGLISH
from unstuck.wording.spoken_languages import spoken

_FOR_MINUTES = "public, max-age=300"


def add(blueprint: Blueprint) -> None:
    """Put the route into the blueprint."""

    @blueprint.get("/words")
    async def words(request: Request) -> HTTPResponse:
        languages = spoken()
        found = languages.widget(languages.nearest(listed(request.args.get("want", ""))) or ENGLISH)
        return response.json(found, headers={"Cache-Control": _FOR_MINUTES})
