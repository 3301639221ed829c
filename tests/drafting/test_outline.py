"""What belongs below what, and how many problems a page has."""

from unstuck.drafting.features import sections
from unstuck.drafting.kinds import Judged, Kind
from unstuck.drafting.outline import outline, problems


def shape(node):
    """Titles and kinds of what is below a node."""
    return [(one.title, one.kind, *shape(one)) for one in node.nodes]


def test_steps_that_are_sections_belong_to_the_fix_above_them(outlined):
    text = "# T\n\n## Reset it\n\nDo this.\n\n## Step 1: Open it\n\nTap.\n\n## Step 2: Close it\n\nTap.\n"
    root = outlined(text, Reset=Kind.FIX, Step=Kind.STEP)
    assert shape(root) == [("Reset it", Kind.FIX, ("Open it", Kind.STEP), ("Close it", Kind.STEP))]


def test_a_fix_that_counts_its_steps_takes_no_more(outlined):
    text = "# T\n\n## Reset it\n\n1. Tap.\n2. Go.\n\n## Step\n\nTap.\n"
    assert [node.title for node in outlined(text, Reset=Kind.FIX, Step=Kind.STEP).nodes] == ["Reset it", "Step"]


def test_causes_that_are_announced_are_below_what_announces_them(outlined):
    text = "# T\n\n## Causes\n\nThere are two:\n\n## Why 1: The clock\n\nWrong.\n\n## Why 2: The net\n\nSlow.\n"
    root = outlined(text, Causes=Kind.CAUSE, Why=Kind.CAUSE)
    assert shape(root) == [("Causes", Kind.CAUSE, ("The clock", Kind.CAUSE), ("The net", Kind.CAUSE))]


def test_an_unsure_fix_without_steps_is_an_answer_and_one_with_steps_stays(outlined):
    text = "# T\n\n## Reset it\n\nMaybe.\n\n## Reset that\n\n1. Tap.\n2. Go.\n"
    assert [node.kind for node in outlined(text, sureness=0.2, Reset=Kind.FIX).nodes] == [Kind.ANSWER, Kind.FIX]


def test_what_counts_what_to_do_is_a_fix_whatever_it_was_taken_for(outlined):
    text = "# T\n\n## How\n\n1. Tap.\n2. Go.\n"
    assert [outlined(text, steps, How=Kind.ANSWER).nodes[0].kind for steps in (True, False)] == [Kind.FIX] * 2


def test_sections_that_are_counted_and_say_what_to_do_are_the_steps_of_one_fix(outlined):
    text = "# T\n\n## 1 Tap\n\nAt the top.\n\n## 2 Go\n\nBelow.\n"
    kinds = {"1": Kind.NAVIGATION, "2": Kind.ANSWER}
    assert [node.kind for node in outlined(text, True, **kinds).nodes] == [Kind.STEP] * 2
    assert [node.kind for node in outlined(text, False, **kinds).nodes] == [Kind.NAVIGATION, Kind.ANSWER]


def test_a_section_with_what_it_looks_like_and_a_way_out_is_a_problem(outlined):
    text = "# T\n\n## It hums\n\n### Sign\n\nA hum.\n\n### Way\n\nWait.\n"
    assert shape(outlined(text, Way=Kind.FIX)) == [("It hums", Kind.PROBLEM, ("Sign", Kind.ABOUT), ("Way", Kind.FIX))]


TWO = "# T\n\n## Group\n\n### Hum\n\nWait.\n\n### Smoke\n\nRun.\n\n### Reset\n\n1. Tap.\n\n### Read\n\nMore.\n"


def test_of_several_problems_each_is_one_whatever_groups_them_and_fixes_beside_them_are_kept(outlined):
    found = problems(outlined(TWO, Hum=Kind.PROBLEM, Smoke=Kind.PROBLEM, Reset=Kind.FIX, Read=Kind.NAVIGATION))
    assert [(node.title, node.kind) for node in found] == [(title, Kind.PROBLEM) for title in ("Hum", "Smoke", "Reset")]


def test_one_problem_or_more_fixes_than_problems_are_one_page(outlined):
    assert problems(outlined(TWO, Hum=Kind.PROBLEM, Reset=Kind.FIX)) == ()
    flat = "# T\n\n## Hum\n\nWait.\n\n## Smoke\n\nRun.\n\n## Fix a\n\nGo.\n\n## Fix b\n\nGo.\n"
    assert problems(outlined(flat, Hum=Kind.PROBLEM, Smoke=Kind.PROBLEM, Fix=Kind.FIX)) == ()


def test_steps_behind_what_is_no_fix_stand_for_themselves_and_a_lone_one_is_a_fix(outlined):
    text = "# T\n\n## Why\n\nOld.\n\n## Step a\n\nTap.\n"
    root = outlined(text, Why=Kind.CAUSE, Step=Kind.STEP)
    assert shape(root) == [("Why", Kind.CAUSE), ("Step a", Kind.FIX)]
    root = outlined(f"{text}\n## Step b\n\nGo.\n", Why=Kind.CAUSE, Step=Kind.STEP)
    assert shape(root) == [("Why", Kind.CAUSE), ("Step a", Kind.STEP), ("Step b", Kind.STEP)]


def test_a_trouble_that_nobody_says_a_way_out_of_is_no_problem_of_its_own(outlined):
    text = "# T\n\n## Hum\n\n### Sign\n\nLoud.\n\n## Smoke\n\n### Sign\n\nDark.\n"
    assert problems(outlined(text, Hum=Kind.PROBLEM, Smoke=Kind.PROBLEM)) == ()


def test_whatever_a_section_is_about_what_tells_what_to_do_is_a_fix(outlined):
    text = "# T\n\n## How\n\nTap.\n\n## That\n\n- Tap.\n- Go.\n"
    kinds = {"How": Kind.ANSWER, "That": Kind.LIMITS}
    assert [node.kind for node in outlined(text, True, **kinds).nodes] == [Kind.FIX] * 2
    assert [node.kind for node in outlined(text, False, **kinds).nodes] == [Kind.ANSWER, Kind.LIMITS]


def test_titles_beside_each_other_are_fixes_where_most_of_them_tell_what_to_do(tree, judge):
    root = tree("# The lamp is dark\n\n## Reset the lamp\n\nIt may help.\n\n## Wait an hour\n\nIt cools down.\n")
    judged = [Judged(seen, Kind.ANSWER, 0.4) for seen in sections(root)]
    assert [node.kind for node in outline(root, judged, judge.are_steps).nodes] == [Kind.FIX] * 2


def test_a_menu_that_leads_to_fixes_is_none(outlined):
    root = outlined("# T\n\n## Menu\n\n### Fix a\n\nTap.\n", Menu=Kind.NAVIGATION, Fix=Kind.FIX)
    assert shape(root) == [("Menu", Kind.FIX, ("Fix a", Kind.FIX))]


def test_a_trouble_within_another_section_is_not_taken_twice(outlined):
    text = (
        "# T\n\n## Hum\n\n### Fix a\n\nTap.\n\n"
        "## All\n\n### Smoke\n\n#### Fix b\n\nGo.\n\n### Smell\n\n#### Fix c\n\nWait.\n"
    )
    told = {"Hum": Kind.PROBLEM, "All": Kind.PROBLEM, "Smoke": Kind.PROBLEM, "Smell": Kind.PROBLEM, "Fix": Kind.FIX}
    assert [node.title for node in problems(outlined(text, **told))] == ["Hum", "Smoke", "Smell"]
