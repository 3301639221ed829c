"""Which desks the settings choose, and what each cannot do without."""

import pytest

from unstuck.errors import SettingError
from unstuck.settings import read
from unstuck.support.desks import NEEDS, chosen_desks

ENOUGH = {
    "webhook": {"UNSTUCK_DESK_WEBHOOK": "https://desk.example/hook", "UNSTUCK_DESK_SECRET": "secret"},
    "slack": {"UNSTUCK_DESK_SLACK_CHANNEL": "C0DESK", "UNSTUCK_SLACK_TOKEN": "xoxb-desk"},
    "email": {
        "UNSTUCK_DESK_EMAIL": "team@example.com",
        "UNSTUCK_SMTP": "smtp://mail.example",
        "UNSTUCK_SMTP_FROM": "bot@example.com",
    },
}


def test_without_settings_tickets_stay_in_the_database():
    assert chosen_desks(read({})) == ()


@pytest.mark.parametrize("name", NEEDS)
def test_a_desk_with_all_that_it_needs_is_chosen(name):
    assert chosen_desks(read(ENOUGH[name])) == (name,)


def test_several_may_hear_of_a_ticket():
    together = ENOUGH["webhook"] | ENOUGH["slack"] | ENOUGH["email"]
    assert chosen_desks(read(together)) == tuple(NEEDS)


@pytest.mark.parametrize(("name", "missing"), [(name, setting) for name in NEEDS for setting in list(ENOUGH[name])[1:]])
def test_a_desk_that_lacks_something_is_refused_with_its_name(name, missing):
    with pytest.raises(SettingError, match=missing) as refused:
        chosen_desks(read({key: value for key, value in ENOUGH[name].items() if key != missing}))
    assert refused.value.code == "desk_incomplete"
