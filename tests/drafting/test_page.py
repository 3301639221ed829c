"""A file becomes a page, whatever it is written in; what is none is refused in one sentence."""

import pytest

from unstuck.drafting.page import MOST_BYTES, read
from unstuck.drafting.tree import Listing, text_of
from unstuck.errors import ArticleError


def items(section):
    return [text_of(*item.blocks) for block in section.blocks if isinstance(block, Listing) for item in block.items]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# T\n\n1. Open the\n   menu.\n2. Go.\n"),
        ("a.html", "<h1>T</h1><ol><li>Open the\nmenu.<li>Go.</ol>"),
        ("a.txt", "T\n\n1) Open the\n   menu.\n2) Go.\n"),
    ],
)
def test_a_soft_line_break_is_a_space(tree, name, text):
    assert items(tree(text, name)) == ["Open the menu.", "Go."]


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.md", "---\ntitle: x\n---\n\n# One\n\ntwo\nthree\n\n## Four\n\n- five\n", [5, 7, 10, 12]),
        ("a.html", "<h1>One</h1>\n<p>two</p>\n<h2>Four</h2>\n<ul>\n<li>five</ul>", [1, 2, 3, 4]),
        ("a.txt", "One\n\ntwo and\nthree.\n\nFOUR\n\n- five\n", [1, 3, 6, 8]),
    ],
)
def test_every_part_knows_its_line(tree, name, text, lines):
    root = tree(text, name)
    (section,) = root.sections
    assert [root.line, root.blocks[0].line, section.line, section.blocks[0].line] == lines


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b" \n\t\n", "import_empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "import_binary"),
        ("Tür öffnen".encode("latin-1"), "import_not_utf8"),
        (b"x" * (MOST_BYTES + 1), "import_too_large"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(tmp_path, content, code):
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError) as refused:
        read(path)
    assert refused.value.code == code
    assert "\n" not in refused.value.message


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(ArticleError) as refused:
        read(tmp_path / "missing.txt")
    assert refused.value.code == "import_unreadable"


def test_the_title_of_a_web_page_may_stand_in_its_front_matter(tree):
    assert tree("---\ntitle: No sound\n---\n<p>Turn it up.</p>\n", "page.html").title == "No sound"


def test_a_page_of_one_sentence_has_no_title_but_its_text(tree):
    root = tree("Restart the phone, then try again.\n", "a.txt")
    assert (root.title, text_of(*root.blocks)) == ("", "Restart the phone, then try again.")


def test_what_a_site_puts_behind_its_titles_is_no_title(tree):
    assert tree("<title>It hums | Help - Acme</title><p>Wait.</p><p>Go.</p>", "a.html").title == "It hums"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<h1>It <b>hums</b></h1><p>Wait.</p>", "It hums"),
        ("# It hums\n\nWait.\n", "It hums"),
        ("It hums\n\nWait.\n", "It hums"),
    ],
)
def test_a_file_of_any_name_is_read_as_what_it_looks_like(tree, text, title):
    root = tree(text, "saved.page")
    assert (root.title, text_of(*root.blocks)) == (title, "Wait.")


def test_what_windows_and_old_macs_write_is_read(tmp_path):
    for number, ends in enumerate(("\r\n", "\r")):
        path = tmp_path / f"{number}.md"
        path.write_bytes(b"\xef\xbb\xbf" + f"# Tür{ends}{ends}Go\x07 on.{ends}".encode())
        root = read(path).root
        assert (root.title, text_of(*root.blocks), root.blocks[0].line) == ("Tür", "Go on.", 3)
