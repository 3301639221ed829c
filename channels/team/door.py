"""The door of the team's pages: teammates sign in by name and password, and a cookie shows their session.

The cookie is seen by no script, sent by no page of somebody else, and worth nothing once its session has ended.
Whatever changes something also has to bring the session's own token, which only our pages know.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from asyncio import to_thread
from dataclasses import dataclass, field

from sanic.request import Request
from sanic.response import HTTPResponse

from channels.quotas import Quota
from channels.web.room import address
from unstuck.errors import TeamError
from unstuck.privacy.signing_key import key
from unstuck.settings import Settings
from unstuck.support.team_sessions import LONGEST, Session, TeamSessions
from unstuck.support.teammate import Teammate
from unstuck.support.teammates import Teammates
from unstuck.support.ticket_events import TicketEvents

COOKIE = "unstuck_team"
KNOWN_COOKIE = "unstuck_team_known"
TOKEN_HEADER = "X-CSRF-Token"
TOKEN_FIELD = "token"

QUARTER = 900
TRIES = 20  # of one address in a quarter of an hour; right ones count as well
TRIES_ON = 60  # on one name, since addresses are cheap; a browser that its teammate has used has tries of its own
KNOWN_SECONDS = 180 * 86_400  # that a browser is known
CHECKS_AT_ONCE = 2  # each takes 64 MB for a tenth of a second


@dataclass(frozen=True)
class Visit:
    """A teammate who is signed in, as one request shows it. `token` is what their page brings back with a change."""

    session: Session
    token: str

    @property
    def teammate(self) -> Teammate:
        """Who it is."""
        return self.session.teammate


@dataclass(frozen=True)
class Door:
    """Lets teammates in and out, and counts tries. `secure`: people come by https, whatever this server sees of it."""

    teammates: Teammates
    sessions: TeamSessions
    events: TicketEvents
    founding_token: str
    secure: bool
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    tries: Quota = field(default_factory=lambda: Quota(TRIES, QUARTER))
    tries_on: Quota = field(default_factory=lambda: Quota(TRIES_ON, QUARTER))
    checking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CHECKS_AT_ONCE))

    @classmethod
    def from_settings(cls, settings: Settings) -> Door:
        """As the settings say. Raises StoreError."""
        return cls(
            Teammates.from_settings(settings),
            TeamSessions.from_settings(settings),
            TicketEvents.from_settings(settings),
            settings.insight_token,
            settings.public_address.startswith("https:"),
            key(settings.secret, settings.var),
        )

    async def visit(self, request: Request) -> Visit:
        """Who is there. Raises StoreError, TeamError `team_signed_out`."""
        return await self.visit_by(request.cookies.get(COOKIE) or "")

    async def visit_by(self, cookie: str) -> Visit:
        """Who shows this cookie. Raises StoreError, TeamError `team_signed_out`."""
        return Visit(await to_thread(self.sessions.find, cookie), _token_of(cookie))

    async def visit_to_change(self, request: Request) -> Visit:
        """Who is there and may change something, since the request comes from our page.

        Raises:
            TeamError: `team_signed_out`, `team_foreign` without the session's token.
            StoreError: the database does not answer.
        """
        visit = await self.visit(request)
        brought = request.headers.get(TOKEN_HEADER) or (request.form or {}).get(TOKEN_FIELD, "")
        if not hmac.compare_digest(brought.encode(), visit.token.encode()):
            raise foreign()
        return visit

    async def sign_in(self, request: Request, name: str, password: str) -> str:
        """Let a teammate in; the cookie of the new session.

        Raises:
            TeamError: `sign_in_wrong`, `sign_in_too_often`.
            StoreError: the database does not answer.
        """
        self._count(request, name)
        async with self.checking:
            teammate = await to_thread(self.teammates.check, name, password)
        return await self._begin(teammate, "signed_in")

    async def sign_out(self, visit: Visit) -> None:
        """End the session itself: whoever has the cookie, it opens nothing any more. Raises StoreError."""
        await to_thread(self.sessions.end, visit.session)
        await to_thread(self.events.record, visit.teammate.actor, "signed_out")

    async def join(self, request: Request, code: str, name: str, password: str) -> str:
        """Take an invitation, with the password that was chosen; the cookie of the new session.

        Raises:
            TeamError: as `Teammates.join` and `Teammates.join_first`; `sign_in_too_often`.
            StoreError: the database does not answer.
        """
        self._count(request, code)
        async with self.checking:
            if await to_thread(self.founds, code):
                teammate = await to_thread(self.teammates.join_first, name, password)
            else:
                teammate = await to_thread(self.teammates.join, code, password)
        return await self._begin(teammate, "chose_password")

    def founds(self, code: str) -> bool:
        """Whether it is the token that opened /insight before teammates had names, and nobody has one yet."""
        given, right = (hashlib.sha256(text.strip().encode()).digest() for text in (code, self.founding_token))
        return bool(self.founding_token) and hmac.compare_digest(given, right) and self.teammates.is_new

    def keep(self, request: Request, answer: HTTPResponse, cookie: str) -> HTTPResponse:
        """The answer that has the browser keep a cookie; an empty one takes it away."""
        answer.add_cookie(
            COOKIE,
            cookie,
            path="/",
            httponly=True,
            samesite="Strict",
            max_age=round(LONGEST.total_seconds()) if cookie else 0,
            secure=self.secure or request.scheme == "https",
        )
        return answer

    async def _begin(self, teammate: Teammate, how: str) -> str:
        cookie = await to_thread(self.sessions.begin, teammate)
        await to_thread(self.events.record, teammate.actor, how)
        return cookie

    def know(self, request: Request, answer: HTTPResponse, name: str) -> HTTPResponse:
        """The answer by which a teammate's browser is known from now on: others cannot use up its tries."""
        browser = secrets.token_hex(16)
        answer.add_cookie(
            KNOWN_COOKIE,
            f"{browser}.{self._mark(browser, name)}",
            path="/team",
            httponly=True,
            samesite="Strict",
            max_age=KNOWN_SECONDS,
            secure=self.secure or request.scheme == "https",
        )
        return answer

    def _mark(self, browser: str, name: str) -> str:
        return hmac.new(self.key, f"browser|{browser}|{_folded(name)}".encode(), hashlib.sha256).hexdigest()

    def _whose(self, request: Request, name: str) -> str:
        """Whose tries these are: the name's, or those of a browser that this teammate has used before."""
        browser, _, mark = (request.cookies.get(KNOWN_COOKIE) or "").partition(".")
        is_known = hmac.compare_digest(mark.encode(), self._mark(browser, name).encode())
        return f"{_folded(name)}|{browser}" if is_known else _folded(name)

    def _count(self, request: Request, on: str) -> None:
        if not (self.tries.take(address(request)) and self.tries_on.take(self._whose(request, on))):
            raise TeamError("sign_in_too_often", "That was tried too often: please wait a quarter of an hour.")


def foreign() -> TeamError:
    """The error for what comes from a page that is not ours."""
    return TeamError("team_foreign", "That came from another page, or an old one: please load the page again.")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _token_of(cookie: str) -> str:
    return hashlib.sha256(f"token|{cookie}".encode()).hexdigest()
