"""The sentences of figures in Dutch (B1) and English, with places for names and numbers.

These texts are made of parts that belong together per language, so they stand here side by side
and not in a translation catalogue.
"""

from datetime import date

from benchmark.standard.indicators.model import lowered
from benchmark.standard.text import Text

WORDS = {
    # Findings
    "not_enough": Text("Nog te weinig gegevens.", "Not enough data yet."),
    "share": Text("{own} {phrase}", "{own} {phrase}"),
    "share_average": Text(
        "{own} {phrase}; het gemiddelde is {average}", "{own} {phrase}; the average is {average}"
    ),
    "share_same": Text(
        "{own} {phrase}; het gemiddelde is ook {average}",
        "{own} {phrase}; the average is {average} too",
    ),
    "share_average_only": Text(
        "Gemiddeld over alle gemeenten: {own} {phrase}",
        "On average over all municipalities: {own} {phrase}",
    ),
    "extreme": Text(
        "{place} is {phrase} het {most} bij {cells} ({own})",
        "{place}, {phrase} is {most} at {cells} ({own})",
    ),
    "single": Text(
        "{place} is {phrase} bij {cells} {own}", "{place}, {phrase} at {cells} is {own}"
    ),
    "even": Text(
        "{place} is {phrase} overal gelijk ({own})",
        "{place}, {phrase} is the same everywhere ({own})",
    ),
    "there": Text("; gemiddeld is dat {average}", "; the average there is {average}"),
    "there_same": Text("; gemiddeld is dat ook {average}", "; the average there is {average} too"),
    "most_named": Text(
        "{place} wordt als {phrase} het vaakst genoemd: {cells} ({own})",
        "{place}, the most common {phrase} is: {cells} ({own})",
    ),
    "mean": Text("{place} is {phrase} gemiddeld {own}", "{place}, {phrase} is {own} on average"),
    "mean_average_only": Text(
        "Gemiddeld over alle gemeenten is {phrase} {own}",
        "On average over all municipalities, {phrase} is {own}",
    ),
    "contrast": Text(
        "{place} is {phrase} bij {one} {first} en bij {two} {second}",
        "{place}, {phrase} is {first} for {one} and {second} for {two}",
    ),
    "similar": Text(
        "Bij gelijke cliënten is {phrase} {one} met deze hulp en {two} zonder",
        "For similar clients, {phrase} is {one} with this help and {two} without",
    ),
    "no_similar": Text(
        "Er zijn nog te weinig gelijke cliënten met en zonder deze hulp.",
        "There are too few similar clients with and without this help yet.",
    ),
    "peak": Text(
        "{place} stijgt {phrase} duidelijk na {cells}",
        "{place}, {phrase} rises clearly after {cells}",
    ),
    "no_peak": Text(
        "{place} is er geen stap waarna {phrase} duidelijk stijgt",
        "{place}, there is no step after which {phrase} clearly rises",
    ),
    "most_common": Text(
        "{place} komt dit het meest voor als {phrase}: {cells} ({own})",
        "{place}, the most common {phrase} is: {cells} ({own})",
    ),
    "clients_success": Text("cliënten die slagen", "clients who succeed"),
    "clients_stopped": Text("cliënten die stoppen", "clients who stop"),
    "clients_with": Text("cliënten met deze hulp", "clients with this help"),
    "clients_without": Text("cliënten zonder deze hulp", "clients without this help"),
    "high": Text("hoogst", "highest"),
    "low": Text("laagst", "lowest"),
    "in_place": Text("In {name}", "In {name}"),
    "on_average": Text("Gemiddeld", "On average"),
    "real": Text("Het verschil is groter dan toeval.", "The difference is larger than chance."),
    "chance": Text("Het verschil kan toeval zijn.", "The difference may be chance."),
    "and": Text(" en ", " and "),
    "less": Text("minder dan {limit}", "less than {limit}"),
    "more": Text("meer dan {limit}", "more than {limit}"),
    "no_measuring_point": Text(
        "Nog te weinig gegevens voor het meetpunt bij week {week}.",
        "Not enough data yet for the measuring point at week {week}.",
    ),
    # Tables
    "step": Text("Stap", "Step"),
    "client_type": Text("Klanttype", "Client type"),
    "phase": Text("Fase", "Phase"),
    "path": Text("Behandelpad", "Treatment path"),
    "outcome": Text("Uitkomst", "Outcome"),
    "inflow": Text("Instroom", "Inflow"),
    "kind_of_help": Text("Soort hulp", "Kind of help"),
    "model": Text("Behandelmodel", "Treatment model"),
    "help": Text("Hulp", "Help"),
    "intensity": Text("Intensiteit", "Intensity"),
    "none": Text("Groep", "Group"),
    "category": Text("Antwoord", "Answer"),
    "reason": Text("Reden", "Reason"),
    "week": Text("Week", "Week"),
    "clients_of": Text("{name}: cliënten", "{name}: clients"),
    "margin_of": Text("{name}: marge", "{name}: margin"),
    "withheld": Text("nog te weinig gegevens", "not enough data yet"),
    "no_average": Text("geen gemiddelde", "no average"),
    "number_of_clients": Text("Aantal cliënten", "Number of clients"),
    "as_of": Text("stand op {day}", "as of {day}"),
    # Drawings
    "same": Text("gelijk", "the same"),
    "falls": Text("daalt", "falls"),
    "rises": Text("stijgt", "rises"),
    "peaks": Text("piek", "peak"),
    "entered": Text("Was in deze stap", "Was in this step"),
    "dropped": Text("Stopte in deze stap", "Stopped in this step"),
    "weeks_since": Text("Weken {clock}", "Weeks {clock}"),
    "measuring_point": Text("Meetpunt: {week} weken", "Measuring point: {week} weeks"),
    "scale_of": Text("Cijfer van {first} tot {last}", "Number from {first} to {last}"),
    # Municipalities beside each other
    "municipality": Text("Gemeente {number}", "Municipality {number}"),
    "place": Text("Gemeente", "Municipality"),
    "per_municipality": Text("{title}, per gemeente", "{title}, per municipality"),
    "between": Text(
        "{title}: zo verschilt het tussen {count} gemeenten",
        "{title}: this is how {count} municipalities differ",
    ),
    "between_own": Text(
        "{title}: {value} in {name}, naast de andere gemeenten die hun cijfer tonen",
        "{title}: {value} in {name}, beside the other municipalities that show their figure",
    ),
    "tie_title": Text("{x} en {y}, per gemeente", "{x} and {y}, per municipality"),
    "tie_line": Text("Rechte lijn door de punten", "Straight line through the points"),
    "more_with_more": Text(
        "Gemeenten met meer {x} hebben vaker {y}. Dat is samenhang, geen bewijs van effect.",
        "Municipalities with more {x} more often have {y}. This is an association, not proof of an "
        "effect.",
    ),
    "less_with_more": Text(
        "Gemeenten met meer {x} hebben minder vaak {y}. Dat is samenhang, geen bewijs van effect.",
        "Municipalities with more {x} less often have {y}. This is an association, not proof of an "
        "effect.",
    ),
    "no_tie": Text(
        "Tussen {count} gemeenten is er geen duidelijke samenhang van {x} met {y}.",
        "Between {count} municipalities there is no clear association of {x} with {y}.",
    ),
    "no_tie_yet": Text("Nog te weinig gegevens.", "Not enough data yet."),
    "pseudonyms": Text(
        "Elke gemeente koos er zelf voor om haar cijfer te tonen. De nummers zijn geloot.",
        "Each municipality chose to show its figure. The numbers were drawn by lot.",
    ),
    "no_points": Text(
        "Er zijn nog geen vijf gemeenten die hun eigen cijfer onder een nummer willen tonen.",
        "There are not yet five municipalities that want to show their own figure under a number.",
    ),
    # Evidence
    "base": Text("{count} cliënten", "{count} clients"),
    "signal": Text("signaal", "signal"),
    "indicative": Text("indicatief", "indicative"),
    "confirmed": Text("bevestigd", "confirmed"),
    "signal_means": Text(
        "Signaal: het gaat om minder dan 30 cliënten. Gebruik het als vraag, niet als antwoord.",
        "Signal: this is about fewer than 30 clients. Use it as a question, not as an answer.",
    ),
    "indicative_means": Text(
        "Indicatief: het beeld is nog onzeker. Met meer cliënten wordt het zekerder.",
        "Indicative: the picture is still uncertain. More clients will make it surer.",
    ),
    "confirmed_means": Text(
        "Bevestigd: er zijn 100 cliënten of meer en de marge is klein.",
        "Confirmed: there are 100 clients or more and the margin is small.",
    ),
    # Notes
    "withheld_below": Text(
        "{name}: nog te weinig gegevens bij {cells}. We tonen een cijfer vanaf {minimum} cliënten.",
        "{name}: not enough data yet for {cells}. We show a figure from {minimum} clients.",
    ),
    "withheld_all_below": Text(
        "{name}: nog te weinig gegevens. We tonen een cijfer vanaf {minimum} cliënten.",
        "{name}: not enough data yet. We show a figure from {minimum} clients.",
    ),
    "average_missing": Text(
        "{name}: nog geen cijfer bij {cells}.", "{name}: no figure yet for {cells}."
    ),
    "average_missing_all": Text("{name}: nog geen cijfer.", "{name}: no figure yet."),
    "because": Text("{reason}: {cells}.", "{reason}: {cells}."),
    "curve_stops": Text(
        "{name}: de lijn stopt bij week {week}. Daarna volgen we nog te weinig cliënten.",
        "{name}: the line stops at week {week}. After that there are too few clients to follow.",
    ),
    "margin": Text(
        "Marge: het echte cijfer ligt met 95% zekerheid tussen deze getallen.",
        "Margin: with 95% confidence the real figure lies between these numbers.",
    ),
    "rounded": Text(
        "{name}: aantallen cliënten zijn afgerond op vijf.",
        "{name}: numbers of clients are rounded to five.",
    ),
    "share_and_curve": Text(
        "De lijn telt alle cliënten mee zolang we hen volgen. Het deel binnen {week} weken telt "
        "alleen wie ten minste {week} weken geleden begon. Daarom kunnen die twee iets "
        "verschillen.",
        "The line counts all clients for as long as we follow them. The share within {week} weeks "
        "counts only those who started at least {week} weeks ago. So the two can differ a little.",
    ),
    "weighted": Text(
        "{name}, gewogen naar klanttype alsof iedereen antwoordde: {values}.",
        "{name}, weighted by client type as if everybody answered: {values}.",
    ),
    "unweighted": Text(
        "Als elke gemeente even zwaar telt, is het gemiddelde {values}.",
        "When every municipality weighs the same, the average is {values}.",
    ),
    "ends": Text(
        "{name}: <5% en >95% betekenen dat het om heel weinig cliënten gaat, of om bijna allemaal.",
        "{name}: <5% and >95% mean very few clients, or nearly all of them.",
    ),
    "several_groups": Text("{count} groepen", "{count} groups"),
    "repeated_help": Text(
        "Een cliënt kan vaker hulp krijgen. De delen gaan over alle hulp.",
        "A client can get help more than once. The shares are of all help.",
    ),
    "repeated": Text(
        "Een cliënt kan vaker antwoorden. De delen gaan over alle antwoorden; de marge houdt daar "
        "rekening mee.",
        "A client can answer more than once. The shares are of all answers; the margin takes that "
        "into account.",
    ),
}
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def in_language(text, lang: str) -> str:
    """A Text of the standard in one language, whatever language is active."""
    return text.en if lang == "en" else text.nl


def say(key: str, lang: str, **parts) -> str:
    """The sentence `key` in `lang` with its parts filled in."""
    return in_language(WORDS[key], lang).format(**parts)


def day(when: date, lang: str) -> str:
    """ "22 november 2026"."""
    return f"{when.day} {MONTHS[lang].split()[when.month - 1]} {when.year}"


def listed(names, lang: str) -> str:
    """ "A, B en C"."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + in_language(WORDS["and"], lang) + names[-1]


def spoken(label: str, lang: str) -> str:
    """A label within a sentence: "<5%" is read as "minder dan 5%"."""
    if label.startswith("<"):
        return say("less", lang, limit=label[1:])
    if label.startswith(">"):
        return say("more", lang, limit=label[1:])
    return label


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else text + "."


__all__ = ["day", "in_language", "listed", "lowered", "say", "sentence", "spoken"]
