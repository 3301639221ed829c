"""QR codes of links into the chat, as SVG."""

from functools import lru_cache
from io import BytesIO
from urllib.parse import urlencode

import segno

from channels.http.built import HOST
from unstuck.wording.refusals import refuse


def link(scheme: str, host: str, article: str, cause: str = "") -> str:
    """The address that opens the chat at an article, or at one of its causes.

    Raises:
        ChannelError: `channel_bad_request` when the host that the caller names cannot be one.
    """
    if not HOST.fullmatch(host):
        raise refuse("channel_bad_request")
    return f"{scheme}://{host}/chat?{urlencode({'article': article} | ({'cause': cause} if cause else {}))}"


@lru_cache(maxsize=256)
def svg(text: str) -> bytes:
    """The code of a text, black on white with the quiet border that readers need; a part of it may be worn off."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", scale=8, light="#fff", xmldecl=False)
    return drawn.getvalue()
