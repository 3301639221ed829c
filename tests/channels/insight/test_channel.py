"""The team's page: who gets in, who does not, and what a browser is told about it."""

import itertools
import re
import sqlite3
from contextlib import closing

import pytest
import requests
from sanic import Blueprint

from channels.insight.channel import MOST_BYTES_OF_A_FORM, InsightInput
from channels.insight.login import COOKIE, SECONDS, TRIES, Door
from channels.insight.page import Pages
from channels.web.signing import Signer
from tests.channels.team_page import TOKEN, nobody, serve
from unstuck.errors import SettingError
from unstuck.insight.figures import Insight
from unstuck.settings import read
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.outcomes import Outcomes

visitors = itertools.count(1)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("team")


@pytest.fixture(scope="module")
def address(var):
    """A server with one trusted proxy, so that every test can come from an address of its own."""
    with serve(var, UNSTUCK_PROXIES="1") as address:
        yield f"{address}/insight"


@pytest.fixture
def browser():
    """A visitor from an address of their own."""
    session = requests.Session()
    session.headers["X-Forwarded-For"] = f"10.0.0.{next(visitors)}"
    return session


def log_in(browser, address, token=TOKEN, **headers):
    return browser.post(f"{address}/login", data={"token": token}, headers=headers, allow_redirects=False, timeout=9)


def test_without_a_setting_there_is_no_page(tmp_path):
    blueprint = InsightInput(read({"UNSTUCK_VAR": str(tmp_path)})).blueprint(nobody)
    assert isinstance(blueprint, Blueprint)
    assert (list(blueprint._future_routes), list(tmp_path.iterdir())) == ([], [])


def test_a_token_that_can_be_guessed_is_refused():
    with pytest.raises(SettingError, match="UNSTUCK_INSIGHT_TOKEN"):
        read({"UNSTUCK_INSIGHT_TOKEN": "secret"})


def test_without_a_cookie_there_is_the_form_and_no_figure(browser, address):
    for path in ("", "/", "?days=7"):
        answer = browser.get(f"{address}{path}", timeout=9)
        assert 'name="token"' in answer.text
        assert "Conversations" not in answer.text


def test_the_right_token_opens_the_page_with_a_cookie_that_scripts_and_other_sites_never_see(browser, address):
    answer = log_in(browser, address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/insight")
    parts = answer.headers["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=Strict", "Path=/insight", f"Max-Age={SECONDS}"} < set(parts)
    assert "Secure" not in parts
    assert "Conversations" in browser.get(address, timeout=9).text


def test_over_https_the_cookie_never_travels_in_the_open(browser, address):
    assert "; Secure" in log_in(browser, address, **{"X-Forwarded-Proto": "https"}).headers["set-cookie"]


def test_after_log_out_the_cookie_is_gone(browser, address):
    log_in(browser, address)
    browser.post(f"{address}/logout", timeout=9)
    assert COOKIE not in browser.cookies
    assert 'name="token"' in browser.get(address, timeout=9).text


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "ä" * 30, "\0"])
def test_a_wrong_token_opens_nothing(browser, address, token):
    answer = log_in(browser, address, token)
    assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)


def test_a_form_without_a_token_and_one_that_is_too_large_are_refused(browser, address):
    assert browser.post(f"{address}/login", json=["x"], timeout=9).status_code == 401
    assert log_in(browser, address, "x" * MOST_BYTES_OF_A_FORM).status_code == 413


def test_a_hundred_tries_get_a_few_answers_and_then_not_even_the_right_token_helps(browser, address):
    codes = [log_in(browser, address, f"wrong token {number}").status_code for number in range(100)]
    assert set(codes) == {401, 429}
    assert TRIES <= codes.count(401) <= TRIES + 2
    assert log_in(browser, address).status_code == 429
    browser.headers["X-Forwarded-For"] = "10.9.9.9"
    assert log_in(browser, address).status_code == 303


def forged():
    real = Signer(b"another key").pass_for(60)
    until, sign = real.split(".")
    return ["x", "", real, f"9999999999.{'0' * 64}", f"{until}.{sign[:-1]}", f"-1.{sign}", "a.b.c", "9" * 5000]


