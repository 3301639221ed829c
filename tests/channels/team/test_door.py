"""The door of the team's pages: who gets in, who does not, and what a browser is told about it."""

import itertools
import re

import pytest
import requests
from sqlalchemy import select

from channels.team.channel import MOST_BYTES_OF_A_FORM
from channels.team.door import COOKIE, KNOWN_COOKIE, TRIES, TRIES_ON
from tests.channels.team_page import NAME, PASSWORD, serve, teammate
from unstuck.errors import SettingError
from unstuck.settings import read
from unstuck.storage.database import connect, transaction
from unstuck.storage.support_tables import ticket_events
from unstuck.support.team_sessions import LONGEST
from unstuck.support.teammates import Teammates

TOKEN = "a token of before"
visitors = itertools.count(1)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("team")


@pytest.fixture(scope="module")
def address(var):
    """A server with one trusted proxy, so that every test can come from an address of its own."""
    with serve(var, UNSTUCK_PROXIES="1", UNSTUCK_INSIGHT_TOKEN=TOKEN) as address:
        yield address


@pytest.fixture
def browser():
    """A visitor from an address of their own."""
    session = requests.Session()
    session.headers["X-Forwarded-For"] = f"10.0.0.{next(visitors)}"
    return session


@pytest.fixture
def anna(var):
    return teammate(var)


def sign_in(browser, address, name=NAME, password=PASSWORD, to="", **headers):
    form = {"name": name, "password": password, "to": to}
    return browser.post(f"{address}/team/sign-in", data=form, headers=headers, allow_redirects=False, timeout=9)


def is_in(browser, address):
    return browser.get(f"{address}/insight", allow_redirects=False, timeout=9).status_code == 200


def token_of(browser, address):
    return re.search(r'name="token" value="(\w+)"', browser.get(f"{address}/insight", timeout=9).text)[1]


# Before anybody is on the team: these come first in this file, over an empty folder.


def test_while_nobody_is_on_the_team_the_page_says_how_to_begin(browser, address):
    page = browser.get(f"{address}/team", timeout=9).text
    assert "unstuck team add NAME" in page
    assert "UNSTUCK_INSIGHT_TOKEN" in page


def test_whoever_has_the_token_of_before_joins_by_it_as_the_first_and_then_it_is_worth_nothing(var, browser, address):
    join = f"{address}/team/join"
    assert 'name="code"' in browser.get(join, timeout=9).text
    form = {"code": "another token here", "name": "Eve", "password": PASSWORD}
    assert browser.post(join, data=form, timeout=9).status_code == 404
    short = browser.post(join, data=form | {"code": TOKEN, "password": "short"}, timeout=9)
    assert (short.status_code, "12 characters" in short.text) == (400, True)
    assert browser.post(join, data=form | {"code": TOKEN, "name": "Founder"}, timeout=9).ok
    assert is_in(browser, address)
    assert browser.post(join, data=form | {"code": TOKEN}, timeout=9).status_code == 404
    assert browser.get(join, timeout=9).status_code == 404
    assert [member.teammate.name for member in Teammates(var).all()] == ["Founder"]


def test_a_token_that_can_be_guessed_is_refused():
    with pytest.raises(SettingError, match="UNSTUCK_INSIGHT_TOKEN"):
        read({"UNSTUCK_INSIGHT_TOKEN": "secret"})


def test_without_the_token_of_before_nobody_joins_uninvited(tmp_path):
    with serve(tmp_path) as address:
        for code in ("", "x"):
            form = {"code": code, "name": "Eve", "password": PASSWORD}
            assert requests.post(f"{address}/team/join", data=form, timeout=9).status_code == 404
            assert requests.get(f"{address}/team/join", params={"code": code}, timeout=9).status_code == 404


def test_who_is_invited_chooses_a_password_and_is_in(var, browser, address):
    _, code = Teammates(var).add("Ben <b>")
    page = browser.get(f"{address}/team/join", params={"code": code}, timeout=9).text
    assert "Welcome, Ben &lt;b&gt;" in page
    short = browser.post(f"{address}/team/join", data={"code": code, "password": "short"}, timeout=9)
    assert (short.status_code, "12 characters" in short.text, code in short.text) == (400, True, True)
    assert browser.post(f"{address}/team/join", data={"code": code, "password": PASSWORD}, timeout=9).ok
    assert is_in(browser, address)
    again = browser.post(f"{address}/team/join", data={"code": code, "password": PASSWORD + "2"}, timeout=9)
    assert (again.status_code, "ask for a new one" in again.text) == (404, True)


