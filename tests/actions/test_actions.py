"""Every action: slots in, events and responses out."""

import json
from io import BytesIO
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image
from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

from actions.respond import ActionDefaultFallback, ActionRespond
from tests import pictures
from unstuck import settings
from unstuck.errors import StoreError
from unstuck.insight.figures import Insight, Thumbs, ends


@pytest.fixture
def figures(stores, tmp_path):
    """Reads the figures over what the desk has recorded."""
    return lambda: Insight.from_settings(settings.read({"UNSTUCK_VAR": str(tmp_path)})).figures(1)


async def test_a_description_sets_the_case_and_utters_the_first_step(play):
    played = await play("describe_photo_permission")
    assert played.responses == ["utter_cause_found", "utter_step"]
    assert played.case["method"] == "photo_permission"
    assert played.messages[1]["fix"] == 1
    assert "Settings" in played.messages[1]["body"]


async def test_steering_goes_on_from_the_slot(play):
    await play("describe_photo_permission")
    played = await play("next_step")
    assert (played.responses, played.case["step"]) == (["utter_step"], 1)


async def test_a_question_is_answered_and_the_step_shown_again(play):
    await play("describe_photo_permission")
    played = await play("ask_permission_safe")
    assert played.responses == ["utter_answer", "utter_step"]


async def test_small_talk_knows_when_pictures_are_deleted(play):
    played = await play("ask_photo_privacy")
    assert played.responses == ["utter_ask_photo_privacy"]
    assert "after 24 hours" in played.messages[0]["text"]


async def test_a_hand_off_opens_a_ticket_and_says_its_number(play, stores):
    await play("describe_photo_permission", device="ipad")
    played = await play("talk_to_human")
    assert (played.responses[0], played.messages[0]["number"]) == ("utter_ticket_opened", "U-1001")
    assert played.messages[0]["end"] == "handed_off"
    assert played.case["ticket"] == "U-1001"
    (ticket,) = stores.tickets.all()
    assert ticket.facts["causes"] == ["Threads may not see your photos"]
    assert (await play("talk_to_human")).responses == ["utter_ticket_updated"]


async def test_a_closed_ticket_is_no_longer_the_person_s_and_the_next_hand_off_opens_another(play, stores):
    await play("describe_photo_permission")
    await play("talk_to_human")
    stores.tickets.close("U-1001")
    assert (await play("describe_photo_permission")).case["ticket"] is None
    played = await play("talk_to_human")
    assert (played.responses, played.messages[0]["number"]) == (["utter_ticket_opened"], "U-1002")


async def test_with_a_ticket_open_the_guide_goes_on(play):
    await play("describe_photo_permission")
    await play("talk_to_human")
    assert (await play("next_step")).case["step"] == 1


async def test_a_follow_up_is_stored_when_it_is_wanted(play, stores):
    await play("describe_rate_limit")
    played = await play("affirm")
    assert played.responses == ["utter_follow_up_set"]
    assert stores.follow_ups.cancel("ann") == 1


async def test_outcomes_are_counted(play, stores):
    await play("describe_photo_permission")
    await play("report_still_failing")
    await play("confirm_fixed")
    assert [(tally.method, tally.result) for tally in stores.outcomes.tally()] == [
        ("force_quit", "solved"),
        ("photo_permission", "failed"),
    ]


async def test_a_conversation_is_followed_to_its_end_and_asks_for_a_thumb_once(play, figures):
    await play("greet")
    await play("describe_photo_permission")
    assert (await play("confirm_fixed")).responses == ["utter_fixed", "utter_ask_thumbs"]
    played = await play("affirm", thumb="up")
    assert (played.responses, played.messages[0]["asks"]) == (["utter_thumbs_up"], "comment")
    assert (await play("affirm", comment="shorter steps")).responses == ["utter_comment_kept"]
    assert [comment.text for comment in figures().comments] == ["shorter steps"]
    assert (await play("talk_to_human")).responses == ["utter_ticket_opened"]
    assert (ends(figures().days)["begun"], figures().thumbs) == (1, Thumbs(up=1, down=0))


async def test_a_hand_off_ends_a_conversation_and_asks_for_no_thumb_while_a_person_is_waited_for(play, figures):
    await play("describe_photo_permission")
    assert (await play("talk_to_human")).responses == ["utter_ticket_opened"]
    assert ends(figures().days)["handed_off"] == 1


async def test_a_greeting_alone_is_no_conversation(play, figures):
    await play("greet")
    await play("confirm_fixed")
    await play("cancel_follow_up")
    assert ends(figures().days)["begun"] == 0


async def test_what_was_typed_and_not_understood_is_kept_and_what_a_button_sent_is_not(play, figures):
    await play("nlu_fallback")
    await play("nlu_fallback", text="my password is hunter5 and i like turtles")
    assert [one.text for one in figures().unclear] == ["my password is ••• and i like turtles"]


async def test_what_a_picture_has_is_counted(play, stores, figures):
    for data in (pictures.heic(1600, 1200), pictures.fine()):
        sent = stores.attachments.put("ann", data, filename="me")
        await play("provide_image", attachment=sent.id)
    found = {finding.code: finding.count for finding in figures().findings}
    assert (found["heic"], found["fine"]) == (1, 1)


async def test_off_topic_is_declined(play):
    assert (await play("out_of_scope")).responses == ["utter_out_of_scope"]


