"""A message falls into the things that it says, with or without punctuation."""

import pytest

from unstuck.understanding import parser
from unstuck.understanding.clauses import MOST_CLAUSES, beside, covered, split


def clauses(text, *whole):
    spans = [(text.index(part), text.index(part) + len(part)) for part in whole]
    return split(parser.load()(text), spans)


def texts(text, *whole):
    return [clause.text for clause in clauses(text, *whole)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pfp wont change", ["pfp wont change"]),
        ("it's a heic and also I changed it five times", ["it's a heic", "I changed it five times"]),
        ("Hi! It spins. Then it stops", ["Hi!", "It spins.", "it stops"]),
        ("it's not the wifi it's the permission", ["it's not the wifi", "it's the permission"]),
        ("i reinstalled it nothing helps", ["i reinstalled it", "nothing helps"]),
        (
            "i did not restart yet and i dont want to delete the app",
            ["i did not restart yet", "i dont want to delete the app"],
        ),
        (
            "I turned on full access like it says but it still doesn't work",
            ["I turned on full access like it says", "it still doesn't work"],
        ),
        ("restarted, reinstalled, cleared the cache", ["restarted", "reinstalled", "cleared the cache"]),
        ("- restarted\n- reinstalled\n- same error", ["restarted", "reinstalled", "same error"]),
        ("it says the update failed", ["it says the update failed"]),
        ("", []),
        (" ,,, ", []),
    ],
)
def test_a_message_falls_into_clauses(text, parts):
    assert texts(text) == parts


@pytest.mark.parametrize(
    "text", ["when i choose a jpeg it says the update failed", "if i pick a small picture, it still fails"]
)
def test_a_condition_stays_with_what_then_happens(text):
    assert texts(text) == [text]


def test_a_question_of_one_s_own_and_its_answer_are_one_clause():
    found = clauses("Restart phone? yes. Closed app? yes. Other picture? no.")
    assert [(one.text, one.asks) for one in found] == [
        ("Restart phone? yes.", False),
        ("Closed app? yes.", False),
        ("Other picture? no.", False),
    ]


def test_what_is_ticked_off_or_crossed_out_ends_with_its_mark():
    parts = texts("force quit ✔ restart ✔ reinstall ✘", "force quit", "restart", "reinstall")
    assert parts == ["force quit ✔", "restart ✔", "reinstall ✘"]


def test_names_are_never_cut_and_can_stand_in_a_list_by_themselves():
    text = "force quit and reopen, airplane mode"
    assert texts(text, "force quit and reopen", "airplane mode") == ["force quit and reopen", "airplane mode"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("can you tell me how long that takes?", True),
        ("is it the wifi", True),
        ("what does heic mean", True),
        ("when i tap done it fails", False),
        ("it is the wifi", False),
        ("done, do i wait now", True),
        ("btw is this a bug or my phone", True),
        ("if i delete it does my account go too", True),
        ("here is the picture", False),
        ("all it does is it crashes", False),
    ],
)
def test_a_clause_tells_whether_it_has_the_form_of_a_question(text, asks):
    assert any(one.asks for one in clauses(text)) is asks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("opened it again, do i wait now", ["opened it again", "do i wait now"]),
        ("does it need time or do i do it again", ["does it need time", "do i do it again"]),
        ("whats the fix and how long will it take", ["whats the fix", "how long will it take"]),
    ],
)
def test_a_question_begins_at_its_auxiliary(text, parts):
    assert texts(text) == parts


def test_a_clause_tells_where_it_stands():
    text = "it spins, and my wifi is slow"
    assert [text[one.start : one.end] for one in clauses(text)] == ["it spins", "my wifi is slow"]


def test_what_stands_beside_facts_counts_unless_too_little_is_left():
    text = "the upload on my iPhone SE hangs"
    (clause,) = clauses(text)
    device = [(text.index("my"), text.index("hangs"))]
    assert covered(clause, device) == beside(clause, device) == "the upload on hangs"
    (short,) = clauses("iPhone SE hangs")
    assert (covered(short, [(0, 9)]), beside(short, [(0, 9)])) == ("hangs", "iPhone SE hangs")


def test_a_very_long_message_has_few_clauses():
    assert len(clauses("it spins. " * 200)) == MOST_CLAUSES


@pytest.mark.parametrize(
    ("text", "asks_what"), [("how do i know", True), ("is it too big?", False), ("it is big", False)]
)
def test_a_clause_tells_whether_yes_or_no_answers_it(text, asks_what):
    assert any(one.asks_what for one in clauses(text)) is asks_what
