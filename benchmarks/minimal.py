"""The least that a Django app could do to ask and keep what the product asks and keeps.

The same statements, by the product's own functions: where the client stands, the answer, and with
the last answer the end of the questionnaire. No municipality to find,
no change of role, no pass, no form token, no language, no layout, no headers.
"""

from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path

PAGE = """<!doctype html><html lang="nl"><title>{{ question.text }}</title><h1>{{ question.text }}
</h1><form method="post">{% for code, text in question.options %}<label><input type="radio"
name="antwoord" value="{{ code }}"{% if code == chosen %} checked{% endif %}> {{ text }}</label>
{% endfor %}<button>Verder</button></form></html>"""
compiled = None


def question(request, wave: UUID, number: int):
    """GET shows a question, POST stores its answer; the last one ends the questionnaire."""
    from monitor.surveys import answering, standing

    _know_the_schema()
    questions = _questions()
    item = questions[number - 1]
    if request.method == "GET":
        found = standing.read(wave)
        context = {"question": item, "chosen": found.given.get(item.code, "")}
        return _whole(HttpResponse(_template().render(context)))
    said = {"wave_id": wave, "question": item, "given": request.POST["antwoord"]}
    if number == len(questions):
        answering.finish(**said)
    else:
        answering.answer(**said, begun=number > 1)
    return _whole(HttpResponseRedirect(f"/{wave}/{number + 1}/"))


def _whole(response):
    """With its length, so that a connection can be used again."""
    response.headers["Content-Length"] = str(len(response.content))
    return response


@lru_cache
def _questions():
    from benchmark.questionnaires.reading import current_version
    from monitor.surveys.questions import asked

    return asked("baseline", current_version(), "nl")


def _know_the_schema() -> None:
    """The product's functions ask the connection for it, and for the first row of a statement;
    Django's own backend has no such things."""
    if not hasattr(connection, "schema_name"):
        from django.conf import settings

        connections_default().schema_name = settings.SCHEMA
        connections_default().first_row = _first_row


def _first_row(statement: str, parameters):
    """As Django runs a statement: planned anew each time."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()


def connections_default():
    """The connection itself and not the proxy before it."""
    from django.db import connections

    return connections["default"]


def _template():
    global compiled
    compiled = compiled or engines["django"].from_string(PAGE)
    return compiled


urlpatterns = [path("<uuid:wave>/<int:number>/", question)]
