"""What all routes of the team's pages keep to: forms of the own pages alone, headers, and errors in words."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.answers import failure, status_of
from channels.http.origins import Origins
from channels.team.door import foreign
from channels.team.html import render
from unstuck.errors import UnstuckError
from unstuck.observability import metrics
from unstuck.wording.refusals import refuse, sentence

log = logging.getLogger(__name__)

SIGN_IN = "/team/sign-in"
DATA = "/team/data/"  # what scripts ask for: errors are JSON there, as in the chat

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
_OWN = Origins(frozenset())
_SAME_SITE = (None, "same-origin", "none")


def keep_strict(blueprint: Blueprint) -> None:
    """Take what changes something from our own pages alone, give every answer its headers, and tell errors in words."""

    @blueprint.on_request
    async def only_from_the_own_pages(request: Request) -> HTTPResponse | None:
        known = _OWN.allow(request.headers.get("origin"), request.headers.get("host"))
        if request.method in ("GET", "HEAD") or (known and request.headers.get("sec-fetch-site") in _SAME_SITE):
            return None
        return in_words(request, foreign())

    @blueprint.on_response
    async def with_headers(request: Request, sent: HTTPResponse) -> None:
        for name, value in _HEADERS.items():
            sent.headers.setdefault(name, value)

    @blueprint.exception(UnstuckError)
    async def failed(request: Request, error: UnstuckError) -> HTTPResponse:
        return in_words(request, error)

    @blueprint.exception(Exception)
    async def broken(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException) and not request.path.startswith(DATA):
            return response.html(render("trouble", message=""), error.status_code)
        if isinstance(error, SanicException):
            return failure(refuse("channel_bad_request"))
        metrics.failed(error)
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return in_words(request, UnstuckError("trouble", sentence("trouble")))


def in_words(request: Request, error: UnstuckError) -> HTTPResponse:
    """The page that tells of an error; who is not signed in is asked to, and then led back."""
    if request.path.startswith(DATA):
        return failure(error)
    if error.code == "team_signed_out":
        wanted = f"{request.path}?{request.query_string}".rstrip("?")
        return response.redirect(f"{SIGN_IN}?{urlencode({'to': wanted})}", status=303)
    metrics.failed(error)
    return response.html(render("trouble", message=error.message), status_of(error))
