"""How often each answer to an own question was chosen, by clients' latest answers."""

from collections import Counter
from dataclasses import dataclass

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.surveys.models import Answer

from .models import OwnQuestion
from .reading import options_of


@dataclass(frozen=True)
class Line:
    """One answer; `clients` and `percent` are None where they would tell of a few people."""

    label: str
    clients: int | None
    percent: int | None


@dataclass(frozen=True)
class Tally:
    """An own question's answers. `clients` is None, and there are no lines, below five."""

    clients: int | None
    lines: tuple[Line, ...] = ()
    mean: float | None = None


def tally(question: OwnQuestion, language: str) -> Tally:
    """Each client's latest answer, counted; one query. The mean is that of a scale, 1 to 5."""
    latest = (
        Answer.objects.filter(item=question.code)
        .order_by("wave__client_id", "-answered_at")
        .distinct("wave__client_id")
        .values_list("value", "choice")
    )
    given = [choice if value is None else str(value) for value, choice in latest]
    total = len(given)
    if total < INTERNAL_FLOOR:
        return Tally(None)
    counts = Counter(given)
    options = options_of(question, language)
    hidden = too_few({code: counts[code] for code, _label in options})
    lines = tuple(
        Line(
            label,
            None if code in hidden else counts[code],
            None if code in hidden else (200 * counts[code] + total) // (2 * total),
        )
        for code, label in options
    )
    # With a cell hidden, the mean and the others would give it back.
    mean = sum(map(int, given)) / total if question.is_scale and not hidden else None
    return Tally(total, lines, mean)


def too_few(counts: dict[str, int]) -> set[str]:
    """The answers to keep back: those of one to four clients, and as many more, smallest first,
    as make that nobody finds them by subtraction."""
    chosen = sorted((count, code) for code, count in counts.items() if count)
    hidden = [code for count, code in chosen if count < INTERNAL_FLOOR]
    if not hidden:
        return set()
    for _count, code in chosen[len(hidden) :]:
        if len(hidden) > 1 and sum(counts[each] for each in hidden) >= INTERNAL_FLOOR:
            break
        hidden.append(code)
    return set(hidden)
