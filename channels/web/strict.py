"""What all routes of the chat keep to: known pages alone, headers that keep a browser strict, and errors in words."""

from __future__ import annotations

import logging

from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.answers import broken, failure
from channels.http.origins import Origins, is_malformed
from unstuck.errors import UnstuckError
from unstuck.wording.refusals import refuse
from unstuck.wording.speaking import speak
from unstuck.wording.spoken_languages import spoken

log = logging.getLogger(__name__)

LONGEST_LIST = 200  # characters of a list of languages
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'; sandbox"


def keep_strict(blueprint: Blueprint, origins: Origins) -> None:
    """Refuse foreign pages, and give every answer of the blueprint its headers."""

    @blueprint.on_request
    async def only_known_pages(request: Request) -> HTTPResponse | None:
        speak(spoken().nearest(wanted_languages(request)))
        origin = request.headers.get("origin")
        if origins.allow(origin, request.headers.get("host")):
            return None
        if is_malformed(origin or ""):
            return failure(refuse("channel_bad_request"))
        return failure(refuse("web_origin_unknown"))

    @blueprint.on_response
    async def with_headers(request: Request, sent: HTTPResponse) -> None:
        for name, value in _HEADERS.items():
            sent.headers.setdefault(name, value)
        sent.headers.setdefault("Content-Security-Policy", _NOTHING_ALLOWED)
        sent.headers.update(origins.headers(request.headers.get("origin"), request.headers.get("host")))
        sent.headers.add("Vary", "Origin")
        speak("")  # the connection, and its task, may bring a request to another part of the server next

    @blueprint.exception(UnstuckError)
    async def in_words(request: Request, error: UnstuckError) -> HTTPResponse:
        return failure(error)

    @blueprint.exception(Exception)
    async def unforeseen(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException):
            return failure(refuse("channel_bad_request"), error.status_code)
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return broken(error)


def wanted_languages(request: Request) -> list[str]:
    """The languages that a page asks for ("de-AT"), the one that it would like most first."""
    return listed(request.headers.get("x-language", ""))


def listed(languages: str) -> list[str]:
    """Languages with commas between them, one by one."""
    return [one.strip() for one in languages[:LONGEST_LIST].split(",")]


async def preflight(request: Request, **_: str) -> HTTPResponse:
    """The question of a page of another origin whether it may ask; the headers are the answer."""
    return response.empty()
