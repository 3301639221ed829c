"""Teammates: who is on the support team, invited by a code that is good once, signed in by a password of their own.

Nobody but a teammate knows the password: whoever adds one hands on an invitation, by which it is chosen. Of both only
hashes are kept. The row of a teammate who was removed stays, since what they did is kept under it.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import IntegrityError

from unstuck.errors import StoreError, TeamError
from unstuck.storage.database import Store, transaction
from unstuck.storage.team_tables import LONGEST_TEAMMATE, teammate_is_there, teammates
from unstuck.support.team_sessions import end_all_of
from unstuck.support.teammate import Teammate

INVITATION = timedelta(days=3)
SHORTEST_PASSWORD = 12  # characters: what nobody guesses in the few tries that there are
LONGEST_PASSWORD = 1000  # characters: more only costs time

_HASHER = PasswordHasher()


@dataclass(frozen=True)
class Member:
    """A teammate as the list shows them; `joined` is whether a password has been chosen."""

    teammate: Teammate
    added: datetime
    joined: bool


class Teammates(Store):
    """All teammates."""

    def add(self, name: str) -> tuple[Teammate, str]:
        """A new teammate, and the code by which they choose a password.

        Raises:
            TeamError: `teammate_name` cannot be used, `teammate_known`.
            StoreError: the database does not answer.
        """
        code = _new_code()
        return self._insert(name, password="", code=code), code

    def invite(self, name: str) -> tuple[Teammate, str]:
        """A teammate, and a new code for another password; the present one is good until then.

        Raises:
            TeamError: `teammate_unknown`.
            StoreError: the database does not answer.
        """
        code = _new_code()
        with transaction(self._engine) as connection:
            found = self._named(connection, name)
            values = {"invitation": _hash(code), "invited": self._clock()}
            connection.execute(teammates.update().where(teammates.c.id == found.id).values(values))
        return _teammate(found), code

    def invited(self, code: str) -> Teammate:
        """The teammate whom a code invites. Raises StoreError, TeamError `invitation_unknown`."""
        with transaction(self._engine) as connection:
            found = connection.execute(select(teammates).where(self._is_invited(code))).first()
        if not found:
            raise _no_invitation()
        return _teammate(found)

    def join(self, code: str, password: str) -> Teammate:
        """Use a code up: the password is the teammate's from now on, and they are signed out everywhere.

        Raises:
            TeamError: `invitation_unknown`, `password_unfit`.
            StoreError: the database does not answer.
        """
        found = self.invited(code)
        values = {"password": _hashed(password), "invitation": ""}
        with transaction(self._engine) as connection:
            mine = (teammates.c.id == found.id) & self._is_invited(code)
            if not connection.execute(teammates.update().where(mine).values(values)).rowcount:
                raise _no_invitation()
            end_all_of(found.id, connection)
        return found

    def join_first(self, name: str, password: str) -> Teammate:
        """The first teammate of all, who comes without an invitation.

        Raises:
            TeamError: `invitation_unknown` when there is or was another one, and as `add` and `join` do.
            StoreError: the database does not answer.
        """
        if not self.is_new:
            raise _no_invitation()
        return self._insert(name, password=_hashed(password), code="")

    def check(self, name: str, password: str) -> Teammate:
        """The teammate of that name, if the password is theirs. A wrong name takes as long as a wrong password.

        Raises:
            TeamError: `sign_in_wrong`.
            StoreError: the database does not answer.
        """
        with transaction(self._engine) as connection:
            found = connection.execute(select(teammates).where(_is(name))).first()
        known = found.password if found and found.password else _nobodys()
        try:
            _HASHER.verify(known, password)
        except VerificationError:
            found = None
        if not found or not found.password:
            raise TeamError("sign_in_wrong", "Name and password do not go together: please check both.")
        return _teammate(found)

    def remove(self, name: str) -> Teammate:
        """Take a teammate off the team; they are signed out everywhere.

        Raises:
            TeamError: `teammate_unknown`.
            StoreError: the database does not answer.
        """
        with transaction(self._engine) as connection:
            found = self._named(connection, name)
            values = {"removed": self._clock(), "password": "", "invitation": ""}
            connection.execute(teammates.update().where(teammates.c.id == found.id).values(values))
            end_all_of(found.id, connection)
        return _teammate(found)

    def all(self) -> list[Member]:
        """Who is on the team, by name. Raises StoreError."""
        with transaction(self._engine) as connection:
            rows = connection.execute(select(teammates).where(teammate_is_there).order_by(teammates.c.sign_in)).all()
        return [Member(_teammate(row), row.added, bool(row.password)) for row in rows]

    @property
    def is_new(self) -> bool:
        """Whether nobody is on the team, or ever was. Raises StoreError."""
        with transaction(self._engine) as connection:
            return connection.execute(select(teammates.c.id).limit(1)).first() is None

    def _insert(self, name: str, password: str, code: str) -> Teammate:
        shown, time = _usable(name), self._clock()
        row = {
            "name": shown,
            "sign_in": _as_typed(shown),
            "password": password,
            "invitation": code and _hash(code),
            "invited": time,
            "added": time,
        }
        try:
            with transaction(self._engine) as connection:
                return Teammate(connection.execute(teammates.insert().values(row)).inserted_primary_key[0], shown)
        except StoreError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            raise TeamError(
                "teammate_known",
                f"{shown} is on the team already: `unstuck team invite` lets somebody choose another password.",
            ) from None

    def _named(self, connection: Connection, name: str) -> Row:
        found = connection.execute(select(teammates).where(_is(name)).with_for_update()).first()
        if not found:
            raise TeamError("teammate_unknown", f"There is no teammate {name}: `unstuck team list` shows all of them.")
        return found

    def _is_invited(self, code: str) -> Any:
        lasts = teammates.c.invited > self._clock() - INVITATION
        return (teammates.c.invitation == _hash(code)) & lasts & teammate_is_there


def _is(name: str) -> Any:
    return (teammates.c.sign_in == _as_typed(name)) & teammate_is_there


def _as_typed(name: str) -> str:
    """The name in the form in which all ways to type it are one, without signs that no database takes."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] != "C")


def _usable(name: str) -> str:
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    whole = max(len(shown), len(_as_typed(shown))) <= LONGEST_TEAMMATE
    if not _as_typed(shown) or not whole or any(unicodedata.category(sign)[0] == "C" for sign in shown):
        raise TeamError("teammate_name", f"A name has 1 to {LONGEST_TEAMMATE} characters: please choose another one.")
    return shown


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise TeamError(
            "password_unfit", f"A password has {SHORTEST_PASSWORD} characters or more: please choose a longer one."
        )
    return _HASHER.hash(password)


@lru_cache
def _nobodys() -> str:
    """The hash of a password that nobody has."""
    return _HASHER.hash(secrets.token_hex(16))


def _new_code() -> str:
    return secrets.token_urlsafe(24)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _no_invitation() -> TeamError:
    return TeamError(
        "invitation_unknown", "This invitation was used, or has run out: ask for a new one (`unstuck team invite`)."
    )


def _teammate(row: Row) -> Teammate:
    return Teammate(row.id, row.name)
