"""What a whole message means: the classifier's guess, corrected by what single clauses deny or add."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.errors import ModelError
from unstuck.understanding.classifier import Classifier, Guess
from unstuck.understanding.clauses import Clause, ClauseSplitter
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.language import ENGLISH, LanguageReader

SURE = 0.5  # confidence from which a clause counts as pointing somewhere; the same as the fallback's
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
        self._languages = LanguageReader(classifier.lexicon.words)
        parts = {intent: targets[0].part for intent, targets in knowledge.intents.items()}
        self._describing = frozenset(intent for intent, part in parts.items() if part in DESCRIBING)
        self._hintless = frozenset(intent for intent, part in parts.items() if part is Part.ARTICLE)

    def read(self, text: str) -> Meaning:
        """The meaning of one message."""
        language = self._languages.language(text)
        meaning = self._read(text)
        if language == ENGLISH:
            return meaning
        top = meaning.ranking[0][1] or 1.0
        scale = min(1.0, FOREIGN / top)
        return replace(meaning, ranking=tuple((i, c * scale) for i, c in meaning.ranking), also=(), language=language)

    def _guess(self, text: str) -> Guess:
        return self._classifier.guess(text, self._encoder.embed(text))

    def _read(self, text: str) -> Meaning:
        clauses = self._clauses.split(text)
        denials = [(clause, self._guess(clause.denied)) for clause in clauses if clause.denied]
        denials = [(clause, guess) for clause, guess in denials if self._describes(guess, DENIED)]
        if not denials:
            return self._with_other_clauses(self._guess(text), clauses)
        rest = _without(text, [clause for clause, _ in denials])
        denied = tuple(dict.fromkeys(guess.intent for _, guess in denials))
        if not any(character.isalnum() for character in rest):
            whole = self._guess(text)
            left = tuple(pair for pair in whole.ranking if pair[0] not in denied)
            return Meaning(left, whole.nearest, denied)
        kept = tuple(clause for clause in clauses if clause not in [clause for clause, _ in denials])
        meaning = self._with_other_clauses(self._guess(rest), kept)
        said = {meaning.ranking[0][0], *meaning.also}
        return replace(meaning, denied=tuple(intent for intent in denied if intent not in said))

    def _with_other_clauses(self, whole: Guess, clauses: Sequence[Clause]) -> Meaning:
        if len(clauses) < 2:
            return Meaning(whole.ranking, whole.nearest)
        found: dict[str, float] = {}
        for clause in clauses:
            guess = self._guess(clause.text)
            if self._describes(guess, SURE) and guess.intent not in self._hintless:
                found[guess.intent] = max(guess.confidence, found.get(guess.intent, 0.0))
        main, confidence = whole.ranking[0]
        if found and (main in self._hintless or confidence < SURE):
            main = max(found, key=lambda intent: found[intent])
        also = tuple(intent for intent in found if intent != main)
        best = max(confidence if main == whole.intent else 0.0, found.get(main, 0.0))
        scores = dict(whole.ranking)
        scores.update({intent: min(best, max(found[intent], scores[intent])) for intent in also})
        scores[main] = best
        ranking = tuple(sorted(scores.items(), key=lambda pair: (pair[0] != main, -pair[1])))
        return Meaning(ranking, whole.nearest, also=also)

    def _describes(self, guess: Guess, confidence: float) -> bool:
        return guess.intent in self._describing and guess.confidence >= confidence


def _without(text: str, clauses: Sequence[Clause]) -> str:
    for clause in clauses:
        text = text.replace(clause.text, " ", 1)
    return " ".join(text.split())
