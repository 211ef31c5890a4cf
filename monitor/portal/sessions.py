"""Sessions of clients: short, bound to one client and one browser, ended at once when they ask."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from monitor.caseload.models import Client

from .codes import WRONG_PERSON, hash_of, new_key
from .models import Session

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=2)
SEEN_EVERY = timedelta(minutes=1)
PATH = "/mijn/"


def cookie_name(*, of_code: bool = False) -> str:
    """Of the session, or of a code that is waited for. Only these pages receive them; `__Secure-`
    wherever there is https."""
    name = "mijn-code" if of_code else "mijn"
    return f"__Secure-{name}" if settings.SURVEY_COOKIE_SECURE else name


def start(client: Client) -> str:
    """A session for this client; the key for the browser. It is over once the client has another
    address than `client` says: give the one whose address the code went to, not one read later."""
    key, now = new_key(), timezone.now()
    # What is over is of no use to anybody.
    Session.objects.filter(client=client, started_at__lte=now - LONGEST).delete()
    Session.objects.create(
        client=client,
        key_hash=hash_of(key),
        address_version=client.address_version,
        started_at=now,
        seen_at=now,
    )
    return key


def read(request) -> Session | None:
    """The session of this browser, with its client; None when there is none or it is over."""
    key = key_in(request)
    if not key:
        return None
    now = timezone.now()
    session = (
        Session.objects.select_related("client")
        .filter(key_hash=hash_of(key), ended_at__isnull=True)
        .filter(started_at__gt=now - LONGEST, seen_at__gt=now - IDLE)
        .filter(address_version=F("client__address_version"))
        .exclude(client__contact_blocked=WRONG_PERSON)
        .first()
    )
    if session is not None and session.seen_at <= now - SEEN_EVERY:
        Session.objects.filter(pk=session.pk).update(seen_at=now)
    return session


def end(session: Session) -> None:
    """This one is over."""
    Session.objects.filter(pk=session.pk).update(ended_at=timezone.now())


def end_others(session: Session) -> None:
    """All other sessions of this client are over: somebody else may hold one."""
    others = Session.objects.filter(client=session.client_id, ended_at__isnull=True)
    others.exclude(pk=session.pk).update(ended_at=timezone.now())


def go_on(session: Session, *, address_version: int) -> None:
    """This one goes on after its own client gave another address and proved it."""
    Session.objects.filter(pk=session.pk).update(address_version=address_version)


def write_key(response, key: str, *, of_code: bool = False) -> None:
    """Give the browser its key, until it closes."""
    response.set_cookie(
        cookie_name(of_code=of_code),
        key,
        path=PATH,
        secure=settings.SURVEY_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def key_in(request, *, of_code: bool = False) -> str:
    """The key that the browser holds; "" without one."""
    return request.COOKIES.get(cookie_name(of_code=of_code), "")


def drop_key(response, *, of_code: bool = False) -> None:
    """Take it back."""
    response.delete_cookie(cookie_name(of_code=of_code), path=PATH, samesite="Strict")
