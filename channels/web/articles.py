"""The articles as pages of the chat: found by words, read, and begun with."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from channels.http.answers import answer
from channels.web import qr
from channels.web.strict import preflight
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.library import Library
from unstuck.articles.model import Article, Cause
from unstuck.articles.search import search
from unstuck.storage.message_log import Incoming
from unstuck.wording.messages import Message
from unstuck.wording.refusals import refuse
from unstuck.wording.speaking import language

LONGEST_QUERY = 200

_FOR_A_DAY = "public, max-age=86400"


def add(blueprint: Blueprint, library: Library) -> None:
    """Put the routes into the blueprint."""

    @blueprint.get("/articles")
    async def articles(request: Request) -> HTTPResponse:
        knowledge = (await to_thread(library.current)).in_language(language())
        found = search(knowledge.articles, request.args.get("q", "")[:LONGEST_QUERY])
        return answer({"articles": [_short(article) for article in found]})

    @blueprint.get("/articles/<id:str>")
    async def article(request: Request, id: str) -> HTTPResponse:
        return answer(_whole(_known((await to_thread(library.current)).in_language(language()), id)))

    @blueprint.get("/articles/<id:str>/qr.svg")
    async def code(request: Request, id: str) -> HTTPResponse:
        article = _known(await to_thread(library.current), id)
        cause = request.args.get("cause", "")
        linked = qr.link(request.scheme, request.host, article.id, cause and _cause(article, cause).id)
        headers = {"Cache-Control": _FOR_A_DAY, "Cross-Origin-Resource-Policy": "cross-origin"}
        return raw(qr.svg(linked), content_type="image/svg+xml", headers=headers)

    for path, name in (("/articles", "articles"), ("/articles/<id:str>", "article")):
        blueprint.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight_{name}")


def begun(knowledge: Knowledge, id: object, cause: object) -> Sequence[Incoming]:
    """What a person says who comes from an article, or from one of its causes.

    Raises:
        ChannelError: `web_not_found` when there is no such article or cause.
    """
    article = _known(knowledge, id)
    said = [Incoming(Message(article.title), f"/{article.intents[0]}")]
    if cause:
        found = _cause(article, cause)
        chosen = Incoming(Message(found.title), f"/{found.intents[0]}")
        # The cause alone is enough where it belongs to this article only.
        said = [chosen] if len(knowledge.intents[found.intents[0]]) == 1 else [*said, chosen]
    return said


def _known(knowledge: Knowledge, id: object) -> Article:
    article = knowledge.article(id if isinstance(id, str) else None)
    if article is None:
        raise refuse("web_not_found")
    return article


def _cause(article: Article, id: object) -> Cause:
    found = next((cause for cause in article.causes if cause.id == id), None)
    if found is None:
        raise refuse("web_not_found")
    return found


def _short(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "product": article.product,
        "platforms": article.platforms,
        "summary": article.summary,
    }


def _whole(article: Article) -> dict[str, Any]:
    causes = [{"id": cause.id, "title": cause.title, "text": cause.explanation} for cause in article.causes]
    fixes = [
        {"title": method.title, "steps": [{"title": step.title or "", "text": step.text} for step in method.steps]}
        for method in article.methods
    ]
    return {
        **_short(article),
        "error_messages": article.error_messages,
        "takeaways": article.takeaways,
        "causes": causes,
        "fixes": fixes,
        "prevention": article.prevention,
    }
