"""The questionnaire's pages in Wagtail's admin and their addresses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from benchmark.questionnaires.models import QuestionnaireVersion

from . import views
from .preview import preview


class VersionIndex(IndexView):
    """All versions, the newest first."""

    page_title = _("Vragenlijsten")
    add_item_label = _("Nieuw concept")
    default_ordering = "-number"

    def get_delete_url(self, instance):
        """No delete from the list: a published version stays, a draft has its own page for it."""
        return None


class QuestionnaireViewSet(ModelViewSet):
    """Versions of the questionnaire, for who got the permission on them from a group."""

    model = QuestionnaireVersion
    name = "questionnaires"
    icon = "form"
    menu_label = _("Vragenlijst")
    menu_name = "questionnaires"
    menu_order = 250
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ["note"]
    index_view_class = VersionIndex
    list_display = [
        "__str__",
        Column("get_state_display", label=_("Staat")),
        DateColumn("published_at", label=_("Gepubliceerd op")),
        Column("note", label=_("Wat er anders is")),
    ]

    def get_urlpatterns(self):
        """Its own pages in place of Wagtail's form: a version is more than its fields."""

        def page(view):
            return self.construct_view(view)

        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", page(views.DraftView), name="add"),
            path("<int:pk>/", page(views.OverviewView), name="edit"),
            path("<int:pk>/order/", page(views.PlacesView), name="places"),
            path("<int:pk>/publish/", page(views.PublishView), name="publish"),
            path("<int:pk>/delete/", page(views.DiscardView), name="delete"),
            path("<int:pk>/<slug:code>/<slug:language>/", page(views.WordsView), name="words"),
            path(
                "<int:pk>/preview/<slug:kind>/<slug:language>/<int:number>/",
                preview,
                name="preview",
            ),
        ]
