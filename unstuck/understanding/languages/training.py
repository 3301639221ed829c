"""Training of what hears the languages beside English: one classifier of each kind for all of them.

Their examples teach each other, for the encoder puts what means the same near: with those of four other languages and
some English ones 89 % of the Spanish examples are recognised by a model that has not seen them, without them 79 %.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.understanding import lessons as english
from unstuck.understanding.acts import Acts
from unstuck.understanding.archive import FIXES, HOWS, INTENTS, Classifiers
from unstuck.understanding.context import MOMENTS
from unstuck.understanding.entities import EntityFinder
from unstuck.understanding.fitting import Example, fit
from unstuck.understanding.languages import lessons
from unstuck.understanding.languages.encoder import MultilingualEncoder
from unstuck.understanding.languages.language import Language
from unstuck.understanding.languages.vocabulary import Counts, vocabulary
from unstuck.understanding.lessons import ASKED, BACKGROUND, NO_FIX, OTHER_FIX, Lessons
from unstuck.understanding.sampling import Judged
from unstuck.understanding.search import REFUSAL
from unstuck.understanding.statements import ALL_FIXES, Act, How
from unstuck.understanding.training import UNKNOWN_CLAUSES, Lesson

EXAMPLES = "examples"  # the folder of the lessons, inside that of the languages
SHARES = (1.0,)  # the encoder gives one layer
JUDGED = Judged(10_000, 10_000)  # by models that have not seen them: enough for the confidence
LEAST = 2  # texts that a word stands in: those of one text alone are half of all, and memory
ENGLISH_EXAMPLES = 60  # of an intent in a moment, of a fix, of a way to say how it went
ONE_OF = 3  # of descriptions and questions, so many teach that no fix is meant, and of those that nobody denies the how
ENDLESS = frozenset([REFUSAL, BACKGROUND])
SET_LANGUAGE = "set_language"  # its examples are in other languages as well
MORE = 6  # times as many of what is none of the bot's business, or tells nothing: there is no end of it


def train(
    spoken: Iterable[Language],
    examples: Sequence[english.Example],
    encoder: MultilingualEncoder,
    folder: Path,
    statements: Path,
    patterns: Path,
    articles: Sequence[Article],
) -> tuple[Classifiers, dict[str, Counts]]:
    """The three classifiers of training.train, for all languages together, and the words of each language.

    Args:
        spoken: the languages, whose words for fixes are examples as well.
        examples: Rasa's, in English, a text and its intent.
        encoder: of sentences.
        folder: of the languages; their lessons are in its folder `examples`.
        statements: folder of the English lessons.
        patterns: folder of the patterns of entities.
        articles: whose fixes are told apart.

    Raises:
        ModelError: lessons or patterns are missing or wrong.
    """
    acts = Acts.load(statements, Knowledge(tuple(articles)))
    learned = Lessons()
    said_in: dict[str, Counts] = {}
    for one in spoken:
        own = lessons.read(folder / EXAMPLES / f"{one.code}.yml")
        learned.intents += own.intents
        learned.fixes += [*own.fixes, *((name, fix) for fix, names in one.fixes.items() for name in names)]
        learned.hows += own.hows
        said_in[one.code] = vocabulary(text for text, intent, _ in own.intents if intent != SET_LANGUAGE)
    teachers = english.read(statements, EntityFinder.load(patterns, articles), articles)
    learned.intents += _some([*teachers.intents, *((text, intent, "") for text, intent in examples)])
    learned.fixes += _some(teachers.fixes)
    learned.hows += _some(teachers.hows)
    learned.hows += _said(learned, acts)
    told = [text for text, intent, _ in learned.intents if acts.of(intent) in (Act.DESCRIBES, Act.ASKS)]
    learned.fixes += [(text, NO_FIX) for text in told[::ONE_OF]]
    known = {NO_FIX, ALL_FIXES, *(method.id for article in articles for method in article.methods)}
    fixes = [(text, fix if fix in known else OTHER_FIX) for text, fix in learned.fixes]

    texts = list(dict.fromkeys(one[0] for one in (*learned.intents, *fixes, *learned.hows)))
    # All at once takes a fifth of the time of one by one; and each only once, for many teach more than one classifier.
    embed, encoded = dict(zip(texts, encoder.layers_of_all(texts), strict=True)).__getitem__, encoder.fingerprint
    said: list[Example] = list(_at_a_moment(learned.intents, acts.whenever))
    intents = fit(said, embed, encoded, judged=JUDGED, least=LEAST, shares=SHARES)
    classifiers = Classifiers(
        {
            INTENTS: intents,
            FIXES: fit(fixes, embed, encoded, NO_FIX, UNKNOWN_CLAUSES, like=intents, shares=SHARES),
            HOWS: fit(learned.hows, embed, encoded, How.STATED, UNKNOWN_CLAUSES, like=intents, shares=SHARES),
        }
    )
    return classifiers, said_in


def _said(learned: Lessons, acts: Acts) -> Iterator[tuple[str, str]]:
    """How what is described and what is asked is said. Troubles that are denied are not stated as well."""
    denied = {text for text, how in learned.hows if how == How.DENIED}
    deniable = {intent for text, intent, _ in learned.intents if text in denied}
    told = [one for one in learned.intents if acts.of(one[1]) is Act.DESCRIBES and one[0] not in denied]
    troubles = [text for text, intent, _ in told if intent in deniable]
    others = [text for text, intent, _ in told if intent not in deniable]
    yield from ((text, How.STATED) for text in (*troubles, *others[::ONE_OF]))
    asked = [text for text, intent, _ in learned.intents if acts.of(intent) is Act.ASKS]
    yield from ((text, ASKED) for text in asked[::ONE_OF])


def _at_a_moment(examples: Iterable[Lesson], whenever: Collection[str]) -> Iterator[Lesson]:
    """The examples, those of intents that mean the same whenever they are said once more, in one moment or another."""
    moments = cycle(MOMENTS)
    for text, intent, moment in examples:
        yield text, intent, moment
        if intent in whenever and not moment:
            yield text, intent, next(moments)


def _some[Kind: tuple[str, ...]](examples: Sequence[Kind]) -> list[Kind]:
    """Of many examples of a kind some, taken from all of them."""
    kinds: defaultdict[tuple[str, ...], list[Kind]] = defaultdict(list)
    for one in dict.fromkeys(examples):
        kinds[one[1:]].append(one)
    few = {kind: ENGLISH_EXAMPLES * (MORE if ENDLESS.intersection(kind) else 1) for kind in kinds}
    return [one for kind, said in kinds.items() for one in said[:: max(1, len(said) // few[kind])]]
