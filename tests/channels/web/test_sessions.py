"""Sessions: whose conversation it is."""

import asyncio
import hashlib
import hmac
from types import SimpleNamespace

import pytest

from channels.web.sessions import of_person
from unstuck.errors import ChannelError


def test_an_identified_person_has_one_conversation_everywhere_and_a_new_one_after_deleting_it(signer):
    secret, person = "a shared secret of the page", "ann@example.org"
    right = hmac.new(secret.encode(), person.encode(), hashlib.sha256).hexdigest()
    deleted = set()
    room = SimpleNamespace(
        settings=SimpleNamespace(identity_secret=secret),
        signer=signer,
        message_log=SimpleNamespace(is_deleted=deleted.__contains__),
    )
    first = asyncio.run(of_person(room, person, right))
    assert asyncio.run(of_person(room, person, right)) == first
    deleted.add(first)
    assert asyncio.run(of_person(room, person, right)) != first
    with pytest.raises(ChannelError):
        asyncio.run(of_person(room, "bob@example.org", right))
    room.settings.identity_secret = ""
    with pytest.raises(ChannelError):
        asyncio.run(of_person(room, person, hmac.new(b"", person.encode(), hashlib.sha256).hexdigest()))
