"""Markdown, HTML and text become one tree: nothing is cut, joined, or put where it does not belong."""

import pytest

from unstuck.drafting.page import MOST_BYTES, read
from unstuck.drafting.tree import Code, Listing, Note, Tabs, text_of
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
def test_a_soft_line_break_is_a_space(desk, name, text):
    assert items(desk.tree(text, name)) == ["Open the menu.", "Go."]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n1. Open it.\n\n![](a.png)\n\n2. Tap it.\n3. Go.\n",
        "# T\n\n1. Open it.\n\n```\nrun\n```\n\n1. Tap it.\n1. Go.\n",
        "# T\n\n1. Open it.\n\nIt may take a minute.\n\n2. Tap it.\n3. Go.\n",
    ],
)
def test_a_numbered_list_goes_on_behind_what_breaks_it(desk, text):
    tree = desk.tree(text)
    (listing,) = [block for block in tree.blocks if isinstance(block, Listing)]
    assert [text_of(*item.blocks).split("\n")[0] for item in listing.items] == ["Open it.", "Tap it.", "Go."]


def test_two_lists_with_text_between_that_both_begin_at_one_stay_two(desk):
    tree = desk.tree("# T\n\n1. Open it.\n2. Tap it.\n\nOn another phone:\n\n1. Hold it.\n2. Go.\n")
    assert [len(block.items) for block in tree.blocks if isinstance(block, Listing)] == [2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n**Method 1**: Restart it\n\n1. Go.\n",
        "# T\n\n**Method 1: Restart it**\n\n1. Go.\n",
        "# T\n\n**Method 1: Restart it:**\n\n- Go.\n",
    ],
)
def test_a_line_in_bold_above_others_is_a_heading(desk, text):
    assert [section.title.rstrip(":") for section in desk.tree(text).sections] == ["Method 1: Restart it"]


def test_bold_words_that_begin_a_sentence_are_none(desk):
    assert desk.tree("# T\n\n**Note:** this takes a while, and it may well take longer than that.\n").sections == ()


@pytest.mark.parametrize(
    "text",
    [
        '# T\n\n=== "Mac"\n\n    1. Open.\n\n=== "Windows"\n\n    1. Start.\n',
        '# T\n\n<Tabs>\n<TabItem value="m" label="Mac">\n\n1. Open.\n\n</TabItem>\n'
        '<TabItem value="w" label="Windows">\n\n1. Start.\n\n</TabItem>\n</Tabs>\n',
    ],
)
def test_tabs_are_kept_apart(desk, text):
    (tabs,) = [block for block in desk.tree(text).blocks if isinstance(block, Tabs)]
    assert [(label, text_of(*blocks)) for label, blocks in tabs.tabs] == [("Mac", "1. Open."), ("Windows", "1. Start.")]


@pytest.mark.parametrize(
    "text",
    ["!!! tip\n    Be quick.\n", ":::tip\nBe quick.\n:::\n", "> [!TIP]\n> Be quick.\n", "<aside>Be quick.</aside>\n"],
)
def test_boxes_are_remarks(desk, text):
    (note,) = desk.tree(f"# T\n\n{text}").blocks
    assert isinstance(note, Note)
    assert "Be quick." in text_of(note)


def test_what_is_folded_is_a_section(desk):
    tree = desk.tree(
        "# T\n\n<details><summary>It hums</summary>\n\nWait.\n\n</details>\n\n:::details It smokes\nRun.\n:::\n"
    )
    assert [(one.title, text_of(*one.blocks)) for one in tree.sections] == [("It hums", "Wait."), ("It smokes", "Run.")]


def test_links_keep_their_addresses_pictures_their_places_and_code_its_lines(desk):
    tree = desk.tree(
        "# T\n\nSee [it](https://a.example/b), then ![a key](https://a.example/k.png) go.\n\n```\na\nb\n```\n"
    )
    first, code = tree.blocks
    assert text_of(first) == "See [it](https://a.example/b), then [Picture: a key](https://a.example/k.png) go."
    assert isinstance(code, Code)
    assert code.text == "a\nb"


