"""What is seen of a section."""

import numpy as np

from unstuck.drafting.features import FIRST_WORDS, bare, features, sections

TEXT = "# T\n\nIntro.\n\n## A\n\n### B\n\n1. [Go](https://a.example/b)\n2. **Wait**\n\n## C?\n\n{}\n"


def test_each_section_knows_those_above_it_and_its_place(tree):
    root = tree(TEXT.format("x"))
    assert [
        (one.section.title, [above.title for above in one.above], one.place, one.siblings) for one in sections(root)
    ] == [("T", [], 0, 1), ("A", ["T"], 0, 2), ("B", ["T", "A"], 0, 1), ("C?", ["T"], 1, 2)]


def test_of_a_section_its_title_and_the_beginning_of_its_text_are_read_without_signs(tree):
    read = []

    def embed(text):
        read.append(text)
        return np.zeros(2, dtype=np.float32)

    rows = features(sections(tree(TEXT.format("word " * 200))), embed)
    assert read[:6] == ["T", "Intro.", "A", "…", "B", "1. Go\n2. Wait"]
    assert read[7] == ("word " * 200)[:FIRST_WORDS]
    assert rows.shape[0] == 4
    assert np.isfinite(rows).all()


def test_a_page_without_a_title_is_known_by_its_first_words(tree):
    read = []
    features(sections(tree("Go on.\n", "a.txt")), lambda text: read.append(text) or np.zeros(2, dtype=np.float32))
    assert read == ["Go on.", "Go on."]


def test_sections_of_the_same_words_differ_by_their_form(tree):
    def form(text):
        return features(sections(tree(f"# T\n\n## A\n\n{text}")), lambda words: np.zeros(1, dtype=np.float32))[1]

    forms = [form(text) for text in ("Go. Wait.\n", "1. Go.\n2. Wait.\n", "- Go.\n- Wait.\n", "```\nGo. Wait.\n```\n")]
    assert all((one != other).any() for place, one in enumerate(forms) for other in forms[place + 1 :])


def test_signs_are_no_words():
    assert bare("Tap **Save**, see [it](https://a.example/b).") == "Tap Save, see it."