def test_without_a_session_there_is_the_form_and_no_figure(browser, address):
    for path in ("/team", "/insight", "/insight/", "/insight?days=7"):
        answer = browser.get(f"{address}{path}", timeout=9)
        assert 'name="password"' in answer.text
        assert "Conversations" not in answer.text


def test_after_signing_in_one_is_led_to_the_page_that_one_wanted(anna, browser, address):
    first = browser.get(f"{address}/insight?days=7", timeout=9)
    assert 'name="to" value="/insight?days=7"' in first.text
    assert sign_in(browser, address, to="/insight?days=7").headers["location"] == "/insight?days=7"


@pytest.mark.parametrize(
    "to",
    ["", "//evil.example/team", "https://evil.example", "/team/../chat", "/\\evil", "/teamwork", "javascript:alert(1)"],
)
def test_nobody_is_led_away_from_the_team_s_pages(anna, browser, address, to):
    assert sign_in(browser, address, to=to).headers["location"] == "/team"


def test_name_and_password_open_the_pages_with_a_cookie_that_scripts_and_other_sites_never_see(anna, browser, address):
    answer = sign_in(browser, address)
    assert answer.status_code == 303
    parts = answer.headers["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=Strict", "Path=/", f"Max-Age={LONGEST.days * 86400}"} < set(parts)
    assert "Secure" not in parts
    page = browser.get(f"{address}/insight", timeout=9).text
    assert "Conversations" in page
    assert NAME in page


def test_over_https_the_cookie_never_travels_in_the_open(anna, browser, address):
    assert "; Secure" in sign_in(browser, address, **{"X-Forwarded-Proto": "https"}).headers["set-cookie"]


def test_a_public_address_of_https_makes_the_cookie_secure_whatever_the_proxy_says(tmp_path):
    teammate(tmp_path)
    with serve(tmp_path, UNSTUCK_ADDRESS="https://help.example.com") as address:
        assert "; Secure" in sign_in(requests.Session(), address).headers["set-cookie"]


def test_signing_out_ends_the_session_itself(anna, browser, address):
    sign_in(browser, address)
    cookie = browser.cookies[COOKIE]
    browser.post(f"{address}/team/sign-out", data={"token": token_of(browser, address)}, timeout=9)
    assert COOKIE not in browser.cookies
    kept = requests.get(f"{address}/insight", cookies={COOKIE: cookie}, allow_redirects=False, timeout=9)
    assert kept.status_code == 303


def test_who_came_and_went_is_written_down_by_name(var, browser, address):
    teammate(var, "Gina")
    sign_in(browser, address, "Gina")
    browser.post(f"{address}/team/sign-out", data={"token": token_of(browser, address)}, timeout=9)
    with transaction(connect(var)) as connection:
        done = connection.execute(select(ticket_events).where(ticket_events.c.name == "Gina")).all()
    assert [(row.action, row.ticket) for row in done] == [("signed_in", None), ("signed_out", None)]


@pytest.mark.parametrize("token", [None, "", "x", "0" * 64])
def test_without_the_session_s_own_token_nothing_is_changed(anna, browser, address, token):
    sign_in(browser, address)
    answer = browser.post(f"{address}/team/sign-out", data={"token": token}, allow_redirects=False, timeout=9)
    assert answer.status_code == 403
    assert is_in(browser, address)


def test_the_token_of_another_session_changes_nothing(anna, browser, address):
    other = requests.Session()
    for one in (browser, other):
        sign_in(one, address)
    form = {"token": token_of(other, address)}
    assert browser.post(f"{address}/team/sign-out", data=form, allow_redirects=False, timeout=9).status_code == 403


def test_who_is_removed_is_out_with_the_next_request(var, browser, address):
    teammate(var, "Carl")
    sign_in(browser, address, "carl")
    assert is_in(browser, address)
    Teammates(var).remove("Carl")
    assert not is_in(browser, address)
    assert sign_in(browser, address, "Carl").status_code == 401


@pytest.mark.parametrize(
    ("name", "password"),
    [("", ""), (NAME, ""), (NAME, "wrong"), (NAME, PASSWORD + "x"), ("Nobody", PASSWORD), ("ä" * 30, "\0")],
)
def test_a_wrong_name_or_password_opens_nothing_and_both_are_told_alike(anna, browser, address, name, password):
    answer = sign_in(browser, address, name, password)
    assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)
    assert "Name and password do not go together" in answer.text
    assert password not in answer.text.split("<main")[1] or len(password) < 2


