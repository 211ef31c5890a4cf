"""The least that a Django app could do for a question: find the wave, show it, upsert the answer.

No sessions, no language, no municipality, no CSRF, no layout; plain backend, role and search path
set once."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.utils import timezone

PAGE = """<!doctype html><html lang="nl"><title>{{ item.question }}</title><h1>{{ item.question }}
</h1><form method="post">{% for code, text in choices %}<label><input type="radio" name="antwoord"
value="{{ code }}"{% if code == chosen %} checked{% endif %}> {{ text }}</label>{% endfor %}
<button>Verder</button></form></html>"""
compiled = None


def question(request, token):
    """GET shows the first question, POST stores its answer."""
    from benchmark.standard.questionnaire import ITEMS
    from monitor.surveys.links import hash_of
    from monitor.surveys.models import Answer, Wave

    item = ITEMS[0]
    wave = Wave.objects.using("plain").get(token_hash=hash_of(token))
    if request.method == "POST":
        answer = Answer(
            wave=wave,
            item=item.code,
            value=int(request.POST["antwoord"]),
            answered_at=timezone.now(),
        )
        with transaction.atomic(using="plain"):
            Answer.objects.using("plain").bulk_create(
                [answer],
                update_conflicts=True,
                unique_fields=["wave", "item"],
                update_fields=["value", "choice", "answered_at"],
            )
        return HttpResponseRedirect(request.path)
    rows = Answer.objects.using("plain").filter(wave=wave).values_list("item", "value")
    context = {
        "item": item,
        "choices": [(option.code, str(option)) for option in item.options],
        "chosen": str(dict(rows).get(item.code, "")),
    }
    return HttpResponse(_template().render(context))


def _template():
    global compiled
    compiled = compiled or engines["django"].from_string(PAGE)
    return compiled


urlpatterns = [path("<str:token>", question)]
