"""Secrets that people type by mistake are masked before anything is stored: passwords, one-time codes, card numbers.

A wrong guess costs: a secret that stays is kept, a version, size or error code that goes is missed by whoever helps.
So a number counts as a code only beside words that say so, and a word as a password only where it stands as one.
E-mail addresses, phone numbers and names are none of these, and stay.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

MASK = "•••"

# Rules that look at more than one word never look across what is masked already: masking twice changes nothing more.
_GAP = r"[^\d•\n]"

# Groups of digits, but not the digits within an id in hexadecimal.
_DIGITS = re.compile(r"(?<![0-9A-Fa-f_])\d+(?:[ .-]\d+)*(?!\w)")
_CARD_DIGITS = range(13, 20)  # ISO/IEC 7812

# Every rule has two groups: what stays, and the secret after it.
_SECRET = r"(?:pass\s?-?(?:word|code|phrase)s?|passwort|pwd?|pass)"
# "pw: hunter2", "password is: 'two words'"
_STATED = re.compile(
    rf"(?i)\b({_SECRET}(?:['’]s|\s+(?:is|was|ist))?\s*[:=]+\s*)(\"[^\"\n]+\"|'[^'\n]+'|“[^”\n]+”|[^\s•]+)"
)
# "my password is hunter2", "passwort ist geheim", "pw - hunter2"
_SAID = re.compile(rf"(?i)\b({_SECRET}(?:['’]s\s+|\s+(?:is|was|ist)\s+|\s+-\s+))([^\s•]+)")
# "password hunter2", where nothing but the look of it says that it is one
_BARE = re.compile(rf"(?i)\b({_SECRET}\s+)(?=\S*\d)([^\s•]{{4,}})")
# What goes on after "my password is" without being one.
_NO_PASSWORD = re.compile(
    r"(?i)(?:[a-z]+(?:ed|ing|ly)|not|never|always|also|still|now|just|only|too|very|so|really|wrong|right|correct|"
    r"incorrect|invalid|valid|ok|okay|fine|good|bad|new|old|same|different|safe|secure|weak|strong|short|long|lost|"
    r"gone|reset|stuck|empty|blank|unknown|hidden|my|your|the|a|an|at|in|on|for|from|to|with|by|of|and|or|but|it|"
    r"that|this|what|why|where|because|if|when|then|done|over|all|one|nothing|there|here)[.,;:!?)]*"
)
_PIN = re.compile(r"(?i)\b(pin(?:\s?(?:code|number))?(?:\s+(?:is|was|ist))?\s*[:=-]*\s*)(\d{4,8})\b")
_CVV = re.compile(r"(?i)\b((?:cvv|cvc|csc)2?(?:\s+(?:is|code))*\s*[:=-]*\s*)(\d{3,4})\b")

# Not a piece of a version, a size or a price, nor a count of anything.
_FREE = r"(?<![\w.,/$€£])(?<!x )(?<!× )"
_UNIT = (
    r"(?:x|×|\*|%|[kmg]b|bytes?|px|pixels?|megapixels?|times|seconds?|minutes?|hours?|days?|dollars?|euros?|usd|eur)"
)
_END = rf"(?!\w|[.,/:]\d|\s*{_UNIT}(?![a-z]))"
_LONG = rf"{_FREE}(?:\d{{5,8}}|\d{{3}}[ -]\d{{3}}|\d{{4}}[ -]\d{{4}}|\d(?: \d){{5}}){_END}"
_ANY = rf"{_FREE}(?:\d{{4,8}}|\d{{3}}[ -]\d{{3}}|\d{{4}}[ -]\d{{4}}|\d(?: \d){{5}}){_END}"
_CODE = r"(?:codes?|otps?|2fa|one[- ]time (?:code|password)|verification)"
# What comes before a code that nobody has to hide.
_OPEN_CODE = re.compile(
    r"(?i)\b(?:error|err|status|exit|crash|response|http|bug|fault|post(?:al)?|zip|area|country|dial|qr|bar|promo|discount|"
    r"coupon|source|colou?r|model|product)(?:\s+(?:with|has|is|the|a))?[\s-]*(?:codes?(?:\s+is)?\s*[:=#-]*\s*)?$"
)
LOOK_BACK = 40  # characters
_CODE_AFTER = re.compile(
    rf"(?i)\b({_CODE}\b(?:(?:\s+(?:is|was|ist))?\s*[:=#-]*\s*(?={_ANY})|{_GAP}{{0,20}}?(?={_LONG})))({_ANY})"
)
_CODE_BEFORE = re.compile(
    rf"(?i)()({_ANY}(?=\s+is\s+(?:(?:my|your|the|an?)\s+)?(?:\w+\s+)?{_CODE}\b)"
    rf"|{_LONG}(?=\s*to (?:log|sign) ?in\b|\s*to (?:verify|confirm)\b|{_GAP}{{1,20}}\b{_CODE}\b))"
)
_CODE_ALONE = re.compile(r"\s*(?:[A-Z]-)?(?:\d{6}|\d{3}[ -]\d{3})[\s.!]*")


def mask(text: str) -> str:
    """The text with what looks like a secret replaced by `•••`; masking twice changes nothing more."""
    if _CODE_ALONE.fullmatch(text):
        return MASK
    text = _DIGITS.sub(_without_cards, text)
    text = _STATED.sub(_second, text)
    text = _SAID.sub(_unless(_NO_PASSWORD), text)
    for rule in (_BARE, _PIN, _CVV):
        text = rule.sub(_second, text)
    text = _CODE_AFTER.sub(_unless_open, text)
    return _CODE_BEFORE.sub(_unless_open, text)


def mask_all(value: Any) -> Any:
    """The same for every text within lists and dictionaries, as JSON has them; keys stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: mask_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_all(item) for item in value]
    return value


def _second(found: re.Match[str]) -> str:
    return found[1] + MASK


def _unless(harmless: re.Pattern[str]) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] if harmless.fullmatch(found[2]) else found[1] + MASK


def _unless_open(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - LOOK_BACK) : found.start()]
    return found[0] if _OPEN_CODE.search(before) else found[1] + MASK


def _without_cards(found: re.Match[str]) -> str:
    """Groups of digits with every card number among them masked, whatever stands before and after it."""
    groups = re.split(r"([ .-])", found[0])  # digits and separators in turn
    kept: list[str] = []
    place = 0
    while place < len(groups):
        length = _card_at(groups[place::2])
        kept += [MASK] if length else [groups[place]]
        place += 2 * max(length, 1)
        kept += groups[place - 1 : place]
    return "".join(kept)


def _card_at(groups: list[str]) -> int:
    """How many of the first groups are a card number together; 0 if they are none."""
    digits, best = "", 0
    for count, group in enumerate(groups[: _CARD_DIGITS[-1]], 1):
        digits += group
        if len(digits) > _CARD_DIGITS[-1]:
            break
        if _is_card(digits):
            best = count
    return best


def _is_card(digits: str) -> bool:
    """Whether it begins like a payment card, and length and check digit (Luhn's rule) are right."""
    if len(digits) not in _CARD_DIGITS or digits[0] not in "23456":
        return False
    numbers = [int(character) for character in reversed(digits)]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in numbers[1::2]]
    return (sum(numbers[::2]) + sum(doubled)) % 10 == 0
