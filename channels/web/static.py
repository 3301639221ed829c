"""The demo page, the widget's loader and its parts."""

from __future__ import annotations

import re
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.built import DIST, page_policy, serve
from unstuck.wording.refusals import refuse

_NAME = re.compile(r"[\w-][\w.-]{0,120}", re.ASCII)

# Assets carry the hash of their bytes in their names. The loader and the page do not, and name the assets.
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_MINUTES = "public, max-age=300"
_ASK_FIRST = "no-cache"

# Pages that embed the chat load these from another origin.
_FOR_ALL = {"Cross-Origin-Resource-Policy": "cross-origin"}


def add(blueprint: Blueprint, dist: Path = DIST) -> None:
    """Put the routes into the blueprint."""

    @blueprint.get("/")
    async def page(request: Request) -> HTTPResponse:
        return serve(request, dist / "index.html", _ASK_FIRST, {"Content-Security-Policy": page_policy(request.host)})

    @blueprint.get("/widget.js")
    async def loader(request: Request) -> HTTPResponse:
        return serve(request, dist / "widget.js", _FOR_MINUTES, _FOR_ALL)

    @blueprint.get("/assets/<name:str>")
    async def asset(request: Request, name: str) -> HTTPResponse:
        if not _NAME.fullmatch(name):
            raise refuse("web_not_found")
        return serve(request, dist / "assets" / name, _FOR_EVER, _FOR_ALL)
