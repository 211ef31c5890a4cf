"""The demo's records are what a municipality could have registered, and of nobody real."""

from datetime import date, timedelta

import phonenumbers
import pytest

from benchmark.standard import clients, deployments, endings, milestones, questionnaire
from monitor.demo.generator import generate

ORDER = tuple(term.code for term in milestones.MILESTONES)


def codes(terms):
    return {term.code for term in terms}


def test_six_municipalities_of_at_least_forty_clients(demo):
    assert len(demo.trajectories) == 300
    assert len(demo.municipalities) == 6
    assert min(len(demo.of(m.slug)) for m in demo.municipalities) >= 40
    assert len({m.gemeentecode for m in demo.municipalities}) == 6
    assert all(m.gemeentecode.startswith("GM9") for m in demo.municipalities)
    assert {m.treatment_model for m in demo.municipalities} == codes(clients.TREATMENT_MODELS)


def test_the_same_seed_gives_the_same_records(demo):
    assert generate(demo.reference_date) == demo
    assert generate(demo.reference_date, seed=1) != demo


@pytest.mark.parametrize("reference", [date(2021, 5, 1), date(2024, 2, 29), date(2030, 11, 3)])
def test_intakes_fall_in_the_edition_and_nothing_after_it(reference):
    demo = generate(reference)
    first = reference - timedelta(273)
    for t in demo.trajectories:
        assert first <= t.intake_date <= t.enrolled_on <= reference
        assert t.first_contact < t.intake_date
        days = [m.reached_on for m in t.milestones]
        days += [d.started_on for d in t.deployments]
        days += [d.ended_on for d in t.deployments if d.ended_on]
        days += [day for p in t.pauses for day in p if day]
        days += [w.open_from for w in t.waves]
        days += [w.submitted_at.date() for w in t.waves if w.submitted_at]
        days += [t.ending.ended_on] if t.ending else []
        assert all(t.intake_date <= day <= reference for day in days)


def test_milestones_come_in_order_and_end_with_the_trajectory(demo):
    for t in demo.trajectories:
        order = [ORDER.index(code) for code, _ in t.milestones]
        days = [day for _, day in t.milestones]
        assert order == sorted(set(order)) and days == sorted(set(days))
        assert all(day > t.intake_date for day in days)
        success = [m for m in t.milestones if m.milestone in milestones.SUCCESS]
        if t.ending and t.ending.status == "success":
            assert [(t.ending.reason, t.ending.ended_on)] == success
        else:
            assert not success
            assert not t.ending or all(day < t.ending.ended_on for day in days)


def test_waves_come_every_fourteen_days_while_open_and_not_paused(demo):
    for t in demo.trajectories:
        if not t.participates:
            assert t.waves == ()
            continue
        assert [w.sequence for w in t.waves] == list(range(1, len(t.waves) + 1))
        assert t.waves[0].kind == "baseline" and t.waves[0].open_from == t.enrolled_on
        last = t.ending.ended_on - timedelta(1) if t.ending else demo.reference_date
        due = [t.enrolled_on + timedelta(n) for n in range(14, 280, 14)]
        due = [day for day in due if day <= last and not _paused(t, day)]
        assert [w.open_from for w in t.waves if w.kind == "regular"] == due
        ends = [w for w in t.waves if w.kind == "end"]
        if t.ending and t.ending.status == "success":
            assert ends == [t.waves[-1]]
            assert ends[0].open_from == t.ending.ended_on + timedelta(1)
        else:
            assert ends == []


def _paused(t, day):
    return any(p.start <= day and (p.until is None or day < p.until) for p in t.pauses)


def test_answers_come_between_opening_and_the_next_wave_and_never_after_closing(demo):
    for t in demo.trajectories:
        for wave in t.waves:
            assert (wave.submitted_at is None) == (wave.answers == {})
            if wave.submitted_at is None:
                continue
            assert str(wave.submitted_at.tzinfo) == "Europe/Amsterdam"
            assert 10 <= wave.submitted_at.hour < 21
            day = wave.submitted_at.date()
            assert wave.open_from <= day < wave.open_from + timedelta(14)
            assert day not in {m.reached_on for m in t.milestones}
            if t.ending and wave.kind != "end":
                assert day < t.ending.ended_on
            assert set(wave.answers) <= set(questionnaire.ITEM_CODES)
            for item, value in wave.answers.items():
                if item == "feeling":
                    assert value in codes(questionnaire.FEELINGS)
                else:
                    assert type(value) is int and 1 <= value <= 5


