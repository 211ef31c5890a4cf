"""Polls: one vote each, no names, results from five votes."""

import re

import pytest
from django.db import IntegrityError, transaction

from cms.models import Poll, PollOption, Vote
from cms.polls import voting

from .places import WEBINAR


@pytest.fixture
def poll(site):
    """The demo's statement, without the votes that came with it."""
    poll = Poll.objects.get(kind=Poll.Kind.STATEMENT)
    Vote.objects.filter(poll=poll).delete()
    return poll


def cast(browser, poll, option=0, **fields):
    """Vote the way the form on the page does."""
    form = on_page(browser, poll)
    token = re.search(r'name="token" value="([^"]+)"', form)
    chosen = PollOption.objects.filter(poll=poll)[option]
    data = {
        "option": fields.pop("answer", None) or chosen.pk,
        "next": WEBINAR,
        "token": token.group(1) if token else "",
        **fields,
    }
    return browser.post(f"/programma/peilingen/{poll.pk}/stem/", data)


def on_page(browser, poll) -> str:
    """The poll's part of the webinar page."""
    page = browser.get(WEBINAR).content.decode()
    return page.split(f'id="peiling-{poll.pk}"')[1].split("</section>")[0]


def fill(poll, votes, option=0):
    """Votes of other visitors."""
    chosen = PollOption.objects.filter(poll=poll)[option]
    for number in range(votes):
        voting.vote(poll=poll, option=chosen, voter=f"other {option} {number}")


def test_a_visitor_votes_without_javascript_and_returns_to_the_poll(poll, client_on):
    visitor = client_on()
    answer = cast(visitor, poll)
    assert (answer.status_code, answer["Location"]) == (302, f"{WEBINAR}#peiling-{poll.pk}")
    assert Vote.objects.filter(poll=poll).count() == 1
    assert "je stem telt mee" in on_page(visitor, poll)


def test_a_browser_votes_once(poll, client_on):
    visitor = client_on()
    cast(visitor, poll)
    cast(visitor, poll, option=1)
    assert Vote.objects.filter(poll=poll).count() == 1


def test_a_form_sent_twice_is_one_vote(poll, client_on):
    visitor, again = client_on(), client_on()
    token = re.search(r'name="token" value="([^"]+)"', on_page(visitor, poll)).group(1)
    cast(visitor, poll, token=token)
    cast(again, poll, token=token)
    assert Vote.objects.filter(poll=poll).count() == 1


def test_a_forged_token_is_refused(poll, client_on):
    assert cast(client_on(), poll, token="made up").status_code == 400
    assert not Vote.objects.filter(poll=poll).exists()


def test_an_account_votes_once_from_two_browsers(poll, client_on, make_account, waterveen):
    anna = make_account("anna@example.org", waterveen)
    cast(client_on(account=anna), poll)
    second = client_on(account=anna)
    assert "je stem telt mee" in on_page(second, poll)
    cast(second, poll, option=1)
    assert Vote.objects.filter(poll=poll).count() == 1


def test_the_database_refuses_a_second_vote(poll):
    option = PollOption.objects.filter(poll=poll)[0]
    vote = voting.vote(poll=poll, option=option, voter="x")
    with pytest.raises(voting.AlreadyVoted):
        voting.vote(poll=poll, option=option, voter="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(poll=poll, option=option, browser=vote.browser)


def test_no_address_and_no_account_is_kept(poll, client_on, make_account, waterveen):
    anna = make_account("anna@example.org", waterveen)
    cast(client_on(account=anna), poll)
    kept = Vote.objects.filter(poll=poll).values().get()
    assert set(kept) == {"id", "poll_id", "option_id", "browser", "account", "voted_on"}
    assert str(anna.pk) not in str(kept) and "127.0.0.1" not in str(kept)


def test_votes_on_two_polls_cannot_be_tied_together(poll):
    other = Poll.objects.exclude(pk=poll.pk).first()
    votes = [
        voting.vote(poll=each, option=PollOption.objects.filter(poll=each)[0], voter="x")
        for each in (poll, other)
    ]
    assert votes[0].browser != votes[1].browser


def test_the_result_is_hidden_below_five_votes(poll, client_on):
    fill(poll, 3)
    visitor = client_on()
    cast(visitor, poll)
    shown = on_page(visitor, poll)
    assert "zodra er vijf stemmen zijn" in shown
    assert "%" not in shown


def test_the_result_is_shown_from_five_votes(poll, client_on):
    fill(poll, 3)
    fill(poll, 1, option=1)
    visitor = client_on()
    cast(visitor, poll)
    shown = on_page(visitor, poll)
    assert "Uitslag na 5 stemmen" in shown
    assert "80%" in shown and "20%" in shown and "jouw stem" in shown


def test_nobody_sees_the_result_before_voting(poll, client_on):
    fill(poll, 9)
    assert "Uitslag na" not in on_page(client_on(), poll)


def test_a_closed_poll_shows_its_result_and_takes_no_vote(poll, client_on):
    fill(poll, 6)
    Poll.objects.filter(pk=poll.pk).update(is_open=False)
    visitor = client_on()
    assert "Uitslag na 6 stemmen" in on_page(visitor, poll)
    option = PollOption.objects.filter(poll=poll)[0]
    with pytest.raises(voting.PollClosed):
        voting.vote(poll=Poll.objects.get(pk=poll.pk), option=option, voter="late")


def test_an_answer_of_another_poll_is_not_found(poll, client_on):
    other = PollOption.objects.exclude(poll=poll).first()
    assert cast(client_on(), poll, answer=other.pk).status_code == 404


def test_a_vote_without_an_answer_asks_for_one(poll, client_on):
    visitor = client_on()
    cast(visitor, poll, answer=" ")
    assert "Kies eerst een antwoord" in visitor.get(WEBINAR).content.decode()


def test_a_vote_leads_to_no_other_site(poll, client_on):
    answer = cast(client_on(), poll, next="https://example.com/")
    assert answer["Location"].startswith("/#")


def test_a_vote_needs_the_csrf_token(poll):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert cast(strict, poll).status_code == 403
