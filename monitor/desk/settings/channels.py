"""Pages on which an administrator connects channels and sees how messages look."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benchmark.questionnaires.languages import CLIENT_LANGUAGES
from monitor.surveys import short_texts
from tenants.access import members_only
from tenants.hosts import base_url
from tenants.messaging import connecting, linting, reasons
from tenants.messaging.models import Channel, Connection
from tenants.messaging.providers import PROVIDERS
from tenants.models import Account, Role

from . import trials
from .channel_forms import MOMENTS, ConnectionForm, PreviewForm, TrialForm
from .previews import previews

administrators = members_only({Role.ADMINISTRATOR})
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Line:
    """How one channel is doing, in words."""

    channel: str
    label: str
    connection: Connection | None
    provider: str = ""
    failure: str = ""
    state: str = ""
    kind: str = ""


@require_safe
@administrators
def overview(request):
    """All channels, and the messages as a locked phone shows them."""
    chosen = {"taal": request.GET.get("taal", "nl"), "bericht": request.GET.get("bericht", "first")}
    form = PreviewForm(chosen)
    if not form.is_valid():
        form = PreviewForm({"taal": "nl", "bericht": "first"})
        form.is_valid()
    said = form.cleaned_data
    context = {
        "lines": [_line(channel) for channel in Channel],
        "sender": request.tenant.sender_name or request.tenant.name,
        "sender_problems": linting.betraying(request.tenant.sender_name or request.tenant.name),
        "form": form,
        "previews": previews(request.tenant, language=said["taal"], key=said["bericht"]),
    }
    return render(request, "desk/settings/channels.html", context)


@get_or_post
@administrators
def channel(request, channel):
    """One channel: connect it, switch it, sign for it, take the key away."""
    connection = _connection(channel)
    form = ConnectionForm(
        request.POST if request.POST.get("act") == "save" else None,
        channel=channel,
        connection=connection,
    )
    if request.method == "POST":
        if request.POST.get("act") == "save":
            if form.is_valid():
                connecting.connect(by=request.user, **form.cleaned())
                messages.success(request, _("Opgeslagen. Stuur nu een proefbericht."))
                return redirect("desk:channel", channel)
        elif connection is not None:
            return _act_on(request, connection)
    context = {
        "form": form,
        "line": _line(channel),
        "connection": connection,
        "assessed_by": _name(connection.assessed_by) if connection else "",
        "secret_set_by": _name(connection.secret_set_by) if connection else "",
        "templates": _templates() if channel == Channel.WHATSAPP else [],
    }
    return render(request, "desk/settings/channel.html", context)


@get_or_post
@administrators
def trial(request, channel):
    """Try a channel with a message to oneself."""
    if channel != "email" and (_connection(channel) is None):
        return redirect("desk:channel", channel)
    start = {"recipient": request.user.email} if channel == "email" else {}
    form = TrialForm(request.POST or None, channel=channel, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            trials.send(
                by=request.user,
                municipality=request.tenant,
                channel=channel,
                recipient=form.cleaned_data["recipient"],
            )
        except trials.NotNow as refused:
            form.add_error(None, _why(refused.code))
        else:
            messages.success(request, _("Het proefbericht is onderweg. Kijk of het aankomt."))
            return redirect("desk:channels")
    label = _("E-mail") if channel == "email" else Channel(channel).label
    return render(request, "desk/settings/channel_trial.html", {"form": form, "label": label})


def _act_on(request, connection: Connection):
    act, by = request.POST.get("act"), request.user
    if act == "callback":
        secret = connecting.new_callback_secret(by=by, connection=connection)
        return _callback(request, connection, secret)
    if act == "on":
        try:
            connecting.switch(by=by, connection=connection, on=True)
        except connecting.CannotSwitchOn as refused:
            messages.error(request, _FIRST[refused.code]())
        else:
            messages.success(request, _("Het kanaal staat aan."))
    elif act == "off":
        connecting.switch(by=by, connection=connection, on=False)
        messages.success(request, _("Het kanaal staat uit. Er gaan geen berichten meer langs."))
    elif act == "assess":
        if request.POST.get("done") == "on":
            connecting.assess(by=by, connection=connection, done=True)
            messages.success(request, _("Vastgelegd. Je kunt WhatsApp nu aanzetten."))
        else:
            messages.error(request, _("Zet eerst het vinkje."))
    elif act == "withdraw":
        connecting.assess(by=by, connection=connection, done=False)
        messages.success(request, _("Ingetrokken. WhatsApp staat uit."))
    elif act == "forget":
        connecting.forget_secret(by=by, connection=connection)
        messages.success(request, _("De sleutel is weg en het kanaal staat uit."))
    return redirect("desk:channel", connection.channel)


_FIRST = {
    "no_secret": lambda: _("Vul eerst de sleutel van de provider in."),
    "not_assessed": lambda: _("Leg eerst vast dat de gemeente WhatsApp zelf heeft beoordeeld."),
}


def _callback(request, connection: Connection, secret: str):
    provider = PROVIDERS[connection.provider]
    where = [provider.code] if provider.reports_with_bearer else [provider.code, secret]
    name = "report" if provider.reports_with_bearer else "report_with_secret"
    address = base_url(request.tenant) + reverse(f"messaging:{name}", args=where)
    context = {
        "provider": provider.name,
        "address": address,
        "secret": secret if provider.reports_with_bearer else "",
        "channel": connection.channel,
    }
    return render(request, "desk/settings/channel_callback.html", context)


def _connection(channel: str) -> Connection | None:
    if channel not in Channel.values:
        raise Http404
    return Connection.objects.filter(channel=channel).first()


def _line(channel: str) -> Line:
    connection = _connection(channel)
    label = Channel(channel).label
    if connection is None:
        return Line(channel, label, None, state=_("Niet aangesloten"))
    failure = reasons.in_words(connection.failure) if connection.failure else ""
    if not connection.is_on:
        state, kind = _("Staat uit"), ""
    elif failure:
        state, kind = _("Er is iets mis"), "negative"
    else:
        state, kind = _("Staat aan"), "positive"
    provider = PROVIDERS[connection.provider].name
    return Line(channel, label, connection, provider, failure, state, kind)


def _why(code: str) -> str:
    if code == "too_many":
        return _("Je stuurde al tien proefberichten. Probeer het over een uur weer.")
    return reasons.in_words(code)


def _name(account) -> str:
    found = Account.objects.filter(pk=account).first() if account else None
    return str(found) if found else ""


def _templates() -> list[dict]:
    """What the municipality has Meta approve: names and texts, with the link as the one value."""
    return [
        {
            "language": language,
            "approved": short_texts.in_language(language.code).approved,
            "texts": [
                {
                    "name": short_texts.template_name(language.code, key),
                    "what": MOMENTS[key],
                    "text": short_texts.whatsapp(language.code, key, link="{{1}}"),
                }
                for key in short_texts.KEYS
            ],
        }
        for language in CLIENT_LANGUAGES
    ]
