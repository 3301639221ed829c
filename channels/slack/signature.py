"""Slack's signature, which shows that a request is Slack's own and not an old one sent again.

Not by slack_sdk's verifier: it raises an error for a body that is not UTF-8 and for a header that is no number.
"""

import hashlib
import hmac

WINDOW_SECONDS = 300  # as Slack's documentation asks for


def is_signed(secret: str, timestamp: str | None, signature: str | None, body: bytes, now: float) -> bool:
    """Whether a request is Slack's, compared in constant time.

    Args:
        secret: the app's signing secret.
        timestamp: the header `X-Slack-Request-Timestamp`, in seconds since 1970.
        signature: the header `X-Slack-Signature`.
        body: the body as it came, byte for byte.
        now: the present, in seconds since 1970.
    """
    stamp = timestamp or ""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12) or abs(now - int(stamp)) > WINDOW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, stamp, body).encode(), (signature or "").encode(errors="replace"))


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body."""
    return f"v0={hmac.new(secret.encode(), b'v0:%b:%b' % (timestamp.encode(), body), hashlib.sha256).hexdigest()}"
