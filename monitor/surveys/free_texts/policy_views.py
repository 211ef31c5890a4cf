"""What clients say to the municipality, for who makes its policy: no name, number or day."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from benchmark.disclosure import INTERNAL_FLOOR
from tenants.access import members_only
from tenants.models import Role

from . import coding, reading
from .emotions import CODES, EMOTIONS, suggested
from .models import Addressee, FreeText

POLICY = frozenset({Role.POLICY_ADVISER, Role.ADMINISTRATOR})
SHOWN = 20


class CodesForm(forms.Form):
    """The emotions in one text."""

    emotion = forms.MultipleChoiceField(required=False, choices=[(code, code) for code in CODES])


@require_safe
@members_only(POLICY)
def voices(request):
    """The texts of one quarter, in random order; which were opened is written down."""
    today = timezone.localdate()
    quarters = reading.quarters()
    newest = quarters[0] if quarters else reading.quarter_of(today)
    chosen = request.GET.get("kwartaal", newest)
    if chosen not in (*quarters, newest):
        raise Http404
    texts = reading.to_municipality(chosen, today)
    shown = Paginator(texts or [], SHOWN).get_page(request.GET.get("page"))
    reading.note_reading(request, shown)
    context = {
        "quarters": [(quarter, in_words(quarter)) for quarter in quarters],
        "chosen": chosen,
        "chosen_words": in_words(chosen),
        "too_few": texts is None,
        "floor": INTERNAL_FLOOR,
        "total": len(texts or []),
        "page_obj": shown,
        "query": f"kwartaal={chosen}&",
        "rows": [_row(text) for text in shown],
        "counts": _counts(texts or []),
    }
    return render(request, "surveys/free_texts_policy.html", context)


@require_POST
@members_only(POLICY)
def code(request, pk):
    """The emotions that somebody read in a text."""
    text = get_object_or_404(FreeText, pk=pk, addressee=Addressee.MUNICIPALITY)
    quarter = reading.quarter_of(timezone.localdate(text.said_at))
    if reading.to_municipality(quarter, timezone.localdate()) is None:
        raise Http404  # what may not be read cannot be coded either
    form = CodesForm(request.POST)
    if form.is_valid():
        coding.code(by=request.user, text=text, emotions=form.cleaned_data["emotion"])
        messages.success(request, _("Opgeslagen."))
    else:
        messages.error(request, _("Kies iets uit de lijst."))
    number = request.POST.get("page", "")
    turned = f"&page={number}" if number.isdecimal() else ""
    return redirect(f"{reverse('free_texts:voices')}?kwartaal={quarter}{turned}#t-{pk}")


def in_words(quarter: str) -> str:
    """The quarter "2026-4" as people say it."""
    year, number = quarter.split("-")
    return _("kwartaal %(number)s van %(year)s") % {"number": number, "year": year}


def _row(text: FreeText) -> dict:
    chosen = {row.emotion for row in text.codes.all()}
    words = text.text
    hints = suggested(words)
    return {
        "pk": text.pk,
        "text": words,
        "is_coded": bool(chosen),
        "emotions": [
            {
                "code": emotion.code,
                "label": str(emotion),
                "chosen": emotion.code in chosen,
                "suggested": emotion.code in hints and not chosen,
            }
            for emotion in EMOTIONS
        ],
    }


def _counts(texts: list[FreeText]) -> list[dict]:
    """Per emotion in how many texts; None where fewer clients than the floor said so."""
    clients: dict[str, list] = {}
    for text in texts:
        for row in text.codes.all():
            clients.setdefault(row.emotion, []).append(text.client_id)
    return [
        {
            "label": str(emotion),
            "count": len(said) if len(set(said)) >= INTERNAL_FLOOR else None,
        }
        for emotion in EMOTIONS
        if (said := clients.get(emotion.code))
    ]
