"""The forms of what happens in a trajectory: contacts, goals, help corrected, decisions."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.standard import clients as standard
from benchmark.standard import contacts as contact_terms
from benchmark.standard import goals as goal_terms
from monitor.caseload.screening import terms as screening_terms
from monitor.caseload.screening.acts import PROFILE_LENGTH

from .forms import YES_NO, Day, DeploymentForm, terms, unmarked


class DeploymentChangeForm(forms.Form):
    """Help that was put in, corrected; its kind stays, since another kind is other help."""

    service = DeploymentForm.base_fields["service"]
    intensity = DeploymentForm.base_fields["intensity"]
    mode = DeploymentForm.base_fields["mode"]
    started_on = Day(label=_("Vanaf"), required=True)
    ended_on = Day(label=_("Tot en met"))


def reason_field(longest: int, label):
    """Why something was decided; an act asks for it."""
    return unmarked(
        forms.CharField(
            label=label,
            required=False,
            max_length=longest,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Schrijf geen namen, adressen of BSN op."),
        )
    )


class RemovalForm(forms.Form):
    """Why something is taken away."""

    reason = reason_field(300, _("Waarom haal je dit weg?"))


class MomentForm(forms.Form):
    """A contact. The kind is the button that is pressed; the rest can stay as it is."""

    kind = forms.ChoiceField(label=_("Soort contact"), choices=terms(contact_terms.KINDS))
    on = unmarked(Day(label=_("Op"), today=True))
    initiated_by = forms.ChoiceField(
        label=_("Wie nam contact op?"),
        required=False,
        choices=terms(contact_terms.INITIATORS, empty=_("Niet ingevuld")),
    )
    note = forms.CharField(
        label=_("Notitie"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class MissedForm(forms.Form):
    """An appointment that nobody came to."""

    kind = forms.ChoiceField(
        label=_("Soort afspraak"),
        choices=terms([term for term in contact_terms.KINDS if term.code != "message"]),
    )
    on = unmarked(Day(label=_("Op"), today=True))
    note = MomentForm.base_fields["note"]


class GoalForm(forms.Form):
    """An intermediate goal."""

    text = forms.CharField(
        label=_("Doel"),
        max_length=200,
        help_text=_("In de woorden van de cliënt, bijvoorbeeld: elke vrijdag mijn post openen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    set_by = forms.ChoiceField(label=_("Wie koos dit doel?"), choices=terms(goal_terms.SET_BY))
    due_on = Day(label=_("Streefdatum"))


class SaysForm(forms.Form):
    """What one side says of a goal."""

    side = forms.ChoiceField(choices=[("client", ""), ("caseworker", "")])
    reached = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", ""), ("", "")],
        required=False,
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
    )


class TypeForm(forms.Form):
    """Which client type it is, and why when it is not the proposed one."""

    chosen = forms.ChoiceField(
        label=_("Klanttype"), choices=terms(standard.CLIENT_TYPES), widget=forms.RadioSelect
    )
    reason = reason_field(300, _("Reden, als je iets anders kiest dan het voorstel"))


class TransferForm(forms.Form):
    """To whom, and what the client said about it."""

    caseworker_id = forms.TypedChoiceField(
        label=_("Naar collega"), required=False, coerce=UUID, empty_value=None
    )
    team = forms.TypedChoiceField(label=_("Naar team"), required=False, empty_value=None)
    client_agrees = forms.TypedChoiceField(
        label=_("Vindt de cliënt het goed?"),
        required=False,
        choices=[("", _("Nog niet gevraagd")), *YES_NO],
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
    )

    def __init__(self, *args, colleagues, **options):
        super().__init__(*args, **options)
        people = [(str(m.account_id), m.account.get_full_name()) for m in colleagues]
        teams = sorted({m.team for m in colleagues if m.team})
        self.fields["caseworker_id"].choices = [("", _("Blijft bij dezelfde collega")), *people]
        self.fields["team"].choices = [("", _("Blijft bij hetzelfde team"))] + [
            (team, team) for team in teams
        ]
        for name in ("caseworker_id", "team", "client_agrees"):
            unmarked(self.fields[name])


class ScreeningForm(forms.Form):
    """The result of a screening at the gate."""

    client = forms.ChoiceField(label=_("Van wie"), widget=forms.HiddenInput)
    on = unmarked(Day(label=_("Ingevuld op"), today=True))
    filled_in = forms.ChoiceField(
        label=_("Hoe is het ingevuld?"),
        choices=terms(screening_terms.FILLED_IN),
        widget=forms.RadioSelect,
    )
    profile = forms.CharField(
        label=_("Profiel"),
        max_length=PROFILE_LENGTH,
        required=False,
        help_text=_("Zoals het boven de uitslag staat."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    modules = forms.MultipleChoiceField(
        label=_("Welke onderdelen zaten erin?"),
        required=False,
        choices=terms(screening_terms.MODULES),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        field = self.fields["client"]
        field.choices = [(str(p.pk), p.first_name or _("Naam onbekend")) for p in people]
        field.initial = str(people[0].pk)
        if len(people) > 1:
            field.widget = forms.RadioSelect(choices=field.choices)


class ExistingPartnerForm(forms.Form):
    """A partner who is known already: the number of their own trajectory, and as a check against
    the wrong person how they are called."""

    number = forms.CharField(
        label=_("Trajectnummer van de partner"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Voornaam van de partner"),
        max_length=60,
        help_text=_("Ter controle, zodat je niet de verkeerde toevoegt."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
