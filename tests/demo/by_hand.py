"""Every published figure by plain loops over the records, from the definitions of requirements A8.

An independent road: nothing here is shared with the generator or with the product's indicators.
`MEASURES` maps the measure keys of `monitor.demo.targets` to functions of (trajectories,
reference date) that return {cell: (value, base)}; a value is None when its base is empty.
"""

from collections import defaultdict

import numpy as np
from statsmodels.duration.survfunc import CumIncidenceRight

from .facts_by_hand import (
    CLOSING,
    DROPPED,
    SUCCESS,
    dropped_out,
    experience_step,
    phase,
    reached,
    responses,
    step_on,
    succeeded,
)

NEGATIVE = ("despondent", "afraid", "sad", "angry")
POSITIVE = ("hopeful", "relieved", "happy")


def share(yes, of):
    """Percentage and base."""
    return (100 * yes / of if of else None, of)


def shares_of(values, cells=None):
    """Each value's share of all values; with the cells that nobody is in when they are given."""
    values = list(values)
    cells = cells or sorted(set(values))
    return {c: share(sum(v == c for v in values), len(values)) for c in cells}


def mean_over_clients(answers_per_client):
    """The mean over clients of each client's own mean, and the number of clients."""
    means = [sum(a) / len(a) for a in answers_per_client if a]
    return (sum(means) / len(means) if means else None, len(means))


def first_answers(trajectories, item):
    """The answer to `item` in each client's first questionnaire."""
    found = []
    for trajectory in trajectories:
        answered = responses(trajectory)
        if answered and item in answered[0].answers:
            found.append(answered[0].answers[item])
    return found


def baseline_distribution(item, cells=None):
    def measure(trajectories, reference):
        return shares_of((str(a) for a in first_answers(trajectories, item)), cells)

    return measure


def baseline_high(item):
    def measure(trajectories, reference):
        answers = first_answers(trajectories, item)
        return {"": share(sum(a >= 4 for a in answers), len(answers))}

    return measure


def baseline_mean(item):
    def measure(trajectories, reference):
        answers = first_answers(trajectories, item)
        return {"": (sum(answers) / len(answers), len(answers))}

    return measure


def all_answers(trajectories, item):
    return [w.answers[item] for t in trajectories for w in responses(t) if item in w.answers]


def all_distribution(item):
    def measure(trajectories, reference):
        return shares_of(str(a) for a in all_answers(trajectories, item))

    return measure


def all_high(item):
    def measure(trajectories, reference):
        answers = all_answers(trajectories, item)
        return {"": share(sum(a >= 4 for a in answers), len(answers))}

    return measure


def feeling_groups(trajectories, reference):
    answers = first_answers(trajectories, "feeling")
    group = [
        "negative" if a in NEGATIVE else "positive" if a in POSITIVE else "other" for a in answers
    ]
    return shares_of(group)


def by_moment(item, name_of):
    """Mean over clients per step or phase in which the answer was given."""

    def measure(trajectories, reference):
        found = defaultdict(list)
        for trajectory in trajectories:
            own = defaultdict(list)
            for wave in responses(trajectory):
                if item in wave.answers:
                    step = step_on(trajectory, wave.submitted_at.date())
                    own[name_of(step)].append(wave.answers[item])
            for cell, answers in own.items():
                found[cell].append(answers)
        return {cell: mean_over_clients(answers) for cell, answers in found.items()}

    return measure


def by_outcome(item, stopped=DROPPED):
    """Mean over clients of all their answers, by final outcome; running clients excluded."""

    def measure(trajectories, reference):
        found = {"success": [], "stopped": []}
        for trajectory in trajectories:
            answers = [w.answers[item] for w in responses(trajectory) if item in w.answers]
            if succeeded(trajectory):
                found["success"].append(answers)
            elif dropped_out(trajectory, stopped):
                found["stopped"].append(answers)
        return {cell: mean_over_clients(answers) for cell, answers in found.items()}

    return measure


def registered(field):
    """Distribution of a registered attribute among clients of whom it is known."""

    def measure(trajectories, reference):
        return shares_of(getattr(t, field) for t in trajectories if getattr(t, field) is not None)

    return measure


def within(days, *codes):
    """Fixed-window share: reached within X days of clients with X days of potential follow-up."""

    def measure(trajectories, reference):
        base = yes = 0
        for trajectory in trajectories:
            if (reference - trajectory.intake_date).days >= days:
                base += 1
                day = reached(trajectory, *codes)
                if day is not None and (day - trajectory.intake_date).days <= days:
                    yes += 1
        return {"": share(yes, base)}

    return measure


def per_type(measure):
    def typed(trajectories, reference):
        return {
            kind: measure([t for t in trajectories if t.client_type == kind], reference)[""]
            for kind in ("independent", "dependent", "vulnerable")
        }

    return typed


