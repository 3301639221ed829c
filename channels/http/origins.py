"""Which pages may talk to the chat: those of the server itself, and those of the origins that are set."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

# What a page of ours sends beside what every browser does.
HEADERS = ("Authorization", "Content-Type", "X-Filename", "X-Language", "X-Person", "X-Person-Signature")


@dataclass(frozen=True)
class Origins:
    """The origins that are set; `*` stands for all."""

    listed: frozenset[str]

    @classmethod
    def from_setting(cls, text: str) -> "Origins":
        """As UNSTUCK_ORIGINS has them."""
        return cls(frozenset(text.split()))

    def allow(self, origin: str | None, host: str | None) -> bool:
        """Whether a page of `origin` may talk to `host`; browsers name the origin of every foreign page."""
        if origin is None:
            return True
        if is_malformed(origin):
            return False
        return origin in self.listed or "*" in self.listed or (bool(host) and origin.lower() in _own(host))

    def headers(self, origin: str | None, host: str | None) -> Mapping[str, str]:
        """What lets an allowed page of another origin read the answer."""
        if origin is None or not self.allow(origin, host):
            return {}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Headers": ", ".join(HEADERS),
            "Access-Control-Allow-Methods": "GET, POST, DELETE",
            "Access-Control-Max-Age": "600",
        }


def is_malformed(origin: str) -> bool:
    """Whether it cannot be the origin of anything: no browser sends it."""
    try:
        parts = urlsplit(origin)
        return parts.port == 0
    except ValueError:
        return True


def _own(host: str | None) -> tuple[str, ...]:
    """The origins of the server's own pages; others name its host, such as `javascript://HOST`, and are none."""
    return (f"http://{host}".lower(), f"https://{host}".lower())
