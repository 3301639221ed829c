"""Links into tickets: only those that were made here open one."""

from urllib.parse import parse_qs, urlsplit

from unstuck.support.links import is_ticket_path, ticket_path

KEY = b"k" * 32


def sign(number, key=KEY):
    return parse_qs(urlsplit(ticket_path(number, key)).query)["sign"][0]


def test_a_link_opens_its_own_ticket_and_no_other():
    assert urlsplit(ticket_path("U-1001", KEY)).path == "/team/tickets/U-1001"
    assert is_ticket_path("U-1001", sign("U-1001"), KEY)
    assert not is_ticket_path("U-1002", sign("U-1001"), KEY)


def test_a_link_of_another_key_and_a_made_up_one_open_nothing():
    assert not is_ticket_path("U-1001", sign("U-1001", b"x" * 32), KEY)
    assert not is_ticket_path("U-1001", "", KEY)
    assert not is_ticket_path("U-1001", "ü", KEY)
