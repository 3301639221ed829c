"""The page of what works: what a teammate sees, and that nothing on it is more than text."""

import re
import sqlite3
from contextlib import closing

import pytest
import requests

from channels.insight.page import Page
from channels.team.door import Visit
from tests.channels.team.people import fill
from tests.channels.team_page import NAME, PASSWORD, serve, teammate
from unstuck.insight.figures import Insight
from unstuck.insight.team import TeamFigures
from unstuck.settings import read
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.outcomes import Outcomes
from unstuck.support.phase import Reason
from unstuck.support.team_acts import TeamActs
from unstuck.support.team_sessions import Session
from unstuck.wording.messages import Message


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("team")


@pytest.fixture(scope="module")
def server(var):
    teammate(var)
    with serve(var) as address:
        yield address


@pytest.fixture(scope="module")
def address(server):
    return f"{server}/insight"


@pytest.fixture(scope="module")
def browser(server):
    """A teammate who is signed in."""
    session = requests.Session()
    form = {"name": NAME, "password": PASSWORD}
    assert session.post(f"{server}/team/sign-in", data=form, timeout=9).ok
    return session


@pytest.mark.parametrize("path", ["/insight.txt", "/..%2f..%2fREADME.md", "/assets", "/login"])
def test_there_is_nothing_else_below_it(browser, address, path):
    assert browser.get(f"{address}{path}", timeout=9).status_code in (404, 405)


@pytest.mark.parametrize("days", ["0", "-7", "9999999999", "x", "", "７"])
def test_an_odd_period_is_the_usual_one(browser, address, days):
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
    page = browser.get(address, timeout=9).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;better&lt;/b&gt;" in page
    assert "&lt;i&gt;m&lt;/i&gt;, step 1" in page
    assert not any(tag in page for tag in ("<b>", "<i>", "<script>"))


def test_with_the_database_down_the_page_says_what_to_do_and_comes_back(var, browser, address):
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
    visit = Visit(Session("", teammate(tmp_path)), "")
    page = Page(Insight.from_settings(settings), TeamFigures.from_settings(settings), knowledge).insight(visit, 7)
    assert "<dd>1 <small>100%</small></dd>" in page
    assert re.search(rf"<figcaption[^>]*>[^<]*{article.causes[0].title}", page)
    assert f'<th scope="row">{method.title}</th><td>1</td><td>0</td><td>0</td><td>100%</td>' in page


def test_the_page_tells_of_the_team_how_long_people_wait_and_which_fix_helped(tmp_path, knowledge, article):
    settings = read({"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_SECRET": "k"})
    anna, acts, method = teammate(tmp_path).actor, TeamActs.from_settings(settings), article.methods[1]
    solved, open_still = (handed.number for handed in fill(settings, knowledge)[:2])
    acts.reply(solved, anna, "key-0000", Message("Hello"))
    acts.hand_fix(solved, anna, method.id)
    acts.return_fix(solved, method.id, "solved")
    acts.close(solved, anna, Reason.SOLVED)
    acts.take_over(open_still, anna)
    page = Page(Insight.from_settings(settings), TeamFigures.from_settings(settings), knowledge)
    shown = page.insight(Visit(Session("", teammate(tmp_path)), ""), 7)
    for name, figure in (
        ("waiting now", "1"),
        ("held now", "1"),
        ("tickets opened", "3"),
        ("to the first answer", "0 min"),
    ):
        assert f"<dt>{name}</dt><dd>{figure}</dd>" in shown
    assert "<dt>closed</dt><dd>1 <small>33%</small></dd>" in shown
    assert f'<th scope="row">{method.title}</th><td>1</td>' in shown
