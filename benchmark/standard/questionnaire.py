"""What is asked of clients: the national core of eight items (requirements S24-S31, A3), the items
outside it (rest about money, new arrears: A-17, M-7), and which questionnaire asks what.

Codes are fixed. The wording here is that of version 1 and labels charts; the wording that clients
see stands per version and language in benchmark/questionnaires.
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
YES_NO = (
    Term("yes", Text("Ja", "Yes")),
    Term("no", Text("Nee", "No")),
    Term("unknown", Text("Dat weet ik niet", "I do not know")),
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
    """One question. `label` is its short name in charts; `higher_is_better` is None where answers
    are words instead of the numbers 1 to 5 (feeling, new arrears)."""

    code: str
    question: Text
    label: Text
    options: tuple[Term, ...]
    higher_is_better: bool | None

    @property
    def is_scale(self) -> bool:
        """Whether answers are the numbers 1 to 5."""
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


# Outside the core: asked by some questionnaires, in no score and not in the benchmark.
OUTSIDE_CORE: tuple[Item, ...] = (
    Item(
        "rest",
        Text("Heb je rust over je geld?", "Do you have peace of mind about your money?"),
        Text("Rust over geld", "Peace of mind about money"),
        AMOUNT,
        True,
    ),
    Item(
        "new_arrears",
        Text(
            "Heb je nieuwe rekeningen die je niet kunt betalen?",
            "Do you have new bills that you cannot pay?",
        ),
        Text("Nieuwe achterstanden", "New arrears"),
        YES_NO,
        None,
    ),
)
EVERY_ITEM: tuple[Item, ...] = (*ITEMS, *OUTSIDE_CORE)

# What the caseworker fills in at the start (duration, hindrance: S33-S38) is not asked here again.
QUESTIONNAIRES: dict[str, tuple[str, ...]] = {
    "baseline": ITEM_CODES,
    "regular": ITEM_CODES,
    "end": (*ITEM_CODES, "rest"),
    "aftercare": ("rest", "belief", "new_arrears"),
    "moment": ("stress", "unrest", "belief"),
}
KINDS = (
    Term("baseline", Text("Eerste vragenlijst", "First questionnaire")),
    Term("regular", Text("Tweewekelijks", "Every two weeks")),
    Term("end", Text("Afsluiting", "Ending")),
    Term("aftercare", Text("Nazorg", "Aftercare")),
    Term("moment", Text("Rond een spannend moment", "Around a tense moment")),
)


def by_code(code: str) -> Item:
    """The item with this code, of the core or outside it; KeyError for one that is not asked."""
    for item in EVERY_ITEM:
        if item.code == code:
            return item
    raise KeyError(code)
