"""Fingerprints: by which an id is known again where the id itself must not be kept."""

import hashlib


def fingerprint(id: str) -> str:
    """64 characters that tell nothing of an id; whoever has the id, or guesses it, finds it by them."""
    return hashlib.sha256(id.encode()).hexdigest()
