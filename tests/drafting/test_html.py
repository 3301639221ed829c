"""HTML becomes blocks: nothing is cut, joined, or put where it does not belong."""

import pytest

from unstuck.drafting.tree import Code, Note, Paragraph, text_of


def test_links_keep_their_addresses_pictures_their_places_and_code_its_lines(tree):
    root = tree("# T\n\nSee [it](https://a.example/b), then ![a key](https://a.example/k.png) go.\n\n```\na\nb\n```\n")
    first, code = root.blocks
    assert text_of(first) == "See [it](https://a.example/b), then [Picture: a key](https://a.example/k.png) go."
    assert isinstance(code, Code)
    assert code.text == "a\nb"


def test_links_that_are_not_https_are_told_and_not_linked(tree):
    text = "<h1>T</h1><p><a href='http://a.example'>one</a> <a href='javascript:x'>two</a> <a href='o.md'>three</a></p>"
    (block,) = tree(text, "a.html").blocks
    assert text_of(block) == "one (http://a.example) two three"


def blocks(tree, markup):
    return [text_of(block) for block in tree(f"<h1>T</h1>{markup}", "a.html").blocks]


def test_a_line_break_that_a_page_asks_for_stays_and_two_part_paragraphs(tree):
    assert blocks(tree, "<p>1. Open it.<br>2. Close\nit.<br><br>Done.</p>") == ["1. Open it.\n2. Close it.", "Done."]


@pytest.mark.parametrize(
    "inside",
    ["<svg><title>Gear</title></svg>", "<input type=checkbox>", "<!-- icon -->", "<span><script>1</script></span>"],
)
def test_what_nobody_reads_cuts_no_sentence(tree, inside):
    assert blocks(tree, f"<p>Tap {inside} and hold.</p>") == ["Tap and hold."]


def test_a_button_in_a_sentence_is_its_word_and_one_that_works_the_page_is_none(tree):
    assert blocks(tree, "<p>Tap <button>Save</button> and go.</p><p>Wait.</p><button>Copy</button>") == [
        "Tap **Save** and go.",
        "Wait.",
    ]


@pytest.mark.parametrize(
    "code",
    ["<pre>$ adb\n  device<button>Copy</button></pre>", "<pre><span>$ adb<br></span><span>  device<br></span></pre>"],
)
def test_code_and_what_it_prints_keep_their_lines(tree, code):
    assert blocks(tree, code) == ["$ adb\n  device"]


def test_lists_stand_in_each_other_and_begin_where_they_say(tree):
    assert blocks(tree, "<ol start=3><li>Open it<ul><li>on a phone<li>on a tablet</ul><li><p>Go</p></ol>") == [
        "3. Open it\n- on a phone\n- on a tablet\n4. Go"
    ]


def test_a_table_has_rows_and_one_that_only_lays_out_is_none(tree):
    table = "<table><tr><th>Phone<th>Key<tr><td><p>S8</p><td>left<br>side</table>"
    laid = "<table><tr><td><p>Hold it.</p></table>"
    assert blocks(tree, table + laid) == ["Phone | Key\nS8 | left side", "Hold it."]


def test_the_sign_beside_a_heading_is_not_its_title(tree):
    root = tree("<h1>T</h1><h2>Restart<a href='#restart'>¶</a></h2><p>Go, see <a href='#f'>below</a>.</p>", "a.html")
    (section,) = root.sections
    assert (section.title, text_of(*section.blocks)) == ("Restart", "Go, see below.")


def test_links_of_a_page_that_says_where_it_stands_are_whole_and_those_into_itself_are_none(tree):
    head = "<link rel=canonical href=https://a.example/help/x>"
    text = f"<html><head>{head}</head><body><h1>T</h1><p><a href='../y'>one</a> <a href='#z'>two</a></p></body></html>"
    (block,) = tree(text, "a.html").blocks
    assert text_of(block) == "[one](https://a.example/y) two"


ROW = "<ul role=tablist><li role=tab>iPhone<li role=tab>Android</ul>"
PANELS = "<div role=tabpanel><ol><li>Hold it.</ol></div><div role=tabpanel hidden><p>Tap it.</p></div>"


