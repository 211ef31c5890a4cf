"""The form of one own question: the Dutch words, and the same in other languages if wanted."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benchmark.questionnaires.languages import CLIENT_LANGUAGES, SOURCE

from .deciding import FEWEST, MOST
from .models import AnswerForm, OwnQuestion

TEXT_LENGTH = 160
LABEL_LENGTH = 40
OTHERS = tuple(language for language in CLIENT_LANGUAGES if language.code != SOURCE)


class QuestionForm(forms.Form):
    """`cleaned()` gives what `deciding.ask` and `deciding.change` take."""

    text_nl = forms.CharField(
        label=gettext_lazy("Vraag"),
        help_text=gettext_lazy("Kort, in makkelijke woorden, en één ding per vraag."),
        max_length=TEXT_LENGTH,
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Hoe antwoord je?"),
        choices=AnswerForm.choices,
        widget=forms.RadioSelect,
        initial=AnswerForm.AMOUNT,
    )
    options_nl = forms.CharField(
        label=gettext_lazy("Eigen antwoorden"),
        help_text=gettext_lazy(
            "Alleen als mensen kiezen uit eigen antwoorden. Eén per regel, 2 tot 6."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, question: OwnQuestion | None = None, **kwargs):
        if question is not None:
            kwargs["initial"] = _initial(question)
        super().__init__(*args, **kwargs)
        if question is not None:
            self.fields["form"].disabled = True
        self.fields["options_nl"].is_unmarked = True
        for language in OTHERS:
            attributes = {"lang": language.html_code, "dir": language.direction}
            for name, label, field in (
                ("text", _("Vraag"), forms.CharField(max_length=TEXT_LENGTH, required=False)),
                ("options", _("Eigen antwoorden"), forms.CharField(required=False)),
            ):
                widget = forms.TextInput if name == "text" else forms.Textarea
                rows = {} if name == "text" else {"rows": 4}
                field.widget = widget(attrs=attributes | rows)
                field.label = f"{label} ({language.own_name})"
                field.is_unmarked = True
                self.fields[f"{name}_{language.code}"] = field

    def languages(self):
        """(language, its two fields, whether something is filled in) for each but Dutch."""
        for language in OTHERS:
            fields = (self[f"text_{language.code}"], self[f"options_{language.code}"])
            yield language, fields, any(field.value() or field.errors for field in fields)

    def clean(self):
        """Two to six Dutch answers to choose from; elsewhere as many, or none."""
        data = super().clean()
        is_choice = data.get("form") == AnswerForm.CHOICE
        wanted = 0
        for code in (SOURCE, *(language.code for language in OTHERS)):
            lines = [line.strip() for line in data.get(f"options_{code}", "").splitlines()]
            lines = [line for line in lines if line] if is_choice else []
            data[f"options_{code}"] = lines
            if code == SOURCE:
                wanted = len(lines)
            if error := self._wrong(code, lines, wanted, is_choice=is_choice):
                self.add_error(f"options_{code}", error)
        return data

    def _wrong(self, code: str, lines: list[str], wanted: int, *, is_choice: bool) -> str:
        if any(len(line) > LABEL_LENGTH for line in lines):
            return _("Een antwoord heeft ten hoogste 40 tekens.")
        if len(set(lines)) < len(lines):
            return _("Twee antwoorden zijn gelijk.")
        if code == SOURCE:
            if is_choice and not FEWEST <= len(lines) <= MOST:
                return _("Geef 2 tot 6 antwoorden, één per regel.")
            return ""
        has_text = bool(self.cleaned_data.get(f"text_{code}"))
        if lines and not has_text:
            return _("Vertaal de vraag ook.")
        if has_text and is_choice and len(lines) != wanted:
            return _("Geef evenveel antwoorden als in het Nederlands, in dezelfde volgorde.")
        return ""

    def cleaned(self) -> dict:
        """texts and options of a valid form; without languages that are left empty."""
        data = self.cleaned_data
        texts = {
            language.code: " ".join(data[f"text_{language.code}"].split())
            for language in CLIENT_LANGUAGES
            if data[f"text_{language.code}"]
        }
        options = [
            {code: data[f"options_{code}"][place] for code in texts}
            for place in range(len(data[f"options_{SOURCE}"]))
        ]
        return {"texts": texts, "options": options}


def _initial(question: OwnQuestion) -> dict:
    initial = {"form": question.form}
    for language in CLIENT_LANGUAGES:
        code = language.code
        initial[f"text_{code}"] = question.texts.get(code, "")
        labels = [labels.get(code, "") for labels in question.options]
        initial[f"options_{code}"] = "\n".join(label for label in labels if label)
    return initial
