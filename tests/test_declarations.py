"""Every field of every model of ours says what it is: personal, pseudonymous or plain."""

import pytest
from django.apps import apps

OWN = ("tenants", "benchmark", "monitor", "cms", "learning_community")


def own_models():
    """Our models, without the history tables, which follow the models they keep."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OWN and not hasattr(model, "pgh_tracked_model"):
            yield model


@pytest.mark.parametrize("model", list(own_models()), ids=lambda model: model._meta.label)
def test_each_field_is_declared(model):
    own_fields = {
        field.name
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if not getattr(field, "remote_field", None) or not field.auto_created
    }
    declared = set(getattr(model, "data_classes", {}))
    assert own_fields - declared == set(), "say what these fields are"
    assert declared - {f.name for f in model._meta.get_fields()} == set(), "no such fields"


def test_personal_contact_fields_are_stored_sealed():
    from monitor.caseload.models import Client

    personal = {name for name, kind in Client.data_classes.items() if kind == "personal"}
    assert personal and all(name.endswith("_sealed") for name in personal)


def test_tenant_models_have_uuid_keys():
    from django.db.models import UUIDField

    for model in own_models():
        if model._meta.app_label in {"caseload", "surveys", "desk", "exchange", "insights", "api"}:
            assert isinstance(model._meta.pk, UUIDField), model._meta.label
