"""The form of a municipality's own names: a field per step and per result, by the standard."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import STEPS
from benchmark.standard.text import label
from monitor.caseload import labels
from monitor.caseload.labels import ATTITUDE_NAMES, Key, Names
from monitor.caseload.models.labels import LABEL_LENGTH, OPTIONAL_STEP, Kind
from monitor.caseload.steps import SETTLEMENT


@dataclass(frozen=True)
class Line:
    """One step on the page: its standard name and the fields that belong to it."""

    title: str
    fields: tuple[BoundField, ...]
    switch: BoundField | None = None


class NamesForm(forms.Form):
    """Own names, empty for the standard one. `cleaned()` gives what `labels.change` takes."""

    def __init__(self, *args, names: Names, **kwargs):
        super().__init__(*args, **kwargs)
        self._keys: dict[str, Key] = {}
        for step in STEPS:
            self._add((Kind.STEP, step.code), _("Stap"), str(step), names)
            for kind in step.closed_by:
                self._add((Kind.MILESTONE, kind), _("Resultaat"), label(MILESTONES, kind), names)
        for kind in SETTLEMENT:
            self._add((Kind.MILESTONE, kind), _("Resultaat"), label(MILESTONES, kind), names)
        self.fields["uses_life_domains"] = forms.BooleanField(
            label=_("Wij gebruiken deze stap"),
            help_text=_(
                "Zet je dit uit, dan staat de stap niet meer in het overzicht van cliënten en op "
                "de cliëntpagina. Resultaten die er al zijn, blijven staan en tellen mee in de "
                "cijfers."
            ),
            required=False,
            initial=names.uses_life_domains,
        )
        self.fields["attitude"] = forms.ChoiceField(
            label=_("Hoe noemen jullie deze eigenschap?"),
            help_text=_(
                "Hoe iemand tegenover schulden en hulp staat. Er verandert alleen een naam."
            ),
            choices=[(term.code, str(term)) for term in ATTITUDE_NAMES],
            widget=forms.RadioSelect,
            initial=names.attitude.code,
        )

    def _add(self, key: Key, what: str, standard: str, names: Names) -> None:
        field = forms.CharField(
            label=f"{what} {standard}",
            max_length=LABEL_LENGTH,
            required=False,
            initial=names.own.get(key, ""),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        field.is_unmarked = True
        name = "-".join(key)
        self.fields[name] = field
        self._keys[name] = key

    def lines(self) -> list[Line]:
        """The steps in order, and what comes after them."""
        found = [
            Line(
                str(step),
                tuple(
                    self["-".join(key)]
                    for key in (
                        (Kind.STEP, step.code),
                        *((Kind.MILESTONE, kind) for kind in step.closed_by),
                    )
                ),
                self["uses_life_domains"] if step.code == OPTIONAL_STEP else None,
            )
            for step in STEPS
        ]
        after = tuple(self[f"{Kind.MILESTONE}-{kind}"] for kind in SETTLEMENT)
        return [*found, Line(_("Na de stabilisatie"), after)]

    def clean(self):
        """Two steps, or two results, cannot go by one name."""
        names = {name: key for name, key in self._keys.items() if name in self.cleaned_data}
        own = {key: labels.tidy(self.cleaned_data[name]) for name, key in names.items()}
        shared = set(labels.clashes(own))
        for name, key in names.items():
            if key in shared:
                self.add_error(name, labels.taken())
        return self.cleaned_data

    def cleaned(self) -> dict:
        """The arguments of `labels.change`, of a valid form."""
        data = self.cleaned_data
        return {
            "own": {key: data[name] for name, key in self._keys.items()},
            "uses_life_domains": data["uses_life_domains"],
            "attitude": data["attitude"],
        }
