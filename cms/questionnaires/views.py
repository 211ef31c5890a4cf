"""Pages of a version in Wagtail's admin."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from benchmark.questionnaires import languages, publishing, wording
from benchmark.questionnaires.models import Item, ItemText, QuestionnaireVersion
from benchmark.questionnaires.publishing import NotPossible
from benchmark.questionnaires.reading import address_of
from benchmark.standard.questionnaire import KINDS
from benchmark.standard.questionnaire import by_code as standard_item

from .forms import DraftForm, PlacesForm, WordsForm


class VersionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page about the version in the address, for who may change questionnaires."""

    model = QuestionnaireVersion
    permission_required = "change"
    header_icon = "form"
    page_title = gettext_lazy("Vragenlijst")
    here = ""  # the name of this page below the version, in the breadcrumbs

    @cached_property
    def version(self) -> QuestionnaireVersion:
        return get_object_or_404(QuestionnaireVersion, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.version)

    def get_breadcrumbs_items(self):
        page = {"url": reverse("questionnaires:edit", args=[self.version.pk])}
        items = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("questionnaires:index"), "label": _("Vragenlijsten")},
            page | {"label": str(self.version)},
        ]
        return [*items, {"url": "", "label": self.here}] if self.here else items

    def to_version(self):
        return redirect("questionnaires:edit", self.version.pk)

    def tried(self, act, done: str):
        """Do it, say so or say why not, and go to the version."""
        try:
            act()
        except NotPossible as reason:
            messages.error(self.request, str(reason))
        else:
            messages.success(self.request, done)


