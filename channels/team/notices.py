"""The team's page of notices: what is told of an article before any fix, switched on and off without training."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.from_people import clean
from channels.team.door import Door, Visit
from channels.team.html import render
from unstuck.articles.knowledge import Knowledge
from unstuck.errors import TeamError
from unstuck.storage.notices import LONGEST_NOTICE, Notices

PAGE = "/team/notices"


def add(blueprint: Blueprint, door: Door, notices: Notices, knowledge: Callable[[], Knowledge]) -> None:
    """Put the routes into the blueprint: the page, and the form that changes one notice."""

    @blueprint.get("/notices")
    async def show(request: Request) -> HTTPResponse:
        visit = await door.visit(request)
        return response.html(await to_thread(_page, visit))

    @blueprint.post("/notices")
    async def switch(request: Request) -> HTTPResponse:
        visit = await door.visit_to_change(request)
        form = request.form or {}
        article, text = form.get("article", ""), " ".join(clean(form.get("text", "")).split())
        if knowledge().article(article) is None:
            raise TeamError("notice_no_article", "That article is not there any more: please load the page again.")
        if len(text) > LONGEST_NOTICE:
            raise TeamError(
                "notice_too_long", f"That is too long: say it in {LONGEST_NOTICE} characters, people read it on phones."
            )
        await to_thread(notices.switch, article, text)
        await to_thread(door.events.record, visit.teammate.actor, "notice_on" if text else "notice_off", article)
        return response.redirect(PAGE, status=303)

    def _page(visit: Visit) -> str:
        told = notices.all()
        articles = sorted(knowledge().articles, key=lambda article: (article.id not in told, article.title))
        return render("notices", visit=visit, articles=articles, told=told, longest=LONGEST_NOTICE)
