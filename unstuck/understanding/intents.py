"""What a whole message means: the classifier's guess, corrected by what single clauses deny or add."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.errors import ModelError
from unstuck.understanding.classifier import Classifier, Guess
from unstuck.understanding.clauses import Clause, ClauseSplitter
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.language import ENGLISH, LanguageReader
from unstuck.understanding.spelling import Spelling

MOST_CHARACTERS = 2_000  # of a message that are read: more than the encoder's 128 tokens can hold
OFTEN = 3  # times in the examples from which a word that the encoder does not know is no typo
SURE = 0.5  # confidence from which a guess is believed; the same as the fallback's
SURE_ALONE = 0.85  # the same for a clause of whose meaning the whole message shows no trace
HINT = 0.02  # confidence in the whole message's ranking that is such a trace
DENIED = 0.25  # the same for what is denied: without its sentence a bare "the wifi" is less certain
FOREIGN = 0.2  # the most confidence that a message in another language gets: below the fallback's threshold
DESCRIBING = (Part.ARTICLE, Part.CAUSE, Part.METHOD, Part.ESCALATION, Part.COMPARISON)


@dataclass(frozen=True)
class Meaning:
    """What a message means.

    Args:
        ranking: intents with confidence, best first.
        nearest: the likest training example.
        denied: describing intents that the message rules out.
        also: describing intents of other clauses than the one that gave the best.
        language: ISO 639-1 code.
    """

    ranking: tuple[tuple[str, float], ...]
    nearest: str
    denied: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    language: str = ENGLISH


class IntentReader:
    """Reads intents. Which of them describe a trouble, and which only say that there is one, the articles tell."""

    def __init__(
        self, encoder: SentenceEncoder, classifier: Classifier, clauses: ClauseSplitter, knowledge: Knowledge
    ) -> None:
        if classifier.encoder != encoder.fingerprint:
            raise ModelError("other_encoder", "The model was trained with another sentence encoder: run `make train`.")
        self._encoder = encoder
        self._classifier = classifier
        self._clauses = clauses
        self._spelling = Spelling(_right_words(classifier, encoder), encoder.words, classifier.lexicon.words)
        self._languages = LanguageReader(classifier.lexicon.words)
        parts = {intent: targets[0].part for intent, targets in knowledge.intents.items()}
        describing = frozenset(intent for intent, part in parts.items() if part in DESCRIBING)
        self._describing = describing.intersection(classifier.intents)
        self._hintless = frozenset(intent for intent, part in parts.items() if part is Part.ARTICLE)

    def read(self, text: str) -> Meaning:
        """The meaning of one message; an empty one means nothing, with no confidence."""
        if not text.strip():
            return Meaning(tuple((intent, 0.0) for intent in self._classifier.intents), "")
        language = self._languages.language(text)
        meaning = self._read(text)
        if language == ENGLISH:
            return meaning
        top = meaning.ranking[0][1] or 1.0
        scale = min(1.0, FOREIGN / top)
        return replace(meaning, ranking=tuple((i, c * scale) for i, c in meaning.ranking), also=(), language=language)

    def _guess(self, text: str) -> Guess:
        mended = self._spelling.mend(text[:MOST_CHARACTERS])
        return self._classifier.guess(mended, self._encoder.layers(mended))

    def _read(self, text: str) -> Meaning:
        clauses = self._clauses.split(text) if self._describing else ()
        denials = {}
        for clause in clauses:
            if clause.denied and self._points((guess := self._guess(clause.denied)), DENIED):
                denials[clause] = guess.intent
        if not denials:
            return self._with_other_clauses(self._guess(text), clauses)
        denied = tuple(dict.fromkeys(denials.values()))
        rest = _without(text, denials)
        if not any(character.isalnum() for character in rest):
            whole = self._guess(text)
            left = tuple((intent, confidence) for intent, confidence in whole.ranking if intent not in denied)
            return Meaning(left, whole.nearest, denied)
        kept = tuple(clause for clause in clauses if clause not in denials)
        meaning = self._with_other_clauses(self._guess(rest), kept)
        said = {meaning.ranking[0][0], *meaning.also}
        return replace(meaning, denied=tuple(intent for intent in denied if intent not in said))

    def _with_other_clauses(self, whole: Guess, clauses: Sequence[Clause]) -> Meaning:
        found = self._pointed(clauses, whole) if len(clauses) > 1 else {}
        sure = whole.confidence >= SURE
        if sure and whole.intent not in self._describing and len(found) < 2:
            found = {}  # a question may name a trouble without having it
        if not found:
            return Meaning(whole.ranking, whole.nearest)
        main = whole
        # Two clauses that each point elsewhere count more than what they seem to mean blended.
        pointing = sure and len(found) < 2 and whole.intent in self._describing - self._hintless
        if whole.intent not in found and not pointing:
            main = max(found.values(), key=lambda guess: guess.confidence)
        elif whole.intent in found:
            main = max(whole, found[whole.intent], key=lambda guess: guess.confidence)
        also = tuple(intent for intent in found if intent != main.intent)
        scores = {intent: min(confidence, main.confidence) for intent, confidence in whole.ranking}
        for intent in also:
            scores[intent] = min(found[intent].confidence, main.confidence)
        scores[main.intent] = main.confidence
        ranking = sorted(scores.items(), key=lambda pair: (pair[0] != main.intent, -pair[1]))
        return Meaning(tuple(ranking), main.nearest, also=also)

    def _pointed(self, clauses: Sequence[Clause], whole: Guess) -> dict[str, Guess]:
        """The troubles that single clauses describe, in their order, each with its surest guess.

        Out of its message a clause may seem to mean what it does not ("chose a photo"), so it has to be surer than a
        message, unless the whole message hints at the same.
        """
        found: dict[str, Guess] = {}
        for clause in clauses:
            guess = self._guess(clause.text)
            hinted = dict(whole.ranking).get(guess.intent, 0) >= HINT
            if guess.intent in self._hintless or not self._points(guess, SURE if hinted else SURE_ALONE):
                continue
            if guess.intent not in found or guess.confidence > found[guess.intent].confidence:
                found[guess.intent] = guess
        return found

    def _points(self, guess: Guess, confidence: float) -> bool:
        return guess.intent in self._describing and guess.confidence >= confidence


def _without(text: str, clauses: Iterable[Clause]) -> str:
    for clause in sorted(clauses, key=lambda clause: -clause.start):
        text = f"{text[: clause.start]} {text[clause.end :]}"
    return " ".join(text.split())


def _right_words(classifier: Classifier, encoder: SentenceEncoder) -> list[str]:
    frequent = classifier.lexicon.frequent(OFTEN, len(classifier.examples))
    return [word for word in classifier.lexicon.words if word in frequent or word in encoder.words]