def test_a_form_without_fields_and_one_that_is_too_large_are_refused(browser, address):
    assert browser.post(f"{address}/team/sign-in", json=["x"], timeout=9).status_code == 401
    assert sign_in(browser, address, password="x" * MOST_BYTES_OF_A_FORM).status_code == 401


def test_a_hundred_tries_get_a_few_answers_and_then_not_even_the_right_password_helps(var, browser, address):
    teammate(var, "Dora")
    codes = [sign_in(browser, address, f"nobody {number}", "wrong").status_code for number in range(100)]
    assert set(codes) == {401, 429}
    assert TRIES <= codes.count(401) <= TRIES + 2
    assert sign_in(browser, address, "Dora").status_code == 429
    browser.headers["X-Forwarded-For"] = "10.9.9.9"
    assert sign_in(browser, address, "Dora").status_code == 303


def test_many_addresses_get_no_more_tries_on_one_name(var, address):
    teammate(var, "Emil")

    def from_another_address(number, password="wrong"):
        one = requests.Session()
        one.headers["X-Forwarded-For"] = f"10.1.{number}.1"
        return sign_in(one, address, "emil", password).status_code

    # One more comes free every quarter of a minute, so a slow machine takes some more.
    codes = list(itertools.takewhile(lambda code: code != 429, map(from_another_address, range(2 * TRIES_ON))))
    assert set(codes) == {401}
    assert TRIES_ON <= len(codes) < 2 * TRIES_ON
    assert from_another_address(200, PASSWORD) == 429


def test_wrong_tries_from_many_addresses_lock_no_teammate_out_of_a_browser_that_they_have_used(var, browser, address):
    teammate(var, "Frida")
    assert sign_in(browser, address, "Frida").status_code == 303
    for number in range(TRIES_ON + 10):
        one = requests.Session()
        one.headers["X-Forwarded-For"] = f"10.2.{number}.1"
        one.cookies.set(KNOWN_COOKIE, f"{'0' * 32}.{'0' * 64}")
        last = sign_in(one, address, "frida", "wrong").status_code
    assert last == 429
    browser.cookies.pop(COOKIE)
    browser.headers["X-Forwarded-For"] = "10.9.9.7"
    assert sign_in(browser, address, "Frida", "wrong").status_code == 401
    assert sign_in(browser, address, " FRIDA ").status_code == 303
    known = browser.cookies[KNOWN_COOKIE]
    stranger = requests.Session()
    stranger.headers["X-Forwarded-For"] = "10.9.9.8"
    stranger.cookies.set(KNOWN_COOKIE, known[:-1] + ("0" if known[-1] != "0" else "1"))
    assert sign_in(stranger, address, "Frida").status_code == 429


@pytest.mark.parametrize(
    "cookie", ["x", "", "0" * 43, "9" * 5000, "a.b.c", "web-" + "0" * 32 + ".9999999999." + "0" * 64]
)
def test_a_forged_cookie_opens_nothing(browser, address, cookie):
    answer = browser.get(f"{address}/insight", headers={"Cookie": f"{COOKIE}={cookie}"}, timeout=9)
    assert "Conversations" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/team/sign-in", "/team/join", "/team/sign-out"])
def test_a_form_of_another_page_is_refused(anna, browser, address, path, headers):
    form = {"name": NAME, "password": PASSWORD}
    answer = browser.post(f"{address}{path}", data=form, headers=headers, timeout=9)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_who_comes_by_a_link_of_another_site_is_led_on_by_our_own_page(anna, browser, address):
    """A browser sends the cookie with a request of our page only, and we see that it came from elsewhere."""
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    page = browser.get(f"{address}/insight", headers=from_elsewhere, timeout=9)
    assert '<meta http-equiv="refresh" content="0">' in page.text
    sign_in(browser, address)
    landed = browser.get(page.url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=9)
    assert "Conversations" in landed.text


def test_every_answer_is_strict_and_kept_by_no_cache(anna, browser, address):
    page = f"{address}/insight"
    answers = [browser.get(page, timeout=9), sign_in(browser, address), browser.get(page, timeout=9)]
    answers += [sign_in(browser, address, password="wrong"), sign_in(browser, address, Origin="null")]
    answers += [browser.get(f"{address}/team/join", timeout=9)]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/page.txt", "/..%2f..%2fREADME.md", "/assets", "/sign-out"])
def test_there_is_nothing_else_below_it(browser, address, path):
    assert browser.get(f"{address}/team{path}", timeout=9).status_code in (404, 405)
