"""Answers over HTTP: JSON, and errors as a sentence with its code."""

from __future__ import annotations

from typing import Any

from sanic import response
from sanic.response import HTTPResponse

from unstuck.errors import StoreError, UnstuckError
from unstuck.observability import metrics
from unstuck.wording.refusals import sentence, told

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


def answer(data: Any, status: int = 200) -> HTTPResponse:
    """JSON that no cache keeps."""
    return response.json(data, status=status, headers={"Cache-Control": "no-store"})


def failure(error: UnstuckError, status: int | None = None) -> HTTPResponse:
    """An error as a page gets it; `status` where it is not the one that goes with the error."""
    metrics.failed(error)
    return answer({"error": in_short(error)}, status or status_of(error))


def broken(error: Exception) -> HTTPResponse:
    """What a page gets for an error that nobody thought of; the caller logs it."""
    metrics.failed(error)
    return answer({"error": trouble()}, 500)


def status_of(error: UnstuckError) -> int:
    """The status that goes with an error."""
    return 503 if isinstance(error, StoreError) else _STATUS.get(error.code, 400)


def in_short(error: UnstuckError) -> dict[str, Any]:
    """The error as JSON; `again` when nothing was taken, and the same may be sent again a little later."""
    return {"code": error.code, "message": told(error), "again": isinstance(error, StoreError)}


def trouble() -> dict[str, Any]:
    """An error that nobody thought of, as JSON."""
    return {"code": "trouble", "message": sentence("trouble")}
