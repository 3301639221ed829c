"""The door of the team's page: one token for all who may come in, a signed cookie for those who are in."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from sanic.request import Request
from sanic.response import HTTPResponse

from channels.quotas import Quota
from channels.web.signing import Signer
from unstuck.privacy.signing_key import key
from unstuck.settings import Settings

COOKIE = "unstuck_insight"
PATH = "/insight"
SECONDS = 8 * 3600  # a working day

QUARTER = 900
TRIES = 20  # of one address in a quarter of an hour; right ones count as well
TRIES_OF_ALL = 400  # addresses are cheap


@dataclass(frozen=True)
class Door:
    """Checks tokens and cookies, and counts tries. A new token or key closes it to all who are in."""

    token: str
    signer: Signer
    tries: Quota
    tries_of_all: Quota

    @classmethod
    def from_settings(cls, settings: Settings) -> Door:
        """As the settings say. Raises SettingError."""
        token = settings.insight_token
        own = hmac.new(key(settings.secret, settings.var), f"insight|{token}".encode(), hashlib.sha256)
        return cls(token, Signer(own.digest()), Quota(TRIES, QUARTER), Quota(TRIES_OF_ALL, QUARTER))

    def may_try(self, address: str) -> bool:
        """Use up one try of an address; False when there is none left."""
        return self.tries.take(address) and self.tries_of_all.take("")

    def fits(self, token: str) -> bool:
        """Whether it is the token. Takes as long for a wrong one, whatever is wrong with it."""
        given, right = (hashlib.sha256(text.strip().encode()).digest() for text in (token, self.token))
        return hmac.compare_digest(given, right)

    def is_open_to(self, request: Request) -> bool:
        """Whether a request carries a cookie of ours that has not run out."""
        return self.signer.is_pass(request.cookies.get(COOKIE, ""))

    def let_in(self, request: Request, answer: HTTPResponse) -> HTTPResponse:
        """The answer with the cookie."""
        _set(answer, self.signer.pass_for(SECONDS), SECONDS, request.scheme == "https")
        return answer

    def let_out(self, answer: HTTPResponse) -> HTTPResponse:
        """The answer that takes the cookie away."""
        _set(answer, "", 0, False)
        return answer


def _set(answer: HTTPResponse, value: str, seconds: int, secure: bool) -> None:
    answer.add_cookie(COOKIE, value, path=PATH, httponly=True, samesite="Strict", max_age=seconds, secure=secure)
