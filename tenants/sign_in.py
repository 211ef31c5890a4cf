"""Sign-in through allauth, on the programme's host and on each municipality's."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.db import connection
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import Membership


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves, and a host only lets its own members in."""

    def is_open_for_signup(self, request):
        """Accounts are made by invitation."""
        return False

    def pre_login(self, request, user, **kwargs):
        """Refuse an account without an active membership of this host's municipality."""
        is_member = (
            connection.schema_name == "public"
            or Membership.objects.active_in(request.tenant).filter(account=user).exists()
        )
        if not is_member:
            messages.error(
                request,
                _("Je hebt geen toegang tot %(name)s. Vraag de beheerder om je toe te voegen.")
                % {"name": request.tenant.name},
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        return super().pre_login(request, user, **kwargs)