def test_the_tabs_of_a_web_page_have_the_names_in_the_row_above_them(tree):
    assert blocks(tree, ROW + PANELS) == ["iPhone:\n1. Hold it.\nAndroid:\nTap it."]


def test_a_row_of_tabs_without_panels_is_a_list(tree):
    assert blocks(tree, ROW) == ["- iPhone\n- Android"]


def test_terms_and_folded_questions_are_sections(tree):
    markup = "<dl><dt>It hums</dt><dd>Wait.</dd></dl><details><summary><b>It smokes</b></summary><p>Run.</p></details>"
    sections = tree(f"<h1>T</h1>{markup}", "a.html").sections
    assert [(one.title, text_of(*one.blocks)) for one in sections] == [("It hums", "Wait."), ("It smokes", "Run.")]


def test_labels_are_bold_once_and_with_the_spaces_around_them(tree):
    assert blocks(tree, "<p>Press<b> Save </b>or <b>Save</b><b> as</b>, <kbd>Ctrl</kbd>+<code>S</code>.</p>") == [
        "Press **Save** or **Save as**, **Ctrl**+**S**."
    ]


@pytest.mark.parametrize("markup", ["<div class='admonition tip'>{}</div>", "<section class=callout>{}</section>"])
def test_a_box_beside_the_text_is_a_remark_and_a_quotation_is_text(tree, markup):
    said = "<p>Be quick.</p>"
    root = tree(f"<h1>T</h1>{markup.format(said)}<blockquote>{said}</blockquote><div class=step>{said}</div>", "a.html")
    assert [type(block) for block in root.blocks] == [Note, Paragraph, Paragraph]


def test_what_has_a_heading_of_its_own_is_a_section_whatever_it_is_called(tree):
    root = tree("<h1>T</h1><section class=release-note><h2>Open it</h2><p>Go.</p></section>", "a.html")
    assert [section.title for section in root.sections] == ["Open it"]


def test_a_table_inside_a_table_is_one_and_the_outer_only_lays_out(tree):
    inner = "<table><tr><td>S8<td>left<tr><td><td></table>"
    assert blocks(tree, f"<table><tr><td>Hold it.<td>{inner}</table>") == ["Hold it.", "S8 | left"]


def test_an_address_that_is_its_own_word_is_told_once(tree):
    links = "<a href=http://a.example>http://a.example</a> <a href=https://b.example/c>https://b.example/c</a>"
    assert blocks(tree, f"<p>{links} <b>Open <code>x</code></b> <b> </b></p>") == [
        "http://a.example https://b.example/c Open **x**"
    ]


def test_a_panel_without_a_name_keeps_its_first_sentence(tree):
    panels = "<div role=tabpanel><p>On a Mac</p><p>Tap.</p></div><div role=tabpanel><p>Hold it.</p></div>"
    assert blocks(tree, panels) == ["On a Mac:\nTap.\n:\nHold it."]


def test_a_heading_that_is_a_button_is_a_heading(tree):
    root = tree("<h1>T</h1><h2><button>Open it <svg></svg></button></h2><p>Go.</p>", "a.html")
    assert [section.title for section in root.sections] == ["Open it"]


def test_a_list_of_links_leads_elsewhere_wherever_they_lead(tree):
    def leads(entries):
        return tree(f"<h1>T</h1><ul>{entries}</ul>", "a.html").blocks[0].leads

    assert leads("<li><a href=b.html>Open <b>it</b></a><li><a href=#c>Go</a>")
    assert not leads("<li><a href=b.html>Open it</a><li>Go")


def test_a_list_that_begins_at_no_number_begins_at_one(tree):
    (_, listing) = tree('# T\n\nDo this.\n\n<ol start="²"><li>Open it.</li><li>Close it.</li></ol>\n').blocks
    assert listing.start == 1


@pytest.mark.parametrize("line", ["abc", "9" * 5_000], ids=["no number", "a long one"])
def test_a_line_that_a_page_claims_for_itself_breaks_nothing(tree, line):
    blocks = tree(f'# T\n\nDo this.\n\n<p data-line="{line}">Open it.</p>\n').blocks
    assert text_of(*blocks) == "Do this.\nOpen it."
