"""A share opens one dashboard to one team lead, until it stops, and leaves a trace."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from monitor.desk.dashboards import sharing
from monitor.desk.dashboards.models import Share
from tenants.audit.models import ReadEvent
from tenants.models import Membership

from .test_own import rows_in, three  # noqa: F401 - fixture

AWAY = ["te weinig cliënten"]


@pytest.fixture
def browser(client_on, waterveen, noor):
    """Noor's."""
    return client_on(waterveen, noor)


@pytest.fixture
def lead(client_on, waterveen, tess):
    """Tess's browser."""
    return client_on(waterveen, tess)


@pytest.fixture
def link(three, browser, tess, inside):  # noqa: F811
    """The link to what Noor shared with Tess."""
    browser.post("/mijn-overzicht/delen/", {"reader": tess.pk, "days": "14"})
    return inside(Share.objects.get).get_absolute_url()


def test_the_lead_sees_the_same_figures_and_each_look_is_written_down(
    link, browser, lead, inside, tess
):
    assert f"http://waterveen.localhost{link}" in browser.get("/mijn-overzicht/").content.decode()
    page = lead.get(link).content.decode()
    assert "Overzicht van Noor" in page
    assert rows_in(page)["Geluisterd"] == ["5,0 6 cliënten", "3,6 11 cliënten", "3,4 18 cliënten"]
    event = inside(ReadEvent.objects.get)
    assert (event.what, event.account_id) == ("own_dashboard", tess.pk)
    own = browser.get("/mijn-overzicht/").content.decode()
    assert "Wie keek er?" in own and "Tess, 15 juni 2026, 12:" in own
    assert (
        "noor" not in link and "Overzicht van Noor" in lead.get("/team-overzicht/").content.decode()
    )


def test_an_absurd_number_of_days_is_refused_in_words(browser, tess, inside):
    answer = browser.post("/mijn-overzicht/delen/", {"reader": tess.pk, "days": "9" * 5000})
    assert answer.status_code == 302
    assert not inside(Share.objects.exists)


def test_the_link_is_not_there_for_anybody_else(link, client_on, waterveen, member, noor, inside):
    others = [
        member("omar", "Noord", "team_lead"),
        member("iris", "", "administrator"),
        member("gerda", "Noord"),
        noor,
    ]
    for who in others:
        assert client_on(waterveen, who).get(link).status_code == 404, who
    assert client_on(waterveen).get(link).status_code == 302
    assert not inside(ReadEvent.objects.exists)


def test_it_stops_at_once(link, browser, lead, inside):
    share = inside(Share.objects.get)
    browser.post(f"/mijn-overzicht/delen/{share.pk}/stoppen/")
    assert lead.get(link).status_code == 404
    assert "Overzicht van Noor" not in lead.get("/team-overzicht/").content.decode()


def test_only_the_owner_stops_it(link, lead, inside):
    share = inside(Share.objects.get)
    assert lead.post(f"/mijn-overzicht/delen/{share.pk}/stoppen/").status_code == 404
    assert lead.get(link).status_code == 200


def test_it_stops_after_its_last_day(link, lead, client_on, waterveen, tess):
    with time_machine.travel(timezone.now() + timedelta(days=14)):
        assert client_on(waterveen, tess).get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert client_on(waterveen, tess).get(link).status_code == 404


@pytest.mark.parametrize(
    "change", [{"team": "Zuid"}, {"role": "caseworker"}], ids=["other_team", "no_lead"]
)
def test_who_no_longer_leads_the_team_no_longer_sees_it(link, lead, tess, change):
    Membership.objects.filter(account=tess).update(**change)
    assert lead.get(link).status_code == 404


def test_nor_when_the_caseworker_left(link, lead, noor):
    Membership.objects.filter(account=noor).update(is_active=False)
    assert lead.get(link).status_code == 404


