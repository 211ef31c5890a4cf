"""Every address stands in the table with its audience."""

import pytest

from .routes import WORLDS, documented, routes_of

AUDIENCES = {"anyone", "client by link", "member", "programme staff", "community member"}
ROLES = {"caseworker", "team_lead", "policy_adviser", "administrator"}


@pytest.mark.parametrize("world", WORLDS)
def test_each_route_is_listed_and_each_listed_route_exists(world):
    listed = {name for row_world, name in documented() if row_world == world}
    assert set(routes_of(WORLDS[world])) == listed


def test_each_audience_is_one_we_know():
    for (world, name), audience in documented().items():
        named = {part.strip() for part in audience.split(",")}
        assert named <= AUDIENCES | ROLES, (world, name, audience)


def test_guarded_views_admit_exactly_the_roles_of_the_table():
    from django.urls import get_resolver

    def callbacks(patterns, namespace=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{pattern.namespace}:" if pattern.namespace else namespace
                yield from callbacks(pattern.url_patterns, inner)
            elif pattern.name:
                yield namespace + pattern.name, pattern.callback

    views = dict(callbacks(get_resolver(WORLDS["municipality"]).url_patterns))
    for (world, name), audience in documented().items():
        if world == "municipality" and not {"anyone", "client by link"} & {audience}:
            roles = ROLES if audience == "member" else {r.strip() for r in audience.split(",")}
            assert getattr(views[name], "audience", None) == roles, name


def test_the_addresses_that_know_no_accounts_are_all_for_clients_by_link(settings):
    """Around them nothing looks who signed in, so nobody else's page may stand there."""
    by_link = {name for (_, name), audience in documented().items() if audience == "client by link"}
    there = {
        name
        for name, address in routes_of(WORLDS["municipality"]).items()
        if f"/{address.lstrip('/')}".startswith(settings.QUESTIONNAIRE_PATHS)
    }
    assert {"surveys:question", "surveys:open", "free_texts:say"} <= there <= by_link
