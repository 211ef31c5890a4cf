"""Accounts of staff and community members, and what each may do where."""

import uuid

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.vault.declarations import declare

from .municipalities import Municipality


class AccountManager(BaseUserManager):
    """Accounts are found by e-mail address, without regard to case."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """A new account; ValueError without an address."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email, password=None, **fields):
        """An account of the programme with every right in the public world."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: caseworker, adviser, programme staff. Anonymised, never deleted.

    Clients have no account: they come by a link.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mailadres"), unique=True)
    first_name = models.CharField(_("voornaam"), max_length=60, blank=True)
    last_name = models.CharField(_("achternaam"), max_length=80, blank=True)
    is_staff = models.BooleanField(_("programmamedewerker"), default=False)
    is_active = models.BooleanField(_("actief"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    data_classes = declare(
        personal="email first_name last_name",
        pseudonymous="id",
        plain="password last_login is_superuser is_staff is_active date_joined groups "
        "user_permissions",
    )

    class Meta:
        verbose_name = _("account")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """First and last name, or the address when neither is known."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        """How the screens greet."""
        return self.first_name or self.email


class Role(models.TextChoices):
    """What somebody is for one municipality."""

    CASEWORKER = "caseworker", _("Hulpverlener")
    TEAM_LEAD = "team_lead", _("Teamleider")
    POLICY_ADVISER = "policy_adviser", _("Beleidsadviseur")
    ADMINISTRATOR = "administrator", _("Beheerder")


class MembershipQuerySet(models.QuerySet):
    """Memberships by intention."""

    def active_in(self, municipality):
        """Those that count in `municipality` today."""
        return self.filter(municipality=municipality, is_active=True, account__is_active=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """One account's role in one municipality. Without an active one, its host stays shut."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("rol"), max_length=20, choices=Role.choices)
    team = models.CharField(_("team"), max_length=60, blank=True)
    is_active = models.BooleanField(_("actief"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()
    data_classes = declare(
        pseudonymous="account", plain="id municipality role team is_active created_at"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "municipality"], name="one_membership_per_municipality"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.role}"
