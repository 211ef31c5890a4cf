"""The forms of planned questionnaires: another day, and the protocol of an edition."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from monitor.surveys.protocol import STANDARD, Rules
from tenants.models import Edition

# The bounds of the model, in words for who sets them.
INTERVALS = [(14, _("2 weken")), (21, _("3 weken")), (28, _("4 weken")), (42, _("6 weken"))]
REMINDERS = [
    (2, _("2 dagen")),
    (3, _("3 dagen")),
    (4, _("4 dagen")),
    (5, _("5 dagen")),
    (6, _("6 dagen")),
    (7, _("7 dagen")),
]
LEAST_HOURS = 4


def _hours(first: int, last: int) -> list[tuple[int, str]]:
    return [(hour, f"{hour}.00") for hour in range(first, last + 1)]


class DayForm(forms.Form):
    """A day for a planned questionnaire."""

    day = forms.DateField(
        label=_("Nieuwe dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ProtocolForm(forms.Form):
    """What an administrator sets for an edition; `rules()` gives it back."""

    starts_on = forms.TypedChoiceField(label=_("Voor welke looptijd?"))
    interval_days = forms.TypedChoiceField(
        label=_("Tijd tussen twee vragenlijsten"), choices=INTERVALS, coerce=int
    )
    remind_after_days = forms.TypedChoiceField(
        label=_("Herinnering na"), choices=REMINDERS, coerce=int
    )
    window_opens = forms.TypedChoiceField(
        label=_("Berichten vanaf"), choices=_hours(9, 16), coerce=int
    )
    window_closes = forms.TypedChoiceField(
        label=_("Berichten tot"), choices=_hours(13, 20), coerce=int
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        editions = {edition.starts_on: edition for edition in Edition.objects.order_by("starts_on")}
        self.fields["starts_on"].choices = [
            (day.isoformat(), f"{edition.name} ({date_format(day, 'j F Y')})")
            for day, edition in editions.items()
        ]
        self._starts = {day.isoformat(): day for day in editions}
        for name, value in vars(STANDARD).items():
            self.fields[name].initial = value

    def clean(self):
        """The hours leave enough of a day, so that messages can be spread over it."""
        cleaned = super().clean()
        opens, closes = cleaned.get("window_opens"), cleaned.get("window_closes")
        if opens is not None and closes is not None and closes - opens < LEAST_HOURS:
            self.add_error("window_closes", _("Kies een tijd die minstens vier uur later is."))
        return cleaned

    def starts(self):
        """The first day of the edition that was chosen."""
        return self._starts[self.cleaned_data["starts_on"]]

    def rules(self) -> Rules:
        """What was filled in."""
        return Rules(**{name: self.cleaned_data[name] for name in vars(STANDARD)})
