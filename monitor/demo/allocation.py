"""How the 300 clients divide: type, outcome, step reached and windows made, in whole counts.

The counts are chosen so that the published shares follow from them together. The type mix is 69
independent, 72 dependent and 159 vulnerable clients: with 40, 33 and 59 successes that reconciles
58, 46 and 37% (S103) with 44% of all (S113). For S118 with S98 and
S113: 300 enter intake; 285, 225, 205, 181 and 162 enter the next steps; 1, 20, 2, 4, 7 and 18 drop
out there, 52 together; 132 succeed and 116 still run. "Recent" clients have under 90 days of
follow-up; they are in no fixed window of 91 days, and some of them drop out, so that the share
stopped among clients with over 90 days is 17% as well.
"""

from dataclasses import dataclass
from random import Random

from .municipalities import SLUGS
from .targets import TYPES

# Steps by the number of milestones reached; six is success.
STEPS_REACHED = ("intake", "iu_in_view", "debts_in_view", "iu_in_balance", "life_domains", "ready")
SUCCESS = 6
Z, A, K = TYPES  # de Zelfstandige, de Afhankelijke, de Kwetsbare


@dataclass(eq=False)
class Plan:
    """What is decided of one client before dates and answers: filled in room by room."""

    municipality: str
    client_type: str
    reached: int  # milestones reached: 0 to 6
    status: str  # running, success, stopped, referred
    reason: str | None = None
    recent: bool = False
    iu_91: bool = False
    debts_91: bool = False
    balance_91: bool = False
    balance_60: bool = False
    answers_end: bool = False
    responds: bool = True
    participates: bool = True


# Per municipality and per type: enrolled, successful, in balance within 91 and within 60 days.
ENROLLED = dict(
    zip(SLUGS, ((9, 13, 30), (25, 12, 20), (9, 13, 32), (9, 12, 27), (9, 11, 26), (8, 11, 24)),
        strict=True)
)  # fmt: skip
SUCCEEDED = dict(
    zip(SLUGS, ((8, 10, 22), (20, 7, 10), (3, 3, 6), (3, 5, 7), (3, 4, 7), (3, 4, 7)), strict=True)
)
BALANCE_91 = dict(
    zip(SLUGS, ((7, 8, 19), (22, 5, 12), (3, 3, 5), (4, 2, 7), (4, 2, 7), (3, 3, 7)), strict=True)
)
BALANCE_60 = dict(
    zip(SLUGS, ((6, 4, 6), (19, 3, 5), (2, 1, 1), (3, 1, 2), (3, 1, 2), (2, 2, 2)), strict=True)
)
# Per municipality: with I/U and with debts in view within 91 days, answered end questionnaires
# and successes by debt rest.
IU_91 = dict(zip(SLUGS, (41, 44, 28, 26, 26, 23), strict=True))
DEBTS_91 = dict(zip(SLUGS, (38, 40, 17, 17, 17, 15), strict=True))
END_ANSWERED = dict(zip(SLUGS, (35, 32, 10, 13, 12, 12), strict=True))
DEBT_REST = dict(zip(SLUGS, (2, 13, 5, 6, 5, 5), strict=True))
# Running clients that are not recent, by the step they are in, from iu_in_view to ready.
RUNNING = dict(
    zip(SLUGS, ((2, 1, 1, 1, 1), (3, 1, 2, 2, 3), (9, 3, 4, 2, 2), (7, 4, 4, 3, 2),
                (7, 3, 4, 2, 3), (7, 3, 4, 2, 1)), strict=True)
)  # fmt: skip
# Recent running clients: type and milestones reached.
RECENT = {
    "waterveen": ((A, 0), (K, 0)),
    "lindehaven": ((Z, 0), (A, 0), (A, 1)),
    "oosterduin": ((Z, 0), (A, 0)),
    "heidestein": ((Z, 0), (A, 0), (K, 0), (K, 1), (A, 2)),
    "rietmeer": ((Z, 0), (A, 0), (A, 1), (K, 0), (K, 1), (A, 2)),
    "zandbergen": ((Z, 0), (A, 0), (K, 1), (A, 2), (A, 3)),
}
# Drop-outs: types, milestones reached, status, reason. A trailing "recent" marks a recent client.
NS, NO, MOVED, ENDS = "no_show", "declines_settlement", "moved_or_deceased", "municipality_stops"
DROP_OUTS = {
    "waterveen": (
        ((K,), 1, "stopped", NS),
        ((A, K), 5, "stopped", NO),
        ((K,), 4, "stopped", NO),
    ),
    "lindehaven": (
        ((K,), 5, "stopped", NS),
        ((Z,), 5, "stopped", NO),
        ((Z,), 5, "referred", NO),
        ((K,), 4, "stopped", NO),
        ((A,), 1, "stopped", NO),
        ((K,), 5, "stopped", ENDS),
    ),
    "oosterduin": (
        ((A, K), 1, "stopped", NS, "recent"),
        ((Z, A, A, K, K, K, K, K, K), 1, "stopped", NS),
        ((K,), 3, "stopped", NS),
        ((K,), 4, "stopped", NS),
        ((A,), 5, "stopped", NS),
        ((K,), 1, "stopped", NO),
        ((Z, K), 5, "stopped", NO),
        ((K,), 5, "referred", NO),
        ((K,), 1, "stopped", MOVED),
        ((A,), 4, "referred", None),
    ),
    "heidestein": (
        ((A,), 1, "stopped", NS, "recent"),
        ((K,), 1, "stopped", NS),
        ((K,), 3, "stopped", NS),
        ((A,), 1, "stopped", NO),
        ((Z, K), 5, "stopped", NO),
        ((A,), 5, "stopped", NO),
        ((K,), 3, "stopped", "other"),
    ),
    "rietmeer": (
        ((K,), 0, "stopped", NS, "recent"),
        ((A,), 1, "stopped", NS),
        ((K,), 4, "stopped", NS),
        ((Z,), 5, "stopped", NO),
        ((K,), 5, "referred", NO),
        ((A,), 4, "stopped", NO),
        ((K,), 3, "stopped", NO),
    ),
    "zandbergen": (
        ((K,), 1, "stopped", NS, "recent"),
        ((A,), 2, "stopped", NS),
        ((A,), 5, "stopped", NS),
        ((A, K), 5, "stopped", NO),
        ((Z,), 4, "referred", NO),
        ((K,), 2, "stopped", ENDS),
    ),
}
# Clients without any answer: those who do not participate and those who never reply.
SILENT = dict(zip(SLUGS, ((1, 2), (2, 2), (2, 2), (2, 1), (2, 1), (2, 1)), strict=True))


