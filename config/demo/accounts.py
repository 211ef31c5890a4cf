"""The demo's accounts: every fictional caseworker, and the sign-ins that are printed."""

from monitor.demo.municipalities import MUNICIPALITIES
from tenants.models import Account, Membership, Role

from .people import PASSWORD, SIGN_INS


def make_accounts(municipalities: dict) -> dict[str, Account]:
    """E-mail -> account, with its membership of `municipalities` (by slug). Idempotent."""
    accounts: dict[str, Account] = {}
    for record in MUNICIPALITIES:
        for worker in record.caseworkers:
            first, _, last = worker.name.partition(" ")
            accounts[worker.email] = _account(worker.email, first, last)
            _member(
                accounts[worker.email], municipalities[record.slug], Role.CASEWORKER, worker.team
            )
    for person in SIGN_INS:
        accounts.setdefault(
            person.email,
            _account(
                person.email, person.first_name, person.last_name, programme=not person.municipality
            ),
        )
        if person.municipality:
            _member(accounts[person.email], municipalities[person.municipality], person.role)
    return accounts


def _account(email: str, first: str, last: str, *, programme: bool = False) -> Account:
    found = Account.objects.filter(email=email).first()
    if found:
        return found
    make = Account.objects.create_superuser if programme else Account.objects.create_user
    return make(email, PASSWORD, first_name=first, last_name=last)


def _member(account: Account, municipality, role: str, team: str = "") -> None:
    Membership.objects.get_or_create(
        account=account, municipality=municipality, defaults={"role": role, "team": team}
    )
