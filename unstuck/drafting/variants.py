"""Sentences that are for one kind of device."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from unstuck.articles.model import Device
from unstuck.drafting.blocks import Line
from unstuck.drafting.sentences import as_sentence, sentences
from unstuck.drafting.vocabulary import vocabulary

_DEVICE_LEAD = (
    r"^\W*(?:(?:on|with|for|if (?:you have|your device (?:has|is)|it has)|using)\s+)?(?:an? |the |your |any |all )?"
    r"(?:{})\s*\)?\s*(?:[,:–—-]\**)\s*"
)


def _device(sentence: str) -> tuple[Device | None, str]:
    """The kind of device that a sentence begins with, and the rest of it."""
    text = sentence.replace("**", "")
    for device, pattern in vocabulary().devices.items():
        if found := re.match(_DEVICE_LEAD.format(pattern.pattern), text, re.IGNORECASE):
            rest = text[found.end() :].strip()
            return (device, sentence[-len(rest) :] if sentence.endswith(rest) else rest) if rest else (None, sentence)
    return None, sentence


def is_for_device(lines: Sequence[Line]) -> bool:
    """Whether an item is for one kind of device, as it begins by saying."""
    return _device(lines[0].text)[0] is not None


def variants(text: str) -> Mapping[Device, str]:
    """The text for each kind of device that a sentence of it is for: its own sentences and those for all."""
    parts = [_device(sentence) for sentence in sentences(text)]
    kinds = dict.fromkeys(device for device, _ in parts if device)
    return {kind: " ".join(as_sentence(rest) for device, rest in parts if device in (None, kind)) for kind in kinds}
