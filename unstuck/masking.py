"""Secrets that people type by mistake are masked before anything is stored: passwords, one-time codes, card numbers."""

import re

MASK = "•••"

_SECRET_WORD = r"(?:password|passwort|passcode|pass\s*word|pwd|pw|pin(?:\s*code)?|secret)"
_CODE_WORD = r"(?:code|otp|2fa|verification|one[- ]time)"

# "my password is hunter2", "pw: hunter2"; the words between stay.
_PASSWORD = re.compile(
    rf"(?i)\b({_SECRET_WORD}\b\s*(?:is|was|=|:|-)\s*)(?!(?:not|wrong|right|correct|ok|fine|the)\b)(\S+)"
)
# "the code is 482913", "482 913 is my code": 4 to 8 digits within a few words of what they are.
_CODE_AFTER = re.compile(rf"(?i)\b({_CODE_WORD}\b\D{{0,20}})(\d(?:[ -]?\d){{3,7}})\b")
_CODE_BEFORE = re.compile(rf"(?i)\b(\d(?:[ -]?\d){{3,7}})(?=\D{{1,20}}\b{_CODE_WORD}\b)")
# 13 to 19 digits (ISO/IEC 7812) whose check digit is right.
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")


def mask(text: str) -> str:
    """The text with what looks like a secret replaced by `•••`; masking twice changes nothing more."""
    text = _CARD.sub(lambda found: MASK if _luhn(found.group()) else found.group(), text)
    text = _PASSWORD.sub(rf"\g<1>{MASK}", text)
    text = _CODE_AFTER.sub(rf"\g<1>{MASK}", text)
    return _CODE_BEFORE.sub(MASK, text)


def _luhn(number: str) -> bool:
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
