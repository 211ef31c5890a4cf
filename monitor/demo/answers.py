"""What the clients answered: individual, persistent from wave to wave, and adding up to 2021.

Each client has a level of her own per question and drifts around it; the steps and outcomes of the
publication are then laid over it by `fitting.fit`.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from benchmark.standard.questionnaire import FEELINGS, ITEM_CODES, NEGATIVE_FEELINGS

from .aims import Aims
from .allocation import Plan
from .fitting import fit
from .targets import TARGETS
from .waves import PlannedWave

SCALES = tuple(code for code in ITEM_CODES if code != "feeling")
START = {
    "influence": 4.2,
    "stress": 3.4,
    "unrest": 3.8,
    "belief": 4.0,
    "listened": 3.6,
    "helped": 3.4,
    "knows_what_to_do": 3.6,
}
# How the level of someone who succeeds or stops differs from the rest.
LEAN = {"stress": 0.15, "unrest": 0.15, "belief": -0.05, "listened": -0.2, "helped": -0.3}
DISTRESS = ("stress", "unrest", "influence")  # they rise and fall together in a person
BETWEEN, WITHIN, CARRY_OVER = 0.62, 0.5, 0.5
INFLUENCE_FALL = 0.07  # per wave: the influence of money problems wears off slowly
PARTIAL = 0.05
KEEP_FEELING = 0.45


def answer(
    waves: Sequence[PlannedWave], plans: Sequence[Plan], seed: object
) -> list[dict[str, int | str]]:
    """The answers of each answered wave; `waves` are in order per client."""
    rng = Random(f"{seed}-partial")
    kept = [_kept_items(wave, rng) for wave in waves]
    found: list[dict[str, int | str]] = [{} for _ in waves]
    moods = _moods(plans, Random(f"{seed}-moods"))
    for item in SCALES:
        places = [i for i, items in enumerate(kept) if item in items]
        own = [waves[i] for i in places]
        wished = _wished(item, own, plans, moods, Random(f"{seed}-{item}"))
        for place, value in zip(places, fit(Aims(item, own, plans), wished), strict=True):
            found[place][item] = int(value)
    _feelings(waves, kept, found, Random(f"{seed}-feeling"))
    return [{code: answers[code] for code in ITEM_CODES if code in answers} for answers in found]


def _kept_items(wave: PlannedWave, rng: Random) -> frozenset[str]:
    """All questions, or in a few regular waves those before the client left off."""
    if wave.kind != "regular" or rng.random() > PARTIAL:
        return frozenset(ITEM_CODES)
    return frozenset(ITEM_CODES[: -rng.randint(1, 4)])


def _moods(plans: Sequence[Plan], rng: Random) -> list[dict[str, float]]:
    moods = []
    for plan in plans:
        distress, contact = rng.gauss(0, 1), rng.gauss(0, 1)
        lean = {"success": -1, "running": 0}.get(plan.status, 1)
        moods.append(
            {
                item: BETWEEN * (0.75 * (distress if item in DISTRESS else contact))
                + BETWEEN * 0.66 * rng.gauss(0, 1)
                + lean * LEAN.get(item, 0)
                for item in SCALES
            }
        )
    return moods


def _wished(item, waves, plans, moods, rng: Random) -> np.ndarray:
    means = {
        (t.municipality, t.cell): t.value for t in TARGETS if t.measure == f"{item}_by_step"
    } | {(t.municipality, t.cell): t.value for t in TARGETS if t.measure == f"{item}_by_phase"}
    wished = np.empty(len(waves))
    drift, client, nth = 0.0, None, 0
    for place, wave in enumerate(waves):
        if wave.client != client:
            drift, client, nth = 0.0, wave.client, 0
        drift = CARRY_OVER * drift + rng.gauss(0, WITHIN)
        slug = plans[client].municipality
        level = START[item]
        for cell in ((None, wave.step), (None, wave.phase), (slug, wave.step), (slug, wave.phase)):
            level = means.get(cell, level)
        if item == "influence":
            level -= INFLUENCE_FALL * nth
        wished[place] = level + moods[client][item] + drift
        nth += 1
    return wished


def _feelings(waves, kept, found, rng: Random) -> None:
    """At the start in the published shares, the most distressed first; later with the answers."""
    codes = tuple(term.code for term in FEELINGS)
    percent = {t.cell: t.value for t in TARGETS if t.measure == "feeling_baseline"}
    start = [i for i, wave in enumerate(waves) if wave.kind == "baseline"]
    order = sorted(start, key=lambda i: -_distress(found[i]) - rng.gauss(0, 0.8))
    edges = [round(sum(percent[c] for c in codes[: k + 1]) / 100 * len(order)) for k in range(8)]
    dealt: list[str] = []
    for code, edge in zip(codes, edges, strict=True):
        dealt += [code] * (edge - len(dealt))
    _mix(dealt, rng)
    for place, code in zip(order, dealt, strict=True):
        found[place]["feeling"] = code
    last: dict[int, str] = {}
    for place, wave in enumerate(waves):
        if "feeling" not in kept[place]:
            continue
        if wave.kind != "baseline":
            before = last.get(wave.client)
            keeps = before is not None and rng.random() < KEEP_FEELING
            found[place]["feeling"] = before if keeps else _later_feeling(found[place], codes, rng)
        last[wave.client] = found[place]["feeling"]


def _distress(answers) -> float:
    return answers.get("unrest", 4) + answers.get("stress", 3) - answers.get("belief", 4)


def _mix(dealt: list[str], rng: Random) -> None:
    """Shuffle within the negative and the other feelings: which one is a matter of the person."""
    edge = sum(code in NEGATIVE_FEELINGS for code in dealt)
    negative, rest = dealt[:edge], dealt[edge:]
    rng.shuffle(negative)
    rng.shuffle(rest)
    dealt[:] = negative + rest


def _later_feeling(answers, codes, rng: Random) -> str:
    heavy = max(-1.0, min(1.0, (_distress(answers) - 3.2) / 3))
    weights = (22, 5, 5, 6, 26, 14, 11, 11)
    return rng.choices(
        codes,
        [
            w * (1 + 0.8 * heavy if c in NEGATIVE_FEELINGS else 1 - 0.5 * heavy)
            for c, w in zip(codes, weights, strict=True)
        ],
    )[0]
