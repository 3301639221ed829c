"""What stands in a section becomes the steps of fixes, whole and in order."""

import pytest

from unstuck.drafting.steps import counted_among, fixes_of, titled, uncounted


@pytest.fixture
def fixes(tree):
    """The fixes of a text below the heading "Reset"."""

    def fixes_of_text(text: str, steps: bool = False):
        return fixes_of("Reset", 1, 0.9, tree(f"# T\n\n{text}").blocks, lambda texts: steps)

    return fixes_of_text


def told(fixes):
    return {fix.title: [step.text for step in fix.steps] for fix in fixes}


def test_tabs_become_alternatives_and_no_sequence(fixes):
    text = '=== "Android"\n\n    1. Open Glimmer.\n    2. Tap Reset.\n\n=== "iPhone"\n\n    1. Swipe left.\n'
    found = fixes(f"Sign out first.\n\n{text}")
    assert told(found) == {
        "Reset: Android": ["Open Glimmer.", "Tap Reset."],
        "Reset: iPhone": ["Swipe left."],
    }
    assert found[0].why == "Sign out first."


def test_a_step_for_some_devices_stays_one_step(fixes):
    text = "1. Open it:\n   - On Samsung: hold the key.\n   - On Pixel: tap twice.\n2. Go.\n"
    (fix,) = fixes(text)
    assert [step.text for step in fix.steps] == ["Open it:\n- On Samsung: hold the key.\n- On Pixel: tap twice.", "Go."]
    assert fix.explicit


def test_prose_stays_whole_where_its_paragraphs_do_not_say_what_to_do(fixes):
    (fix,) = fixes("Open the settings. Clear the cache, and start it again.\n\nThen wait.\n", steps=False)
    assert told([fix]) == {"Reset": ["Open the settings. Clear the cache, and start it again.\nThen wait."]}
    assert not fix.explicit


def test_paragraphs_that_say_what_to_do_are_a_step_each_and_none_is_cut(fixes):
    (fix,) = fixes("Open the settings. Clear the cache.\n\nThen wait.\n", steps=True)
    assert told([fix]) == {"Reset": ["Open the settings. Clear the cache.", "Then wait."]}


def test_what_stands_before_the_steps_is_why_and_what_stands_behind_one_helps_with_it(fixes):
    steps = "1. Open it.\n   > [!TIP]\n   > Swipe down.\n2. Run:\n   ```\n   $ go\n   ok\n   ```\n"
    text = f"It takes a minute.\n\n{steps}\nDone.\n"
    (fix,) = fixes(text)
    assert fix.why == "It takes a minute."
    assert [(step.text, step.help) for step in fix.steps] == [("Open it.", "Swipe down."), ("Run:\n$ go\nok", "Done.")]


def test_the_entries_of_a_list_that_is_not_counted_are_steps_where_they_tell_what_to_do(fixes):
    text = "Either:\n\n- it was the cable\n- or the plug\n"
    assert len(fixes(text, steps=True)[0].steps) == 2
    assert told(fixes(text)) == {"Reset": ["Either:\n- it was the cable\n- or the plug"]}


def test_a_list_that_only_leads_elsewhere_holds_no_steps(fixes):
    (fix,) = fixes("- [Here](https://a.example/b)\n- [There](https://a.example/c)\n")
    assert len(fix.steps) == 1


def test_a_section_without_text_has_no_step(fixes):
    (fix,) = fixes_of("Reset", 1, 0.9, (), lambda texts: False)
    assert (fix.title, fix.steps) == ("Reset", [])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("**Open it.** Then go.", ("Open it", "Then go.")),
        ("**Open it**: go.", ("Open it", "go.")),
        ("**Open it**\nGo.", ("Open it", "Go.")),
        ("Restart the phone\nHold the key.", ("Restart the phone", "Hold the key.")),
        ("**Tap** the key.", ("", "**Tap** the key.")),
        ("Tap **Save**. Go.", ("", "Tap **Save**. Go.")),
        ("Run this:\n$ go", ("", "Run this:\n$ go")),
        ("Choose one\n- this\n- that", ("", "Choose one\n- this\n- that")),
        ("**Open it**", ("", "**Open it**")),
    ],
)
def test_a_step_has_the_title_that_it_gives_itself(text, parts):
    assert titled(text) == parts


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("1. Restart", "Restart"),
        ("(2) Restart", "Restart"),
        ("3 - Restart", "Restart"),
        ("#4 – Restart", "Restart"),
        ("1.2. Restart", "Restart"),
        ("1、重启", "重启"),
        ("7-Zip fails", "7-Zip fails"),
        ("2-step login fails", "2-step login fails"),
        ("2.4 GHz is not found", "2.4 GHz is not found"),
        ("10:30 is not shown", "10:30 is not shown"),
        ("24 – 48 hours later", "24 – 48 hours later"),
        ("5G is slow", "5G is slow"),
        ("404", "404"),
    ],
)
def test_a_title_loses_the_number_that_counts_it_and_no_other(title, bare):
    assert uncounted(title) == bare


@pytest.mark.parametrize(
    ("titles", "bare"),
    [
        (["Method 1: Restart", "Method 2: Reset", "Still stuck?"], ["Restart", "Reset", "Still stuck?"]),
        (["Step 1 of 3: Go", "Step 2 of 3: Wait"], ["Go", "Wait"]),
        (["Schritt 1/2 – Los", "Schritt 2/2 – Warte"], ["Los", "Warte"]),
        (["Fix #1 - Go", "fix #2 - Wait"], ["Go", "Wait"]),
        (["Step 1 Use 3 fingers", "Step 2 Use 2 fingers"], ["Use 3 fingers", "Use 2 fingers"]),
        (["Windows 7", "Windows 10"], ["Windows 7", "Windows 10"]),
        (["Step 1", "Step 2"], ["Step 1", "Step 2"]),
        (["Option 2: Go"], ["Option 2: Go"]),
    ],
)
def test_titles_that_count_beside_each_other_lose_their_count(titles, bare):
    assert counted_among(titles) == bare
