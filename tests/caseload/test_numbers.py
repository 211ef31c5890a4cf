"""A citizen service number is not taken for a trajectory number, by hand or by import."""

from datetime import date, timedelta

import pytest

from monitor.caseload import clients, milestones, trajectories
from monitor.caseload.acts import Refused
from monitor.caseload.models import Trajectory
from monitor.caseload.numbers import is_bsn


@pytest.mark.parametrize("text", ["123456782", "1234.56.782", " 123456782 ", "111222333"])
def test_nine_digits_that_pass_the_eleven_test_are_taken_for_a_bsn(text):
    assert is_bsn(text)


@pytest.mark.parametrize("text", ["123456789", "W-1001", "12345678", "000000000", "RI-123456782"])
def test_other_numbers_are_not(text):
    assert not is_bsn(text)


def test_a_trajectory_does_not_start_under_a_bsn(in_waterveen):
    anna = clients.register(by=None, first_name="Anna")
    with pytest.raises(Refused) as refused:
        trajectories.start(
            by=None, external_id="123456782", clients=[anna], intake_date=date(2026, 1, 5)
        )
    assert refused.value.code == "bsn" and not Trajectory.objects.exists()


def test_an_import_refuses_a_bsn_and_does_not_repeat_it(in_waterveen, tmp_path):
    from monitor.exchange.planning import plan
    from monitor.exchange.reading import read_path

    (tmp_path / "caseload.csv").write_text(
        "external_id;intake_date\n123456782;2026-01-05\nW-1;2026-01-05\n"
    )
    planned = plan(read_path(tmp_path))
    (refused,) = planned.sheets["caseload"].refused
    assert refused.column == "external_id" and "123456782" not in str(refused.reason)
    assert planned.counts()["caseload"]["new"] == 1


def test_a_result_years_before_the_intake_is_a_slip(in_waterveen):
    anna = clients.register(by=None, first_name="Anna")
    intake = date(2026, 1, 5)
    trajectory = trajectories.start(by=None, external_id="W-1", clients=[anna], intake_date=intake)
    with pytest.raises(Refused) as refused:
        milestones.tick(
            by=None, trajectory=trajectory, kind="iu_in_view", on=intake - timedelta(days=400)
        )
    assert refused.value.code == "too_early"
    milestones.tick(
        by=None, trajectory=trajectory, kind="iu_in_view", on=intake - timedelta(days=30)
    )
