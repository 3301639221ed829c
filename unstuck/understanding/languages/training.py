"""Training of what hears every language but English: one classifier of each kind for all of them together.

English examples teach them as well, a part of each intent's: what is said in a language that has few examples of an
intent is still near the English ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.understanding import lessons as english
from unstuck.understanding.acts import Acts
from unstuck.understanding.archive import FIXES, HOWS, INTENTS, Classifiers
from unstuck.understanding.entities import EntityFinder
from unstuck.understanding.fitting import Example, fit
from unstuck.understanding.languages import lessons
from unstuck.understanding.languages.encoder import MultilingualEncoder
from unstuck.understanding.languages.language import Language
from unstuck.understanding.lessons import NO_FIX, Lessons
from unstuck.understanding.statements import Act, How
from unstuck.understanding.training import UNKNOWN_CLAUSES, at_every_moment

FOLDER = "languages"  # of the examples, inside the lessons'; and of the trained classifiers, inside the models'
ENGLISH_EXAMPLES = 40  # of an intent, in a moment
ONE_OF = 3  # of the descriptions, so many teach how a trouble is said that is there, and that no fix is meant


def train(
    examples: Sequence[english.Example],
    encoder: MultilingualEncoder,
    folder: Path,
    languages: Iterable[Language],
    patterns: Path,
    articles: Sequence[Article],
) -> Classifiers:
    """The three classifiers of training.train, for all languages of a folder of lessons.

    Args:
        examples: Rasa's, in English, a text and its intent.
        encoder: of sentences.
        folder: of the lessons; those of the languages are in its folder `languages`.
        languages: whose words for fixes are examples as well.
        patterns: folder of the patterns of entities.
        articles: whose fixes are told apart.

    Raises:
        ModelError: lessons or patterns are missing or wrong.
    """
    acts = Acts.load(folder, Knowledge(tuple(articles)))
    learned = english.read(folder, EntityFinder.load(patterns, articles), articles)
    learned.intents += [(text, intent, "") for text, intent in examples]
    everything = Lessons(_some(learned.intents), learned.fixes, learned.hows)
    everything.fixes += [(name, fix) for one in languages for fix, names in one.fixes.items() for name in names]
    for path in sorted((folder / FOLDER).glob("*.yml")):
        one = lessons.read(path)
        everything.intents += one.intents
        everything.fixes += one.fixes
        everything.hows += one.hows
    told = [text for text, intent, _ in everything.intents if acts.of(intent) is Act.DESCRIBES][::ONE_OF]
    everything.hows += [(text, How.STATED) for text in told]
    everything.fixes += [(text, NO_FIX) for text in told]
    known = {NO_FIX, english.ALL_FIXES, *(method.id for article in articles for method in article.methods)}
    fixes = [(text, fix if fix in known else english.OTHER_FIX) for text, fix in everything.fixes]

    embed = cache(encoder.layers)  # many texts teach more than one classifier
    said: list[Example] = list(at_every_moment(everything.intents, acts.whenever))
    intents = fit(said, embed, encoder.fingerprint)
    return {
        INTENTS: intents,
        FIXES: fit(fixes, embed, encoder.fingerprint, NO_FIX, UNKNOWN_CLAUSES, like=intents),
        HOWS: fit(everything.hows, embed, encoder.fingerprint, How.STATED, UNKNOWN_CLAUSES, like=intents),
    }


def _some(examples: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Of many examples of an intent in a moment `ENGLISH_EXAMPLES`, taken from all of them."""
    kinds: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for one in dict.fromkeys(examples):
        kinds[one[1:]].append(one)
    return [one for kind in kinds.values() for one in kind[:: max(1, len(kind) // ENGLISH_EXAMPLES)]]
