"""The built files of the pages: web/dist/, as its build wrote them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from unstuck.settings import ROOT
from unstuck.wording.refusals import refuse

DIST = ROOT / "web" / "dist"
HOST = re.compile(r"[\w.:\[\]-]{1,255}", re.ASCII)
_SMALLEST_ZIPPED = 500
_ZIPPED = ("text/", "application/javascript", "application/json", "image/svg+xml")


def page_policy(host: str) -> str:
    """What the demo page may do: load ours, talk to us. Older Safari wants the socket's address by name."""
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host or "") else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        f"connect-src 'self'{sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def serve(request: Request, path: Path, cache: str, headers: dict[str, str]) -> HTTPResponse:
    """A file of the build, zipped where that pays. Raises ChannelError `web_not_found`."""
    try:
        data, zipped, tag = load(path, path.stat().st_mtime_ns)
    except OSError:
        raise refuse("web_not_found") from None
    headers = {**headers, "Cache-Control": cache, "ETag": tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return response.empty(304, headers=headers)
    if zipped and "gzip" in request.headers.get("accept-encoding", ""):
        data, headers = zipped, {**headers, "Content-Encoding": "gzip"}
    return response.raw(data, content_type=content_type(path), headers=headers)


@lru_cache(maxsize=256)
def load(path: Path, changed: int) -> tuple[bytes, bytes | None, str]:
    """A file's bytes, the same zipped or None, and its tag; `changed` is when it was, so that a new build is seen."""
    data = path.read_bytes()
    pays = len(data) >= _SMALLEST_ZIPPED and content_type(path).startswith(_ZIPPED)
    return data, gzip.compress(data, 9, mtime=0) if pays else None, f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def content_type(path: Path) -> str:
    """The media type by the file's ending, as browsers want it."""
    if path.suffix in (".js", ".mjs"):
        return "text/javascript; charset=utf-8"
    guess = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{guess}; charset=utf-8" if guess.startswith("text/") else guess
