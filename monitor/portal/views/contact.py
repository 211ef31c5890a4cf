"""Correcting how somebody is reached."""

from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from monitor.caseload import clients
from monitor.caseload.acts import Refused, act
from monitor.portal import addresses, codes, limits, sessions, speaking
from monitor.portal.doors import back, closed, page, portal_page
from monitor.portal.forms import AddressForm, ContactForm
from monitor.portal.models import Purpose
from monitor.surveys.doors import SeeOther
from tenants.messaging.senders import EMAIL, available_channels

from .entering import too_often, too_soon, wrong_code

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@portal_page
def contact(request, client):
    """Name, language and way; and a form for each new address."""
    channels = available_channels(connection.tenant)
    form = ContactForm(request.POST or None, client=client, channels=channels)
    if request.method == "POST" and form.is_valid():
        try:
            with act(None, through="portal"):
                clients.change_contact(by=None, client=client, **form.cleaned_data)
            response = back("portal:data", "contact")
            if "language" in form.changed_data:
                speaking.forget(response)
            return response
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, client, form=form)


@get_or_post
@portal_page
def new_address(request, client, channel):
    """Ask for a code to a new address."""
    if channel not in addresses.FIELDS or channel not in available_channels(connection.tenant):
        raise Http404
    if request.method != "POST":
        return back("portal:contact")
    form = AddressForm(request.POST, channel=channel)
    if not form.is_valid():
        return _page(request, client, **{channel: form})
    if not limits.may(request, "asked", limits.ASKED_PER_HOUR):
        form.add_error("address", too_often())
        return _page(request, client, status=429, **{channel: form})
    try:
        key = addresses.ask(client=client, channel=channel, address=form.cleaned_data["address"])
    except Refused as refusal:
        form.add_error("address", str(refusal))
        return _page(request, client, **{channel: form})
    except codes.TooSoon:
        form.add_error("address", too_soon())
        return _page(request, client, status=429, **{channel: form})
    if not key:
        form.add_error("address", _("Dit adres hebben we al."))
        return _page(request, client, **{channel: form})
    response = SeeOther(reverse("portal:confirm_address"))
    sessions.write_key(response, key, of_code=True)
    return response


@get_or_post
@portal_page
def confirm_address(request, client):
    """Type the code that was sent to the new address."""
    waiting = codes.asked_by(sessions.key_in(request, of_code=True))
    if (
        waiting is None
        or waiting.client_id != client.pk
        or waiting.purpose not in (Purpose.EMAIL, Purpose.PHONE)
    ):
        return back("portal:contact")
    if request.method != "POST":
        return page(request, "portal/confirm_address.html", {"address": waiting.address})
    error, status = "", 200
    if not limits.may(request, "tried", limits.TRIED_PER_HOUR):
        error, status = too_often(), 429
    else:
        try:
            codes.try_(waiting, request.POST.get("code", "")[:40])
        except codes.Wrong as wrong:
            if wrong.is_over:
                return back("portal:contact")
            error = wrong_code()
    if error:
        context = {"address": waiting.address, "error": error}
        return page(request, "portal/confirm_address.html", context, status)
    try:
        addresses.confirm(waiting, session=request.portal_session)
    except addresses.Over:
        return closed(request)
    response = back("portal:data", "adres")
    sessions.drop_key(response, of_code=True)
    return response


def _page(request, client, status: int = 200, **forms):
    channels = available_channels(connection.tenant)
    context = {
        "form": forms.get("form") or ContactForm(client=client, channels=channels),
        "addresses": [
            {
                "channel": channel,
                "form": forms.get(channel) or AddressForm(channel=channel),
            }
            for channel in (EMAIL, codes.SMS)
            if channel in channels
        ],
        "has_sms": codes.SMS in channels,
    }
    return page(request, "portal/contact.html", context, status)
