"""The forms of the DDAS pages: the period of a delivery, and which trajectory a record is."""

from collections.abc import Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitor.caseload.models import Trajectory

from .matching import Decision
from .planning import RecordPlan

NUMBER_LENGTH = 60
NEW = "new"


class DateInput(forms.DateInput):
    """The browser's own date picker, which speaks ISO."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """The first and the last day that a delivery is about."""

    starts_on = forms.DateField(label=gettext_lazy("Eerste dag"), widget=DateInput())
    ends_on = forms.DateField(label=gettext_lazy("Laatste dag"), widget=DateInput())

    def clean(self):
        """The days run forward and are past."""
        cleaned = super().clean()
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("De laatste dag ligt voor de eerste."))
        if end and end > timezone.localdate():
            self.add_error("ends_on", _("Kies een periode die voorbij is."))
        return cleaned


class MatchingForm(forms.Form):
    """For each record that waits: a choice, and a number for who types one. An empty choice leaves
    the record for later. `decisions` are those made, by the record's path."""

    def __init__(self, data, waiting: Sequence[RecordPlan]):
        super().__init__(data)
        self.waiting = waiting
        for number, each in enumerate(waiting):
            self.fields[f"choice-{number}"] = forms.ChoiceField(
                choices=_choices(each), required=False, label=gettext_lazy("Welk traject is dit?")
            )
            self.fields[f"number-{number}"] = forms.CharField(
                max_length=NUMBER_LENGTH,
                required=False,
                label=gettext_lazy("Of typ een trajectnummer"),
                widget=forms.TextInput({"autocomplete": "off"}),
            )

    def rows(self):
        """(plan, choice field, number field) per record that waits."""
        for number, each in enumerate(self.waiting):
            yield each, self[f"choice-{number}"], self[f"number-{number}"]

    def clean(self):
        """A typed number exists, unless the record becomes a new trajectory; then it does not."""
        cleaned = super().clean()
        typed = {value for name, value in cleaned.items() if name.startswith("number-") and value}
        known = set(
            Trajectory.objects.filter(external_id__in=typed).values_list("external_id", flat=True)
        )
        self.decisions: dict[str, Decision] = {}
        for number, each in enumerate(self.waiting):
            choice = cleaned.get(f"choice-{number}", "")
            text = cleaned.get(f"number-{number}", "")
            if text and choice not in ("", NEW):
                self.add_error(
                    f"number-{number}", _("Kies een traject of typ een nummer, niet allebei.")
                )
            elif text and choice == NEW and text in known:
                self.add_error(f"number-{number}", _("Er is al een traject met dit nummer."))
            elif text and choice == "" and text not in known:
                self.add_error(f"number-{number}", _("We vinden geen traject met dit nummer."))
            elif choice == NEW and not text and not each.record.digests:
                self.add_error(f"number-{number}", _("Typ het nummer van het nieuwe traject."))
            elif text or choice:
                self.decisions[each.record.path] = Decision(
                    number=text or (choice if choice != NEW else ""), is_new=choice == NEW
                )
        return cleaned


def _choices(each: RecordPlan) -> list[tuple[str, str]]:
    choices = [("", _("Nu niet"))]
    if each.record.fact("field", "intake_date"):
        choices.append((NEW, _("Een nieuw traject")))
    for trajectory in each.match.candidates:
        said = {"number": trajectory.external_id, "day": f"{trajectory.intake_date:%d-%m-%Y}"}
        choices.append((trajectory.external_id, _("%(number)s (intake %(day)s)") % said))
    return choices
