"""JSON of the socket, which strangers write: one that is nested too deeply is refused like any other that is none."""

from __future__ import annotations

import json
import re
from typing import Any

_PACKETS = "\x1e"  # parts the packets of one request
_HEAD = re.compile(r"\d*(?:-\d*)?(?:/[^,]*,)?\d*")  # of a packet, before its JSON

dumps = json.dumps


def loads(text: str | bytes, **more: Any) -> Any:
    """What a text holds. Raises ValueError for what is no JSON, or nested too deeply to be read."""
    try:
        return json.loads(text, **more)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def is_too_deep(body: bytes) -> bool:
    """Whether one of the packets of a request is nested too deeply."""
    for packet in body.decode(errors="replace").split(_PACKETS):
        try:
            json.loads(_HEAD.sub("", packet, count=1))
        except RecursionError:
            return True
        except ValueError:
            pass
    return False
