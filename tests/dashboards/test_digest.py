"""The weekly digest: to each team lead once a week, counts alone, through a real mail server."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from config.celery import app
from monitor.desk.dashboards import tasks
from monitor.desk.dashboards.models import Digest, DigestState


@pytest.fixture
def send(waterveen):
    """send() does what a worker does with this municipality's message; how many mails left."""

    def run():
        connection.set_schema_to_public()
        with tenant_context(waterveen):
            return tasks.send_digests()

    return run


def text_of(message, kind="plain"):
    return message.get_body((kind,)).get_content()


def test_a_lead_gets_counts_and_nothing_of_a_client(
    post,
    send,
    tess,
    clients_of,
    noor,
    inside,
):
    clients_of(noor, 6, team="Noord", listened=1)
    assert send() == 1
    (message,) = post.received
    assert message["To"] == "tess@waterveen.example"
    assert message["Subject"] == "Team Noord: de week van 15 juni"
    assert message.get_content_type() == "multipart/alternative"
    text = text_of(message)
    for line in (
        "Lopende trajecten: 6",
        "Nieuw vorige week: 0",
        "Ingevulde vragenlijsten in 13 weken: 100%",
        "Lang geen contact: 6",
        "http://waterveen.localhost/team-overzicht/",
    ):
        assert line in text.replace("https://", "http://"), text
    assert "\n\n\n" not in text
    assert 'href="' in text_of(message, "html") and "Lang geen contact: 6" in text_of(
        message, "html"
    )
    assert "noor-" not in text and "Noor\n" not in text
    assert inside(Digest.objects.get).state == DigestState.SENT


def test_a_number_below_five_does_not_leave_by_mail(post, send, tess, clients_of, noor):
    clients_of(noor, 4, team="Noord")
    send()
    text = text_of(post.received[0])
    assert "Lopende trajecten: minder dan 5" in text and "Lang geen contact: minder dan 5" in text


def test_once_a_week_however_often_the_tick_comes(post, send, tess):
    assert [send(), send()] == [1, 0]
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert send() == 0
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert send() == 1
    keys = [message["Message-ID"] for message in post.received]
    assert len(keys) == len(set(keys)) == 2


def test_who_does_not_want_it_does_not_get_it(post, send, tess, client_on, waterveen, noor):
    lead = client_on(waterveen, tess)
    said = lead.post("/team-overzicht/weekbericht/", {"wanted": "no"}, follow=True)
    assert "Je krijgt geen weekbericht meer" in said.content.decode()
    assert send() == 0
    lead.post("/team-overzicht/weekbericht/", {"wanted": "yes"})
    assert send() == 1
    refused = client_on(waterveen, noor).post("/team-overzicht/weekbericht/", {"wanted": "no"})
    assert refused.status_code == 403


def test_it_is_in_the_language_in_which_it_was_asked_for(post, send, tess, client_on, waterveen):
    lead = client_on(waterveen, tess)
    lead.cookies["language"] = "en"
    lead.post("/team-overzicht/weekbericht/", {"wanted": "yes"})
    send()
    (message,) = post.received
    assert message["Subject"] == "Team Noord: the week of 15 June"
    assert message["Content-Language"] == "en" and "Running trajectories: 0" in text_of(message)


def test_only_leads_who_are_active_get_it(post, send, tess, noor, member):
    gone = member("gone", "Noord", "team_lead")
    gone.is_active = False
    gone.save()
    member("iris", "", "administrator")
    assert send() == 1
    assert [message["To"] for message in post.received] == ["tess@waterveen.example"]


def test_a_server_that_is_away_is_tried_again_and_an_uncertain_mail_is_not(
    post,
    send,
    tess,
    settings,
    inside,
):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    assert send() == 0 and inside(Digest.objects.get).state == DigestState.WAITING
    settings.EMAIL_PORT, post.after_data = port, "break"
    assert send() == 0 and inside(Digest.objects.get).state == DigestState.UNCERTAIN
    post.after_data = "250 kept"
    assert send() == 0 and post.received == []


def test_beat_fires_it_on_monday_morning():
    (entry,) = [e for e in app.conf.beat_schedule.values() if e["task"] == tasks.tick.name]
    schedule = entry["schedule"]
    assert schedule.day_of_week == {1} and min(schedule.hour) == 8 and schedule.minute == {0}
