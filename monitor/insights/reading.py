"""What every insights page needs: the dashboard that the address asks for, and the ways on."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from benchmark.standard.indicators import CHAPTERS
from tenants.models import Role

from .dashboard import Dashboard
from .editions import editions_of, newest_with_figures
from .forms import FILTERS, Choice
from .frames import Cohort
from .memory import Memory

# The chapters' names in the address.
SLUGS = {
    "experience": "beleving",
    "inflow": "instroom",
    "screening": "screening",
    "results": "resultaten",
    "drop_out": "uitval",
}
# Who answers for what leaves the municipality.
ACCOUNTABLE = frozenset({Role.POLICY_ADVISER, Role.ADMINISTRATOR})


class Reading:
    """An edition and filters, read from the address; Http404 for an edition that is not there.

    `form` has the errors of what was asked and does not exist; those filters do not count.
    """

    def __init__(self, request):
        self.municipality = request.tenant
        memory = Memory.now()
        self.editions = list(editions_of(request.tenant))
        wanted = request.GET.get("looptijd")
        if wanted:
            found = [edition for edition in self.editions if edition.slug == wanted]
        else:
            found = [newest_with_figures(self.editions, memory)]
        if not found:
            raise Http404("no such edition")
        self.edition = found[0]
        whole = self.edition and Dashboard(
            self.municipality, self.edition, Cohort.of(self.edition), memory
        )
        self.form = Choice(request.GET or None, self.editions, whole and whole.names)
        self.filters = self.form.filters if request.GET else {}
        self.dashboard = whole and (whole.narrowed(**self.filters) if self.filters else whole)
        chosen = {name: self.filters[f] for name, f in FILTERS.items() if f in self.filters}
        if compared_with := self.form.compared_with if request.GET else "":
            self.dashboard = whole and self.dashboard.beside(compared_with)
            chosen["vergelijk"] = compared_with
        self.chosen = {"looptijd": self.edition.slug if self.edition else ""} | chosen
        self.query = urlencode(({"looptijd": wanted} if wanted else {}) | chosen)
        everybody = {n: v for n, v in self.chosen.items() if v and n != "vergelijk"}
        self.everybody_url = f"{request.path}?{urlencode(everybody)}"

    @property
    def status(self) -> int:
        """Of the page: 400 when something was asked that does not exist."""
        return 400 if self.form.errors else 200

    def url(self, name: str, *args) -> str:
        """The address of another page for the same choice."""
        address = reverse(f"insights:{name}", args=args)
        return f"{address}?{self.query}" if self.query else address

    def context(self, request, current: str) -> dict:
        """What the shared frame of the pages shows."""
        pages = [("", _("Overzicht"), self.url("overview"))]
        pages += [(c.code, str(c), self.url("chapter", SLUGS[c.code])) for c in CHAPTERS]
        more = [
            ("compare", _("Oud en nieuw vergelijken"), reverse("insights:compare")),
            ("quality", _("Kloppen de gegevens?"), reverse("insights:quality")),
        ]
        if request.membership.role in ACCOUNTABLE:
            more.append(("contribution", _("Wat wij delen"), self.url("contribution")))
        return {
            "reading": self,
            "dashboard": self.dashboard,
            "form": self.form,
            "chosen": self.chosen,
            "is_chosen": bool(self.filters),
            "tabs": [
                {"url": url, "label": label, "current": code == current}
                for code, label, url in pages
            ],
            "more": [
                {"url": url, "label": label, "current": code == current}
                for code, label, url in more
            ],
        }
