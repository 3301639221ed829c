"""What cannot be an article is refused in one sentence with a code."""

import pytest

from unstuck.drafting.importer import import_article
from unstuck.drafting.page import MOST_BYTES, read
from unstuck.errors import ArticleError

STEPS = "Fix a thing\n\n1. Open it.\n2. Close it.\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "import_empty"),
        ("blank.md", b" \n\t\n", "import_empty"),
        ("blank.html", b"<!-- nothing -->", "import_empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "import_binary"),
        ("sixteen.txt", STEPS.encode("utf-16"), "import_binary"),
        ("old.txt", "Tür öffnen".encode("latin-1"), "import_not_utf8"),
        ("long.txt", b"x" * (MOST_BYTES + 1), "import_too_large"),
        ("headings.md", b"# Lamp\n\n## Causes\n\n## Fixes\n", "import_no_article"),
        ("menu.html", b"<nav><ul><li>Home<li>Help</ul></nav><footer>2024</footer>", "import_no_article"),
        ("story.txt", b"Once upon a time there was a phone.\n\nIt was happy.\n", "import_no_article"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ArticleError) as refused:
        import_article(path, "thing")
    assert refused.value.code == code
    assert refused.value.message.startswith(name)
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<h1>Fix</h1><script>alert(1)</script><ol><li>Open it.</ol>"),
        ("module.html", b"<script type=' MODULE '>alert(1)</script><h1>Fix</h1><ol><li>Open it.</ol>"),
        ("inside.md", b"# Fix\n\n<script>\nalert(1)\n</script>\n\n1. Open it.\n"),
    ],
)
def test_the_scripts_of_a_page_are_none_of_its_words(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert "alert" not in str(read(path))
    assert "Open it." in str(read(path))


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(ArticleError) as refused:
            import_article(path, "thing")
        assert refused.value.code == "import_unreadable"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(tmp_path, end):
    path = tmp_path / "article.txt"
    path.write_bytes(STEPS.replace("\n", end).encode("utf-8-sig"))
    assert [block.number for block in read(path).blocks] == [1, 3, 4]


@pytest.mark.parametrize(
    ("name", "text", "numbers"),
    [
        (
            "a.md",
            "---\ntitle: x\n---\n\n# One\n\ntwo\nthree\n\n- four\n- five\n\n| a | b |\n|---|---|\n| c | d |\n",
            [2, 5, 7, 10, 11, 13],
        ),
        ("a.html", "<h1>One</h1>\n<p\nclass='x'>two\nthree</p>\n<ul>\n<li>four\n<li>five</ul>", [1, 3, 6, 7]),
        ("a.txt", "One\n\ntwo and\nthree.\n\n- four\n  more of four\n- five\n", [1, 3, 6, 8]),
    ],
)
def test_every_block_knows_the_line_it_begins_on(tmp_path, name, text, numbers):
    path = tmp_path / name
    path.write_text(text)
    assert [block.number for block in read(path).blocks] == numbers


def test_the_kind_of_text_is_told_by_its_content_where_the_name_does_not(tmp_path):
    for name, text in (
        ("page", "<!-- x -->\n<h1>Fix</h1><ol><li>Open it.</ol>"),
        ("marks.txt", "## Fix\n\n1. Open it."),
    ):
        (tmp_path / name).write_text(text)
        article = import_article(tmp_path / name, "thing").article
        assert article["methods"][0]["steps"][0]["title"] == "Open it"


def test_a_page_nested_deeper_than_python_allows_is_read_and_a_bottomless_one_refused(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 1500 + "<ol><li>Open it.<li>Close it.</ol>")
    assert len(import_article(path, "thing").article["methods"][0]["steps"]) == 2
    path.write_text("<div>" * 9000 + "<ol><li>Open it.<li>Close it.</ol>")
    with pytest.raises(ArticleError, match="nested too deeply"):
        read(path)


def test_signs_that_no_reader_sees_do_no_harm(tmp_path):
    path = tmp_path / "signs.txt"
    path.write_text("Fix a thing\x07\n\n1. Open\x00 it.\n".replace("\x00", "\x1b") + "2. Close\u2028 it.\n")
    steps = import_article(path, "thing").article["methods"][0]["steps"]
    assert [step["text"] for step in steps] == ["Open it.", "Close it."]


def test_a_line_of_thousands_of_platforms_is_read(tmp_path):
    path = tmp_path / "platforms.txt"
    path.write_text("Android and iPhone, " * 12_000 + "\n\n1. Open it.\n2. Close it.\n")
    assert import_article(path, "thing").article["platforms"] == ["Android", "iPhone"]
