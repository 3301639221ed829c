"""Rasa's REST channel behind a door: it is for programs on this machine, and no web page can drive it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.answers import failure
from channels.http.origins import Origins
from channels.input import ServedInput
from unstuck.wording.refusals import refuse

_JSON = "application/json"


class LocalRest(ServedInput, RestInput):
    """Rasa's view of the channel. `UNSTUCK_REST` says whether it is there at all."""

    NAME = "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """Rasa's own routes, each behind the door; none where the channel is off."""
        settings = self._settings
        if settings.rest == "off" or (settings.rest == "local" and not is_of_this_machine(settings.host)):
            return Blueprint("rest_is_off")
        blueprint: Blueprint = super().blueprint(on_new_message)
        own = Origins(frozenset())

        @blueprint.on_request
        async def only_programs(request: Request) -> HTTPResponse | None:
            host, origin = request.headers.get("host"), request.headers.get("origin")
            if not is_own_host(host or "", settings.host) or not own.allow(origin, host):
                return failure(refuse("web_origin_unknown"))
            if request.method != "GET":
                if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
                    return failure(refuse("channel_bad_request"), 415)
                if not isinstance(request.json, dict):
                    return failure(refuse("channel_bad_request"))
            return None

        return blueprint


def is_of_this_machine(address: str) -> bool:
    """Whether nobody else can reach what listens on an address."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def is_own_host(host: str, listens_on: str) -> bool:
    """Whether a request's `Host` names this server: a page that has its own name lead here is none of ours.

    Args:
        host: the header.
        listens_on: the address that the server listens on; where that is every one, any address of a number will do.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if is_of_this_machine(name) or name == listens_on.lower():
        return True
    try:
        return ip_address(listens_on).is_unspecified and bool(ip_address(name))
    except ValueError:
        return False
