"""The day and the people of the caseload tests, for imports."""

from tests.caseload.conftest import _today, robert, samira  # noqa: F401 - fixtures
