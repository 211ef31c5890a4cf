"""One dimension of who answered: its classes, and which of them may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.clients import CHANNELS, CLIENT_TYPES, DEBT_DURATION
from benchmark.standard.steps import EXPERIENCE_STEPS
from benchmark.standard.text import Term, Text

NOT_FILLED_IN = Text("Niet ingevuld", "Not filled in")
# Dimension -> its name and its classes in order.
DIMENSIONS = {
    "client_type": (Text("Klanttype", "Client type"), CLIENT_TYPES),
    "debt_duration": (Text("Duur van de schulden", "Duration of the debts"), DEBT_DURATION),
    "channel": (Text("Kanaal", "Channel"), CHANNELS),
    "step": (Text("Stap", "Step"), EXPERIENCE_STEPS),
}


@dataclass(frozen=True)
class Class:
    """A group of clients: how many in the base and how many of them answered. `share` and
    `answer_share` are its parts of the base and of those who answered, from 0 to 1."""

    code: str
    label: Text
    n: int
    answered: int
    share: Fraction
    answer_share: Fraction
    is_shown: bool = True

    @property
    def response(self) -> Fraction:
        return Fraction(self.answered, self.n)

    @property
    def difference(self) -> Fraction:
        """How much larger its part of the answers is than its part of the base."""
        return self.answer_share - self.share


@dataclass(frozen=True)
class Dimension:
    """The classes with anybody in them, in the order of the standard, not filled in last."""

    code: str
    title: Text
    classes: tuple[Class, ...]

    @property
    def shown(self) -> list[Class]:
        return [c for c in self.classes if c.is_shown]

    @property
    def withholds(self) -> bool:
        return any(not c.is_shown for c in self.classes)

    @classmethod
    def of(
        cls,
        code: str,
        counts: Mapping[str, list[int]],
        wider: Iterable[Mapping[str, list[int]]] = (),
    ) -> "Dimension":
        """From class code -> [base, answered]. `wider`: the same of the choices that this one could
        be subtracted from."""
        title, terms = DIMENSIONS[code]
        terms = (*terms, Term("", NOT_FILLED_IN))
        known = {term.code for term in terms}
        # A code that the standard does not know (any more) stays visible under its own name.
        terms += tuple(Term(c, Text(c, c)) for c in sorted(set(counts) - known))
        present = [term for term in terms if counts.get(term.code, [0])[0]]
        withheld = _withheld({t.code: counts[t.code][0] for t in present}, list(wider))
        base = sum(counts[term.code][0] for term in present)
        answers = sum(counts[term.code][1] for term in present)
        classes = []
        for term in present:
            n, answered = counts[term.code]
            classes.append(
                Class(
                    term.code,
                    term.label,
                    n,
                    answered,
                    Fraction(n, base),
                    Fraction(answered, answers) if answers else Fraction(0),
                    term.code not in withheld,
                )
            )
        return cls(code, title, tuple(classes))


def _withheld(sizes: Mapping[str, int], wider: list[Mapping[str, list[int]]]) -> set[str]:
    """The classes that may not be shown: fewer than five clients, or so few fewer than in a wider
    choice; and the smallest others until what is withheld cannot be told by subtraction."""
    out = {
        code
        for code, n in sizes.items()
        if n < INTERNAL_FLOOR
        or any(0 < counts.get(code, [n])[0] - n < INTERNAL_FLOOR for counts in wider)
    }
    order = list(sizes)
    while out and (len(out) == 1 or sum(sizes[code] for code in out) < INTERNAL_FLOOR):
        shown = [code for code in order if code not in out]
        if not shown:
            break
        out.add(min(shown, key=lambda code: (sizes[code], order.index(code))))
    return out
