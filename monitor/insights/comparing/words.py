"""The sentences of a comparison in Dutch (B1) and English, with places for names and numbers."""

from datetime import date

from benchmark.figures.words import day, listed
from benchmark.standard.text import Text

LANGUAGES = ("nl", "en")
WORDS = {
    "before": Text("Voor {day}", "Before {day}"),
    "since": Text("Vanaf {day}", "From {day}"),
    "before_short": Text("Voor", "Before"),
    "since_short": Text("Vanaf", "From"),
    # Findings
    "share": Text("{new}: {b} {phrase}. {old}: {a}.", "{new}: {b} {phrase}. {old}: {a}."),
    "value": Text(
        "{phrase}: {b} ({new}) en {a} ({old}).", "{phrase}: {b} ({new}) and {a} ({old})."
    ),
    "only": Text(
        "{phrase} bij {cell}: {b} ({new}) en {a} ({old}).",
        "{phrase} at {cell}: {b} ({new}) and {a} ({old}).",
    ),
    "largest": Text(
        "Het grootste verschil in {phrase} is bij {cell}: {b} ({new}) en {a} ({old}).",
        "The largest difference in {phrase} is at {cell}: {b} ({new}) and {a} ({old}).",
    ),
    "largest_row": Text(
        "{title}: het grootste verschil is bij {cell}: {b} ({new}) en {a} ({old}).",
        "{title}: the largest difference is at {cell}: {b} ({new}) and {a} ({old}).",
    ),
    "none_real": Text(
        "Geen van de {count} verschillen is groter dan toeval.",
        "None of the {count} differences is larger than chance.",
    ),
    "some_real": Text(
        "Van de {count} verschillen zijn er {real} groter dan toeval.",
        "Of the {count} differences, {real} are larger than chance.",
    ),
    "one_real": Text(
        "Van de {count} verschillen is er 1 groter dan toeval.",
        "Of the {count} differences, 1 is larger than chance.",
    ),
    "not_enough": Text(
        "Er zijn nog te weinig cliënten om te vergelijken.",
        "There are not enough clients to compare yet.",
    ),
    "real": Text("Het verschil is groter dan toeval.", "The difference is larger than chance."),
    "chance": Text("Het verschil kan toeval zijn.", "The difference may be chance."),
    "unknown": Text(
        "Of het verschil toeval is, is niet te zeggen.",
        "Whether the difference is chance cannot be told.",
    ),
    # The table
    "row": Text("Waarover", "About"),
    "difference": Text("Verschil", "Difference"),
    "verdict": Text("Toeval?", "Chance?"),
    "real_short": Text("groter dan toeval", "larger than chance"),
    "chance_short": Text("kan toeval zijn", "may be chance"),
    "unknown_short": Text("niet te zeggen", "cannot be told"),
    "value_of": Text("{value}; {count} cliënten", "{value}; {count} clients"),
    "withheld": Text("nog te weinig gegevens", "not enough data yet"),
    "points": Text("{number} procentpunt", "{number} percentage points"),
    "to": Text("tot", "to"),
    # Drawings
    "measuring_point": Text("Meetpunt: {week} weken", "Measuring point: {week} weeks"),
    "weeks_since": Text("Weken {clock}", "Weeks {clock}"),
    # Follow-up
    "same_time": Text(
        "Van beide periodes kijken we {days} dagen na de laatste dag. De stand van “{old}” is die "
        "van {old_day}, de stand van “{new}” is die van {new_day}. Wat daarna gebeurde, telt niet "
        "mee. Zo hebben beide groepen evenveel tijd gehad.",
        "We look at both periods {days} days after their last day. The state of “{old}” is as on "
        "{old_day}, the state of “{new}” as on {new_day}. What happened later does not count. So "
        "both groups have had the same time.",
    ),
    "same_day": Text(
        "De stand van beide groepen is die van {day}.", "The state of both groups is as on {day}."
    ),
    "unequal_lengths": Text(
        "De periodes zijn niet even lang: {old_days} en {new_days} dagen. Wie in de langste "
        "periode als eerste begon, is langer gevolgd.",
        "The periods are not equally long: {old_days} and {new_days} days. Whoever began first in "
        "the longest period has been followed longer.",
    ),
    "moved": Text(
        "We schoven een grens naar de dichtstbijzijnde dag waarop het kan. Tussen twee grenzen "
        "beginnen altijd minstens vijf cliënten, zodat niemand te herkennen is.",
        "We moved a boundary to the nearest day on which it can be. Between two boundaries at "
        "least five clients begin, so that nobody can be recognised.",
    ),
    "must_be_followed": Text(
        "Voor dit cijfer telt alleen wie {days} dagen te volgen is.",
        "Only who can be followed for {days} days counts in this figure.",
    ),
    "can_be_followed": Text(
        "Wie {days} dagen te volgen is:", "Who can be followed for {days} days:"
    ),
    "follow_up": Text(
        "{name}: {some} van de {all} trajecten.", "{name}: {some} of {all} trajectories."
    ),
    "follow_up_all": Text("{name}: alle {all} trajecten.", "{name}: all {all} trajectories."),
    "follow_up_most": Text(
        "{name}: bijna alle trajecten, op minder dan vijf na.",
        "{name}: nearly all trajectories, but for fewer than five.",
    ),
    "follow_up_few": Text(
        "{name}: minder dan vijf trajecten.", "{name}: fewer than five trajectories."
    ),
    "shared": Text(
        "Er zijn cliënten die met twee trajecten in beide groepen zitten. De marge van het "
        "verschil is dan aan de ruime kant.",
        "Some clients are in both groups, with two trajectories. The margin of the difference is "
        "then on the wide side.",
    ),
    # Who the clients are
    "alike": Text(
        "Voor zover we kunnen zien, lijken de cliënten in beide groepen op elkaar.",
        "As far as can be seen the clients of both groups are alike.",
    ),
    "differ": Text(
        "De groepen verschillen in {what}. Een deel van het verschil kan komen doordat het andere "
        "cliënten zijn, en niet door de werkwijze.",
        "The groups differ in {what}. Part of the difference can come from other clients, and not "
        "from the way of working.",
    ),
    "cannot_tell": Text(
        "Of de groepen op elkaar lijken, is niet te zeggen: er is te weinig bekend.",
        "Whether the groups are alike cannot be told: too little is known about the clients.",
    ),
    "attribute_differs": Text("Meer verschil dan toeval.", "A larger difference than chance."),
    "attribute_alike": Text("Het verschil kan toeval zijn.", "The difference may be chance."),
    "attribute_few": Text("Te weinig gegevens om te vergelijken.", "Not enough data to compare."),
    "together": Text("Samen: {names}", "Together: {names}"),
    "often_unknown": Text(
        "{name}: bij {share} is dit niet ingevuld.", "{name}: not filled in for {share}."
    ),
}


def both(text: Text, **parts) -> Text:
    """A sentence in both languages with its places filled in; a part that is a Text in its own."""

    def filled(lang: str) -> str:
        words = {k: getattr(v, lang) if isinstance(v, Text) else v for k, v in parts.items()}
        return getattr(text, lang).format(**words)

    return Text(filled("nl"), filled("en"))


def said(key: str, **parts) -> Text:
    """The sentence `key` with its parts."""
    return both(WORDS[key], **parts)


def dated(when: date) -> Text:
    """ "1 maart 2026"."""
    return Text(day(when, "nl"), day(when, "en"))


def joined(names: list[Text]) -> Text:
    """ "A, B en C"."""
    return Text(listed([n.nl for n in names], "nl"), listed([n.en for n in names], "en"))
