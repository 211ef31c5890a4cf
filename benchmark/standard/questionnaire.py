"""The national core of the questionnaire (requirements S24-S31, A3).

A version is immutable: an answer keeps the version it was given to. The wording is Dutch B1 with
English beside it; other languages are added by programme staff.
"""

from dataclasses import dataclass

from .text import Term, Text

VERSION = 1

AMOUNT = (
    Term("1", Text("Heel weinig", "Very little")),
    Term("2", Text("Weinig", "Little")),
    Term("3", Text("Gemiddeld", "Average")),
    Term("4", Text("Veel", "A lot")),
    Term("5", Text("Heel veel", "Very much")),
)
DEGREE = (
    Term("1", Text("Helemaal niet", "Not at all")),
    Term("2", Text("Een beetje", "A little")),
    Term("3", Text("Gemiddeld", "Average")),
    Term("4", Text("Goed", "Well")),
    Term("5", Text("Heel goed", "Very well")),
)
FEELINGS = (
    Term("despondent", Text("Moedeloos", "Despondent")),
    Term("afraid", Text("Bang", "Afraid")),
    Term("sad", Text("Bedroefd", "Sad")),
    Term("angry", Text("Boos", "Angry")),
    Term("hopeful", Text("Hoopvol", "Hopeful")),
    Term("relieved", Text("Opgelucht", "Relieved")),
    Term("happy", Text("Blij", "Happy")),
    Term("other", Text("Iets anders", "Something else")),
)
NEGATIVE_FEELINGS = ("despondent", "afraid", "sad", "angry")
POSITIVE_FEELINGS = ("hopeful", "relieved", "happy")
# "Something else" stays a group of its own: whoever adds it to the negative ones reads half where
# a third said so.
FEELING_GROUPS = (
    Term("negative", Text("Negatief gevoel", "Negative feeling")),
    Term("positive", Text("Positief gevoel", "Positive feeling")),
    Term("other", Text("Iets anders", "Something else")),
)


def feeling_group(feeling: str) -> str:
    """negative, positive or other."""
    if feeling in NEGATIVE_FEELINGS:
        return "negative"
    return "positive" if feeling in POSITIVE_FEELINGS else "other"


@dataclass(frozen=True)
class Item:
    """One question. `label` is its short name in charts; `higher_is_better` is None for feeling."""

    code: str
    question: Text
    label: Text
    options: tuple[Term, ...]
    higher_is_better: bool | None

    @property
    def is_scale(self) -> bool:
        """Whether answers are the numbers 1 to 5 (feeling is a choice of words)."""
        return self.higher_is_better is not None


ITEMS: tuple[Item, ...] = (
    Item(
        "influence",
        Text(
            "Hoeveel invloed hebben geldproblemen op je leven?",
            "How much do money problems affect your life?",
        ),
        Text("Invloed van geldproblemen", "Influence of money problems"),
        AMOUNT,
        False,
    ),
    Item(
        "stress",
        Text("Hoeveel stress ervaar je?", "How much stress do you feel?"),
        Text("Stress", "Stress"),
        AMOUNT,
        False,
    ),
    Item(
        "unrest",
        Text(
            "Voel je onrust over je geldproblemen?", "Do you feel unrest about your money problems?"
        ),
        Text("Onrust", "Unrest"),
        AMOUNT,
        False,
    ),
    Item(
        "belief",
        Text("Geloof je in een oplossing?", "Do you believe in a solution?"),
        Text("Geloof in een oplossing", "Belief in a solution"),
        AMOUNT,
        True,
    ),
    Item(
        "feeling",
        Text("Welk gevoel past nu het beste bij jou?", "Which feeling fits you best right now?"),
        Text("Gevoel", "Feeling"),
        FEELINGS,
        None,
    ),
    Item(
        "listened",
        Text("Wordt er naar je geluisterd?", "Do people listen to you?"),
        Text("Geluisterd", "Listened to"),
        DEGREE,
        True,
    ),
    Item(
        "helped",
        Text("Word je goed geholpen?", "Are you helped well?"),
        Text("Geholpen", "Helped"),
        DEGREE,
        True,
    ),
    Item(
        "knows_what_to_do",
        Text("Weet je wat je moet doen?", "Do you know what you have to do?"),
        Text("Weet wat te doen", "Knows what to do"),
        DEGREE,
        True,
    ),
)
ITEM_CODES: tuple[str, ...] = tuple(item.code for item in ITEMS)
STATE_OF_MIND = ("stress", "unrest", "belief", "feeling")
APPROACH = ("listened", "helped", "knows_what_to_do")


def by_code(code: str) -> Item:
    """The item with this code; KeyError when it is not in the questionnaire."""
    for item in ITEMS:
        if item.code == code:
            return item
    raise KeyError(code)
