"""Block Kit: the bot's messages as Slack shows them. Limits are those of Slack's reference of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from channels.messenger.buttons import button_id
from channels.messenger.text import shortened
from channels.slack.mrkdwn import mrkdwn, pieces
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Step, WholeFix
from unstuck.wording.refusals import sentence

SECTION_CHARACTERS = 3000
BUTTON_CHARACTERS = 75
BUTTONS = 25  # in one block of actions
OPTIONS = 100  # in one menu

Block = dict[str, Any]


def rendered(entry: Entry) -> list[Block]:
    """The blocks of a message: where one is, as small print, what to do, and its buttons."""
    message = entry.message
    text, blocks = message.text, []
    if isinstance(message, Step | WholeFix):
        place, _, text = text.partition("\n")  # the first line says which fix and which step
        blocks.append(_context(place))
    return [*blocks, *_sections(text), *_actions(entry)]


def fallback(entry: Entry) -> str:
    """The message without blocks: for notifications, screen readers and old clients."""
    return mrkdwn(entry.message.text)


def home() -> Block:
    """The view of the app's Home tab."""
    return {"type": "home", "blocks": _sections(sentence("slack_home"))}


def with_choice(blocks: Iterable[Mapping[str, Any]], title: str) -> list[Block]:
    """The blocks of a message with the pressed button's title in the place of all buttons."""
    kept = [dict(block) for block in blocks if block.get("type") != "actions"]
    return [*kept, _context(sentence("slack_chosen", title=title))]


def _sections(text: str) -> list[Block]:
    return [{"type": "section", "text": _mrkdwn(piece)} for piece in pieces(text, SECTION_CHARACTERS)]


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_mrkdwn(mrkdwn(text))]}


def _actions(entry: Entry) -> list[Block]:
    """Buttons while they fit into one block, menus otherwise."""
    offered = [(_plain(button.title), button_id(entry, button)) for button in entry.message.buttons]
    if len(offered) > BUTTONS:
        menus = (offered[start : start + OPTIONS] for start in range(0, len(offered), OPTIONS))
        return [_block([_menu(options, f"pick-{number}")]) for number, options in enumerate(menus)]
    buttons = [
        {"type": "button", "text": title, "value": name, "action_id": f"press-{name}"} for title, name in offered
    ]
    return [_block(buttons)] if buttons else []


def _block(elements: Sequence[Block]) -> Block:
    return {"type": "actions", "elements": list(elements)}


def _menu(options: Sequence[tuple[Block, str]], name: str) -> Block:
    listed = [{"text": title, "value": value} for title, value in options]
    return {"type": "static_select", "action_id": name, "options": listed}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def _plain(text: str) -> Block:
    """Plain text is not marked up, so nothing is escaped in it."""
    return {"type": "plain_text", "text": shortened(text, BUTTON_CHARACTERS)}
