"""What the page of conversations asks for and does, as JSON below `/team/data`: for who is signed in alone."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.from_people import clean, client_id
from channels.http.answers import answer
from channels.switchboard import Switchboard
from channels.team.door import Door
from channels.team.live import Live
from channels.team.wire import of_card, of_view
from channels.uploads import media_type
from channels.web.files import receive
from channels.web.signing import Signer
from unstuck.errors import StoreError
from unstuck.storage.attachments import Attachment, Attachments
from unstuck.support.actor import Actor
from unstuck.support.board import Board, Which
from unstuck.support.phase import Reason
from unstuck.support.team_acts import Change, TeamActs
from unstuck.wording.messages import File, Message
from unstuck.wording.refusals import refuse, sentence

MOST_CHARACTERS = 4000  # of a reply or a note
LONGEST_SEARCH = 200
MOST_BYTES_OF_JSON = 32_000

# What a teammate does about a ticket: one of TeamActs, to the ticket of that number, with what the page says besides.
_ACTS: Mapping[str, Callable[[TeamActs, str, Actor, Mapping[str, Any]], Change]] = {
    "take-over": lambda acts, number, who, what: acts.take_over(number, who, _text(what, "of", empty=True)),
    "hand-back": lambda acts, number, who, what: acts.hand_back(number, who),
    "hand-fix": lambda acts, number, who, what: acts.hand_fix(number, who, _text(what, "fix")),
    "close": lambda acts, number, who, what: acts.close(number, who, _reason(what)),
    "reopen": lambda acts, number, who, what: acts.reopen(number, who),
}


@dataclass(frozen=True)
class Desk:
    """What the routes work with."""

    door: Door
    board: Board
    acts: TeamActs
    attachments: Attachments
    signer: Signer
    live: Live
    most_bytes: int
    switchboard: Callable[[], Switchboard]


def add(blueprint: Blueprint, desk: Desk) -> None:
    """Put the routes into the blueprint."""
    _add_looks(blueprint, desk)
    _add_acts(blueprint, desk)


def _add_looks(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/data/cards")
    async def cards(request: Request) -> HTTPResponse:
        who = (await desk.door.visit(request)).teammate.actor
        which = request.args.get("which", "")
        if which not in set(Which):
            raise refuse("channel_bad_request")
        search = request.args.get("search", "")[:LONGEST_SEARCH]

        def look() -> dict[str, Any]:
            waiting, mine = (desk.board.cards(one, who) for one in (Which.WAITING, Which.MINE))
            found = desk.board.cards(Which(which), who, search)
            return {
                "cards": [of_card(card) for card in found],
                "waiting": [of_card(card) for card in waiting],
                "mine": [of_card(card) for card in mine],
            }

        return answer(await to_thread(look))

    @blueprint.get("/data/tickets/<number:str>")
    async def ticket(request: Request, number: str) -> HTTPResponse:
        who = (await desk.door.visit(request)).teammate.actor
        after = request.args.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 10):
            raise refuse("channel_bad_request")

        def look() -> dict[str, Any]:
            said = desk.board.entries(number, int(after))
            return of_view(desk.board.view(number, who), said, desk.signer)

        return answer(await to_thread(look))


def _add_acts(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/data/tickets/<number:str>/<act:str>")
    async def act(request: Request, number: str, act: str) -> HTTPResponse:
        who = (await desk.door.visit_to_change(request)).teammate.actor
        what = _json(request)
        if act == "note":
            await to_thread(desk.acts.note, number, who, _text(what, "text"))
        elif act == "reply":
            key, said = client_id(what.get("id")), await to_thread(_reply, desk, number, what)
            await desk.switchboard().act(number, lambda: desk.acts.reply(number, who, key, said))
        elif act in _ACTS:
            await desk.switchboard().act(number, lambda: _ACTS[act](desk.acts, number, who, what))
        else:
            raise refuse("web_not_found")
        with suppress(StoreError):  # it has been done, and the next look tells of it
            await desk.live.look()
        return answer({"ok": True})

    @blueprint.post("/data/tickets/<number:str>/file", stream=True)
    async def file(request: Request, number: str) -> HTTPResponse:
        await desk.door.visit_to_change(request)
        data = await receive(request, desk.most_bytes)
        name, kind = unquote(request.headers.get("x-filename", "")), media_type(data)

        def keep() -> Attachment:
            conversation_id = desk.board.card(number).conversation_id
            return desk.attachments.put(conversation_id, data, filename=name, media_type=kind)

        kept = await to_thread(keep)
        return answer({"attachment": kept.id, "filename": kept.filename, "size": kept.size})


def _reply(desk: Desk, number: str, what: Mapping[str, Any]) -> Message:
    """What a teammate says: words, or a file that has been uploaded for this conversation before.

    Raises:
        AttachmentError: the file is not there.
        ChannelError: there are neither, or too many words.
    """
    if not what.get("attachments"):
        return Message(_text(what, "text"))
    files = what["attachments"]
    if not isinstance(files, list) or len(files) != 1:
        raise refuse("channel_bad_request")
    kept = desk.attachments.get(files[0], desk.board.card(number).conversation_id)
    return File(attachment=kept.id, filename=kept.filename, alt=sentence("channel_picture_alt", filename=kept.filename))


def _json(request: Request) -> Mapping[str, Any]:
    """What a request brings. Raises ChannelError `channel_bad_request`."""
    if len(request.body) > MOST_BYTES_OF_JSON or request.content_type.partition(";")[0] != "application/json":
        raise refuse("channel_bad_request")
    what = request.json
    if not isinstance(what, dict):
        raise refuse("channel_bad_request")
    return what


def _text(what: Mapping[str, Any], name: str, empty: bool = False) -> str:
    """Text that somebody typed. Raises ChannelError where there is none, or too much."""
    text = clean(what.get(name, "") if empty else what.get(name))
    if len(text) > MOST_CHARACTERS:
        raise refuse("channel_message_too_long", most=MOST_CHARACTERS)
    if not text and not empty:
        raise refuse("channel_empty_message")
    return text


def _reason(what: Mapping[str, Any]) -> Reason:
    """Why a ticket is closed. Raises ChannelError `channel_bad_request`."""
    if what.get("reason") not in set(Reason):
        raise refuse("channel_bad_request")
    return Reason(what["reason"])
