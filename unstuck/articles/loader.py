"""Read article files; refuse a wrong one with file, line and reason."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from unstuck import settings
from unstuck.articles import devices
from unstuck.articles.faults import LineNumbers, reason
from unstuck.articles.model import Article, Written, owner
from unstuck.errors import ArticleError

PARTS = ("causes", "methods", "escalations")
BRANCH_ENDS = frozenset(["next_step", "fix_done", "next_fix"])  # where a branch leads that is no step
ERROR = "error"  # the part after the dot in an article's own intent for its error, with no hint of a cause


def load_articles(folder: Path) -> tuple[Article, ...]:
    """All articles of a folder, in the order of their file names. A file that has not changed is not read again.

    Raises:
        ArticleError: there is none, one is wrong, or two share an id.
    """
    articles = tuple(load_article(path) for path in article_files(folder))
    twice = [id for id, count in Counter(article.id for article in articles).items() if count > 1]
    if twice:
        raise ArticleError("article_twice", f"{folder}: two articles have the id '{twice[0]}'; rename one of them.")
    return articles


def article_files(folder: Path) -> list[Path]:
    """The article files of a folder, without overlays. Raises ArticleError when there is none."""
    paths = [path for path in sorted(folder.glob("*.yml")) if "." not in path.stem]
    if not paths:
        raise ArticleError("no_articles", f"{folder}: there is no article here; put a .yml file into it.")
    return paths


def load_article(path: Path) -> Article:
    """One article.

    Raises:
        ArticleError: with file, line and every reason, one a line.
    """
    return _stat_and_load(path)[1]


def as_written(path: Path) -> Article:
    """One article with no more words for kinds of devices than its file has. Raises as `load_article` does."""
    return _stat_and_load(path)[0]


def _stat_and_load(path: Path) -> tuple[Article, Article]:
    try:
        status = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from None
    return _load(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=10_000)
def _load(path: Path, changed: int, size: int) -> tuple[Article, Article]:
    article = read(path, Article)
    known = devices.load(settings.read().patterns)
    if faults := [*_broken_references(article), *_unknown_devices(article, known)]:
        raise wrong(path, faults)
    return article, for_every_device(article)


def read[Kind: Written](path: Path, kind: type[Kind]) -> Kind:
    """What a YAML file holds. Raises ArticleError, with file, line and every reason, one a line."""
    text = _read(path)
    try:
        tree = YAML(typ="safe").load(text)  # a tenth of the time of the parser that knows lines
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ArticleError("article_not_yaml", f"{path}:{line}: {error.problem}; mend the YAML there.") from None
    except YAMLError as error:
        raise ArticleError("article_not_yaml", f"{path}:1: {error}; mend the YAML there.") from None
    if not isinstance(tree, dict):
        raise ArticleError("article_wrong", f"{path}:1: an article is a list of `field: value`; start with `id:`.")
    try:
        return kind.model_validate(tree)
    except ValidationError as error:
        raise wrong(path, [(fault["loc"], reason(fault)) for fault in error.errors()]) from None


def wrong(path: Path, faults: Sequence[tuple[Sequence[str | int], str]]) -> ArticleError:
    """The error that names every fault of a file with its line."""
    places = LineNumbers(path)
    return ArticleError("article_wrong", "\n".join(f"{places.line(place)}: {why}" for place, why in faults))


def _unknown_devices(article: Article, known: devices.Devices) -> Iterator[tuple[Sequence[str | int], str]]:
    for index, method in enumerate(article.methods):
        for number, step in enumerate(method.steps):
            for kind in sorted({*step.variants, *step.drawings} - known.kinds.keys()):
                reason = f"there is no kind of device '{kind}'; the kinds are {', '.join(known.kinds)}"
                yield ("methods", index, "steps", number), reason


def for_every_device(article: Article) -> Article:
    """The article with words and drawings for each kind of device: its own, or those of a kind that it is like."""
    known = devices.load(settings.read().patterns)

    def filled(own: Mapping[str, str]) -> dict[str, str]:
        nearest = {kind: next((own[one] for one in known.lineage(kind) if one in own), None) for kind in known.kinds}
        return {kind: words for kind, words in nearest.items() if words is not None}

    methods = tuple(
        method.model_copy(
            update={
                "steps": tuple(
                    step.model_copy(update={"variants": filled(step.variants), "drawings": filled(step.drawings)})
                    for step in method.steps
                )
            }
        )
        for method in article.methods
    )
    return article.model_copy(update={"methods": methods})


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: Exception) -> ArticleError:
    return ArticleError("article_unreadable", f"{path}:1: it cannot be read ({error}); save it as UTF-8.")


def _broken_references(article: Article) -> Iterator[tuple[Sequence[str | int], str]]:
    """Places and reasons of everything that each part of an article alone cannot see."""
    methods = {method.id for method in article.methods}
    for parts in PARTS:
        seen = set()
        for index, part in enumerate(getattr(article, parts)):
            if part.id in seen:
                yield (parts, index), f"the id '{part.id}' is used twice in {parts}; rename one of them"
            seen.add(part.id)
    for index, method in enumerate(article.methods):
        places = {step.id for step in method.steps if step.id} | BRANCH_ENDS
        for number, step in enumerate(method.steps):
            for branch in step.branches:
                if branch.to not in places:
                    yield (
                        ("methods", index, "steps", number, "branches"),
                        f"there is no step '{branch.to}' in this method; `to` is one of {', '.join(sorted(places))}",
                    )
    for index, cause in enumerate(article.causes):
        for missing in sorted(set(cause.methods) - methods):
            yield (
                ("causes", index, "methods"),
                f"there is no method '{missing}'; the methods are {', '.join(sorted(methods))}",
            )
    if article.image:
        if article.image.method not in methods:
            yield ("image", "method"), f"there is no method '{article.image.method}'"
        if article.image.cause not in {cause.id for cause in article.causes}:
            yield ("image", "cause"), f"there is no cause '{article.image.cause}'"
    yield from _broken_intents(article)


def _broken_intents(article: Article) -> Iterator[tuple[Sequence[str | int], str]]:
    """Places and reasons of intents that point to two parts, or break the convention `article.part` for own ones."""
    named: dict[str, str] = {}
    for place, part, intents, within in intents_of(article):
        for intent in (*intents, *within):
            if intent in named:
                yield place, f"the intent '{intent}' points to {named[intent]} already; one of them has to go"
            named.setdefault(intent, ".".join(map(str, place)))
        for intent in within:
            if owner(intent):
                yield place, f"'{intent}' is an article's own intent; `within` takes shared ones, move it to `intents`"
        for intent in intents:
            if not owner(intent) or (part is None and owner(intent) != article.id):
                continue
            if part is None:
                yield place, f"'{intent}' is this article's own intent; a comparison names those of the other error"
            elif intent != f"{article.id}.{part}":
                yield place, f"the own intent of this part has to be called '{article.id}.{part}', not '{intent}'"
    taken = {ERROR, *(part.id for parts in PARTS for part in getattr(article, parts))}
    for index, answer in enumerate(article.answers):
        if owner(answer.intent) and answer.intent.rpartition(".")[2] in taken:
            yield ("answers", index), f"'{answer.intent}' is called like a part of the article; give it another name"
        if owner(answer.intent) and not answer.question:
            yield ("answers", index), "an answer to an own intent needs `question:`, which stands on its button"


def intents_of(article: Article) -> Iterator[tuple[Sequence[str | int], str | None, Sequence[str], Sequence[str]]]:
    """Every place that names intents: the place, its part's id for own intents, `intents` and `within`."""
    yield ("intents",), ERROR, article.intents, ()
    for parts in PARTS:
        for index, part in enumerate(getattr(article, parts)):
            yield (parts, index), part.id, part.intents, part.within
    for index, answer in enumerate(article.answers):
        yield ("answers", index), answer.intent.rpartition(".")[2], (answer.intent,), ()
    if article.comparison:
        yield ("comparison", "intents"), None, article.comparison.intents, ()
