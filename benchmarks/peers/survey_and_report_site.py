"""The peer's WSGI application; as a program it makes the two surveys: the first asks one question
per page, the second all of them on one. Standard input: [[text, [answer]]]."""

import json
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peers.survey_and_report_settings")
application = get_wsgi_application()


def make(questions: list) -> None:
    """Tables, and the two surveys with these questions; prints the keys of their questions."""
    from django.core.management import call_command
    from survey.models import Question, Survey

    call_command("migrate", verbosity=0)
    keys = []
    for method in (Survey.BY_QUESTION, Survey.ALL_IN_ONE_PAGE):
        survey = Survey.objects.create(
            name="Vragenlijst", description="", need_logged_user=False, display_method=method
        )
        keys.append(
            [
                Question.objects.create(
                    survey=survey,
                    text=text,
                    order=order,
                    required=False,
                    type=Question.RADIO,
                    choices=",".join(answers),
                ).pk
                for order, (text, answers) in enumerate(questions)
            ]
        )
    json.dump(keys, sys.stdout)


if __name__ == "__main__":
    make(json.load(sys.stdin))
