"""In which ways a word is typed."""

from unstuck.understanding.languages.writing import forms


def test_the_forms_of_a_word_are_without_marks_and_with_the_other_letters():
    assert set(forms("größe", {"ö": "oe", "ß": "ss"})) == {"große", "groesse"}
    assert set(forms("أخرى", {"ى": "ي"})) == {"اخرى", "اخري"}
