"""The language of a message, in doubt English: a false "foreign" turns somebody away, a miss only misunderstands."""

import unicodedata
from collections import Counter
from collections.abc import Collection

ENGLISH = "en"
# Scripts, as Unicode names their letters, and a language that is mostly written in them.
SCRIPTS = {
    "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "GREEK": "el", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta",
    "TELUGU": "te", "THAI": "th", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}  # fmt: skip


def language_of(text: str, known_words: Collection[str]) -> str:
    """The ISO 639-1 code of a message's language; "en" unless it is clearly another."""
    letters = [character for character in text if character.isalpha()]
    scripts = Counter(unicodedata.name(character, "?").split(" ")[0] for character in letters)
    if not scripts:
        return ENGLISH
    script, count = scripts.most_common(1)[0]
    if script != "LATIN" and count * 2 > len(letters):
        return SCRIPTS.get(script, "und")
    return ENGLISH
