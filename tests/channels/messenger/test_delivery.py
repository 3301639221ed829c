"""Answers are posted once and in order, where the person spoke last; what is refused holds up nothing."""

from channels.messenger.service import Gone, NotNow, Rejected
from tests import pictures
from unstuck.support.follow_ups import FollowUps
from unstuck.wording.messages import File, Message


async def test_a_messenger_that_is_away_for_a_while_gets_everything_in_order_and_once(house):
    house.service.failures = [NotNow("status 500", 0), NotNow("asks for patience", 0.01)]
    await house.arrive("one")
    await house.arrive("two")
    await house.settle()
    assert house.service.texts == ["re: one", "re: two"]


async def test_answers_go_where_the_person_spoke_to_the_bot_last(house):
    await house.arrive("hello")
    await house.settle()
    await house.arrive("not meant for the bot", "nothing", chat="B")
    await house.settle()
    await house.messenger.turns.say("slack-a", [Message("Does it work now?")])
    await house.settle()
    assert [chat for chat, _ in house.service.posted] == ["A", "A"]
    await house.arrive("hello again", chat="B")
    await house.settle()
    assert house.service.posted[-1][0] == "B"


async def test_a_person_who_cannot_be_reached_any_more_gets_no_follow_up(house):
    follow_ups = FollowUps(house.settings.var)
    follow_ups.schedule("slack-a", "slack", 24)
    house.service.failures = [Gone("has blocked the bot")]
    await house.arrive("hello")
    await house.settle()
    assert follow_ups.cancel("slack-a") == 0


async def test_a_message_that_the_messenger_will_never_take_holds_up_no_other(house):
    house.service.failures = [Rejected("invalid_blocks")]
    await house.arrive("one")
    await house.arrive("two")
    await house.settle()
    assert house.service.texts == ["re: two"]


async def test_a_file_that_goes_out_carries_its_bytes(house):
    kept = house.attachments.put("slack-a", pictures.fine(), filename="me.jpg")
    house.dialogue.answers = [File(attachment=kept.id, filename="me.jpg", alt="the repaired picture")]
    await house.arrive("repair it")
    await house.settle()
    assert [file.data for file in house.service.files] == [pictures.fine()]


async def test_a_file_of_somebody_else_never_goes_out(house):
    kept = house.attachments.put("slack-b", pictures.fine(), filename="me.jpg")
    house.dialogue.answers = [File(attachment=kept.id, filename="me.jpg", alt="somebody else's picture")]
    await house.arrive("repair it")
    await house.settle()
    assert house.service.files == []
    assert "not kept any more" in house.service.texts[-1]


async def test_an_answer_that_cannot_be_posted_for_a_reason_of_its_own_holds_up_no_other(house, impatient):
    def breaks(entry):
        assert "one" not in entry.message.text

    house.service.breaks = breaks
    await house.arrive("one")
    await house.arrive("two")
    await house.settle()
    assert house.service.texts == ["re: two"]
