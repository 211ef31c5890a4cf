"""The probe behind the web server, one for all who ask it."""

import pytest

from .serving import probe


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """Its port, and the file with what it writes."""
    log = tmp_path_factory.mktemp("web") / "web.log"
    with probe(log) as (port, _process):
        yield port, log
