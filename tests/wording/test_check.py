"""What a language lacks, or has in another form, is named."""

from __future__ import annotations

import pytest

from tests.wording.tenth import OTHERS, SHIPPED, wanted
from unstuck.wording.check import faults
from unstuck.wording.responses import Translation

GREETED = "Hi, {name}: **{count}** of {all}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_text_with_the_placeholders_forms_and_labels_of_english(language):
    assert list(faults(wanted(), SHIPPED.translations[language])) == []


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ("Saluton, {name}: **{count}** el {all}", ""),
        ({"count": {"one": "{name}: **unu** el {all}", "other": "{name}: **{count}** el {all}"}}, ""),
        ("Saluton: **{count}** el {all}", "{name} lacks"),
        ("Saluton, {nomo}, {name}: **{count}** el {all}", "{nomo} is filled by nothing"),
        ("Saluton, {name}: {count} el {all}", "pairs of stars"),
        ("Saluton, {name}:\n**{count}** el {all}", "number of lines"),
        ("Saluton, {name: **{count}** el {all}", "brace"),
        ({"count": {"one": "{name}: **{count}** el {all}"}}, "other lack"),
        ({"count": {"few": "x", "one": "x", "other": "x"}}, "no form few"),
        ({"nombro": {"one": "x", "other": "x"}}, "can decide nothing"),
    ],
)
def test_the_check_names_what_is_not_as_in_english(own, why):
    from unstuck.wording.english import Sentence

    found = list(faults([Sentence("bot.utter_x", GREETED)], Translation("eo", "Esperanto", bot={"utter_x": own})))
    assert (why in "\n".join(found)) if why else not found


def test_a_text_that_nobody_has_translated_and_one_that_nobody_needs_are_named():
    found = list(faults(wanted(), Translation("eo", "Esperanto", bot={"utter_hullo": "Saluton"})))
    assert "bot.utter_hullo: there is no such text in English; correct the name, or remove it" in found
    assert len([why for why in found if "lacks; translate" in why]) == len(wanted())
