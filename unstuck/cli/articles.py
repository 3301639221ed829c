"""`unstuck articles`: look after the knowledge base."""

import argparse
import json
import re
import sys
from pathlib import Path

from unstuck import settings
from unstuck.cli import article_import, article_rehearse, article_suggest
from unstuck.errors import ArticleError, ModelError

UNCHECKED_DAYS = 365  # since somebody went through an article on a device
SENTENCE = 8  # words from which the language of a text is told


def register(commands: argparse._SubParsersAction) -> None:
    """Add `articles` with its parts."""
    command = commands.add_parser("articles", help="look after the knowledge base")
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    check = parts.add_parser("check", help="check all articles against domain and training examples")
    check.set_defaults(run=run_check)
    preview = parts.add_parser("preview", help="walk through an article in the terminal, before any training")
    preview.add_argument("name", help="the article's id, or its file")
    preview.set_defaults(run=run_preview)
    schema = parts.add_parser("schema", help="print the JSON schema of an article, for editors")
    schema.set_defaults(run=run_schema)
    notice = parts.add_parser("notice", help="tell people something before any fix, such as a known outage")
    notice.add_argument("name", help="the article's id")
    notice.add_argument("text", nargs="?", help="what to tell; without it, the notice is taken out")
    notice.set_defaults(run=run_notice)
    stale = parts.add_parser("stale", help="name the steps at which people leave more often than before")
    stale.add_argument("--days", type=int, default=30, help="days to look at, and as many before to compare with")
    stale.set_defaults(run=run_stale)
    translate = parts.add_parser("translate", help="write what an article needs in another language, to be filled in")
    translate.add_argument("name", help="the article's id")
    translate.add_argument("language", help="its code, like de")
    translate.add_argument("--anew", action="store_true", help="what is there fits the English of today: none is stale")
    translate.set_defaults(run=run_translate)
    article_import.register(parts)
    article_rehearse.register(parts)
    article_suggest.register(parts)


def run_check(options: argparse.Namespace) -> None:
    """Print how many articles are sound, and doubts; the team's office hours are checked as well.

    Raises:
        ArticleError: with every fault, one a line.
        SettingError: what is wrong with the hours.
    """
    from unstuck.articles.check import check, doubts
    from unstuck.support.hours import Hours

    configured = settings.read()
    Hours.load(configured.hours)
    folder, examples = configured.articles, configured.examples
    count, faults = check(folder, settings.ROOT, examples)
    if faults:
        raise ArticleError("articles_wrong", "\n".join(faults))
    for doubt in (*doubts(folder, settings.ROOT, examples), *foreign(folder), *confusions(folder)):
        print(f"warning: {doubt}", file=sys.stderr)
    print(f"{count} article{'s' if count != 1 else ''} checked, no fault.")


def foreign(folder: Path) -> list[str]:
    """Parts of articles in another language than the bot answers in, with their lines."""
    from unstuck.articles.faults import LineNumbers
    from unstuck.articles.judgement import texts_of
    from unstuck.articles.loader import article_files, load_article
    from unstuck.understanding.language import ENGLISH, LanguageReader

    reader, found = LanguageReader(()), []
    for path in article_files(folder):
        article = load_article(path)
        for place, text in [] if article.draft else texts_of(article):
            if len(text.split()) >= SENTENCE and (language := reader.language(text)) != ENGLISH:
                line = LineNumbers(path).line(place)
                found.append(f"{line}: this reads as another language ({language}); the bot answers in English.")
    return found


def confusions(folder: Path) -> list[str]:
    """Intents that articles name and the classifier mixes up; without a trained model, that it was not looked at."""
    from unstuck.articles.knowledge import Knowledge
    from unstuck.articles.loader import load_articles
    from unstuck.articles.training import examples
    from unstuck.understanding.confusion import mixed_up

    configured = settings.read()
    knowledge = Knowledge(tuple(article for article in load_articles(folder) if not article.draft))
    if not knowledge.articles:
        return ["all articles are drafts, so the bot has nothing to tell; take `draft: true` out of one."]
    try:
        said = examples(settings.ROOT, configured.examples)
        mixed = mixed_up(said, list(knowledge.intents), configured.models, configured.encoder)
    except ModelError:
        return ["without a trained model it cannot be told which causes are mixed up; train once and check again."]
    return [
        f"{one.share:.0%} of the examples of '{one.intent}' look like '{one.other}', such as “{one.example}”; "
        "write examples that say what is different, or make them one."
        for one in mixed
    ]


def run_preview(options: argparse.Namespace) -> None:
    """Walk through an article until the input ends. Raises ArticleError."""
    from unstuck.articles.loader import load_article
    from unstuck.cli.preview import walk

    walk(load_article(_file(options.name)))


def run_translate(options: argparse.Namespace) -> None:
    """Write an overlay's file; what is there already is kept. Raises ArticleError."""
    from unstuck.articles.frame import frame
    from unstuck.articles.loader import as_written
    from unstuck.articles.translations import load_overlay

    path = _file(options.name)
    if not re.fullmatch("[a-z]{2,3}", options.language):
        raise ArticleError("no_language", f"'{options.language}' is no code of a language: write one like de.")
    target = path.with_name(f"{path.stem}.{options.language}.yml")
    present = load_overlay(target) if target.exists() else None
    text = frame(as_written(path), options.language, present, options.anew)
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ArticleError(
            "article_not_written", f"{target} cannot be written ({error.strerror}); look at its rights."
        ) from None
    print(f"Wrote {target}: fill in what is empty, then `unstuck articles check`.")


def run_notice(options: argparse.Namespace) -> None:
    """Set a notice, or take it out. Raises ArticleError, StoreError."""
    from unstuck.articles.loader import load_article
    from unstuck.storage.notices import Notices

    article = load_article(_file(options.name))
    text = " ".join((options.text or "").split())
    Notices.from_settings(settings.read()).switch(article.id, text)
    print("People are told it before any fix, from now on." if text else "The notice is taken out.")
    if article.notice and not text:
        print("The article itself has one: take `notice` out of its file, too.")


def run_stale(options: argparse.Namespace) -> None:
    """Print steps that may say what is no longer so, and articles that nobody checked for a year. Raises StoreError."""
    from datetime import date, timedelta

    from unstuck.articles.knowledge import Knowledge
    from unstuck.insight.stale import Stale

    configured = settings.read()
    steps = Stale.from_settings(configured).steps(options.days)
    for one in steps:
        print(
            f"{one.article}, {one.method}, step {one.step}: {one.left} of {one.talks} left there, "
            f"{one.left_before} of {one.talks_before} before. Does the app still look like that?"
        )
    oldest = date.today() - timedelta(days=UNCHECKED_DAYS)
    old = [one for one in Knowledge.load(configured.articles).articles if one.checked and one.checked < oldest]
    for article in old:
        print(f"{article.id}: last checked on a device on {article.checked}; check it, and write the date.")
    if not (steps or old):
        print("No step at which clearly more people leave than before.")


def _file(name: str) -> Path:
    """The file of an article that is named by its id or its file. Raises ArticleError."""
    path = Path(name) if name.endswith(".yml") else settings.read().articles / f"{name}.yml"
    if not path.exists():
        raise ArticleError("no_article", f"{path}: there is no such article; give its id or its file.")
    return path


def run_schema(options: argparse.Namespace) -> None:
    """Print the schema that the models make."""
    from unstuck.articles.model import Article

    print(json.dumps(Article.model_json_schema(), indent=2, ensure_ascii=False))
