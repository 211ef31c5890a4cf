"""Forms of the questionnaire's versions."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.questionnaires import audio, publishing
from benchmark.questionnaires.languages import SOURCE, Language
from benchmark.questionnaires.models import Item, ItemText, QuestionnaireVersion
from benchmark.standard.questionnaire import KINDS
from benchmark.standard.questionnaire import by_code as standard_item
from benchmark.standard.text import label


class DraftForm(forms.Form):
    """Which version a draft begins as."""

    base = forms.ModelChoiceField(
        QuestionnaireVersion.objects.all(), label=gettext_lazy("Begin met"), empty_label=None
    )
    note = forms.CharField(label=gettext_lazy("Wat wordt er anders?"), max_length=300)


class WordsForm(forms.Form):
    """The words of one item in one language, and its recording. `cleaned()` is for
    `wording.write`."""

    text = forms.CharField(label=gettext_lazy("Vraag"), max_length=200)
    hint = forms.CharField(
        label=gettext_lazy("Uitleg"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Een zin onder de vraag, als dat nodig is."),
    )

    def __init__(self, *args, item: Item, language: Language, stored: ItemText | None, **kwargs):
        self.item = item
        self.is_fixed = language.code == SOURCE and item.version.is_published
        super().__init__(*args, **kwargs)
        attributes = {"lang": language.html_code, "dir": language.direction}
        options = standard_item(item.code).options
        for code in item.options:
            self.fields[f"label-{code}"] = forms.CharField(
                label=_("Antwoord: %(dutch)s") % {"dutch": label(options, code)}, max_length=60
            )
        for name, field in self.fields.items():
            field.widget.attrs |= attributes
            field.disabled = self.is_fixed
            if stored is not None:
                is_label = name.startswith("label-")
                field.initial = (
                    stored.labels.get(name.removeprefix("label-"), "")
                    if is_label
                    else getattr(stored, name)
                )
        self.fields["audio"] = forms.FileField(
            label=gettext_lazy("Opname"),
            required=False,
            validators=[audio.check],
            help_text=gettext_lazy(
                "De vraag met de antwoorden, voorgelezen: mp3 of m4a, hoogstens 2 MB. Een opname "
                "verdwijnt als de woorden veranderen."
            ),
            widget=forms.FileInput(attrs={"accept": ".mp3,.m4a"}),
        )
        if stored is not None and stored.audio:
            self.fields["without_audio"] = forms.BooleanField(
                label=gettext_lazy("Haal de opname weg"), required=False
            )

    def cleaned(self) -> dict:
        """text, hint, labels and audio of a valid form."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "hint": data["hint"],
            "labels": {code: data[f"label-{code}"] for code in self.item.options},
            "audio": data["audio"] or (False if data.get("without_audio") else None),
        }


class PlacesForm(forms.Form):
    """The place of each item in each kind of questionnaire; empty where it is not asked."""

    def __init__(self, *args, version: QuestionnaireVersion, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(version.items.all())
        standing = publishing.places_of(version)
        for item in self.items:
            for kind in KINDS:
                codes = standing[kind.code]
                self.fields[f"{kind.code}-{item.code}"] = forms.IntegerField(
                    label=f"{standard_item(item.code).label}, {kind}",
                    required=False,
                    min_value=1,
                    max_value=99,
                    initial=codes.index(item.code) + 1 if item.code in codes else None,
                )

    def rows(self):
        """(name of the item, its field per kind) for each item."""
        for item in self.items:
            name = str(standard_item(item.code).label)
            yield name, [self[f"{kind.code}-{item.code}"] for kind in KINDS]

    def clean(self):
        """Two items do not share a place, and every kind can be asked."""
        data = super().clean()
        for kind in KINDS:
            places = [
                place for item in self.items if (place := data.get(f"{kind.code}-{item.code}"))
            ]
            if len(set(places)) < len(places):
                raise forms.ValidationError(
                    _("%(kind)s: twee vragen hebben dezelfde plaats.") % {"kind": kind}
                )
        if wrong := publishing.wrong_with(self.places()):
            raise forms.ValidationError(wrong)
        return data

    def places(self) -> dict[str, list[str]]:
        """Kind -> codes in order, of a valid form."""
        found = {}
        for kind in KINDS:
            given = {
                item.code: place
                for item in self.items
                if (place := self.cleaned_data.get(f"{kind.code}-{item.code}"))
            }
            found[kind.code] = sorted(given, key=given.__getitem__)
        return found
