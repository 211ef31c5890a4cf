"""A question as a client sees it, from the same template; words that wait for approval too."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import get_urlconf, reverse, set_urlconf
from django.utils import translation
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_denied
from wagtail.permissions import policy_registry

from benchmark.questionnaires import languages
from benchmark.questionnaires.models import QuestionnaireVersion
from benchmark.questionnaires.reading import questions_of

URL = "questionnaires:preview"


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, pk: int, kind: str, language: str, number: int):
    """Question `number` of a kind, without a client: nothing that is answered is kept."""
    policy = policy_registry.get_by_type(QuestionnaireVersion)
    if not policy.user_has_permission(request.user, "change"):
        return permission_denied(request)
    version = get_object_or_404(QuestionnaireVersion, pk=pk)
    if language not in languages.CODES:
        raise Http404
    asked = questions_of(version.pk, kind, language, unapproved=True)
    if not 1 <= number <= len(asked):
        raise Http404
    here = (version.pk, kind, language)
    if request.method == "POST":
        return redirect(URL, *here, number % len(asked) + 1)
    question, chosen = asked[number - 1], languages.by_code(language)
    context = {
        "number": number,
        "total": len(asked),
        "question": question,
        "item": {"question": question.text},
        "choices": question.options,
        "chosen": "",
        "back": reverse(URL, args=[*here, (number - 2) % len(asked) + 1]),
        "is_last": number == len(asked),
        "page_language": chosen.html_code,
        "page_direction": chosen.direction,
        "version": version,
        "words_url": reverse("questionnaires:words", args=[version.pk, question.code, language]),
        "shown_language": chosen,
        "other_languages": [
            (each, reverse(URL, args=[version.pk, kind, each.code, number]))
            for each in languages.CLIENT_LANGUAGES
        ],
    }
    return _on_a_municipalitys_host(request, language, context)


def _on_a_municipalitys_host(request, language: str, context: dict):
    """The client's template names addresses that this host has not."""
    own = get_urlconf()
    set_urlconf(settings.ROOT_URLCONF)
    try:
        with translation.override(language):
            return render(request, "cms/questionnaires/preview.html", context)
    finally:
        set_urlconf(own)
