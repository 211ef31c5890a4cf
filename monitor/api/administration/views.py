"""Pages for the administrator: see, add and end tokens and webhooks."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from monitor.api import tokens
from monitor.api.models import AccessToken, Subscription
from monitor.api.webhooks import subscriptions
from monitor.caseload.acts import Refused
from tenants.access import members_only
from tenants.models import Role

from . import overview as lists
from .forms import TokenForm, WebhookForm

administrators = members_only({Role.ADMINISTRATOR})
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@administrators
def overview(request):
    """All tokens and webhooks."""
    context = {"tokens": lists.token_lines(), "subscriptions": lists.subscriptions()}
    return render(request, "api/overview.html", context)


@get_or_post
@administrators
def new_token(request):
    """Issue a token. It is in the answer to the form and nowhere after that: not in a session and
    not in an address."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = tokens.issue(by=request.user, **form.cleaned_data)
        except Refused as refused:
            _blame(form, refused)
        else:
            return render(request, "api/token_issued.html", {"token": token, "secret": secret})
    context = {"form": form, "title": _("Nieuwe sleutel"), "button": _("Sleutel maken")}
    return render(request, "api/form.html", context)


@get_or_post
@administrators
def revoke_token(request, pk):
    """Ask, and end it."""
    token = get_object_or_404(AccessToken, pk=pk)
    if request.method == "POST":
        tokens.revoke(by=request.user, token=token)
        messages.success(request, _("De sleutel is ingetrokken en geeft geen toegang meer."))
        return redirect("links:overview")
    return render(request, "api/revoke.html", {"token": token})


@get_or_post
@administrators
def new_webhook(request):
    """Add a subscription; its secret is shown in the answer alone."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added, secret = subscriptions.add(by=request.user, **form.cleaned_data)
        except Refused as refused:
            _blame(form, refused)
        else:
            context = {"subscription": added, "secret": secret}
            return render(request, "api/webhook_added.html", context)
    context = {"form": form, "title": _("Nieuw adres voor meldingen"), "button": _("Toevoegen")}
    return render(request, "api/form.html", context)


@get_or_post
@administrators
def webhook(request, pk):
    """One subscription with its last messages, and what can be done with it."""
    subscription = get_object_or_404(lists.subscriptions(), pk=pk)
    if request.method == "POST":
        return _act_on(request, subscription)
    context = {"subscription": subscription, "deliveries": lists.deliveries_of(subscription)}
    return render(request, "api/webhook.html", context)


def _act_on(request, subscription: Subscription):
    act = request.POST.get("act")
    if act == "remove":
        subscriptions.remove(by=request.user, subscription=subscription)
        messages.success(request, _("Dit adres krijgt geen meldingen meer."))
        return redirect("links:overview")
    if act == "pause":
        subscriptions.switch(by=request.user, subscription=subscription, on=False)
        messages.success(request, _("De meldingen staan uit. Nieuwe worden niet bewaard."))
    elif act == "resume":
        subscriptions.switch(by=request.user, subscription=subscription, on=True)
        messages.success(request, _("De meldingen staan aan."))
    elif act == "again":
        count = subscriptions.try_again(by=request.user, subscription=subscription)
        said = ngettext(
            "%(n)d melding wordt opnieuw geprobeerd.",
            "%(n)d meldingen worden opnieuw geprobeerd.",
            count,
        )
        messages.success(request, said % {"n": count})
    return redirect("links:webhook", subscription.pk)


def _blame(form, refused: Refused) -> None:
    form.add_error(refused.code if refused.code in form.fields else None, str(refused))
