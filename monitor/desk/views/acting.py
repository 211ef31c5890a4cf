"""One shape for every act on the desk: carry it out, or show what was typed and why it was refused.

Acts that are asked on the client page come back to it; those with a page of their own to that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from monitor.caseload import labels
from monitor.caseload.acts import Refused
from monitor.desk.act_forms import GoalForm, MissedForm, MomentForm
from monitor.desk.forms import DeploymentForm, EndingForm, ParticipationForm, PauseForm
from monitor.desk.parts.texts import texts_of
from monitor.desk.story import Story, story_of
from tenants.audit.models import record_read

# Which field a refusal is about, where its code is not the field's own name; the first that the
# form has.
FIELDS_OF = {
    "before_intake": ("on",),
    "channel_without_address": ("channel",),
    "ends_before_start": ("until",),
    "external_id_taken": ("external_id",),
    "in_the_future": ("on", "started_on"),
    "intake_in_the_future": ("intake_date",),
    "overlap": ("from_date",),
    "reason_missing": ("reason",),
    "reason_of_other_status": ("reason",),
}


@dataclass(frozen=True)
class Slot:
    """A form on the client page, and the part of the page it belongs to."""

    form: type[forms.Form]
    anchor: str

    def empty(self) -> forms.Form:
        """As it stands before anybody types."""
        return self.form(auto_id=f"{self.anchor}_%s")


SLOTS = {
    "contact": Slot(MomentForm, "contact"),
    "missed": Slot(MissedForm, "gemist"),
    "goal": Slot(GoalForm, "doelen"),
    "deployment": Slot(DeploymentForm, "hulp"),
    "pause": Slot(PauseForm, "pauze"),
    "ending": Slot(EndingForm, "einde"),
    "participation": Slot(ParticipationForm, "deelname"),
}


def show(request, trajectory, *, refused: str = "", form=None, about=None):
    """The client page; with `refused`, the slot whose `form` could not be carried out, and `about`,
    the client it was about when there are two."""
    story = opened(request, trajectory)
    standing = {f"{name}_form": slot.empty() for name, slot in SLOTS.items()}
    if refused:
        standing[f"{refused}_form"] = form
    context = {
        "trajectory": trajectory,
        "story": story,
        "texts": texts_of(
            request,
            trajectory,
            count=len(story.wrote_on),
            several=len(story.people) > 1,
        ),
        "refused": refused,
        "refused_form": form,
        "about": about,
    }
    return render(request, "desk/client.html", context | standing)


def opened(request, trajectory) -> Story:
    """What the page tells of this trajectory; that it was opened is written down."""
    story = story_of(trajectory, labels.current())
    for person in story.people:
        record_read(request, "client", person.client.pk)
    return story


def carry_out(request, trajectory, name: str, act: Callable, said: str, *, about=None):
    """Read the form of this slot and do `act(**values)`, then lead to its place on the client page;
    refused, the page says so at the field and keeps what was typed."""
    slot = SLOTS[name]
    form = slot.form(request.POST, auto_id=f"{slot.anchor}_%s")
    if succeeded(form, act):
        messages.success(request, said)
        return back(trajectory, slot.anchor)
    return show(request, trajectory, refused=name, form=form, about=about)


def press(request, trajectory, act: Callable, said: str, anchor: str):
    """An act of one button, with nothing typed: a refusal is said at the top."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back(trajectory)
    messages.success(request, said)
    return back(trajectory, anchor)


def succeeded(form: forms.Form, act: Callable) -> bool:
    """Whether the form is right and `act(**values)` was not refused; else the form says why."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refused as refusal:
        blame(form, refusal)
        return False
    return True


def blame(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal at the field it is about, or above the form."""
    candidates = FIELDS_OF.get(refusal.code, (refusal.code,))
    field = next((name for name in candidates if name in form.fields), None)
    form.add_error(field, str(refusal))


def back(trajectory, anchor: str = ""):
    """To the client page, at a part of it."""
    response = redirect("desk:client", trajectory.pk)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response
