"""Every line of a text is in the article or in the report."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.drafting.conftest import TEXTS
from unstuck.articles.model import Article
from unstuck.drafting.importer import import_article
from unstuck.drafting.report import strings
from unstuck.errors import ArticleError

WORD = re.compile(r"[^\W_]+")


def lost(path) -> list[str]:
    """The words of a text that neither the article nor the report of its import holds."""
    imported = import_article(path, "thing")
    kept = " ".join([*strings(imported.article), *imported.report.lines()]).lower()
    text = re.sub(r"(?<=\])\([^)]*\)", " ", path.read_text(encoding="utf-8"))  # addresses are not read
    if path.suffix == ".html":
        text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.S)
        text = re.sub(r"<img[^>]*alt=\"([^\"]*)\"[^>]*>", r" \1 ", text)
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    return [word for word in WORD.findall(text) if word.lower() not in kept]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_word_of_a_text_is_placed_or_listed(path):
    # Counts before items and fixes only tell one from the next.
    counts = re.compile(
        r"\d{1,2}|[a-z]|step|solution|cause|fix|reason|option|question|answer|method|title|source", re.IGNORECASE
    )
    assert [word for word in lost(path) if not counts.fullmatch(word)] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_what_is_listed_as_not_placed_names_its_line(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, text in import_article(path, "thing").report.unplaced:
        assert WORD.findall(text)[0] in lines[number - 1]


# Each word of a random text is another one, so that none is found by chance.
LINES = st.sampled_from(
    [
        "# {}",
        "## {}",
        "### {} {}",
        "{} {}",
        "{} {} {}.",
        "{}? {}.",
        "- {} {}",
        "  - {} {}",
        "1. {} {}.",
        "2) {}",
        "   a) {} {}",
        "* **{}:** {} {}.",
        "> {} {}",
        "Note: {} {}.",
        "Cause: {}",
        "Solution: {} {}",
        "Solution: {} {}.",
        "Q: {} {}?",
        "A: {}",
        "Method 1: {}",
        "Step 2: {} {}",
        "| {} | {} |",
        "|---|---|",
        "",
        "",
        "{}:",
        "Why {} {}",
        "How to fix {}",
        "FAQ",
        "If it still {}",
        "Key Takeaways: {}",
        "{} vs {}",
        "Open {}. Tap {}. {} {}.",
        "**{}**",
        "`{}`",
        "---",
        "{} {} - {}",
        "\t{}\t{}",
        "On an iPhone with Face ID, {}.",
        "Prevention: {}.",
        "[{}](http://x.example/y)",
        "If you {}, {} {}.",
        "First, {}. Then {}.",
        "On Android:",
        "II. {} {}",
        "  -> {}",
        "In the {} app, tap *{}*.",
        "-----  -----",
        "{}      {}",
        "By {} {}",
        "{} > {} > {}",
        "1.1 Open {}",
    ]
)
ELEMENTS = st.sampled_from(
    [
        "<h1>{}</h1>",
        "<h2>{} {}</h2>",
        "<p>{} {}.</p>",
        "<p>{}<br>{}",
        "<ul><li>{} {}",
        "<li>{}<li>{}</ul>",
        "</ul>",
        "<ol><li>{}</li>",
        "</ol>",
        "<b>{}</b>",
        "<table><tr><th>{}<th>{}",
        "<tr><td>{}<td>{}",
        "</table>",
        "<nav>{}</nav>",
        "<dl><dt>{}<dd>{}</dl>",
        "{} {}",
        "<div>{}",
        "</div>",
        "<blockquote>{}</blockquote>",
        "<details><summary>{}?</summary>{}</details>",
        "<pre>{}\n{}</pre>",
        "<!-- x -->",
        "<p hidden>{}</p>",
        "<img alt='{}'>",
        "<h2>Steps</h2>",
        "<h2>Why it happens</h2>",
        "<a href='#'>{}</a>",
        "<main>{}</main>",
        "<div class='sidebar'>{}</div>",
        "<form>{}</form>",
        "<article><h1>{}</h1>",
        "</article>",
        "<tr><td>1<td>{}<tr><td>2<td>{}",
        "<p>1. {}<br>2. <em>{}</em></p>",
        "",
    ]
)


def filled(lines: list[str]) -> tuple[str, list[str]]:
    """The lines with words in their places, and those words."""
    count = sum(line.count("{}") for line in lines)
    words = [f"Wq{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}{number}z" for number in range(count)]
    return "\n".join(lines).format(*words), words


def imported_words(text: str, suffix: str, folder) -> str | None:
    """All that the article and the report hold, once the schema has taken it; None if the text is refused."""
    path = folder.mktemp("random") / f"article{suffix}"
    path.write_text(text, encoding="utf-8")
    try:
        imported = import_article(path, "thing")
    except ArticleError:
        return None
    Article.model_validate(imported.article)
    return " ".join([*strings(imported.article), *imported.report.lines()])


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(LINES, min_size=3, max_size=25), suffix=st.sampled_from([".txt", ".md"]))
def test_no_word_of_a_random_text_is_lost(lines, suffix, tmp_path_factory):
    text, words = filled([*lines, "", "1. Open it.", "2. Close it."])
    kept = imported_words(text, suffix, tmp_path_factory)
    assert kept is None or [word for word in words if word.lower() not in kept.lower()] == []


@settings(max_examples=100, deadline=None)
@given(elements=st.lists(ELEMENTS, min_size=3, max_size=25))
def test_no_word_of_a_random_page_is_lost(elements, tmp_path_factory):
    text, words = filled([*elements, "<h2>Fix</h2><ol><li>Open it.<li>Close it.</ol>"])
    kept = imported_words(text, ".html", tmp_path_factory)
    assert kept is None or [word for word in words if word.lower() not in kept.lower()] == []


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300))
@example(text=" #")
def test_any_text_is_imported_or_refused_in_one_sentence(text, tmp_path_factory):
    imported_words(text, ".txt", tmp_path_factory)
    imported_words(f"# {text}\n\n1. Open it.\n\n{text}", ".md", tmp_path_factory)
    imported_words(f"<p>{text}<ol><li>Open it.", ".html", tmp_path_factory)
