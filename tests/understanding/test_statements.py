import json

import pytest

from unstuck.understanding.statements import Act, How, Statement


def test_a_statement_travels_as_json_and_comes_back_the_same():
    one = Statement(
        Act.DID, "already_tried", "restart_device", How.FAILED, 0.9, 3, 20, (("device", "ipad"), ("file_size", 5))
    )
    assert Statement.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert Statement.from_json({"act": "asks", "intent": "ask_heic", "how": "stated"}) == Statement(
        Act.ASKS, "ask_heic"
    )


@pytest.mark.parametrize(
    ("how", "affirmed"),
    [
        (How.STATED, True), (How.DONE, True), (How.FAILED, True), (How.UNABLE, True), (How.DENIED, False),
        (How.NOT_DONE, False), (How.WONT, False), (How.UNSURE, False), (How.ALL_BUT, False),
    ],
)  # fmt: skip
def test_what_is_denied_or_not_done_is_not_affirmed(how, affirmed):
    assert Statement(Act.DID, "already_tried", how=how).is_affirmed is affirmed
