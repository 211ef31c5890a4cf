"""Facts of one trajectory by plain loops: its step on a day, its answers, how it ended."""

CLOSING = (
    ("intake", ("intake_done",)),
    ("iu_in_view", ("iu_in_view",)),
    ("debts_in_view", ("debts_in_view",)),
    ("iu_in_balance", ("iu_in_balance",)),
    ("life_domains", ("barriers_removed",)),
    ("ready", ("ready_for_settlement", "debt_rest")),
)
SUCCESS = ("ready_for_settlement", "debt_rest")
DROPPED = ("stopped", "referred")


def step_on(trajectory, day):
    """The step after the furthest closing milestone with a date up to and including `day`."""
    furthest = -1
    for code, reached_on in trajectory.milestones:
        for place, (_, closing) in enumerate(CLOSING):
            if code in closing and reached_on <= day and place > furthest:
                furthest = place
    if furthest == -1:
        return "intake"
    return CLOSING[furthest + 1][0] if furthest + 1 < len(CLOSING) else "outflow"


def experience_step(step):
    """Experience shows life domains and ready together."""
    return "life_domains" if step == "ready" else step


def phase(step):
    """The three phases of S117."""
    return step if step in ("intake", "outflow") else "stabilisation"


def responses(trajectory):
    """The answered waves, oldest first."""
    return sorted(
        (w for w in trajectory.waves if w.submitted_at is not None), key=lambda w: w.submitted_at
    )


def reached(trajectory, *codes):
    """The first date of one of these milestones, or None."""
    days = [day for code, day in trajectory.milestones if code in codes]
    return min(days) if days else None


def succeeded(trajectory):
    return reached(trajectory, *SUCCESS) is not None


def dropped_out(trajectory, statuses=DROPPED):
    return trajectory.ending is not None and trajectory.ending.status in statuses
