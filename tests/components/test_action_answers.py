"""The quicker check of the action server's answers judges as Rasa's own."""

import pytest
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction

import components

ANSWERS = [
    {"events": [], "responses": []},
    {
        "events": [{"event": "slot", "name": "case", "value": {"step": 1}, "timestamp": None}],
        "responses": [{"text": "hi"}],
    },
    {"events": [{"event": "slot"}], "responses": []},
    {"events": "none", "responses": []},
    {"events": [], "responses": ["hi"]},
    [],
]


def refuses(check, answer):
    try:
        check(answer)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("answer", ANSWERS)
def test_it_refuses_what_rasa_s_own_check_refuses(answer):
    assert components.action_answers
    schema = RemoteAction.action_response_format_spec()
    action = RemoteAction("action_respond", None)
    assert refuses(action._validate_action_result, answer) == refuses(lambda item: validate(item, schema), answer)


def test_it_is_in_the_place_of_rasa_s_own():
    assert RemoteAction._validate_action_result is components.action_answers.validate
