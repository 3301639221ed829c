"""A message as the page gets it: docs/web-channel.md, "A message"."""

from typing import Any

from channels.web.signing import Signer
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import File, Picture, to_json

LINK_SECONDS = 3600


def wire(entry: Entry, signer: Signer) -> dict[str, Any]:
    """The entry as JSON; ids of attachments become signed links."""
    shown: dict[str, Any] = {
        "seq": entry.seq,
        "from": entry.author,
        "at": entry.at.timestamp(),
        "client_id": entry.client_id,
        **to_json(entry.message),
    }
    if isinstance(entry.message, Picture):
        shown["preview"] = link(entry.message.attachment, signer, "/preview")
    elif shown.get("preview"):
        shown["preview"] = link(shown["preview"], signer)
    if isinstance(entry.message, File | Picture):
        shown["url"] = link(shown.pop("attachment"), signer)
    for button in shown["buttons"]:
        if "picture" in button:
            button["picture"] = link(button["picture"], signer)
    return shown


def link(attachment: str, signer: Signer, part: str = "") -> str:
    """The address of an attachment on this server, or of its preview, good for an hour."""
    until, signature = signer.link(attachment, LINK_SECONDS)
    return f"/chat/files/{attachment}{part}?until={until}&sign={signature}"
