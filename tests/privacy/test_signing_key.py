"""The key that signs and hashes."""

import stat

from unstuck.privacy.signing_key import key


def test_the_key_is_made_once_and_is_nobody_else_s_to_read(tmp_path):
    made = key("", tmp_path)
    assert len(made) == 64
    assert key("", tmp_path) == made
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert key("given", tmp_path) == b"given"