def incidence(code, weeks, whole_weeks=None):
    """Aalen-Johansen share that reached `code` by week `weeks`; drop-out competes.

    Time is in days, or in whole weeks by `whole_weeks(days)`.
    """

    def measure(trajectories, reference):
        time, status = [], []
        for trajectory in trajectories:
            event = reached(trajectory, code)
            if event is not None:
                last, kind = event, 1
            elif dropped_out(trajectory):
                last, kind = trajectory.ending.ended_on, 2
            else:
                last, kind = reference, 0
            days = (last - trajectory.intake_date).days
            time.append(whole_weeks(days) if whole_weeks else days)
            status.append(kind)
        # Its standard errors divide by zero when the last one at risk leaves; we use the curve.
        with np.errstate(divide="ignore", invalid="ignore"):
            curve = CumIncidenceRight(time, status)
        limit = weeks if whole_weeks else weeks * 7
        value = 0.0
        for moment, level in zip(curve.times, curve.cinc[0], strict=True):
            if moment <= limit:
                value = level
        return {"": (100 * float(value), len(time))}

    return measure


def success_share(trajectories, reference):
    return {"": share(sum(succeeded(t) for t in trajectories), len(trajectories))}


def success_reasons(trajectories, reference):
    return shares_of(
        (t.ending.reason for t in trajectories if t.ending and t.ending.status == "success"),
        SUCCESS,
    )


def deployed(category):
    def measure(trajectories, reference):
        yes = sum(any(d.category == category for d in t.deployments) for t in trajectories)
        return {"": share(yes, len(trajectories))}

    return measure


def drop_out_share(trajectories, reference):
    enrolled = [t for t in trajectories if t.enrolled_on <= reference]
    return {"": share(sum(dropped_out(t) for t in enrolled), len(enrolled))}


def drop_out_over_90_days(trajectories, reference):
    """The variant of F2: only clients with over 90 days of follow-up."""
    older = [t for t in trajectories if (reference - t.intake_date).days > 90]
    return drop_out_share(older, reference)


def drop_out_reasons(trajectories, reference):
    known = ("no_show", "declines_settlement", "municipality_stops")
    reasons = [t.ending.reason for t in trajectories if dropped_out(t)]
    return shares_of(
        (r if r in known else "other" for r in reasons),
        ("no_show", "declines_settlement", "other", "municipality_stops", "temporary_pause"),
    )


def drop_out_by_step(trajectories, reference):
    """Drop-outs while in step k / clients who were ever in step k."""
    entered, stopped = defaultdict(int), defaultdict(int)
    for trajectory in trajectories:
        moments = [trajectory.intake_date] + [day for _, day in trajectory.milestones]
        for step in {step_on(trajectory, day) for day in moments if day <= reference}:
            entered[step] += 1
        if dropped_out(trajectory):
            stopped[step_on(trajectory, trajectory.ending.ended_on)] += 1
    return {step: share(stopped[step], entered[step]) for step, _ in CLOSING}


SCORES = ("1", "2", "3", "4", "5")
MEASURES = {
    "influence_baseline": baseline_distribution("influence", SCORES),
    "influence_baseline_high": baseline_high("influence"),
    "unrest_baseline": baseline_distribution("unrest", SCORES),
    "unrest_baseline_high": baseline_high("unrest"),
    "stress_all": all_distribution("stress"),
    "stress_all_high": all_high("stress"),
    "feeling_baseline": baseline_distribution("feeling"),
    "feeling_baseline_groups": feeling_groups,
    "debt_duration": registered("debt_duration"),
    "self_direction": registered("self_direction"),
    "iu_in_balance_60_by_type": per_type(within(60, "iu_in_balance")),
    "iu_in_balance_week_13_by_type": per_type(incidence("iu_in_balance", 13)),
    "success_by_type": per_type(success_share),
    "success_share": success_share,
    "success_reasons": success_reasons,
    "administrative_share": deployed("administrative"),
    "iu_in_view_91": within(91, "iu_in_view"),
    "debts_in_view_91": within(91, "debts_in_view"),
    "drop_out_share": drop_out_share,
    "drop_out_reasons": drop_out_reasons,
    "drop_out_by_step": drop_out_by_step,
}
for _item in ("stress", "unrest", "belief"):
    MEASURES[f"{_item}_by_step"] = by_moment(_item, experience_step)
    MEASURES[f"{_item}_baseline_mean"] = baseline_mean(_item)
    MEASURES[f"{_item}_by_outcome"] = by_outcome(_item)
for _item in ("listened", "helped", "knows_what_to_do"):
    MEASURES[f"{_item}_by_phase"] = by_moment(_item, phase)
    MEASURES[f"{_item}_by_outcome"] = by_outcome(_item)


def figure(demo, measure, municipality=None):
    """{cell: (value, base)} of one measure over a demo, for all or for one municipality."""
    chosen = demo.trajectories if municipality is None else demo.of(municipality)
    return MEASURES[measure](chosen, demo.reference_date)