def test_links_that_are_not_https_are_told_and_not_linked(desk):
    text = "<h1>T</h1><p><a href='http://a.example'>one</a> <a href='javascript:x'>two</a> <a href='o.md'>three</a></p>"
    (block,) = desk.tree(text, "a.html").blocks
    assert text_of(block) == "one (http://a.example) two three"


def test_what_site_builders_read_is_no_text(desk):
    text = "---\ntitle: T\n---\nimport X from 'x'\n\n{% note %}Wait.{% endnote %}\n\n[a](https://b.example){:target=\"_blank\"}\n"
    tree = desk.tree(text)
    assert (tree.title, text_of(*tree.blocks)) == ("T", "Wait.\n[a](https://b.example)")


def test_menus_and_footers_are_around_the_page_and_scripts_are_nowhere(desk):
    page = read(
        desk.file(
            "<html><body><nav><a href=x>Home page</a></nav><main><h1>T</h1><p>Hold the key.</p></main>"
            "<footer>Imprint 2024</footer><script>alert(1)</script></body></html>",
            "a.html",
        )
    )
    assert text_of(*page.root.blocks) == "Hold the key."
    assert {"Home page", "Imprint 2024"} <= {text for _, text in page.around}
    assert "alert" not in str(page)


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.md", "---\ntitle: x\n---\n\n# One\n\ntwo\nthree\n\n## Four\n\n- five\n", [5, 7, 10, 12]),
        ("a.html", "<h1>One</h1>\n<p>two</p>\n<h2>Four</h2>\n<ul>\n<li>five</ul>", [1, 2, 3, 4]),
        ("a.txt", "One\n\ntwo and\nthree.\n\nFOUR\n\n- five\n", [1, 3, 6, 8]),
    ],
)
def test_every_part_knows_its_line(desk, name, text, lines):
    tree = desk.tree(text, name)
    (section,) = tree.sections
    assert [tree.line, tree.blocks[0].line, section.line, section.blocks[0].line] == lines


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


def test_titles_that_come_again_belong_to_the_one_above_them(desk):
    text = "# Help\n\n## No sound\n\nA.\n\n## Cause\n\nB.\n\n## Solution\n\nC.\n\n"
    text += "## No picture\n\nD.\n\n## Solution\n\nE.\n"
    root = desk.tree(text)
    assert [one.title for one in root.sections] == ["No sound", "Cause", "No picture"]
    root = desk.tree(text.replace("D.", "D.\n\n## Cause\n\nF."))
    assert [one.title for one in root.sections] == ["No sound", "No picture"]
    assert [one.title for one in root.sections[1].sections] == ["Cause", "Solution"]


def test_labels_that_come_again_are_headings(desk):
    text = "# Help\n\n## No sound\n\nTry:\n\n- A\n- B\n\n## No picture\n\nTry:\n\n- C\n\n## No smell\n\nOnce:\n\n- D\n"
    sections = desk.tree(text).sections
    assert [[one.title for one in section.sections] for section in sections] == [["Try:"], ["Try:"], []]


def test_of_a_text_with_ruled_headings_the_others_are_below(desk):
    text = "HELP\n====\n\nNo sound\n--------\nCAUSE:\n- A\n\nFIX:\n1. B\n2. C\n\n"
    text += "No picture\n----------\nFIX:\n1. D\n2. E\n"
    sections = desk.tree(text, "page.txt").sections
    assert [section.title for section in sections] == ["No sound", "No picture"]
    assert [one.title for one in sections[0].sections] == ["CAUSE:", "FIX:"]


def test_running_text_in_capitals_is_no_heading(desk):
    text = (
        "Licence\n\nTHE SOFTWARE IS PROVIDED AS IS AND\nWITHOUT WARRANTY OF ANY KIND\nWHATEVER IT MAY BE\n\nThe end.\n"
    )
    assert not desk.tree(text, "page.txt").sections


def test_counted_lines_with_text_below_each_are_headings(desk):
    text = "Help\n\n1. No sound\n\nTurn it up.\n\n2. No picture\n\nTurn it on.\n"
    assert [one.title for one in desk.tree(text, "page.txt").sections] == ["1. No sound", "2. No picture"]


def test_the_title_of_a_web_page_may_stand_in_its_front_matter(desk):
    assert desk.tree("---\ntitle: No sound\n---\n<p>Turn it up.</p>\n", "page.html").title == "No sound"
