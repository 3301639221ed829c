"""Tickets and what was said in them, as the team's page gets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from channels.web.signing import Signer
from channels.web.wire import link, wire
from unstuck.storage.message_rows import Entry
from unstuck.support.board import View
from unstuck.support.cards import Card
from unstuck.support.notes import Note


def of_card(card: Card) -> dict[str, Any]:
    """A line of the list. The conversation's id is nobody's business there."""
    return _told({name: value for name, value in vars(card).items() if name != "conversation_id"})


def of_view(view: View, said: Sequence[Entry], signer: Signer) -> dict[str, Any]:
    """A ticket with all that is known, and what was said."""
    pictures = [
        {
            "seq": shown.seq,
            "side": shown.side,
            "filename": shown.filename,
            "url": link(shown.attachment, signer),
            "preview": link(shown.attachment, signer, "/preview"),
        }
        for shown in view.pictures
    ]
    return {
        "card": of_card(view.card),
        "facts": view.facts,
        "fixes": [asdict(fix) for fix in view.fixes],
        "findings": view.findings,
        "pictures": pictures,
        "notes": [_of_note(note, signer) for note in view.notes],
        "events": [_told(asdict(event)) for event in view.events],
        "earlier": [of_card(card) for card in view.earlier],
        "contact": view.contact,
        "person_read": view.person_read,
        "desks": [{"desk": item.queue, "state": item.state.value, "note": item.note} for item in view.desks],
        "messages": [wire(entry, signer) for entry in said],
    }


def _of_note(note: Note, signer: Signer) -> dict[str, Any]:
    told = _told(asdict(note))
    attachment = told.pop("attachment")
    return told | ({"preview": link(attachment, signer, "/preview")} if attachment else {})


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """The values with moments as seconds since 1970."""
    return {name: value.timestamp() if isinstance(value, datetime) else value for name, value in values.items()}
