"""Webinars: programme, speakers, polls, and afterwards the recording."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.url_routing import RouteResult

from cms.blocks import AgendaItemBlock, PollBlock, SpeakerBlock
from cms.blocks.text import PROSE
from tenants.vault.declarations import declare

from .site import OWN, SitePage


class WebinarIndexPage(SitePage):
    """What is coming, and what was."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.WebinarPage"]
    max_count = 1
    data_classes = declare(plain=OWN)

    class Meta:
        verbose_name = _("overzicht van webinars")

    def get_context(self, request, *args, **kwargs):
        """`upcoming` soonest first, `past` latest first."""
        context = super().get_context(request, *args, **kwargs)
        webinars = WebinarPage.objects.child_of(self).live().public()
        now = timezone.now()
        context["upcoming"] = webinars.filter(ends_at__gte=now).order_by("starts_at")
        context["past"] = webinars.filter(ends_at__lt=now).order_by("-starts_at")
        return context


class WebinarPage(SitePage):
    """One webinar, before and after it took place."""

    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    place = models.CharField(
        _("waar"), max_length=160, blank=True, help_text=_("Online, of de naam van de zaal.")
    )
    body = RichTextField(_("waar het over gaat"), features=PROSE, blank=True)
    agenda = StreamField([("item", AgendaItemBlock())], verbose_name=_("programma"), blank=True)
    speakers = StreamField([("speaker", SpeakerBlock())], verbose_name=_("sprekers"), blank=True)
    polls = StreamField([("poll", PollBlock())], verbose_name=_("peilingen"), blank=True)
    participants = models.TextField(
        _("wie doen mee"), blank=True, help_text=_("Elke gemeente of organisatie op een regel.")
    )
    recording_url = models.URLField(_("opname"), blank=True)
    transcript = RichTextField(_("uitgeschreven tekst"), features=PROSE, blank=True)

    parent_page_types = ["cms.WebinarIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("place")]),
        FieldPanel("body"),
        FieldPanel("agenda"),
        FieldPanel("speakers"),
        FieldPanel("polls"),
        FieldPanel("participants"),
        FieldPanel("recording_url"),
        FieldPanel("transcript"),
    ]
    data_classes = declare(
        plain=f"{OWN} starts_at ends_at place body agenda speakers polls participants "
        "recording_url transcript"
    )

    class Meta:
        verbose_name = _("webinar")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="webinar_runs_forward"
            )
        ]

    def clean(self):
        """A webinar ends after it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Het einde ligt na het begin.")})

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.ends_at < timezone.now()

    def participant_names(self) -> list[str]:
        """Who take part, one per line of the field."""
        return [line.strip() for line in self.participants.splitlines() if line.strip()]

    def route(self, request, path_components):
        """<webinar>/agenda/ is the appointment for a calendar."""
        if path_components == ["agenda"]:
            if not self.live:
                raise Http404
            return RouteResult(self, kwargs={"as_appointment": True})
        return super().route(request, path_components)

    def serve(self, request, *args, as_appointment=False, **kwargs):
        """The page, or the appointment."""
        if not as_appointment:
            return super().serve(request, *args, **kwargs)
        from cms.calendar import appointment

        return HttpResponse(
            appointment(self, request.build_absolute_uri(self.get_url(request))),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{self.slug}.ics"'},
        )
