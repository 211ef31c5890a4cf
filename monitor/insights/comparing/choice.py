"""What the reader compares, from the address; the names are those in it."""

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.standard.indicators import CHAPTERS, INDICATORS, SECTIONS, Indicator
from benchmark.standard.text import Term

from .material import ATTRIBUTES, Material
from .periods import Impossible, Periods

BY_DATE, BY_GROUP = "datum", "groepen"
NOT_IN_DATA = _("Kies iets uit de lijst.")
WHY = {
    "nobody_before": _("Er zijn geen cliënten begonnen vóór deze dag. Kies een latere dag."),
    "nobody_since": _("Er zijn geen cliënten begonnen op of na deze dag. Kies een eerdere dag."),
    "too_short": _("In deze periode begonnen te weinig cliënten. Kies een langere periode."),
    "not_before": _("Kies een dag vóór het begin van de nieuwe werkwijze."),
    "starts_late": _("De periode begint na haar einde."),
    "not_since": _("Kies een dag vanaf het begin van de nieuwe werkwijze."),
    "ends_early": _("De periode eindigt vóór haar begin."),
    "not_known_yet": _("Na deze dag is er nog niets geregistreerd. Kies een eerdere dag."),
}


class DateInput(forms.DateInput):
    """The browser's own date picker, which speaks ISO."""

    input_type = "date"


def _day(label, **options) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=DateInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": _("Dit is geen datum. Schrijf bijvoorbeeld 31-12-2026.")},
        **options,
    )


def _pick(label, **options) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, error_messages={"invalid_choice": NOT_IN_DATA, "required": NOT_IN_DATA},
        **options,
    )  # fmt: skip


class Choice(forms.Form):
    """An indicator, and either a date or two groups.

    Valid, it has `indicator`, and `periods` or `attribute` with `groups` (two terms) and `edition`.
    """

    cijfer = _pick(_("Welk cijfer?"))
    hoe = _pick(
        _("Wat vergelijk je?"),
        widget=forms.RadioSelect,
        choices=[(BY_DATE, _("Voor en na een datum")), (BY_GROUP, _("Twee groepen"))],
    )
    datum = _day(
        _("Begin van de nieuwe werkwijze"),
        help_text=_("We kijken even ver terug als vooruit, hoogstens een jaar."),
    )
    voor_van = _day(_("Periode ervoor: eerste dag"))
    voor_tot = _day(_("Periode ervoor: laatste dag"))
    na_van = _day(_("Periode erna: eerste dag"))
    na_tot = _day(_("Periode erna: laatste dag"))
    eerste = _pick(_("Eerste groep"), required=False)
    tweede = _pick(_("Tweede groep"), required=False)
    looptijd = _pick(_("Begonnen in"), required=False)

    def __init__(self, data, material: Material, editions):
        # A link can fill in a figure without having asked for a comparison yet.
        asked = data if "hoe" in data else None
        super().__init__(asked, initial={"hoe": BY_DATE, "cijfer": data.get("cijfer", "")})
        self.material = material
        self.editions = {edition.slug: edition for edition in editions}
        self.indicators = {i.id: i for i in comparable(material)}
        self.fields["cijfer"].choices = [("", _("Kies een cijfer")), *_by_section(self.indicators)]
        groups = [("", _("Kies een groep"))]
        for attribute in ATTRIBUTES:
            values = material.values[attribute.code]
            named = [(f"{attribute.code}:{term.code}", str(term)) for term in values]
            groups += [(str(attribute), named)] if named else []
        self.fields["eerste"].choices = self.fields["tweede"].choices = groups
        self.fields["looptijd"].choices = [
            ("", _("Alle jaren")),
            *((edition.slug, edition.name) for edition in editions),
        ]
        for field in self.fields.values():
            field.is_unmarked = True

    def clean(self):
        cleaned = super().clean()
        self.indicator = self.indicators.get(cleaned.get("cijfer"))
        if cleaned.get("hoe") == BY_DATE:
            self._clean_date(cleaned)
        elif cleaned.get("hoe") == BY_GROUP:
            self._clean_groups(cleaned)
        return cleaned

    def _clean_date(self, cleaned) -> None:
        days = ("datum", "voor_van", "voor_tot", "na_van", "na_tot")
        if any(name in self.errors for name in days):
            return
        if cleaned["datum"] is None:
            self.add_error("datum", _("Vul in wanneer de nieuwe werkwijze begon."))
            return
        when, *limits = (cleaned[name] for name in days)
        try:
            self.periods = Periods.of(self.material, when, tuple(limits[:2]), tuple(limits[2:]))
        except Impossible as error:
            self.add_error(error.field, WHY[error.why])

    def _clean_groups(self, cleaned) -> None:
        empty = [name for name in ("eerste", "tweede") if not cleaned.get(name)]
        for name in empty:
            if name not in self.errors:
                self.add_error(name, _("Kies een groep."))
        if empty:
            return
        one, other = (cleaned[name].split(":", 1) for name in ("eerste", "tweede"))
        if one == other:
            self.add_error("tweede", _("Dit is dezelfde groep. Kies een andere."))
        elif one[0] != other[0]:
            self.add_error(
                "tweede",
                _("Kies een groep van dezelfde soort, bijvoorbeeld twee behandelpaden."),
            )
        elif self.indicator and _is_divided_by(self.indicator, one[0]):
            self.add_error(
                "cijfer",
                _("Dit cijfer is al naar dit kenmerk verdeeld. Kies een cijfer zonder verdeling."),
            )
        self.attribute = one[0]
        self.groups = [self._term(*value) for value in (one, other)]
        self.edition = self.editions.get(cleaned.get("looptijd"))

    def _term(self, attribute: str, code: str) -> Term:
        return next(term for term in self.material.values[attribute] if term.code == code)


def comparable(material: Material) -> list[Indicator]:
    """All indicators but those that are a comparison themselves, over the municipality's paths."""
    paths = [term.code for term in material.values["path"]]
    chosen = [i for i in INDICATORS if i.chart != "adjusted"]
    return [i.over(paths) if i.own_only else i for i in chosen if paths or not i.own_only]


def _is_divided_by(indicator: Indicator, attribute: str) -> bool:
    return attribute in (*indicator.breakdowns, indicator.measure.attribute)


def _by_section(indicators: dict[str, Indicator]) -> list[tuple[str, list]]:
    chapters = {term.code: str(term) for term in CHAPTERS}
    sections = {term.code: str(term) for term in SECTIONS}
    return [
        (f"{chapters[code.split('.')[0]]}: {sections[code]}", [(i.id, str(i.title)) for i in some])
        for code, some in groupby(indicators.values(), key=lambda i: i.section)
    ]
