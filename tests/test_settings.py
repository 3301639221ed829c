"""Settings: read once, cast, documented."""

from dataclasses import fields

import pytest

from unstuck import settings
from unstuck.errors import SettingError


def test_a_setting_comes_from_its_variable_or_its_default():
    assert settings.read({"UNSTUCK_PORT": "7000"}).port == 7000
    assert settings.read({"UNSTUCK_PORT": " "}).port == settings.read({}).port


@pytest.mark.parametrize("value", ["no", "-1", "0"])
def test_a_setting_that_cannot_be_used_is_named(value):
    with pytest.raises(SettingError, match="UNSTUCK_PORT"):
        settings.read({"UNSTUCK_PORT": value})


@pytest.mark.parametrize(
    "variable", ["UNSTUCK_DATABASE", "UNSTUCK_REDIS", "UNSTUCK_OBJECTS", "UNSTUCK_EVENTS", "UNSTUCK_ORIGINS"]
)
def test_an_address_that_cannot_be_used_is_refused(variable):
    with pytest.raises(SettingError, match=variable):
        settings.read({variable: "gopher://somewhere"})


@pytest.mark.parametrize(
    "address", ["gopher://ann:hunter2@somewhere", "redis://:hunter2/3@host", "postgresql://a:hunter2"]
)
@pytest.mark.parametrize("variable", ["UNSTUCK_DATABASE", "UNSTUCK_REDIS", "UNSTUCK_EVENTS"])
def test_a_password_in_a_setting_is_never_shown(variable, address):
    with pytest.raises(SettingError) as caught:
        settings.read({variable: address})
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(settings.read({"UNSTUCK_DATABASE": "postgres://ann:hunter2@host/bot"}))


def test_a_database_s_address_may_begin_as_some_hosts_write_it():
    assert settings.read({"UNSTUCK_DATABASE": "postgres://host/bot"}).database_location == "postgresql://host/bot"


def test_the_readme_has_every_setting_with_its_default(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for item in fields(settings.Settings):
        default = item.default
        shown = default.relative_to(settings.ROOT) if hasattr(default, "relative_to") else default
        row = f"| `{settings.variable(item.name)}` | {item.metadata['doc']} | `{shown}` |"
        assert row in readme, f"README.md misses the line:\n{row}"
