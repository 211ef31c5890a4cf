"""What a municipality of the demo has beside its records: texts, savings, an own question.

None of it is in a published figure.
"""

from datetime import timedelta
from random import Random

from django.db import transaction

from tenants.models import Membership, Municipality, Role

from . import own_question, saving, today, voices
from .generator import SEED
from .records import Demo

SPEAKING = ("waterveen", "lindehaven", "oosterduin")
FULLEST = "waterveen"
LATELY = timedelta(days=90)
HOST = "noor@waterveen.example.org"


@transaction.atomic
def add(demo: Demo, municipality: Municipality, seed: int = SEED) -> None:
    """After `load`, in this municipality's world; nothing for one that has nothing more."""
    if municipality.slug not in SPEAKING:
        return
    rng = Random(f"{seed}-besides-{municipality.slug}")
    voices.add(rng, by=_account(municipality, Role.POLICY_ADVISER))
    if municipality.slug != FULLEST:
        return
    administrator = _account(municipality, Role.ADMINISTRATOR)
    host = Membership.objects.active_in(municipality).get(account__email=HOST)
    since = demo.reference_date - LATELY
    saving.add(since, administrator)
    own_question.add(rng, since, administrator)
    today.agree_on_email(host.account)
    today.answer(host.account)
    today.share(host)


def _account(municipality: Municipality, role: str):
    found = Membership.objects.active_in(municipality).filter(role=role).first()
    return found.account if found else None
