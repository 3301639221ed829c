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


def test_the_readme_has_every_setting_with_its_default(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for item in fields(settings.Settings):
        default = item.default
        shown = default.relative_to(settings.ROOT) if hasattr(default, "relative_to") else default
        row = f"| `{settings.variable(item.name)}` | {item.metadata['doc']} | `{shown}` |"
        assert row in readme, f"README.md misses the line:\n{row}"
