from pathlib import Path

import pytest


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands of a test keep what they keep."""
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path))
    return tmp_path