@pytest.mark.parametrize("action", [ActionRespond(), ActionDefaultFallback()])
async def test_a_misunderstanding_is_asked_about_with_human_titles(play, action):
    played = await play("nlu_fallback", action=action)
    assert played.responses == ["utter_clarify"]
    assert played.messages[0]["buttons"] == [
        {"title": "Just saying hello", "payload": "/greet"},
        {"title": "Something else", "payload": "/out_of_scope"},
    ]


async def test_a_picture_is_inspected_and_comes_back_repaired(play, stores):
    sent = stores.attachments.put("ann", pictures.heic(1600, 1200), filename="IMG_1.HEIC")
    played = await play("provide_image", attachment=sent.id)
    assert played.responses == ["utter_photo_report", "file", "utter_try_repaired"]
    assert "HEIC" in played.messages[0]["lines"]
    file = played.messages[1]["custom"]
    assert (file["type"], file["filename"]) == ("file", "IMG_1.jpg")
    assert file["alt"]
    assert stores.attachments.read(stores.attachments.get(file["attachment"], "ann"))[:2] == b"\xff\xd8"
    assert "heic" in played.case["photo_findings"]


async def test_the_picture_seen_last_is_repaired_with_the_part_that_is_asked_for(play, stores):
    sent = stores.attachments.put("ann", pictures.heic(1600, 1200), filename="IMG_1.HEIC")
    await play("provide_image", attachment=sent.id)
    played = await play("repair_image", crop="centre")
    assert "file" in played.responses


async def test_a_button_gives_the_crop_that_it_shows(play, stores):
    """In the form in which the widget shows it: a title, a small picture, and what it sends."""

    def kept(attachment):
        with Image.open(BytesIO(stores.attachments.read(stores.attachments.get(attachment, "ann")))) as image:
            return image.convert("RGBA").resize((48, 48))

    sent = stores.attachments.put("ann", pictures.saved(pictures.scene(1600, 700), "PNG"), filename="wide.png")
    played = await play("provide_image", attachment=sent.id)
    buttons = [button for button in played.messages[-1]["buttons"] if button["payload"].startswith("/repair_image")]
    assert len(buttons) >= 2
    for button in buttons:
        entities = json.loads(button["payload"].removeprefix("/repair_image"))
        pressed = await play("repair_image", **entities)
        shown = np.asarray(kept(button["picture"]), dtype=int)
        made = np.asarray(kept(pressed.messages[1]["custom"]["attachment"]), dtype=int)
        inside = shown[..., 3] == 255
        assert np.abs(shown - made)[inside].mean() < 6, button["title"]
        titles = {one["title"] for one in pressed.messages[-1]["buttons"]}
        assert button["title"] not in titles
        assert len(titles & {one["title"] for one in buttons}) == len(buttons) - 1


@pytest.mark.parametrize("intent", ["check_image", "repair_image"])
async def test_without_a_picture_it_asks_for_one(play, intent):
    assert (await play(intent)).responses == ["utter_ask_picture"]


async def test_somebody_else_s_picture_is_as_good_as_none(play, stores):
    theirs = stores.attachments.put("bob", pictures.fine(), filename="me.jpg")
    played = await play("provide_image", attachment=theirs.id)
    assert played.responses == ["utter_ask_picture"]


async def test_delete_my_photo_deletes_it_at_once(play, stores):
    sent = stores.attachments.put("ann", pictures.fine(), filename="me.jpg")
    with stores.attachments.on_disk(sent) as path:
        assert path.exists()
    assert (await play("delete_photo")).responses == ["utter_photos_deleted"]
    assert not path.exists()
    assert (await play("delete_photo")).responses == ["utter_no_photos"]


@pytest.mark.parametrize("error", [StoreError("store_unreachable", "x"), RuntimeError("boom")])
async def test_whatever_goes_wrong_there_is_an_answer_and_the_case_stays(play, error):
    await play("describe_photo_permission")
    before = play.case
    with patch("unstuck.turns.service.TurnService.carry_out", side_effect=error):
        played = await play("next_step")
    assert played.responses == ["utter_trouble"]
    assert played.messages[0]["kind"] == "trouble"
    assert played.case == before


async def test_a_case_of_an_article_that_has_changed_begins_anew_on_the_same_device(play):
    await play("describe_photo_permission", device="ipad")
    play.case = {**play.case, "plan": ["gone"], "method": "gone"}
    played = await play("next_step")
    assert played.responses == ["utter_ask_cause"]
    assert played.case["device"] == "ipad"


def test_the_action_server_offers_exactly_the_domain_s_actions(root):
    executor = ActionExecutor()
    executor.register_package("actions")
    domain = YAML(typ="safe").load((root / "domain.yml").read_text())
    assert set(executor.actions) == set(domain["actions"])


@pytest.mark.parametrize("intent", ["describe_photo_permission", "nlu_fallback", "talk_to_human", "provide_image"])
async def test_at_first_contact_it_says_that_it_is_a_bot_and_then_no_more(play, intent):
    play.case = None
    assert (await play(intent)).responses[0] == "utter_introduction"
    assert "utter_introduction" not in (await play(intent)).responses


@pytest.mark.parametrize("intent", ["greet", "bot_challenge"])
async def test_what_says_so_already_says_it_once(play, intent):
    play.case = None
    assert "utter_introduction" not in (await play(intent)).responses


async def test_a_picture_that_tells_the_trouble_is_looked_at_and_the_ticket_is_opened(play, stores):
    await play("talk_to_human")
    sent = stores.attachments.put("ann", pictures.heic(640, 480), filename="IMG_1.HEIC")
    played = await play("provide_image", attachment=sent.id)
    assert "utter_photo_report" in played.responses
    assert played.case["ticket"] == "U-1001"
