"""Foreign headings: proposed, said once, remembered, and forgotten again."""

from datetime import date

from django.core.management import call_command

from monitor.caseload.models import Trajectory
from monitor.exchange import headings
from monitor.exchange.models import HeadingPreset
from monitor.exchange.plain import plain
from monitor.exchange.reading import read_bytes
from tests.exchange.test_import import ANNA
from tests.exchange.test_import_page import desk, fingerprint_in, send  # noqa: F401
from tests.exchange.workbooks import csv_text, xlsx

FOREIGN = {"Dossiernummer": "W-7", "Datum intake": date(2026, 1, 12), "Voor-naam": "Anna"}
CHOSEN = {
    "caseload|dossiernummer": "external_id",
    "caseload|datumintake": "intake_date",
    "caseload|voornaam": "first_name",
    "act": "map",
}


def test_what_differs_by_taste_does_not_count():
    assert plain("E-mail adrès ") == plain("emailadres") == "emailadres"


def test_headings_that_resemble_ours_are_proposed(in_waterveen):
    unknown = headings.translate(read_bytes(xlsx(caseload=[FOREIGN | {"Kleur": "x"}])), {})
    assert {each.heading: each.proposal for each in unknown} == {
        "dossiernummer": "external_id",
        "datum intake": "intake_date",
        "voor-naam": "first_name",
        "kleur": "",
    }


def test_two_headings_are_not_proposed_for_one_column(in_waterveen):
    row = {"trajectnummer": "W-7", "dossiernummer": "W-7"}
    unknown = headings.translate(read_bytes(xlsx(caseload=[row])), {})
    assert [each.proposal for each in unknown] == ["external_id", ""]


def test_a_foreign_file_is_mapped_once_and_known_the_next_time(desk, inside):  # noqa: F811
    address = send(desk, xlsx(caseload=[FOREIGN]))["Location"]
    page = desk.get(address).content.decode()
    assert "Wat betekenen deze namen?" in page
    assert '<option value="external_id" selected>' in page
    preview = desk.post(address, CHOSEN, follow=True)
    desk.post(address, {"act": "confirm", "fingerprint": fingerprint_in(preview)})
    assert inside(Trajectory.objects.get).intake_date == date(2026, 1, 12)
    assert inside(HeadingPreset.objects.count) == 3
    again = send(desk, xlsx(caseload=[FOREIGN | {"Dossiernummer": "W-8"}]))["Location"]
    assert "Dit gaat er gebeuren" in desk.get(again).content.decode()


def test_a_preset_can_be_removed_and_is_asked_again(desk, inside):  # noqa: F811
    address = send(desk, xlsx(caseload=[FOREIGN]))["Location"]
    desk.post(address, CHOSEN)
    preset = inside(lambda: HeadingPreset.objects.get(column="first_name"))
    assert "voornaam" in desk.get("/import/koppelingen/").content.decode()
    desk.post("/import/koppelingen/", {"preset": str(preset.pk)})
    address = send(desk, xlsx(caseload=[FOREIGN]))["Location"]
    page = desk.get(address).content.decode()
    assert "voor-naam" in page and "datum intake" not in page
    assert desk.post("/import/koppelingen/", {"preset": "x"}).status_code == 404


def test_what_nobody_can_recognise_does_not_stop_a_good_file(desk, inside):  # noqa: F811
    address = send(desk, xlsx(caseload=[ANNA | {"Kleur": "x"}]))["Location"]
    page = desk.get(address).content.decode()
    assert "Dit gaat er gebeuren" in page and "kleur" in page
    asked = desk.post(address, {"act": "ask"}, follow=True).content.decode()
    assert "Wat betekenen deze namen?" in asked
    page = desk.post(address, {"act": "map", "caseload|kleur": "path"}, follow=True)
    desk.post(address, {"act": "confirm", "fingerprint": fingerprint_in(page)})
    assert inside(Trajectory.objects.get).path == "x"


def test_a_sheet_with_another_name_is_asked_about_and_then_its_headings(desk, inside):  # noqa: F811
    address = send(desk, xlsx(Klanten=[FOREIGN]))["Location"]
    assert "“Klanten”" in desk.get(address).content.decode()
    desk.post(address, {"act": "map", "|klanten": "caseload"})
    page = desk.get(address).content.decode()
    assert "Wat betekenen deze namen?" in page and "dossiernummer" in page
    page = desk.post(address, CHOSEN, follow=True)
    desk.post(address, {"act": "confirm", "fingerprint": fingerprint_in(page)})
    assert inside(Trajectory.objects.count) == 1


def test_a_file_without_headings_leaves_no_names_behind(desk, inside):  # noqa: F811
    row = {"Anna Jansen": "W-7", "anna@example.org": "x"}
    address = send(desk, xlsx(caseload=[row]))["Location"]
    desk.post(address, {"act": "map"})
    assert not inside(HeadingPreset.objects.exists)


def test_a_column_is_given_out_once(desk, inside):  # noqa: F811
    row = {"dossiernummer": "W-7", "zaaknummer": "W-8", "intakedatum": "2026-01-12"}
    address = send(desk, xlsx(caseload=[row]))["Location"]
    both = {"caseload|dossiernummer": "external_id", "caseload|zaaknummer": "external_id"}
    desk.post(address, {"act": "map", "caseload|intakedatum": "intake_date"} | both)
    known = inside(lambda: dict(HeadingPreset.objects.values_list("heading", "column")))
    assert known == {"dossiernummer": "external_id", "zaaknummer": "", "intakedatum": "intake_date"}


def test_the_command_knows_the_presets(in_waterveen, tmp_path):
    for heading, column in (("dossiernummer", "external_id"), ("datumintake", "intake_date")):
        HeadingPreset.objects.create(sheet="caseload", heading=heading, column=column)
    (tmp_path / "caseload.csv").write_bytes(csv_text([FOREIGN]))
    call_command("import_caseload", tmp_path, municipality="waterveen")
    assert Trajectory.objects.get().external_id == "W-7"
