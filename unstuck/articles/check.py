"""Whether all articles hold together with the domain and the training examples."""

from collections.abc import Iterator
from pathlib import Path

from unstuck.articles.faults import LineNumbers
from unstuck.articles.judgement import ambiguous_products, weak_examples, weak_parts
from unstuck.articles.knowledge import known_messages
from unstuck.articles.loader import article_files, intents_of, load_article, load_articles
from unstuck.articles.model import Article, owner
from unstuck.articles.overlay_check import doubts_of, faults_of
from unstuck.articles.training import Examples, domain_intents, examples, read_examples
from unstuck.errors import ArticleError

__all__ = ["check", "domain_intents", "doubts", "examples"]

FEWEST_EXAMPLES = 15
SHORTEST_MESSAGE = 8  # letters; a shorter one is found in the middle of other words


def check(folder: Path, root: Path, own: Path) -> tuple[int, list[str]]:
    """Check all articles of `folder` against domain.yml and data/nlu below `root`, and their own examples in `own`.

    Returns:
        The number of articles and every fault: its place, its reason and what to do.
    """
    faults, articles = [], []
    for path in article_files(folder):
        try:
            articles.append((path, load_article(path)))
        except ArticleError as error:
            faults.extend(error.message.splitlines())
    try:
        if not faults:
            load_articles(folder)
        written = read_examples(root, own)
    except ArticleError as error:
        return len(articles), [*faults, *error.message.splitlines()]
    shared = domain_intents(root / "domain.yml")
    said = {one.intent for one in written if one.texts}
    for path, article in articles:
        faults.extend(_unsaid(path, article, shared, said))
    for path in article_files(folder):
        try:
            faults.extend(faults_of(path))
        except ArticleError as error:
            faults.extend(error.message.splitlines())
    if not faults:
        faults.extend(_homeless([article for _, article in articles], written, shared))
    return len(articles), faults


def _unsaid(path: Path, article: Article, shared: set[str], said: set[str]) -> Iterator[str]:
    """Intents of an article that are not in the domain, or that nobody can say."""
    wrong = []
    for place, part, intents, within in intents_of(article):
        for intent in (*intents, *within):
            if not owner(intent) and intent not in shared:
                own = f", or use this article's own intent '{article.id}.{part}'" if part else ""
                wrong.append((place, f"the intent '{intent}' is not in domain.yml; add it there{own}."))
            elif intent not in said and not owner(intent):
                wrong.append((place, f"nobody can say '{intent}': it has no examples; write some into data/nlu."))
    if wrong:
        places = LineNumbers(path)
        yield from (f"{places.line(place)}: {why}" for place, why in wrong)


def _homeless(articles: list[Article], written: list[Examples], shared: set[str]) -> Iterator[str]:
    """Examples of intents that neither the domain nor an article has."""
    named = {intent for article in articles for _, _, intents, _ in intents_of(article) for intent in intents}
    for one in written:
        if one.intent not in shared | named:
            yield f"{one.place}: no part of an article is '{one.intent}'; correct the name, or remove the examples."


def doubts(folder: Path, root: Path, own: Path) -> list[str]:
    """What is seldom meant as it is: thin examples, parts that nothing reaches. The articles have to be sound."""
    written = read_examples(root, own)
    counts: dict[str, int] = {}
    for one in written:
        counts[one.intent] = counts.get(one.intent, 0) + len(one.texts)
    found = [
        f"{one.place}: '{one.intent}' has {counts[one.intent]} examples; write {FEWEST_EXAMPLES} or more."
        for one in written
        if owner(one.intent) and counts[one.intent] < FEWEST_EXAMPLES
    ]
    published = {path: article for path in article_files(folder) if not (article := load_article(path)).draft}
    ambiguous = dict(ambiguous_products([*published.values()]))
    for path, article in published.items():
        places = LineNumbers(path)
        found += [f"{places.line(place)}: {why}" for place, why in (*_doubts(path, article), *weak_parts(article))]
        found += [f"{places.line(('product',))}: {ambiguous[article.id]}"] if article.id in ambiguous else []
    lacking = [doubt for path in published for doubt in doubts_of(path)]
    return [*found, *weak_examples([*published.values()], written), *lacking]


def _doubts(path: Path, article: Article) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if path.stem != article.id:
        yield ("id",), f"the id is not the file's name; rename the file to {article.id}.yml."
    led_to = {id for cause in article.causes for id in cause.methods}
    for index, method in enumerate(article.methods):
        if method.id not in led_to and not (method.intents or method.within):
            yield (
                ("methods", index),
                f"no cause leads to '{method.id}', so it comes last; name it in a cause's `methods`.",
            )
    names: dict[str, str] = {}
    for index, method in enumerate(article.methods):
        for name in method.names:
            if names.setdefault(name.lower(), method.id) != method.id:
                yield ("methods", index, "names"), f"'{name}' means '{names[name.lower()]}' already; remove one."
    messages: dict[str, tuple[str | int, ...]] = {}
    for place, _, texts in known_messages(article):
        for text in texts:
            if len(text) < SHORTEST_MESSAGE:
                yield place, f"'{text}' is too short to be told from other words; write the whole message."
            if messages.setdefault(text.lower(), place) != place:
                yield place, f"'{text}' is never reached here, it belongs to another part already; remove one."
