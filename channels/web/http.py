"""Answers over HTTP: JSON, errors as sentences, and the headers that keep a browser strict."""

from __future__ import annotations

import logging
from typing import Any

from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web.origins import Origins, is_malformed
from unstuck.errors import StoreError, UnstuckError
from unstuck.observability import metrics
from unstuck.wording.languages import spoken
from unstuck.wording.refusals import refuse, sentence, told
from unstuck.wording.speaking import speak

log = logging.getLogger(__name__)

_STATUS = {
    "web_session_invalid": 401,
    "team_signed_out": 401,
    "sign_in_wrong": 401,
    "web_origin_unknown": 403,
    "team_foreign": 403,
    "web_link_expired": 403,
    "attachment_unknown": 404,
    "web_not_found": 404,
    "invitation_unknown": 404,
    "ticket_unknown": 404,
    "fix_unknown": 404,
    "ticket_closed": 409,
    "ticket_held": 409,
    "ticket_not_yours": 409,
    "ticket_open": 409,
    "ticket_other_open": 409,
    "ticket_no_way_back": 410,
    "channel_conversation_deleted": 410,
    "attachment_too_large": 413,
    "channel_file_too_large": 413,
    "channel_not_a_picture": 415,
    "channel_too_many": 429,
    "sign_in_too_often": 429,
    "trouble": 500,
}
_STRICT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LONGEST_LIST = 200  # characters of a list of languages
_NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'; sandbox"


def answer(data: Any, status: int = 200) -> HTTPResponse:
    """JSON that no cache keeps."""
    return response.json(data, status=status, headers={"Cache-Control": "no-store"})


def failure(error: UnstuckError) -> HTTPResponse:
    """An error as the page gets it."""
    metrics.failed(error)
    return answer({"error": in_short(error)}, status_of(error))


def status_of(error: UnstuckError) -> int:
    """The status that goes with an error."""
    return 503 if isinstance(error, StoreError) else _STATUS.get(error.code, 400)


def in_short(error: UnstuckError) -> dict[str, Any]:
    """The error as JSON; `again` when nothing was taken, and the same may be sent again a little later."""
    return {"code": error.code, "message": told(error), "again": isinstance(error, StoreError)}


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
        for name, value in _STRICT.items():
            sent.headers.setdefault(name, value)
        sent.headers.setdefault("Content-Security-Policy", _NOTHING_ALLOWED)
        sent.headers.update(origins.headers(request.headers.get("origin"), request.headers.get("host")))
        sent.headers.add("Vary", "Origin")
        speak("")  # the connection, and its task, may bring a request to another part of the server next

    @blueprint.exception(UnstuckError)
    async def in_words(request: Request, error: UnstuckError) -> HTTPResponse:
        return failure(error)

    @blueprint.exception(Exception)
    async def broken(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException):
            refused = refuse("channel_bad_request")
            metrics.failed(refused)
            return answer({"error": {"code": refused.code, "message": refused.message}}, error.status_code)
        metrics.failed(error)
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return answer({"error": {"code": "trouble", "message": sentence("trouble")}}, 500)


def wanted_languages(request: Request) -> list[str]:
    """The languages that a page asks for ("de-AT"), the one that it would like most first."""
    return listed(request.headers.get("x-language", ""))


def listed(languages: str) -> list[str]:
    """Languages with commas between them, one by one."""
    return [one.strip() for one in languages[:LONGEST_LIST].split(",")]


async def preflight(request: Request, **_: str) -> HTTPResponse:
    """The question of a page of another origin whether it may ask; the headers are the answer."""
    return response.empty()
