"""Every drawing with random values and Dutch names, and what its texts cover."""

import random

from defusedxml import ElementTree

from benchmark.charts import (
    Group,
    Point,
    Series,
    changes,
    funnel,
    heat_grid,
    panels,
    scatter,
    stacked_groups,
    step_curves,
)
from benchmark.charts.lettering import width as text_width

SVG = "{http://www.w3.org/2000/svg}"
STEPS = (
    "Intake en screening",
    "I/U in beeld",
    "Schulden in beeld",
    "I/U in balans",
    "Hulp bij leefgebieden",
    "Uitstroom",
)
TICKS = (
    (1, "1 heel weinig"),
    (2, "2 weinig"),
    (3, "3 gemiddeld"),
    (4, "4 veel"),
    (5, "5 heel veel"),
)
TYPES = ("Regie-nemers", "Kwetsbaren", "Afhankelijken", "Zelfstandigen", "Vermijders")
FEELINGS = (
    "Opgelucht",
    "Hoopvol",
    "Rustig",
    "Gespannen",
    "Bang",
    "Boos",
    "Verdrietig",
    "Beschaamd",
)
REASONS = (
    "Geen contact meer",
    "Komt afspraken niet na",
    "Verhuisd naar een andere gemeente",
    "Zelf opgelost",
    "Schuldeiser werkt niet mee",
    "Nieuwe schulden gemaakt",
    "Andere reden",
)
OWN, AVERAGE, ABSENT = "Waterveen", "Gemiddelde van 12 gemeenten", "nog te weinig gegevens"
COMMON = {"title": "Stress daalt <na> de intake & later", "description": "Alle cijfers"}


def shares(rng, count):
    weights = [rng.random() ** 2 for _ in range(count)]
    return tuple(weight / sum(weights) for weight in weights)


def with_gaps(rng, values):
    return tuple(None if rng.random() < 0.15 else value for value in values)


def words_for_gaps(values):
    return tuple(ABSENT if value is None else None for value in values)


def sides(rng, values):
    """An own series with gaps and an average; `values()` gives the numbers of one."""
    own = with_gaps(rng, values())
    return (
        Series(OWN, own, (), words_for_gaps(own)),
        Series(AVERAGE, values(), role="average"),
    )


def stacked_groups_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    groups = []
    for name in STEPS:
        average = Series(AVERAGE, shares(rng, 8), role="average")
        own = Series(OWN, shares(rng, 8))
        if rng.random() < 0.2:
            own = Series(OWN, (None,) * 8, (), (ABSENT,) * 8)
        groups.append(Group(name, (own, average)))
    groups[rng.randrange(6)] = Group("Stap zonder cijfers", (), ABSENT)
    return stacked_groups(
        FEELINGS, groups, ordered=seed % 2 == 0, id_prefix=prefix, width=size, **COMMON, **options
    )


def panels_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    groups = [
        Group(name, sides(rng, lambda: tuple(rng.uniform(1.5, 4.8) for _ in STEPS)), ABSENT)
        for name in TYPES
    ]
    groups[3] = Group(TYPES[3], (), ABSENT)
    return panels(
        STEPS, groups, unit="scale_1_5", ticks=TICKS, id_prefix=prefix, width=size, **COMMON,
        **options,
    )  # fmt: skip


def curve(rng):
    share, values = 0.0, []
    for _ in range(27):
        values.append(share)
        share += (1 - share) * rng.uniform(0, 0.15)
    return tuple(values)


def step_curves_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    groups = []
    for name in TYPES[: 3 + seed % 3]:
        values = curve(rng)
        limits = tuple((max(0, v - 0.1), min(1, v + 0.1)) for v in values)
        series = (Series(OWN, values, limits), Series(AVERAGE, curve(rng), role="average"))
        groups.append(Group(name, series))
    groups[1] = Group(TYPES[1], (), ABSENT)
    return step_curves(
        groups, weeks=26, week_axis="Weken vanaf de datum van de intake", mark_week=13,
        mark_label="Meetpunt: 13 weken", bands=seed % 2 == 0, id_prefix=prefix, width=size,
        **COMMON, **options,
    )  # fmt: skip


