import pytest

from channels import answering
from tests.channels.house import House


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(answering, "RETRY_SECONDS", 0)
    return House(tmp_path)
