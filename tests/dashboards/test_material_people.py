"""Who was with two caseworkers is one client of the response."""

from monitor.desk.dashboards.material import Asked


def test_a_client_with_two_caseworkers_counts_once():
    one, other = Asked(3, 2, frozenset("abc")), Asked(2, 1, frozenset("cd"))
    assert (one + other).people == 4
    assert (one + other).asked == 5
