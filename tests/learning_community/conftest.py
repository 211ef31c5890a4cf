"""The community of the demo's site."""

from tests.cms.conftest import _addresses_of_the_programme, edition, site  # noqa: F401
