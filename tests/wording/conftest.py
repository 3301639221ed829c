"""Fixtures that several of these tests share."""

from tests.wording.tenth import tenth as tenth
