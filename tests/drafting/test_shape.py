"""Parts of a page become what they are: lists that go on, headings in all but name, titles that come again."""

import pytest

from unstuck.drafting.tree import Listing, text_of


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n1. Open it.\n\n![](a.png)\n\n2. Tap it.\n3. Go.\n",
        "# T\n\n1. Open it.\n\n```\nrun\n```\n\n1. Tap it.\n1. Go.\n",
        "# T\n\n1. Open it.\n\nIt may take a minute.\n\n2. Tap it.\n3. Go.\n",
    ],
)
def test_a_numbered_list_goes_on_behind_what_breaks_it(tree, text):
    root = tree(text)
    (listing,) = [block for block in root.blocks if isinstance(block, Listing)]
    assert [text_of(*item.blocks).split("\n")[0] for item in listing.items] == ["Open it.", "Tap it.", "Go."]


def test_two_lists_with_text_between_that_both_begin_at_one_stay_two(tree):
    root = tree("# T\n\n1. Open it.\n2. Tap it.\n\nOn another phone:\n\n1. Hold it.\n2. Go.\n")
    assert [len(block.items) for block in root.blocks if isinstance(block, Listing)] == [2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n**Method 1**: Restart it\n\n1. Go.\n",
        "# T\n\n**Method 1: Restart it**\n\n1. Go.\n",
        "# T\n\n**Method 1: Restart it:**\n\n- Go.\n",
    ],
)
def test_a_line_in_bold_above_others_is_a_heading(tree, text):
    assert [section.title.rstrip(":") for section in tree(text).sections] == ["Method 1: Restart it"]


def test_bold_words_that_begin_a_sentence_are_none(tree):
    assert tree("# T\n\n**Note:** this takes a while, and it may well take longer than that.\n").sections == ()


def test_titles_that_come_again_belong_to_the_one_above_them(tree):
    text = "# Help\n\n## No sound\n\nA.\n\n## Cause\n\nB.\n\n## Solution\n\nC.\n\n"
    text += "## No picture\n\nD.\n\n## Solution\n\nE.\n"
    root = tree(text)
    assert [one.title for one in root.sections] == ["No sound", "Cause", "No picture"]
    root = tree(text.replace("D.", "D.\n\n## Cause\n\nF."))
    assert [one.title for one in root.sections] == ["No sound", "No picture"]
    assert [one.title for one in root.sections[1].sections] == ["Cause", "Solution"]


def test_labels_that_come_again_are_headings(tree):
    text = "# Help\n\n## No sound\n\nTry:\n\n- A\n- B\n\n## No picture\n\nTry:\n\n- C\n\n## No smell\n\nOnce:\n\n- D\n"
    sections = tree(text).sections
    assert [[one.title for one in section.sections] for section in sections] == [["Try:"], ["Try:"], []]


def test_text_behind_a_folded_section_is_not_part_of_it(tree):
    root = tree("# T\n\n<details><summary>It hums</summary>\n\nWait.\n\n</details>\n\nOne more thing.\n")
    assert [(one.title, text_of(*one.blocks)) for one in root.sections] == [
        ("It hums", "Wait."),
        ("", "One more thing."),
    ]


def test_a_picture_and_a_remark_between_two_steps_belong_to_the_first(tree):
    root = tree("# T\n\n1. Open it.\n\n![k](https://a.example/k.png)\n\n> [!TIP]\n> Be quick.\n\n2. Go.\n")
    (listing,) = root.blocks
    assert [text_of(*item.blocks) for item in listing.items] == [
        "Open it.\n[Picture: k](https://a.example/k.png)\nBe quick.",
        "Go.",
    ]


def test_a_deeper_heading_is_in_the_one_above_it_and_a_higher_one_ends_both(tree):
    root = tree("# T\n\n## A\n\n### B\n\nb\n\n## C\n\nc\n")
    assert [(one.title, [inner.title for inner in one.sections]) for one in root.sections] == [("A", ["B"]), ("C", [])]


@pytest.mark.parametrize(
    "line",
    [
        "**Go on now.**",
        f"**{'Very long words ' * 8}**",
        "**![k](https://a.example/k.png)**",
        "**Save** and go:",
        "Once:",
    ],
)
def test_a_line_in_bold_that_is_a_sentence_or_a_picture_is_no_heading(tree, line):
    assert tree(f"# T\n\nText.\n\n{line}\n\nMore.\n").sections == ()


def test_a_line_in_bold_with_nothing_below_it_is_text(tree):
    root = tree("# T\n\n**Save it**\n\n## Next\n\nText.\n\n**The end**\n")
    assert [one.title for one in root.walk()] == ["T", "Next"]


def test_lists_that_are_not_counted_do_not_go_on(tree):
    root = tree("# T\n\n- a\n- b\n\n![k](https://a.example/k.png)\n\n- c\n\n1. d\n2. e\n")
    assert [len(block.items) for block in root.blocks if isinstance(block, Listing)] == [2, 1, 2]


def test_the_numbers_of_steps_that_stand_alone_above_them_are_headings(tree):
    root = tree("# T\n\nAbout it.\n\nStep 1\n\nOpen it.\n\nStep 2\n\nTap it.\n")
    assert [section.title for section in root.sections] == ["Step 1", "Step 2"]


def test_a_number_beside_a_heading_belongs_to_it(tree):
    root = tree("<h1>T</h1><div>1</div><h2>Open it</h2><p>Go.</p><div>2</div><h2>Tap it</h2><p>Go.</p>", "a.html")
    assert [section.title for section in root.sections] == ["1. Open it", "2. Tap it"]


def test_lists_that_are_each_named_by_the_line_above_them_are_sections(tree):
    root = tree("# T\n\n## Reset\n\nWait.\n\nOn Android:\n\n1. Hold.\n2. Tap.\n\nOn iPhone:\n\n1. Press.\n2. Go.\n")
    (reset,) = root.sections
    assert text_of(*reset.blocks) == "Wait."
    assert [one.title for one in reset.sections] == ["On Android", "On iPhone"]


def test_signed_and_numbered_lines_of_running_text_are_lists(tree):
    root = tree("# T\n\nDo this:<br>1. Tap.<br>2. Go.\n\n• Hum.<br>• Smoke.\n")
    assert text_of(*root.blocks) == "Do this:\n1. Tap.\n2. Go.\n- Hum.\n- Smoke."
