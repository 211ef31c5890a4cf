"""The forms of the desk. Their labels are Dutch; rules of the caseload stay in its acts."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benchmark.standard import clients as standard
from benchmark.standard import deployments as deployment_terms
from benchmark.standard import endings as ending_terms
from monitor.caseload.models.clients import REACHING


def terms(of, *, empty=None):
    """Choices of a Form field in the language of the moment."""
    return lambda: [
        *([("", empty)] if empty is not None else []),
        *((term.code, str(term)) for term in of),
    ]


def reasons():
    """The reasons of an ending, those of a success apart from the rest."""
    groups = {True: [], False: []}
    for term in ending_terms.REASONS:
        groups[term.code in ending_terms.SUCCESS_REASONS].append((term.code, str(term)))
    success, *drop_out = (str(status) for status in ending_terms.STATUSES)
    return [("", ""), (success, groups[True]), (" / ".join(drop_out), groups[False])]


class DateInput(forms.DateInput):
    """The browser's own date picker, which speaks ISO."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class Day(forms.DateField):
    """A day; today at first when `today`."""

    def __init__(self, *, today=False, **options):
        options.setdefault("required", False)
        if today:
            options["initial"] = timezone.localdate
        super().__init__(widget=DateInput, input_formats=["%Y-%m-%d", "%d-%m-%Y"], **options)


def unmarked(field):
    """`field`, not called optional on the page: an act asks for it, or fills it in."""
    field.is_unmarked = True
    return field


class MilestoneForm(forms.Form):
    """The day of a result."""

    on = unmarked(Day(label=_("Behaald op")))


class ContactForm(forms.Form):
    """How a client is called and reached."""

    first_name = forms.CharField(
        label=_("Voornaam"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telefoonnummer"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    channel = unmarked(
        forms.ChoiceField(
            label=_("Hoe sturen we de vragenlijst?"),
            required=False,
            choices=terms(standard.CHANNELS, empty=_("Nog niet gekozen")),
        )
    )
    language = forms.ChoiceField(label=_("Taal"), choices=terms(standard.LANGUAGES), initial="nl")


class ChangeContactForm(ContactForm):
    """The same of a client who is known: also the way to take when the first one fails."""

    fallback = unmarked(
        forms.ChoiceField(
            label=_("En als dat niet lukt?"),
            help_text=_("Alleen als de cliënt dat goed vindt."),
            required=False,
            choices=terms(REACHING, empty=_("Dan geen andere weg")),
        )
    )
    field_order = ("first_name", "email", "phone", "channel", "fallback", "language")


class CharacteristicsForm(forms.Form):
    """How a trajectory started."""

    intake_date = Day(label=_("Intakedatum"), required=True, today=True)
    first_contact = Day(label=_("Eerste contact"))
    inflow = forms.ChoiceField(
        label=_("Instroom"), required=False, choices=terms(standard.INFLOW, empty="")
    )
    team = forms.CharField(label=_("Team"), max_length=60, required=False)
    path = forms.CharField(label=_("Behandelpad"), max_length=60, required=False)
    problem_severity = forms.ChoiceField(
        label=_("Achterliggende problemen"),
        required=False,
        choices=terms(standard.PROBLEM_SEVERITY, empty=""),
    )
    debt_duration = forms.ChoiceField(
        label=_("Hoe lang zijn er schulden?"),
        required=False,
        choices=terms(standard.DEBT_DURATION, empty=""),
    )
    hindrance = forms.ChoiceField(
        label=_("Hoe belemmerend zijn de schulden?"),
        required=False,
        choices=terms(standard.HINDRANCE, empty=""),
    )
    self_direction = forms.ChoiceField(
        label=_("Zelfregie"), required=False, choices=terms(standard.SELF_DIRECTION, empty="")
    )
    competence = forms.ChoiceField(
        label=_("Bekwaamheid"), required=False, choices=terms(standard.BANDS, empty="")
    )
    attitude = forms.ChoiceField(
        label=_("Motivatie"), required=False, choices=terms(standard.BANDS, empty="")
    )
    social_norm = forms.ChoiceField(
        label=_("Sociale norm"), required=False, choices=terms(standard.BANDS, empty="")
    )


class NewForm(ContactForm):
    """A new client with a trajectory; the rest can be filled in later."""

    external_id = forms.CharField(
        label=_("Trajectnummer"),
        max_length=60,
        help_text=_("Het nummer uit jullie eigen systeem. Geen BSN."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    intake_date = Day(label=_("Intakedatum"), required=True, today=True)
    field_order = ["external_id", "first_name", "intake_date"]


YES_NO = [("yes", _("Ja")), ("no", _("Nee"))]


class ParticipationForm(forms.Form):
    """What the client says after hearing the information."""

    monitor = forms.ChoiceField(
        label=_("Doet de cliënt mee met de vragenlijsten?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    benchmark = forms.ChoiceField(
        label=_("Mogen de totalen meetellen in het landelijk gemiddelde?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    # Left out, what was said of it earlier stands.
    aftercare = forms.ChoiceField(
        label=_("Mogen we 3, 6 en 12 maanden na het traject vragen hoe het gaat?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )


class DeploymentForm(forms.Form):
    """Help that starts."""

    category = forms.ChoiceField(
        label=_("Soort hulp"), choices=terms(deployment_terms.CATEGORIES, empty="")
    )
    service = forms.CharField(label=_("Dienst"), max_length=80, required=False)
    intensity = forms.ChoiceField(
        label=_("Intensiteit"), required=False, choices=terms(deployment_terms.INTENSITY, empty="")
    )
    mode = forms.ChoiceField(
        label=_("Door wie"), required=False, choices=terms(deployment_terms.MODES, empty="")
    )
    started_on = unmarked(Day(label=_("Vanaf"), today=True))


class PauseForm(forms.Form):
    """A period without questionnaires."""

    from_date = unmarked(Day(label=_("Vanaf"), today=True))
    until = Day(label=_("Tot en met"))


class EndingForm(forms.Form):
    """How a trajectory ended."""

    status = forms.ChoiceField(label=_("Afloop"), choices=terms(ending_terms.STATUSES))
    reason = unmarked(forms.ChoiceField(label=_("Reden"), required=False, choices=reasons))
    on = unmarked(Day(label=_("Op"), today=True))


class OnForm(forms.Form):
    """The day something ended."""

    on = Day(label=_("Op"))
