"""The style guide: every building block on one page, with invented content.

Routed at /stijl/ in the demo. The samples have the shapes that the components expect, and the
tests in tests/frontend draw the same page.
"""

from __future__ import annotations

from types import SimpleNamespace as Sample

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

STEPS = [
    Sample(label=_("Intake"), state="done", note=_("13 januari")),
    Sample(label=_("Inkomsten en uitgaven in beeld"), state="done", note=_("3 februari")),
    Sample(label=_("Schulden in beeld"), state="current", note=_("sinds 3 weken")),
    Sample(label=_("Inkomsten en uitgaven in balans"), state="todo", note=""),
    Sample(label=_("Gereed voor schuldregeling"), state="todo", note=""),
]

# A drawing by hand, in the shape that benchmark.charts yields.
DRAWING = """
<svg xmlns="http://www.w3.org/2000/svg" width="720" height="260" viewBox="0 0 720 260" role="img"
 aria-labelledby="stijl-figuur"><title id="stijl-figuur">Stress per stap: in Waterveen 3,9 bij de
 intake en 2,6 als de schulden in beeld zijn; gemiddeld 3,9 en 3,1</title>
<g font-family="Noto Sans, sans-serif" font-size="14" fill="#4f4a43">
<g stroke="#e6e1d9"><path d="M60 30h630M60 80h630M60 130h630M60 180h630"/></g>
<path d="M60 220h630" stroke="#8f877b"/>
<text x="48" y="35" text-anchor="end">4</text><text x="48" y="135" text-anchor="end">3</text>
<text x="48" y="224" text-anchor="end">2</text>
<path d="M130 40 290 62 450 92 610 112" fill="none" stroke="#8f877b" stroke-width="3"
 stroke-dasharray="7 5"/>
<path d="M130 40 290 84 450 122 610 168" fill="none" stroke="#0f4ea3" stroke-width="4"/>
<g fill="#0f4ea3"><circle cx="130" cy="40" r="6"/><circle cx="290" cy="84" r="6"/>
<circle cx="450" cy="122" r="6"/><circle cx="610" cy="168" r="6"/></g>
<text x="130" y="246" text-anchor="middle">Intake</text>
<text x="290" y="246" text-anchor="middle">I/U in beeld</text>
<text x="450" y="246" text-anchor="middle">Schulden in beeld</text>
<text x="610" y="246" text-anchor="middle">I/U in balans</text>
<text x="624" y="172" fill="#0f4ea3" font-weight="700">2,6</text>
<text x="624" y="112">3,1</text></g></svg>
"""

FIGURE = Sample(
    indicator=Sample(title=_("Mate van stress per stap")),
    finding=_("Stress daalt bij elke stap, en het meest als de schulden in beeld zijn"),
    svg=mark_safe(DRAWING),  # noqa: S308 - a constant in this file
    table=Sample(
        caption=_("Gemiddelde stress per stap, van 1 tot 5"),
        header=[_("Stap"), "Waterveen", _("Gemiddelde"), _("Cliënten")],
        rows=[
            [_("Intake"), "3,9", "3,9", "68"],
            [_("Inkomsten en uitgaven in beeld"), "3,5", "3,7", "54"],
            [_("Schulden in beeld"), "3,1", "3,4", "31"],
            [_("Inkomsten en uitgaven in balans"), "2,6", "3,1", "17"],
        ],
    ),
    notes=[
        _("Het verschil met het gemiddelde is bij de laatste stap groter dan toeval."),
        _("Cliënten die eerder stopten, tellen mee tot hun laatste antwoord."),
    ],
    method=_("Per cliënt het gemiddelde van de antwoorden in een stap, daarna over alle cliënten."),
    direction=_("Lager is beter."),
    is_empty=False,
)
EMPTY_FIGURE = Sample(
    indicator=Sample(title=_("Gereed voor schuldregeling binnen 6 maanden")),
    finding="",
    svg="",
    table=Sample(caption="", header=[], rows=[]),
    notes=[],
    method=_(
        "Het deel van de cliënten dat binnen 182 dagen na de intake gereed was voor schuldregeling."
    ),
    direction=_("Hoger is beter."),
    is_empty=True,
)
KPIS = [
    Sample(
        label=_("Inkomsten en uitgaven in beeld binnen 3 maanden"), value="61", unit="%",
        base=_("68 cliënten"), comparison=_("landelijk 53%"),
        badge=_("8 punten hoger"), badge_kind="positive",
    ),
    Sample(
        label=_("Gemiddelde stress nu, van 1 tot 5"), value="3,2",
        base=_("54 cliënten gaven antwoord"), comparison=_("landelijk 3,4"),
    ),
    Sample(
        label=_("Gestopt in de eerste twee maanden"), value="11", unit="%",
        base=_("68 cliënten"), comparison=_("landelijk 14%"),
    ),
    Sample(label=_("Gereed voor schuldregeling"), value=None, base=_("minder dan 5 cliënten")),
]  # fmt: skip


