"""The pages on which an administrator adds questions of the municipality's own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor.caseload.acts import Refused
from tenants.access import members_only
from tenants.models import Role

from . import deciding
from .figures import tally
from .forms import QuestionForm
from .models import SLOTS, OwnQuestion
from .reading import options_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@members_only({Role.ADMINISTRATOR})
def overview(request):
    """What is asked now, what was, and how people answered."""
    language = get_language() or "nl"
    rows = [
        {
            "question": question,
            "options": options_of(question, language),
            "tally": tally(question, language),
        }
        for question in OwnQuestion.objects.all()
    ]
    asked = [row for row in rows if row["question"].is_asked]
    context = {
        "asked": asked,
        "retired": [row for row in rows if not row["question"].is_asked],
        "has_room": len(asked) < len(SLOTS),
    }
    return render(request, "own_questions/overview.html", context)


@get_or_post
@members_only({Role.ADMINISTRATOR})
def add(request):
    """A new question."""
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.ask(by=request.user, form=form.cleaned_data["form"], **form.cleaned())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("De vraag staat vanaf nu in de vragenlijst."))
            return redirect("own_questions:overview")
    return _page(request, form, _("Eigen vraag toevoegen"))


@get_or_post
@members_only({Role.ADMINISTRATOR})
def change(request, pk):
    """Other words, or a translation, of a question that is asked."""
    question = get_object_or_404(OwnQuestion, pk=pk, retired_at__isnull=True)
    form = QuestionForm(request.POST or None, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.change(by=request.user, question=question, **form.cleaned())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("De vraag is aangepast."))
            return redirect("own_questions:overview")
    return _page(request, form, _("Eigen vraag aanpassen"))


@require_POST
@members_only({Role.ADMINISTRATOR})
def retire(request, pk):
    """Stop asking it."""
    deciding.retire(by=request.user, question=get_object_or_404(OwnQuestion, pk=pk))
    messages.success(request, _("De vraag staat niet meer in de vragenlijst."))
    return redirect("own_questions:overview")


def _page(request, form: QuestionForm, title: str):
    status = 422 if form.errors else 200
    context = {"form": form, "title": title}
    return render(request, "own_questions/form.html", context, status=status)
