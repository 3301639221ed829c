"""Which pages may talk to the server."""

import pytest

from channels.http.origins import Origins


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("https://chat.example", True),
        ("https://shop.example", True),
        ("https://shop.example.evil.example", False),
        ("http://shop.example", False),
        ("https://evil.example", False),
        ("null", False),
        ("", False),
        ("javascript://chat.example", False),
        ("ftp://chat.example", False),
        ("//chat.example", False),
        ("https://chat.example@chat.example", False),
        ("http://[", False),
        ("https://chat.example:99999999", False),
        ("HTTPS://CHAT.example", True),
    ],
)
def test_only_pages_of_the_server_and_of_listed_origins_are_let_in(origin, allowed):
    origins = Origins.from_setting("https://shop.example https://other.example:8443")
    assert origins.allow(origin, "chat.example") is allowed
    assert ("Access-Control-Allow-Origin" in origins.headers(origin, "chat.example")) is (
        allowed and origin is not None
    )


def test_a_star_lets_every_page_in():
    assert Origins.from_setting("*").allow("https://anywhere.example", "chat.example")
