import pytest

from unstuck.errors import ModelError
from unstuck.understanding.clauses import MOST_CLAUSES, ClauseSplitter


@pytest.fixture(scope="module")
def splitter(root):
    return ClauseSplitter.load(root / "data" / "entities")


def texts(splitter, text):
    return [clause.text for clause in splitter.split(text)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("pfp wont change", ["pfp wont change"]),
        ("it's a heic and also I changed it five times", ["it's a heic", "I changed it five times"]),
        ("Hi! It spins. Then it stops, but no photo", ["Hi", "It spins", "Then it stops", "no photo"]),
        ("it's not the wifi it's the permission", ["it's not the wifi", "it's the permission"]),
        ("", []),
        (" ,,, ", []),
    ],
)
def test_a_message_falls_into_clauses(splitter, text, clauses):
    assert texts(splitter, text) == clauses


def test_a_clause_tells_where_it_stands(splitter):
    text = "it spins, and my wifi is slow"
    assert [text[clause.start : clause.end] for clause in splitter.split(text)] == ["it spins", "my wifi is slow"]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("it's not the wifi", "it's the wifi"),
        ("its not my internet", "it's my internet"),
        ("it isn't heic", "it's heic"),
        ("not the wifi", "it's the wifi"),
        ("no its not heic", "it's heic"),
        ("my account isn't banned", "my account it's banned"),
        ("my wifi is totally fine", "my wifi is the problem"),
        ("ios is up to date", "ios is out of date"),
        ("i haven't changed it often", "i changed it often"),
        ("nothing wrong with my connection", "it's my connection"),
        ("I don't think it's the wifi", "it's the wifi"),
        ("not because of wifi", "it's because of wifi"),
    ],
)
def test_a_clause_that_rules_something_out_says_what(splitter, text, denied):
    assert [clause.denied for clause in splitter.split(text)] == [denied]


@pytest.mark.parametrize(
    "text",
    [
        "it's not working",
        "not loading",
        "wifi not working",
        "threads isn't letting me",
        "it isn't changing",
        "works on wifi not on 5g",
        "i only see like 3 pics not my whole camera roll",
        "it worked fine yesterday",
        "not now",
        "I don't see that",
    ],
)
def test_trouble_is_not_taken_for_a_denial(splitter, text):
    assert not any(clause.denied for clause in splitter.split(text))


def test_a_very_long_message_has_few_clauses(splitter):
    assert len(splitter.split("it spins, " * 1_000)) == MOST_CLAUSES


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ModelError) as caught:
        ClauseSplitter.load(tmp_path)
    assert caught.value.code == "no_clauses"
