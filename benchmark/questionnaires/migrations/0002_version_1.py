"""Version 1 of the questionnaire, published, with translations that wait for approval."""

from django.db import migrations

from benchmark.questionnaires.installing import install


def put(apps, schema_editor):
    """As it stands in editions/1."""
    install(lambda name: apps.get_model("questionnaires", name), 1)


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial")]
    operations = [migrations.RunPython(put)]