class ClientForm(forms.Form):
    """Each kind of field once, with one error."""

    first_name = forms.CharField(
        label=_("Voornaam"), widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_("Hier sturen we de vragenlijst naartoe."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    intake = forms.DateField(
        label=_("Datum intake"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    inflow = forms.ChoiceField(
        label=_("Hoe kwam de cliënt binnen?"),
        choices=[("", _("Maak een keuze")), ("zelf", _("Zelf gemeld"))],
    )
    channel = forms.ChoiceField(
        label=_("Waar wil de cliënt berichten krijgen?"),
        choices=[("mail", _("Mail")), ("sms", _("Sms"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Wat moet een collega weten?"), widget=forms.Textarea, required=False
    )
    agreed = forms.BooleanField(label=_("De cliënt weet waar de antwoorden voor zijn"))


def _client(name: str, meta: str, answer: str, *states: tuple[str, str], attention: str = ""):
    ticks = [
        Sample(step=step.label, state=state, date=date)
        for step, (state, date) in zip(STEPS, states, strict=True)
    ]
    return Sample(name=name, meta=meta, answer=answer, attention=attention, ticks=ticks)


CLIENTS = [
    _client(
        "Anna de Wit", _("Kwetsbaar, in traject sinds 13 januari"), _("gisteren"),
        ("done", "13-01"), ("done", "03-02"), ("next", ""), ("todo", ""), ("todo", ""),
    ),
    _client(
        "Samira El Amrani", _("Zelfredzaam, in traject sinds 20 januari"), _("12 maart"),
        ("done", "20-01"), ("done", "10-02"), ("done", "03-03"), ("next", ""), ("todo", ""),
        attention=_("stress hoog"),
    ),
    _client(
        "Joris van Dam", _("Kwetsbaar, in traject sinds 2 februari"), _("nog geen"),
        ("done", "02-02"), ("next", ""), ("todo", ""), ("skipped", ""), ("todo", ""),
    ),
]  # fmt: skip


def samples(*, form: forms.Form) -> Sample:
    """What templates/styleguide.html calls `guide`."""
    link = Sample
    return Sample(
        crumbs=[link(url="/", label=_("Begin")), link(url="/stijl/", label=_("Over Klantmonitor"))],
        steps=STEPS,
        clients=CLIENTS,
        chips=[
            link(url="#raster", label=_("Mijn cliënten"), current=True),
            link(url="#raster", label=_("Stap: intake"), removable=True),
            link(url="#raster", label=_("Twee metingen gemist")),
        ],
        kpis=KPIS,
        page_obj=Paginator(range(180), 20).page(3),
        tabs=[
            link(url="#figuren", label=_("Beleving"), current=True),
            link(url="#figuren", label=_("Resultaten")),
            link(url="#figuren", label=_("Uitval"), count=2),
        ],
        figure=FIGURE,
        empty_figure=EMPTY_FIGURE,
        form=form,
        choices=[
            ("1", _("Geen stress")),
            ("2", _("Een beetje stress")),
            ("3", _("Veel stress")),
            ("4", _("Heel veel stress")),
        ],
        scale=[(n, n) for n in range(11)],
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    form = ClientForm({"first_name": "Anna", "email": "anna@", "inflow": "zelf"})
    return render(request, "styleguide.html", {"guide": samples(form=form)})
