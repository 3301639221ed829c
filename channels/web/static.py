"""The widget's built files: web/dist/, as its build wrote them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from unstuck.settings import ROOT
from unstuck.wording.refusals import refuse

DIST = ROOT / "web" / "dist"

_NAME = re.compile(r"[\w-][\w.-]{0,120}", re.ASCII)
HOST = re.compile(r"[\w.:\[\]-]{1,255}", re.ASCII)
_SMALLEST_ZIPPED = 500
_ZIPPED = ("text/", "application/javascript", "application/json", "image/svg+xml")

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
