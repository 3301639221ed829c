"""A message that says several things: all is taken in, all questions are answered, and then one move is made."""

from dataclasses import replace

from tests.guide.saying import describes, did, message, says
from unstuck.guide.turn import OpenTicket
from unstuck.understanding.statements import Act, How

FAILS = says(Act.RESULT, "report_still_failing")


def test_a_trouble_with_what_was_tried_starts_after_that_and_one_short_line_says_so(talk):
    said = talk.typed(message("spins, restarted it", describes("describe_app_glitch"), did("force_quit", How.FAILED)))
    assert said[:2] == ["noted_tried", "cause_found"]
    assert (talk.case.tried, talk.case.method) == (("force_quit",), "restart_device")


def test_a_question_beside_a_trouble_is_answered_before_the_fix(talk):
    said = talk.typed(
        message("spins. is it safe?", describes("describe_app_glitch"), says(Act.ASKS, "ask_reinstall_safe"))
    )
    assert said[:2] == ["answer", "cause_found"]


def test_two_questions_are_both_answered(talk):
    said = talk.typed(message("a? b?", says(Act.ASKS, "ask_heic"), says(Act.ASKS, "ask_why_square")))
    assert said.count("answer") == 2


def test_a_person_is_met_whatever_else_is_said(talk):
    talk.typed(message("x", describes("describe_app_glitch"), did("reinstall"), says(Act.WANTS, "talk_to_human")))
    assert OpenTicket() in talk.effects
    assert talk.case.tried == ("reinstall",)


def test_nothing_undone_is_noted_as_done_and_what_is_refused_is_left_out(talk):
    talk("describe_photo_permission")
    talk.typed(message("x", FAILS, did("restart_device", How.NOT_DONE), did("reinstall", How.WONT)))
    assert talk.case.tried == ("photo_permission",)
    assert talk.case.skipped == ("reinstall",)


def test_the_fix_on_the_screen_that_was_done_in_vain_is_over(talk):
    talk("describe_photo_permission")
    talk.typed(message("I turned it on like it says but it still fails", did("photo_permission", How.FAILED), FAILS))
    assert "photo_permission" in talk.case.tried
    assert talk.case.method != "photo_permission"


def test_solved_only_where_nothing_says_that_it_still_fails(talk):
    talk("describe_photo_permission")
    talk.typed(message("it works but the photo is the old one", says(Act.RESULT, "confirm_fixed"), FAILS))
    assert not talk.case.solved


def test_a_denied_cause_is_not_begun_with(talk):
    denied = describes("describe_photo_permission", How.DENIED)
    talk.typed(message("my profile photo fails, it is not the access", describes("report_profile_photo_error"), denied))
    assert talk.case.causes == ()
    talk("next_step")
    assert talk.case.method is not None


def test_a_denial_alone_is_noted_and_the_question_stays(talk):
    talk("report_profile_photo_error")
    denied = describes("describe_network_trouble", How.DENIED)
    assert talk.typed(message("the wifi is fine", denied)) == ["noted_facts", "ask_cause"]


def test_what_is_both_stated_and_denied_is_not_ruled_out(talk):
    stated = describes("describe_photo_permission")
    talk.typed(message("not all photos, only some", describes("describe_photo_permission", How.DENIED), stated))
    assert talk.case.method == "photo_permission"
    assert talk.case.ruled_out == ()


def test_another_fix_that_failed_answers_whether_it_works_now(talk):
    talk("describe_account_issue")
    said = talk.typed(message("restart done, same", did("restart_device", How.FAILED)))
    assert said[:2] == ["noted_tried", "fix_begins"]


def test_a_fix_that_was_not_done_after_all_is_open_again(talk):
    talk("report_profile_photo_error")
    talk.typed(message("did everything", did("all")))
    assert talk.case.asking == "escalation"
    talk.typed(message("everything except the reinstall", did("reinstall", How.ALL_BUT)))
    assert talk.case.method == "reinstall"


def test_what_was_ruled_out_is_not_asked_for(talk):
    talk("report_profile_photo_error")
    denied = describes("describe_rate_limit", How.DENIED)
    talk.typed(message("did everything, never changed it before", did("all"), denied))
    assert (talk.case.asking, talk.case.escalation) == ("escalation", "instagram_account")


def test_who_tells_more_of_the_trouble_at_the_last_step_has_it_still(talk):
    talk("describe_app_glitch")
    for _ in range(3):
        talk("next_step")
    talk.typed(message("it is a heic", describes("describe_image_problem")))
    assert (talk.case.tried, talk.case.method) == (("force_quit",), "different_image")


def test_what_tells_of_the_trouble_is_no_fix_that_was_done(talk):
    told = describes("describe_photo_permission", confidence=0.97)
    talk.typed(message("Photos has only None", told, did("photo_permission", confidence=0.8)))
    assert (talk.case.tried, talk.case.method) == ((), "photo_permission")


def test_a_fix_that_was_surely_done_is_left_out_although_its_trouble_is_told(talk):
    told = describes("describe_photo_permission", confidence=0.97)
    talk.typed(message("sees only some, full access is on", told, did("photo_permission", confidence=0.95)))
    assert talk.case.tried == ("photo_permission",)
    talk("start_over")
    talk.typed(
        message(
            "it spins, restarted", describes("describe_app_glitch", confidence=0.97), did("force_quit", confidence=0.7)
        )
    )
    assert "force_quit" in talk.case.tried, "what is done against nearly every trouble is no sign of one"


