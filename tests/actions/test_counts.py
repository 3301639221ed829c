"""What the action server counts for /metrics."""

import pytest

from actions.respond import ActionDefaultFallback, ActionRespond
from tests import pictures
from tests.observability.counts import Count
from unstuck.errors import StoreError


async def begin(play):
    await play("describe_photo_permission", "it only lets me pick from 3 pictures")
    return {"article": play.case["article"], "cause": play.case["causes"][0], "fix": play.case["method"]}


async def test_an_intent_is_counted_as_typed_or_as_an_order(play):
    typed = Count("unstuck_intents_total", intent="describe_photo_permission", source="text")
    pressed = Count("unstuck_intents_total", intent="next_step", source="payload")
    stage = Count("unstuck_stage_seconds_count", stage="action")
    await begin(play)
    await play("next_step")
    assert (typed.risen, pressed.risen, stage.risen) == (1, 1, 2)


async def test_an_intent_that_somebody_made_up_names_no_series(play):
    made_up = Count("unstuck_intents_total", intent="zebra", source="payload")
    not_understood = Count("unstuck_intents_total", intent="nlu_fallback", source="payload")
    await play("zebra", action=ActionDefaultFallback())
    assert (made_up.risen, not_understood.risen) == (0, 1)


async def test_a_fix_is_counted_for_its_cause_with_how_it_went(play):
    fix = await begin(play)
    failed = Count("unstuck_fixes_total", **fix, result="failed")
    await play("report_still_failing")
    solved = Count("unstuck_fixes_total", **fix | {"fix": play.case["method"]}, result="solved")
    await play("confirm_fixed")
    assert (failed.risen, solved.risen) == (1, 1)


async def test_a_ticket_is_opened_once_and_then_updated(play):
    opened, updated = (Count("unstuck_tickets_total", event=event) for event in ("opened", "updated"))
    await play("describe_photo_permission")
    for _ in range(2):
        await play("talk_to_human", "a person please")
    assert (opened.risen, updated.risen) == (1, 1)


async def test_findings_of_a_picture_are_counted_and_how_long_it_took(play, stores):
    found = [Count("unstuck_picture_findings_total", code=code) for code in ("heic", "not_square")]
    took = [Count("unstuck_picture_seconds_count", task=task) for task in ("inspect", "repair")]
    sent = stores.attachments.put("ann", pictures.heic(640, 480), filename="IMG_1.HEIC")
    await play("provide_image", attachment=sent.id)
    assert [count.risen for count in (*found, *took)] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("error", "code"), [(StoreError("store_unreachable", "Away."), "store_unreachable"), (KeyError(), "unexpected")]
)
async def test_an_action_that_fails_is_counted_by_its_code(play, monkeypatch, error, code):
    async def fail(*_):
        raise error

    counted = Count("unstuck_errors_total", code=code)
    monkeypatch.setattr(ActionRespond, "turn", fail)
    await play("next_step")
    assert counted.risen == 1
