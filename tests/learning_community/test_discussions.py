"""Discussions: for members of every municipality, without a trace of clients."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from learning_community import discussions
from learning_community.models import Post, ThemePage, Topic
from tests.cms.places import THEME

SECRET = "Wij bellen op de dag zelf"


@pytest.fixture
def theme(site):
    return ThemePage.objects.get()


@pytest.fixture
def anna(make_account, waterveen):
    return make_account("anna@example.org", waterveen, first_name="Anna", last_name="Achternaam")


@pytest.fixture
def bilal(make_account, lindehaven):
    return make_account("bilal@example.org", lindehaven, first_name="Bilal")


@pytest.fixture
def moderator(make_account):
    return make_account("sam@example.org", is_staff=True, first_name="Sam")


@pytest.fixture
def topic(theme, anna):
    """Anna of Waterveen has opened it."""
    return discussions.open_topic(by=anna, theme=theme, title="Na de intake", text=SECRET)


@pytest.fixture
def post(topic):
    return topic.posts.get()


def place(topic):
    return f"/community/gesprekken/{topic.pk}/"


# --- who reads ---------------------------------------------------------------------------------


def test_a_visitor_reads_the_introduction_and_no_discussion(topic, client_on):
    page = client_on().get(THEME).content.decode()
    assert "De eerste weken zijn spannend" in page
    assert "Log in om ze te lezen" in page
    assert "Na de intake" not in page and "Anna" not in page


def test_a_visitor_is_led_to_sign_in_for_a_discussion(topic, client_on):
    answer = client_on().get(place(topic))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_a_colleague_of_another_municipality_reads_along(topic, bilal, client_on):
    browser = client_on(account=bilal)
    assert "Na de intake" in browser.get(THEME).content.decode()
    page = browser.get(place(topic)).content.decode()
    assert SECRET in page and "Anna, Waterveen" in page


def test_the_author_is_a_first_name_and_a_municipality(topic, bilal, client_on):
    page = client_on(account=bilal).get(place(topic)).content.decode()
    assert "Achternaam" not in page and "anna@example.org" not in page


def test_somebody_without_an_active_membership_is_refused(topic, bilal, client_on):
    bilal.memberships.update(is_active=False)
    browser = client_on(account=bilal)
    assert browser.get(place(topic)).status_code == 403
    assert "Na de intake" not in browser.get(THEME).content.decode()


def test_a_topic_of_a_withdrawn_theme_is_not_found(topic, anna, client_on):
    topic.theme.unpublish()
    assert client_on(account=anna).get(place(topic)).status_code == 404


# --- writing -----------------------------------------------------------------------------------


def test_a_member_opens_a_topic_and_another_replies(theme, anna, bilal, client_on):
    new = f"/community/themas/{theme.pk}/nieuw/"
    client_on(account=anna).post(new, {"title": "Wie belt?", "text": "Vraagje."})
    topic = Topic.objects.get(title="Wie belt?")
    client_on(account=bilal).post(place(topic), {"text": "Wij."})
    bylines = [post.byline for post in topic.posts.all()]
    assert bylines == ["Anna, Waterveen", "Bilal, Lindehaven"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bel haar op 06-12345678.", "telefoonnummer"),
        ("Nummer 06 12 34 56 78", "telefoonnummer"),
        ("(020) 123 45 67 is het kantoor", "telefoonnummer"),
        ("+31 6 12345678", "telefoonnummer"),
        ("0031612345678", "telefoonnummer"),
        ("mail j.jansen@example.org", "e-mailadres"),
        ("haar bsn is 123456782", "bsn"),
        ("bsn 1234.56.782", "bsn"),
        ("bsn 123 456 782", "bsn"),
    ],
)
def test_client_data_is_refused_and_the_text_stays(topic, anna, client_on, text, kind):
    answer = client_on(account=anna).post(place(topic), {"text": f"Over een klant: {text}"})
    page = answer.content.decode()
    assert answer.status_code == 200 and kind in page
    assert f"Over een klant: {text.split('@')[0]}" in page.replace("&#x27;", "'")
    assert topic.posts.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "Op 12-03-2021 spraken we 25 klanten",
        "De schuld was € 12.500,00 bij 14 schuldeisers",
        "In 2020 en 2021 waren het er 1200 en 1350",
        "Postcode 1234 AB, huisnummer 12",
        "Samen € 123.456.789,00 aan schulden",
    ],
)
def test_ordinary_numbers_are_no_client_data(text):
    from learning_community.client_data import kinds_in

    assert kinds_in(text) == []


def test_a_title_is_checked_too(theme, anna, client_on):
    new = f"/community/themas/{theme.pk}/nieuw/"
    answer = client_on(account=anna).post(new, {"title": "bsn 123456782", "text": "Help"})
    assert answer.status_code == 200
    assert not Topic.objects.filter(title__contains="123456782").exists()


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "![x](https://example.com/volg.png)",
        '<a href="https://example.com" onclick="x()">x</a>',
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_what_a_member_types_never_becomes_live_html(attack):
    import re

    from learning_community.markdown import to_html

    tags = re.findall(r"<[^>]+>", to_html(attack))
    assert not [tag for tag in tags if re.search(r"script|<img|onclick|onerror|data:", tag)]


def test_markdown_becomes_paragraphs_lists_and_links():
    from learning_community.markdown import to_html

    html = to_html("**vet**\n\n- een\n- twee\n\n[bron](https://example.org)")
    assert "<strong>vet</strong>" in html and "<li>een</li>" in html
    assert 'href="https://example.org"' in html and "noopener" in html


# --- changing and moderating ---------------------------------------------------------------------


def test_an_author_changes_a_post_within_a_day(post, anna, client_on):
    client_on(account=anna).post(f"/community/berichten/{post.pk}/aanpassen/", {"text": "Beter"})
    post.refresh_from_db()
    assert post.text == "Beter" and post.edited_at


def test_after_a_day_a_post_stands(post, anna, client_on):
    Post.objects.filter(pk=post.pk).update(written_at=timezone.now() - timedelta(hours=25))
    edit = f"/community/berichten/{post.pk}/aanpassen/"
    assert client_on(account=anna).get(edit).status_code == 404
    with pytest.raises(PermissionDenied):
        discussions.edit(by=anna, post=post, text="Te laat")


def test_a_colleague_does_not_change_anothers_post(post, bilal, client_on):
    browser = client_on(account=bilal)
    for act in ("aanpassen", "weghalen"):
        assert browser.post(f"/community/berichten/{post.pk}/{act}/").status_code == 404
    with pytest.raises(PermissionDenied):
        discussions.remove(by=bilal, post=post)


def test_a_removed_post_loses_its_text_for_good(post, anna, bilal, topic, client_on):
    discussions.reply(by=bilal, topic=topic, text="Dat doen wij ook.")
    browser = client_on(account=anna)
    browser.post(f"/community/berichten/{post.pk}/weghalen/")
    post.refresh_from_db()
    assert post.text == "" and post.removed_at
    assert "heeft dit bericht weggehaald" in browser.get(place(topic)).content.decode()


def test_asking_to_remove_changes_nothing(post, anna, client_on):
    assert (
        client_on(account=anna).get(f"/community/berichten/{post.pk}/weghalen/").status_code == 200
    )
    post.refresh_from_db()
    assert post.text == SECRET


def test_programme_staff_hide_a_post_and_show_it_again(post, topic, bilal, moderator, client_on):
    hide = f"/community/berichten/{post.pk}/verbergen/"
    client_on(account=moderator).post(hide)
    assert SECRET not in client_on(account=bilal).get(place(topic)).content.decode()
    assert SECRET in client_on(account=moderator).get(place(topic)).content.decode()
    client_on(account=moderator).post(hide, {"show": "1"})
    assert SECRET in client_on(account=bilal).get(place(topic)).content.decode()


def test_a_member_does_not_hide_a_post(post, bilal, client_on):
    answer = client_on(account=bilal).post(f"/community/berichten/{post.pk}/verbergen/")
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        discussions.hide(by=bilal, post=post)


def test_the_database_wants_a_name_behind_a_hidden_post(post):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now())


def test_the_database_wants_a_removed_post_empty(post):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(removed_at=timezone.now())


def test_a_municipalitys_role_reaches_no_discussion(topic, in_waterveen):
    from django.db import connection
    from django.db.utils import ProgrammingError

    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.learning_community_post")


def test_a_title_goes_with_its_only_post(post, topic, bilal, moderator, client_on):
    """The title is what the detector cannot judge: "Mevrouw Jansen wil stoppen"."""
    discussions.hide(by=moderator, post=post)
    browser = client_on(account=bilal)
    assert "Na de intake" not in browser.get(THEME).content.decode()
    assert browser.get(place(topic)).status_code == 404
    assert "Na de intake" in client_on(account=moderator).get(THEME).content.decode()


def test_a_title_stays_while_somebody_answered(post, topic, bilal, moderator, client_on):
    discussions.reply(by=bilal, topic=topic, text="Dat doen wij ook.")
    discussions.hide(by=moderator, post=post)
    assert "Na de intake" in client_on(account=bilal).get(THEME).content.decode()


def test_who_removes_the_only_post_takes_the_title_along(post, topic, anna, client_on):
    browser = client_on(account=anna)
    answer = browser.post(f"/community/berichten/{post.pk}/weghalen/", follow=True)
    assert answer.status_code == 200 and "Na de intake" not in answer.content.decode()