class DraftView(VersionView):
    """A new draft from an earlier version."""

    template_name = "cms/questionnaires/draft.html"
    permission_required = "add"
    page_title = gettext_lazy("Nieuw concept")
    version = None

    def get_page_subtitle(self):
        return ""

    def get_breadcrumbs_items(self):
        return [
            *WagtailAdminTemplateMixin.get_breadcrumbs_items(self),
            {"url": reverse("questionnaires:index"), "label": _("Vragenlijsten")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": DraftForm()} | kwargs)

    def post(self, request):
        """Make it and open it."""
        form = DraftForm(request.POST)
        if form.is_valid():
            try:
                draft = publishing.draft_from(form.cleaned_data["base"], form.cleaned_data["note"])
            except NotPossible as reason:
                form.add_error(None, str(reason))
            else:
                return redirect("questionnaires:edit", draft.pk)
        return self.render_to_response(self.get_context_data(form=form))


class OverviewView(VersionView):
    """Everything of a version on one page: what each kind asks, and how far each language is."""

    template_name = "cms/questionnaires/version.html"

    def get_context_data(self, **kwargs):
        texts = {
            (text.item_id, text.language): text
            for text in ItemText.objects.filter(item__version=self.version)
        }
        places = publishing.places_of(self.version)
        rows = [
            {
                "item": item,
                "name": str(standard_item(item.code).label),
                "dutch": texts[item.pk, languages.SOURCE],
                "kinds": [kind for kind in KINDS if item.code in places[kind.code]],
                "cells": [
                    (language, texts.get((item.pk, language.code)))
                    for language in languages.CLIENT_LANGUAGES
                ],
            }
            for item in self.version.items.all()
        ]
        coverage = wording.coverage(self.version)
        return super().get_context_data(
            version=self.version,
            rows=rows,
            coverage=coverage,
            waiting=[
                (each, ", ".join(str(standard_item(item.code).label) for item in each.waiting))
                for each in coverage
                if each.waiting
            ],
            kinds=[(kind, len(places[kind.code])) for kind in KINDS],
            languages=languages.CLIENT_LANGUAGES,
            wrong=publishing.wrong_with(places),
            **kwargs,
        )


class WordsView(VersionView):
    """The words of an item in a language."""

    template_name = "cms/questionnaires/words.html"

    @cached_property
    def item(self) -> Item:
        return get_object_or_404(
            Item.objects.select_related("version"),
            version=self.version,
            code=self.kwargs["code"],
        )

    @cached_property
    def language(self) -> languages.Language:
        if self.kwargs["language"] not in languages.CODES:
            raise Http404
        return languages.by_code(self.kwargs["language"])

    @cached_property
    def stored(self) -> ItemText | None:
        return self.item.texts.filter(language=self.language.code).first()

    @property
    def here(self) -> str:
        return f"{standard_item(self.item.code).label}, {self.language.own_name}"

    def _form(self, *data):
        return WordsForm(*data, item=self.item, language=self.language, stored=self.stored)

    def get_context_data(self, **kwargs):
        context = {
            "form": self._form(),
            "version": self.version,
            "item": self.item,
            "language": self.language,
            "stored": self.stored,
            "dutch": self.item.texts.get(language=languages.SOURCE),
            "title": self.here,
            "previews": self._previews(),
            "audio_url": address_of(self.stored.audio.name) if self.stored else "",
        }
        return super().get_context_data(**context | kwargs)

    def post(self, request, **kwargs):
        """Save, or save and approve, or take an approval back."""
        if request.POST.get("do") == "withdraw" and self.stored:
            self.tried(
                lambda: wording.withdraw(text=self.stored),
                _("De goedkeuring is ingetrokken. Cliënten zien deze vraag in het Nederlands."),
            )
            return redirect(request.path)
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        does_approve = request.POST.get("do") == "approve"

        def save():
            text = wording.write(
                by=request.user, item=self.item, language=self.language.code, **form.cleaned()
            )
            if does_approve:
                wording.approve(by=request.user, text=text)

        self.tried(save, _("Goedgekeurd.") if does_approve else _("Opgeslagen."))
        return redirect(request.path)

    def _previews(self) -> list[tuple[str, str]]:
        """(kind in words, address of this question's preview in it)."""
        return [
            (
                place.get_kind_display(),
                reverse(
                    "questionnaires:preview",
                    args=[self.version.pk, place.kind, self.language.code, number],
                ),
            )
            for place in self.item.placements.all()
            for number, code in enumerate(publishing.places_of(self.version)[place.kind], start=1)
            if code == self.item.code
        ]


class PlacesView(VersionView):
    """What each kind of questionnaire asks, of a draft."""

    template_name = "cms/questionnaires/places.html"
    here = gettext_lazy("Volgorde")

    def get_context_data(self, **kwargs):
        context = {
            "form": PlacesForm(version=self.version),
            "kinds": KINDS,
            "version": self.version,
        }
        return super().get_context_data(**context | kwargs)

    def post(self, request, **kwargs):
        """Store the order."""
        form = PlacesForm(request.POST, version=self.version)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.tried(lambda: publishing.arrange(self.version, form.places()), _("Opgeslagen."))
        return self.to_version()


class PublishView(VersionView):
    """Are you sure; then it is fixed."""

    template_name = "cms/questionnaires/publish.html"
    here = gettext_lazy("Publiceren")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            version=self.version,
            wrong=publishing.wrong_with(publishing.places_of(self.version)),
            coverage=wording.coverage(self.version),
            **kwargs,
        )

    def post(self, request, **kwargs):
        """Publish."""
        self.tried(
            lambda: publishing.publish(self.version, by=request.user),
            _("Gepubliceerd. Nieuwe metingen krijgen deze versie."),
        )
        return self.to_version()


class DiscardView(VersionView):
    """Are you sure; then the draft is gone."""

    template_name = "cms/questionnaires/discard.html"
    permission_required = "delete"
    here = gettext_lazy("Weggooien")

    def get_context_data(self, **kwargs):
        return super().get_context_data(version=self.version, **kwargs)

    def post(self, request, **kwargs):
        """Throw it away."""
        try:
            publishing.discard(self.version)
        except NotPossible as reason:
            messages.error(request, str(reason))
            return self.to_version()
        messages.success(request, _("Het concept is weggegooid."))
        return redirect("questionnaires:index")
