"""Fictional clients of the tests, made through the product's own acts."""

from datetime import date

from monitor.caseload import clients, trajectories


def a_trajectory(
    by, external_id, *, first_name="", email="", phone="", channel="", language="nl", **fields
):
    """A trajectory of one client, from 1 March 2026 and with `by` unless `fields` say otherwise."""
    client = clients.register(
        by=by, first_name=first_name, email=email, phone=phone, channel=channel, language=language
    )
    fields = {"intake_date": date(2026, 3, 1), "caseworker_id": by.pk} | fields
    return trajectories.start(by=by, external_id=external_id, clients=[client], **fields)