@pytest.mark.parametrize("cookie", forged())
def test_a_forged_cookie_opens_nothing(browser, address, cookie):
    answer = browser.get(address, headers={"Cookie": f"{COOKIE}={cookie}"}, timeout=9)
    assert "Conversations" not in answer.text


def test_a_pass_runs_out_and_another_token_or_key_makes_it_worthless(tmp_path):
    def door(**changed):
        return Door.from_settings(read({"UNSTUCK_SECRET": "k", "UNSTUCK_INSIGHT_TOKEN": TOKEN} | changed))

    good = door().signer.pass_for(60)
    assert door().signer.is_pass(good)
    assert not door().signer.is_pass(door().signer.pass_for(0))
    assert not door(UNSTUCK_INSIGHT_TOKEN="another token of the team").signer.is_pass(good)
    assert not door(UNSTUCK_SECRET="other").signer.is_pass(good)


def test_the_session_of_a_chat_is_no_pass():
    signer = Signer(b"key")
    _, until, sign = signer.session("web-" + "0" * 32, 60).split(".")
    assert not signer.is_pass(f"{until}.{sign}")


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_form_of_another_page_is_refused(browser, address, origin):
    answer = log_in(browser, address, Origin=origin)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_every_answer_is_strict_and_kept_by_no_cache(browser, address):
    answers = [browser.get(address, timeout=9), log_in(browser, address), browser.get(address, timeout=9)]
    answers += [log_in(browser, address, "wrong"), log_in(browser, address, Origin="null")]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/insight.txt", "/..%2f..%2fREADME.md", "/assets", "/login"])
def test_there_is_nothing_else_below_it(browser, address, path):
    assert browser.get(f"{address}{path}", timeout=9).status_code in (404, 405)


@pytest.mark.parametrize("days", ["0", "-7", "9999999999", "x", "", "７"])
def test_an_odd_period_is_the_usual_one(browser, address, days):
    log_in(browser, address)
    assert 'days=30" aria-current' in browser.get(address, params={"days": days}, timeout=9).text


def test_what_people_typed_and_ids_of_lost_articles_are_escaped(var, browser, address):
    stored = Conversations.from_settings(read({"UNSTUCK_VAR": str(var)}))
    stored.not_understood("eve", "<script>alert(1)</script>")
    stored.note("eve", "web", Position("<i>a</i>"))
    stored.rate("eve", "down")
    stored.comment("eve", "<b>better</b>")
    stored.looked_at_picture(["<b>bold</b>"])
    stored.note("eve", "web", Position("<i>a</i>", "", "<i>m</i>"))
    with closing(sqlite3.connect(var / "unstuck.db", isolation_level=None)) as database:
        database.execute("UPDATE conversations SET last = '2000-01-01 00:00:00.000000'")
    log_in(browser, address)
    page = browser.get(address, timeout=9).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;better&lt;/b&gt;" in page
    assert "&lt;i&gt;m&lt;/i&gt;, step 1" in page
    assert not any(tag in page for tag in ("<b>", "<i>", "<script>"))


def test_with_the_database_down_the_page_says_what_to_do_and_comes_back(var, browser, address):
    log_in(browser, address)
    kept = {path: path.read_bytes() for path in var.glob("unstuck.db*")}
    for path in kept:
        path.write_bytes(b"damaged" * 10_000)
    answer = browser.get(address, timeout=9)
    assert (answer.status_code, "please try again" in answer.text) == (503, True)
    for path, data in kept.items():
        path.write_bytes(data)
    assert "Conversations" in browser.get(address, timeout=9).text


def test_the_page_shows_what_was_counted(tmp_path, knowledge, article):
    settings = read({"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_SECRET": "k"})
    stored = Conversations.from_settings(settings)
    method = article.methods[0]
    stored.note("ann", "web", Position(article.id, article.causes[0].id, method.id, 1), "solved")
    stored.rate("ann", "up")
    Outcomes(tmp_path).record(article.id, article.causes[0].id, method.id, "solved")
    page = Pages(Insight.from_settings(settings), knowledge).insight(7)
    assert "<dd>1 <small>100%</small></dd>" in page
    assert re.search(rf"<figcaption[^>]*>[^<]*{article.causes[0].title}", page)
    assert f'<th scope="row">{method.title}</th><td>1</td><td>0</td><td>0</td><td>100%</td>' in page
