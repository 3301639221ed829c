"""Fingerprints: the same id is known again, and nothing of it can be read."""

from unstuck.privacy.fingerprints import fingerprint


def test_an_id_is_known_again_and_not_told():
    assert fingerprint("slack-U024BE7LH") == fingerprint("slack-U024BE7LH")
    assert fingerprint("slack-U024BE7LH") != fingerprint("slack-U024BE7LI")
    assert "U024BE7LH" not in fingerprint("slack-U024BE7LH")
    assert len(fingerprint("")) == 64
