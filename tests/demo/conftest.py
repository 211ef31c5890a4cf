from datetime import date

import pytest

from monitor.demo.generator import generate


@pytest.fixture(scope="session")
def demo():
    """The demo of an ordinary reference date."""
    return generate(date(2026, 3, 1))