def test_it_is_shared_with_a_lead_of_the_own_team_alone(
    three,  # noqa: F811
    browser,
    member,
    inside,
    sven,
    fatma,
):
    zuid = member("zita", "Zuid", "team_lead")
    for reader in (zuid.pk, sven.pk, fatma.pk, "", "x"):
        page = browser.post("/mijn-overzicht/delen/", {"reader": reader, "days": "7"}, follow=True)
        assert "Kies een teamleider van je eigen team" in page.content.decode()
    everything = member("bo", "", "team_lead")
    browser.post("/mijn-overzicht/delen/", {"reader": everything.pk, "days": "700"})
    assert not inside(Share.objects.exists)
    browser.post("/mijn-overzicht/delen/", {"reader": everything.pk, "days": "7"})
    assert inside(Share.objects.get).reader_id == everything.pk


def test_sharing_again_ends_the_earlier_share(link, browser, lead, tess, inside):
    browser.post("/mijn-overzicht/delen/", {"reader": tess.pk, "days": "28"})
    assert inside(Share.objects.count) == 2
    assert lead.get(link).status_code == 404
    newest = inside(Share.objects.first)
    assert lead.get(newest.get_absolute_url()).status_code == 200


# --- What the lead could work out ----------------------------------------------------------------


def shared_rows(inside, client_on, waterveen, owner, lead):
    """The table that this lead sees of this owner."""
    membership = Membership.objects.select_related("account", "municipality").get(account=owner)
    share = inside(sharing.give, by=membership, reader_id=str(lead.pk), days=7)
    page = client_on(waterveen, lead).get(share.get_absolute_url()).content.decode()
    return rows_in(page)


def test_a_figure_from_which_a_colleagues_few_would_follow_is_withheld(
    edition, clients_of, client_on, waterveen, inside, noor, fatma, sven, tess
):
    """The lead knows the team's average from the insight pages; Fatma's three would be left."""
    clients_of(noor, 6, team="Noord", listened=5)
    clients_of(fatma, 3, team="Noord", listened=2)
    clients_of(sven, 9, team="Zuid", listened=3)
    assert shared_rows(inside, client_on, waterveen, noor, tess) == {}


def test_two_shares_together_tell_nothing_of_a_third(
    edition, clients_of, client_on, waterveen, inside, noor, fatma, sven, tess, member
):
    """One share leaves nine others; both together would leave Gerda's three, also once the first
    has stopped."""
    clients_of(noor, 6, team="Noord", listened=5)
    clients_of(fatma, 6, team="Noord", listened=2)
    clients_of(member("gerda", "Noord"), 3, team="Noord", listened=1)
    clients_of(sven, 9, team="Zuid", listened=3)
    first = shared_rows(inside, client_on, waterveen, noor, tess)
    assert first["Geluisterd"][0] == "5,0 6 cliënten"
    inside(Share.objects.update, stopped_at=timezone.now())
    assert shared_rows(inside, client_on, waterveen, fatma, tess) == {}


def test_a_colleague_with_too_few_to_show_is_not_known_by_a_share(
    edition, clients_of, client_on, waterveen, inside, noor, fatma, sven, tess
):
    """Fatma's share shows nothing of her three, so Noor's figure would tell of them."""
    clients_of(noor, 6, team="Noord", listened=5)
    clients_of(fatma, 3, team="Noord", listened=2)
    clients_of(sven, 9, team="Zuid", listened=3)
    assert shared_rows(inside, client_on, waterveen, fatma, tess) == {}
    assert shared_rows(inside, client_on, waterveen, noor, tess) == {}


def test_the_leads_own_clients_are_known_to_the_lead(
    edition, clients_of, client_on, waterveen, inside, noor, fatma, sven, tess
):
    """Team minus Noor's seven: three of Fatma's and four of Tess herself, who knows hers."""
    clients_of(noor, 7, team="Noord", listened=5)
    clients_of(fatma, 3, team="Noord", listened=2)
    clients_of(tess, 4, team="Noord", listened=2)
    clients_of(sven, 9, team="Zuid", listened=3)
    assert shared_rows(inside, client_on, waterveen, noor, tess) == {}
