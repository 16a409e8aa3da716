"""Fixtures of the painting tests."""

import pytest

from paiyin.diagnostics import Diagnostics


@pytest.fixture
def diagnostics() -> Diagnostics:
    return Diagnostics()
