"""The forms of the grid itself: one result for many clients, help in two taps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from benchmark.standard.deployments import CATEGORIES
from monitor.desk.forms import Day, terms

from .columns import Column

NOTHING = _("Kies eerst welk resultaat is behaald.")


class ManyForm(forms.Form):
    """One result, for the rows that are chosen. `columns` are the results to choose from."""

    result = forms.ChoiceField(
        label=_("Resultaat"), error_messages={"required": NOTHING, "invalid_choice": NOTHING}
    )
    day = Day(label=_("Behaald op"), today=True)
    row = forms.TypedMultipleChoiceField(
        error_messages={"required": _("Kies eerst bij wie: zet een vinkje voor de naam.")}
    )

    def __init__(self, data=None, *, columns: list[Column], rows=()):
        super().__init__(data, auto_id="many-%s")
        empty = ("", _("Kies een resultaat"))
        self.fields["result"].choices = [empty, *((c.kind, c.label) for c in columns)]
        self.fields["row"].choices = [(str(key), "") for key in rows]

    def complaints(self) -> list[str]:
        """What is wrong, a sentence each."""
        return [error for errors in self.errors.values() for error in errors]


class HelpForm(forms.Form):
    """The category of help that starts today."""

    category = forms.ChoiceField(choices=terms(CATEGORIES))
