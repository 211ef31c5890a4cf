"""What members write. A refused text stays in the form."""

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .client_data import kinds_in
from .models import Post, Topic


def refuse_client_data(text: str) -> None:
    """Validator: ValidationError that says what in the text may point at a person."""
    kinds = kinds_in(text)
    if kinds:
        message = _(
            "Hier lijkt %(kinds)s in te staan. Haal dat weg en plaats het daarna opnieuw. "
            "Zo kan niemand een cliënt herkennen."
        )
        raise forms.ValidationError(
            message, code="client_data", params={"kinds": get_text_list(kinds, _("en"))}
        )


class PostForm(forms.Form):
    """One post."""

    text = forms.CharField(
        label=gettext_lazy("Jouw bericht"),
        max_length=Post._meta.get_field("text").max_length,
        validators=[refuse_client_data],
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy(
            "Schrijf zonder namen of gegevens van cliënten. Opmaak mag: **vet**, *schuin*, "
            "en een streepje voor een lijst."
        ),
    )


class TopicForm(PostForm):
    """A new topic with its first post."""

    title = forms.CharField(
        label=gettext_lazy("Waar gaat het over?"),
        max_length=Topic._meta.get_field("title").max_length,
        validators=[refuse_client_data],
    )
    field_order = ["title", "text"]
