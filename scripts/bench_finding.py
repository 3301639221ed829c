"""How surely articles are found: `make bench-finding FOLDER=...`. docs/finding.md says of which pages its figures are.

The folder holds `articles/`, which the bot is to know beside its own; `questions.yml`, a list of `text` and `article`,
the id of the article that it is about or the beginning of the ids of several; and `others.txt`, a message a line that
none of them answers. Where it has a `models/`, that model is taken; otherwise the present one, as if the articles were
just published.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ruamel.yaml import YAML

from unstuck import settings
from unstuck.cli.rehearsal import heard
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Say
from unstuck.understanding import archive
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.reading import Reader


def led_to(reader: Reader, text: str) -> tuple[str, ...]:
    """The ids of the articles that a message out of nowhere leads to: of one begun or quoted, or of some to choose."""
    knowledge, reading = reader.knowledge, reader.read(text)
    turn = respond(knowledge, Case(), heard(text, reading))
    if turn.case.article or turn.case.rivals:
        return (turn.case.article,) if turn.case.article else turn.case.rivals
    said = [say for say in turn.says if isinstance(say, Say)]
    bodies = [str(say.values.get("body", "")) for say in said if say.name in ("found", "answer")]
    return tuple(
        article.id for article in knowledge.articles if any(_says(article.model_dump_json(), body) for body in bodies)
    )


def _says(article: str, body: str) -> bool:
    """Whether words are an article's, and not one of the bot's own."""
    return bool(body) and body.split("\n")[0] in article.replace("\\n", "\n").replace('\\"', '"')


def counted(reader: Reader, questions: Iterable[tuple[str, str]]) -> Iterator[str]:
    """For each question and its article: right, asked (which of a few), wrong, or refused."""
    for text, wanted in questions:
        found = led_to(reader, text)
        right = any(id.startswith(wanted) for id in found)
        yield ("right" if len(found) == 1 else "asked") if right else "wrong" if found else "refused"


def reader_of(folder: Path, place: Path) -> Reader:
    """A reader of the folder's articles beside the present ones, which keeps what it makes in `place`."""
    chosen = settings.read()
    articles = shutil.copytree(chosen.articles, place / "articles")
    shutil.copytree(folder / "articles", articles, dirs_exist_ok=True)
    (place / "encoder").mkdir()
    encoder = SentenceEncoder.load(chosen.models / "encoder", chosen.encoder)
    models = folder / "models" if (folder / "models").is_dir() else chosen.models
    return Reader.make(replace(chosen, articles=articles, models=place), encoder, archive.read_newest(models))


def main() -> int:
    """Print the table."""
    folder = Path(sys.argv[1])
    asked = YAML(typ="safe").load(folder / "questions.yml")
    others = (folder / "others.txt").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as place:
        reader = reader_of(folder, Path(place))
        products = {article.id: article.product for article in reader.knowledge.articles}
        plain = [(one["text"], one["article"]) for one in asked]
        named = [(_named(text, id, products), id) for text, id in plain]
        print(f"{len(reader.knowledge.articles)} articles, {len(set(products.values()))} products")
        print("| | of | right | asked which | wrong | refused |\n|---|---|---|---|---|---|")
        _row("as they were asked", Counter(counted(reader, plain)))
        _row("with the product", Counter(counted(reader, named)))
        _row("none answers", Counter(counted(reader, [(text, "-") for text in others])))
    return 0


def _named(text: str, id: str, products: dict[str, str]) -> str:
    product = next(product for one, product in products.items() if one.startswith(id))
    return text if product.split()[0].lower() in text.lower() else f"{product}: {text}"


def _row(name: str, counts: Counter[str]) -> None:
    whole = sum(counts.values())
    shares = (f"{counts[kind] / whole:.0%}" for kind in ("right", "asked", "wrong", "refused"))
    print(f"| {name} | {whole} | {' | '.join(shares)} |")


if __name__ == "__main__":
    sys.exit(main())
