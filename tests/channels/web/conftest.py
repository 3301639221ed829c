import pytest

from channels.web.signing import Signer
from tests.clock import Clock


@pytest.fixture
def clock():
    return Clock(1000.0)


@pytest.fixture
def signer(clock):
    return Signer(b"key", clock)