def allocate(rng: Random) -> list[Plan]:
    """The 300 plans, municipality by municipality."""
    plans: list[Plan] = []
    for slug in SLUGS:
        own = _outcomes(slug, rng)
        _windows(slug, own, rng)
        _silence(slug, own, rng)
        plans += own
    return plans


def _outcomes(slug: str, rng: Random) -> list[Plan]:
    own = [
        Plan(slug, kind, SUCCESS, "success", "ready_for_settlement")
        for kind, count in zip(TYPES, SUCCEEDED[slug], strict=True)
        for _ in range(count)
    ]
    for plan in rng.sample(own, DEBT_REST[slug]):
        plan.reason = "debt_rest"
    for plan in rng.sample(own, END_ANSWERED[slug]):
        plan.answers_end = True
    for types, reached, status, reason, *recent in DROP_OUTS[slug]:
        own += [Plan(slug, kind, reached, status, reason, bool(recent)) for kind in types]
    own += [Plan(slug, kind, reached, "running", recent=True) for kind, reached in RECENT[slug]]
    left = [
        kind
        for kind, count in zip(TYPES, ENROLLED[slug], strict=True)
        for _ in range(count - sum(p.client_type == kind for p in own))
    ]
    rng.shuffle(left)
    steps = [step for step, count in enumerate(RUNNING[slug], 1) for _ in range(count)]
    own += [Plan(slug, kind, step, "running") for kind, step in zip(left, steps, strict=True)]
    return own


def _windows(slug: str, own: list[Plan], rng: Random) -> None:
    """Mark who makes which window; a later milestone in time implies the earlier ones."""
    old = [p for p in own if not p.recent]
    for kind, within_91, within_60 in zip(TYPES, BALANCE_91[slug], BALANCE_60[slug], strict=True):
        able = [p for p in old if p.client_type == kind and p.reached >= 4]
        fast = rng.sample(able, within_91)
        for place, plan in enumerate(fast):
            plan.balance_91 = plan.debts_91 = plan.iu_91 = True
            plan.balance_60 = place < within_60
    more = [p for p in old if p.reached >= 3 and not p.debts_91]
    for plan in rng.sample(more, DEBTS_91[slug] - sum(p.debts_91 for p in old)):
        plan.debts_91 = plan.iu_91 = True
    more = [p for p in old if p.reached >= 2 and not p.iu_91]
    for plan in rng.sample(more, IU_91[slug] - sum(p.iu_91 for p in old)):
        plan.iu_91 = True


def _silence(slug: str, own: list[Plan], rng: Random) -> None:
    outside, silent = SILENT[slug]
    able = [p for p in own if p.status == "running" or (p.status == "stopped" and p.reached == 1)]
    chosen = rng.sample(able, outside + silent)
    for place, plan in enumerate(chosen):
        plan.responds = False
        plan.participates = place >= outside
