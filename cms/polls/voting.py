"""Voting once, and what may be seen of the result."""

import secrets
from dataclasses import dataclass
from string import ascii_uppercase

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from .models import Poll, PollOption, Vote

COOKIE = "stempas"
COOKIE_SECONDS = 180 * 24 * 3600
SALT = "cms.polls"
# Below five votes a colleague could guess who chose what.
FLOOR = 5


class AlreadyVoted(Exception):
    """This browser or this account has voted on this poll."""


class PollClosed(Exception):
    """The poll takes no votes any more."""


@dataclass(frozen=True)
class Result:
    """One answer with its share in whole percents; share is None while there are too few votes."""

    letter: str
    option: PollOption
    votes: int | None
    share: int | None


@dataclass(frozen=True)
class Ballot:
    """A poll as one visitor sees it: the form until they voted, then the results."""

    poll: Poll
    answers: tuple[Result, ...]
    token: str
    has_voted: bool
    chosen: int | None
    total: int

    @property
    def may_vote(self) -> bool:
        return self.poll.is_open and not self.has_voted

    @property
    def is_shown(self) -> bool:
        """Whether the shares may be seen."""
        return self.total >= FLOOR


def voter_of(request) -> str:
    """This browser's secret from its signed cookie, or a fresh one."""
    if request is not None:
        secret = request.get_signed_cookie(COOKIE, default=None, salt=SALT)
        if secret:
            return secret
    return secrets.token_urlsafe(24)


def ballot_of(request, poll: Poll) -> Ballot:
    """What this visitor sees of the poll."""
    voter = voter_of(request)
    user = getattr(request, "user", None)
    own = _own_vote(poll, voter, user)
    options = list(
        PollOption.objects.filter(poll=poll)
        .annotate(count=Count("votes"))
        .order_by("sort_order", "pk")
    )
    total = sum(option.count for option in options)
    shown = total >= FLOOR
    answers = tuple(
        Result(
            letter=letter,
            option=option,
            votes=option.count if shown else None,
            share=round(100 * option.count / total) if shown else None,
        )
        for letter, option in zip(ascii_uppercase, options, strict=False)
    )
    return Ballot(
        poll=poll,
        answers=answers,
        token=signing.dumps(voter, salt=SALT),
        has_voted=own is not None,
        chosen=own.option_id if own else None,
        total=total,
    )


def voter_of_form(request) -> str:
    """The secret to vote with: the cookie's, else the one the form was made with.

    A form sent twice carries the same secret both times, so a double click is one vote.
    Raises signing.BadSignature for a secret that is not ours.
    """
    secret = request.get_signed_cookie(COOKIE, default=None, salt=SALT)
    return secret or signing.loads(request.POST.get("token", ""), salt=SALT, max_age=COOKIE_SECONDS)


def vote(*, poll: Poll, option: PollOption, voter: str, account=None) -> Vote:
    """Count one vote; AlreadyVoted or PollClosed when it does not count."""
    if not poll.is_open:
        raise PollClosed
    try:
        with transaction.atomic():
            return Vote.objects.create(
                poll=poll,
                option=option,
                browser=_fingerprint("browser", voter, poll),
                account=_account_fingerprint(account, poll),
            )
    except IntegrityError:
        raise AlreadyVoted from None


def _own_vote(poll: Poll, voter: str, user) -> Vote | None:
    mine = Q(browser=_fingerprint("browser", voter, poll))
    if account := _account_fingerprint(user, poll):
        mine |= Q(account=account)
    return Vote.objects.filter(mine, poll=poll).first()


def _account_fingerprint(account, poll: Poll) -> str:
    if account is None or not account.is_authenticated:
        return ""
    return _fingerprint("account", str(account.pk), poll)


def _fingerprint(kind: str, secret: str, poll: Poll) -> str:
    return salted_hmac(f"{SALT}.{kind}.{poll.pk}", secret, algorithm="sha256").hexdigest()