def funnel_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    return funnel(
        STEPS,
        sides(rng, lambda: tuple(rng.random() for _ in STEPS)),
        sides(rng, lambda: tuple(rng.random() * rng.choice((0.2, 0.6, 1)) for _ in STEPS)),
        entered_label="Begonnen aan de stap", dropped_label="Uitgevallen in de stap",
        id_prefix=prefix, width=size, **COMMON, **options,
    )  # fmt: skip


def heat_grid_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    cells = [with_gaps(rng, [rng.random() for _ in REASONS]) for _ in STEPS]
    return heat_grid(
        STEPS, REASONS, cells, unit="percent", value_label="Aandeel dat in deze stap stopte",
        absent="te weinig gegevens (minder dan 5 cliënten)", row_title="Stap",
        column_title="Reden om te stoppen", id_prefix=prefix, width=size, **COMMON, **options,
    )  # fmt: skip


def scatter_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    points = [
        Point(f"Gemeente {i}", rng.uniform(0.2, 0.7), rng.uniform(0.2, 0.6)) for i in range(1, 25)
    ]
    points += [Point("Gemeente 25", None, 0.4), Point(OWN, 0.45, 0.5, is_own=True)]
    return scatter(
        points, x_title="I/U in balans binnen 13 weken", y_title="Uitval in het traject",
        line=((0, 0.7), (1, 0.2)), line_label="Lijn met 20% helling", absent=ABSENT,
        id_prefix=prefix, width=size, **COMMON, **options,
    )  # fmt: skip


def changes_chart(size, prefix, seed=1, **options):
    rng = random.Random(seed)
    own = with_gaps(rng, [rng.uniform(-1, 1) for _ in STEPS])
    limits = tuple(v if v is None else (v - 0.3, v + 0.3) for v in own)
    series = (
        Series(OWN, own, limits, words_for_gaps(own)),
        Series(AVERAGE, tuple(rng.uniform(-1, 1) for _ in STEPS), role="average"),
    )
    return changes(
        STEPS, series, zero_label="gelijk", ends=("minder stress", "meer stress"),
        flagged=(tuple(rng.random() < 0.3 for _ in STEPS),), flag_label="valt op",
        id_prefix=prefix, width=size, **COMMON, **options,
    )  # fmt: skip


GROUPED = (
    stacked_groups_chart,
    panels_chart,
    step_curves_chart,
    funnel_chart,
    heat_grid_chart,
    scatter_chart,
    changes_chart,
)


def texts(svg):
    """Each text with its size and its box, computed from the font's widths."""
    root = ElementTree.fromstring(svg)
    for node in root.iter(f"{SVG}text"):
        size = float(node.get("font-size", root.get("font-size")))
        wide = text_width(node.text, size, node.get("font-weight") == "bold")
        x, y = float(node.get("x")), float(node.get("y"))
        left = x - {None: 0, "middle": wide / 2, "end": wide}[node.get("text-anchor")]
        yield node.text, size, (left, y - size * 0.72, left + wide, y)


def titled(svg, start=""):
    """The marks whose tooltip starts with `start`, as (tooltip, element)."""
    root = ElementTree.fromstring(svg)
    found = [(group.find(f"{SVG}title").text, group) for group in root.iter(f"{SVG}g")]
    return [(tip, group) for tip, group in found if tip.startswith(start)]


def positions(svg):
    """Every x and y that an element is drawn at, with the element's name."""
    root = ElementTree.fromstring(svg)
    for node in root.iter():
        name = node.tag.removeprefix(SVG)
        if name == "rect":
            x, y = float(node.get("x", 0)), float(node.get("y", 0))
            yield name, x, y
            yield name, x + float(node.get("width")), y + float(node.get("height"))
        elif name == "path":
            numbers = [float(n) for n in node.get("d").replace("M", " ").replace("L", " ")
                       .replace("Z", " ").split()]  # fmt: skip
            yield from ((name, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))
        elif name == "line":
            yield name, float(node.get("x1")), float(node.get("y1"))
            yield name, float(node.get("x2")), float(node.get("y2"))
        elif name == "circle":
            r = float(node.get("r"))
            for way in (-r, r):
                yield name, float(node.get("cx")) + way, float(node.get("cy")) + way
        elif name == "polygon":
            for pair in node.get("points").split():
                x, y = pair.split(",")
                yield name, float(x), float(y)