def test_who_answers_anything_answers_the_start_questionnaire_in_full(demo):
    for t in demo.trajectories:
        answered = [w for w in t.waves if w.submitted_at]
        assert (t.debt_duration is not None) == bool(answered)
        if answered:
            assert answered[0].kind == "baseline" and len(answered[0].answers) == 8


def test_the_response_is_realistic(demo):
    waves = [w for t in demo.trajectories for w in t.waves]
    answered = [w for w in waves if w.submitted_at]
    assert 0.65 <= len(answered) / len(waves) <= 0.80
    assert 0.01 < sum(len(w.answers) < 8 for w in answered) / len(answered) < 0.10
    assert any(w.assisted for w in answered) and not all(w.assisted for w in answered)


def test_clients_answer_individually_and_steadily(demo):
    jumps = []
    for t in demo.trajectories:
        stress = [w.answers["stress"] for w in t.waves if "stress" in w.answers]
        jumps += [abs(a - b) for a, b in zip(stress, stress[1:], strict=False)]
    assert 0.2 < sum(j > 0 for j in jumps) / len(jumps) < 0.7
    assert sum(j > 2 for j in jumps) / len(jumps) < 0.02


def test_pauses_are_few_and_of_running_clients(demo):
    paused = [t for t in demo.trajectories if t.pauses]
    assert 3 <= len(paused) <= 12
    assert all(t.ending is None for t in paused)
    assert any(t.pauses[0].until is None for t in paused)


def test_every_code_is_in_the_standard(demo):
    allowed = {
        "channel": clients.CHANNELS,
        "language": clients.LANGUAGES,
        "inflow": clients.INFLOW,
        "client_type": clients.CLIENT_TYPES,
        "problem_severity": clients.PROBLEM_SEVERITY,
        "debt_duration": clients.DEBT_DURATION,
        "hindrance": clients.HINDRANCE,
        "self_direction": clients.SELF_DIRECTION,
        "competence": clients.BANDS,
        "attitude": clients.BANDS,
        "social_norm": clients.BANDS,
    }
    caseworkers = {m.slug: {c.email: c.team for c in m.caseworkers} for m in demo.municipalities}
    for t in demo.trajectories:
        for field, terms in allowed.items():
            value = getattr(t, field)
            assert value is None or value in codes(terms), (field, value)
        assert caseworkers[t.municipality][t.caseworker] == t.team
        assert t.path and t.benchmark
        for d in t.deployments:
            assert d.category in codes(deployments.CATEGORIES) and d.service
            assert d.intensity in codes(deployments.INTENSITY)
            assert d.mode in codes(deployments.MODES)
            assert d.ended_on is None or d.started_on <= d.ended_on
        if t.ending:
            assert t.ending.status in codes(endings.STATUSES)
            assert t.ending.reason in codes(endings.REASONS) | (
                {None} if t.ending.status == "referred" else set()
            )


def test_keys_and_addresses_are_unique_and_reach_nobody(demo):
    keys = [(t.municipality, t.external_id) for t in demo.trajectories]
    emails = [t.email for t in demo.trajectories if t.email]
    phones = [t.phone for t in demo.trajectories if t.phone]
    for found in (keys, emails, phones):
        assert len(found) == len(set(found))
    assert all(e.endswith(("@example.org", "@example.nl")) for e in emails)
    assert all(p.startswith("+3161234") for p in phones)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(p)) for p in phones)
    for t in demo.trajectories:
        assert t.channel != "email" or t.email
        assert t.channel not in ("sms", "whatsapp") or t.phone
        deployed = [(d.category, d.service, d.started_on) for d in t.deployments]
        assert len(deployed) == len(set(deployed))


def test_most_people_answer_in_dutch_and_some_in_other_languages(demo):
    languages = [t.language for t in demo.trajectories]
    assert sum(code.startswith("nl") for code in languages) > 180
    assert len(set(languages)) >= 6
    assert len({t.first_name for t in demo.trajectories}) > 60