def test_an_error_that_is_mentioned_beside_another_is_not_compared_with_it(talk):
    said = describes("report_other_photo_error", confidence=0.95), describes("report_profile_photo_error")
    talk.typed(message("posts with a picture fail", *said, ranking=(("report_other_photo_error", 0.95),)))
    assert (talk.case.article, talk.case.asking) == ("threads_upload_photo", "cause")


def test_who_cannot_say_what_fits_and_then_tells_it_gets_the_fix_for_that(talk):
    talk("report_profile_photo_error")
    unsure, told = says(Act.ANSWERS, "leave_open"), says(Act.ANSWERS, "describe_photo_permission")
    talk.typed(message("i don't know which fits, it shows only two photos", unsure, told))
    assert talk.case.method == "photo_permission"


def test_a_fix_that_is_left_out_is_not_shown(talk):
    talk("choose_method", ("method", "force_quit"))
    done = replace(did("force_quit", How.FAILED, 0.95), end=43)
    talk.typed(message("iphone 13. i killed the app ten times already", says(Act.HAS, "inform_device"), done))
    assert talk.case.method != "force_quit"


def test_the_fix_that_is_wanted_comes_and_not_one_that_was_done(talk):
    talk("choose_method", ("method", "force_quit"))
    wish = says(Act.WANTS, "choose_method", target="different_image")
    talk.typed(
        message("access was full before. the other image please", replace(did("photo_permission"), end=22), wish)
    )
    assert (talk.case.method, talk.case.tried) == ("different_image", ("photo_permission",))


def test_who_fails_and_wants_another_fix_has_tried_the_one_on_the_screen(talk):
    talk("choose_method", ("method", "force_quit"))
    talk.typed(message("still failed. go to restart", FAILS, says(Act.WANTS, "choose_method", target="restart_device")))
    assert (talk.case.method, talk.case.tried) == ("restart_device", ("force_quit",))


def test_a_wish_behind_what_was_found_at_a_step_is_the_wish(talk):
    talk("choose_method", ("method", "photo_permission"))
    wish = replace(says(Act.WANTS, "choose_method", target="different_image"), start=20)
    talk.typed(message("it says full access. different image", says(Act.RESULT, "take_branch", target="2.0"), wish))
    assert talk.case.method == "different_image"


def test_who_is_glad_and_wonders_which_fix_it_was_is_done(talk):
    talk("choose_method", ("method", "reinstall"))
    works = says(Act.RESULT, "confirm_fixed", confidence=0.95)
    wonders = says(Act.WANTS, "choose_method", confidence=0.7, target="photo_permission")
    talk.typed(message("it worked! was it the permission?", works, wonders))
    assert talk.case.solved


def test_in_the_middle_of_a_fix_who_asks_how_has_not_failed(talk):
    talk("choose_method", ("method", "force_quit"))
    fails = says(Act.RESULT, "report_still_failing", confidence=0.8)
    asks = says(Act.WANTS, "ask_step_help", confidence=0.86)
    assert talk.typed(message("that doesn't help, how do i get there", fails, asks)) == ["step_help"]


def test_what_is_found_at_a_later_step_leads_on_from_there(talk):
    talk("choose_method", ("method", "reinstall"))
    talk.typed(message("the store only says open", says(Act.RESULT, "take_branch", target="2.0")))
    assert (talk.case.method, talk.case.step) == ("reinstall", 3)


def test_a_step_that_is_met_by_what_is_told_of_the_picture_is_passed_over(talk):
    talk("choose_method", ("method", "different_image"))
    told = (("file_format", "png"), ("file_size", 400_000))
    talk.typed(message("its a png, 400 kb", says(Act.HAS, "inform_facts"), entities=told))
    assert (talk.case.method, talk.case.step) == ("different_image", 2)


def test_no_help_is_given_with_a_step_that_is_passed_over(talk):
    talk("choose_method", ("method", "different_image"))
    told = message("jpeg it is, show me", says(Act.WANTS, "ask_step_help"), entities=(("file_format", "jpeg"),))
    assert talk.typed(told) == ["step"]


def test_what_stands_in_a_question_passes_over_nothing(talk):
    talk("choose_method", ("method", "different_image"))
    asked = says(Act.WANTS, "ask_step_help")
    told = (("file_format", "jpeg"),)
    talk.typed(message("how do i know if its a jpeg?", asked, entities=told, asks=True, asks_what=True))
    assert talk.case.step == 0


def test_a_picture_that_is_too_large_passes_over_nothing(talk):
    talk("choose_method", ("method", "different_image"))
    talk.typed(message("png, 14 mb", says(Act.HAS, "inform_facts"), entities=(("file_size", 14_000_000),)))
    assert talk.case.step == 0


def test_a_trouble_of_ours_is_taken_up_although_idle_words_beside_it_look_foreign(talk):
    ours = describes("report_profile_photo_error", confidence=0.7)
    foreign = describes("out_of_scope", confidence=0.83)
    talk.typed(message("cant change my picture. im at work", ours, foreign))
    assert talk.case.asking == "cause"
