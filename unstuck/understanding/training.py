"""Training: the three classifiers that reading needs, and the judge, from Rasa's examples and the lessons."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import batched, groupby, islice
from pathlib import Path

from threadpoolctl import threadpool_limits

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.understanding import lessons, move_lessons
from unstuck.understanding.acts import Acts
from unstuck.understanding.archive import FIXES, HOWS, INTENTS, Classifiers
from unstuck.understanding.choice import Counting
from unstuck.understanding.context import MOMENTS
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.entities import EntityFinder
from unstuck.understanding.fitting import Example, fit
from unstuck.understanding.hearing import Ear
from unstuck.understanding.move_judge import Judge
from unstuck.understanding.moves import Looks
from unstuck.understanding.space import OF_HOW
from unstuck.understanding.statements import Act, How
from unstuck.understanding.tongue import english_mender

Lesson = tuple[str, str, str]  # text, intent, moment
ONE_OF = 5  # of Rasa's descriptions, so many are enough to teach how a trouble is said that is there
SLACK_OF_HOW = 0.3  # it has few examples of much variety: 0.1 tells 77 of 100 rightly, this 78
AT_ONCE = 64  # lessons that are guessed at together
UNKNOWN_CLAUSES = 0.02  # share of clauses that no class fits: what tells nothing has a class of its own


def train(
    examples: Sequence[lessons.Example],
    encoder: SentenceEncoder,
    folder: Path,
    patterns: Path,
    articles: Sequence[Article],
) -> Classifiers:
    """What a message means, which fix it is about, and how it is said.

    Args:
        examples: Rasa's, a text and its intent.
        encoder: of sentences.
        folder: of the lessons.
        patterns: folder of the patterns of entities.
        articles: whose fixes are told apart.

    Returns:
        A classifier for each of `intents`, `fixes` and `hows`.

    Raises:
        ModelError: lessons or patterns are missing or wrong.
    """
    finder = EntityFinder.load(patterns, articles)
    learned = lessons.read(folder, finder, articles)
    acts = Acts.load(folder, Knowledge(tuple(articles)))
    told = [(text, How.STATED) for text, intent in examples if acts.of(intent) is Act.DESCRIBES][::ONE_OF]
    told += [(text, How.STATED) for text, intent in learned.alone if acts.of(intent) is Act.DESCRIBES]
    ours = {one[1] for one in learned.intents} & {intent for _, intent in examples}
    more = learned.intents if ours else []  # another project's examples are left alone

    said: list[Example] = [*examples, *_at_every_moment(more, acts.whenever)]
    hows = [*learned.hows, *told]
    texts = list(dict.fromkeys(one[0] for one in (*said, *learned.fixes, *hows)))  # many teach more than one classifier
    embed, encoded = dict(zip(texts, encoder.layers_of_many(texts), strict=True)).__getitem__, encoder.fingerprint
    intents = fit(said, embed, encoded, own=len(examples))
    trained = Classifiers(
        {
            INTENTS: intents,
            FIXES: fit(learned.fixes, embed, encoded, lessons.NO_FIX, UNKNOWN_CLAUSES, like=intents),
            HOWS: fit(
                hows, embed, encoded, How.STATED, UNKNOWN_CLAUSES, like=intents, shares=OF_HOW, slack=SLACK_OF_HOW
            ),
        }
    )
    if ours:
        ear = Ear(trained, encoder.layers_of_many, english_mender(intents, encoder), acts, Counting({}, frozenset()))
        trained.judge = judge(folder, finder, acts, ear)
    return trained


def judge(folder: Path, finder: EntityFinder, acts: Acts, ear: Ear) -> Judge:
    """The judge of messages at a step, as an ear hears the lessons for it. Raises ModelError."""

    learned = sorted(move_lessons.read(folder / move_lessons.FILE), key=lambda one: one.context.moment)
    texts = [one.text for one in learned]
    named = [finder.find(text) for text in texts]
    said = zip(texts, lessons.cut_all(texts, named), named, strict=True)
    looked: list[Looks] = []
    with threadpool_limits(1):  # of many small products, each in two threads takes longer
        for moment, alike in groupby(learned, key=lambda one: one.context.moment):
            for some in batched(alike, AT_ONCE):
                looked += ear.look([*islice(said, len(some))], moment)
        return move_lessons.learn(learned, looked, acts.of, ear.vector)


def _at_every_moment(lessons: Iterable[Lesson], whenever: Collection[str]) -> Iterator[Lesson]:
    """The lessons, those of intents that mean the same whenever they are said once for each moment."""
    for text, intent, moment in lessons:
        yield text, intent, moment
        if intent in whenever and not moment:
            yield from ((text, intent, other) for other in MOMENTS)
