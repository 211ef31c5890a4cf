"""The rules of the worklist, as data (R61, R62, M-12, M-14).

A rule points at somebody to look at and says why. It decides nothing about a person: nothing is
stopped, started or sent because of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmark.standard.text import Term, Text


@dataclass(frozen=True)
class Rule(Term):
    """One rule. `label` is its title.

    `about` is whom it concerns, in a sentence that names the thresholds of `limits`. `sentence`
    explains one hit, with the facts of it; `advice` is what may help. `finder` is the name of the
    query in finding.py; empty for what a client asks for, which nobody looks up; `from_text`
    explains a hit that was read in what a client typed. `in_pause` says
    whether it holds in a pause too. `after_answer`: looked at as soon as an answer comes in.
    `again_days` after somebody decided it is a new signal when it still holds; 0 for never.
    """

    about: Text = Text("", "")
    sentence: Text = Text("", "")
    advice: Text = Text("", "")
    limits: Mapping[str, int] = field(default_factory=dict)
    finder: str = ""
    from_text: Text = Text("", "")
    in_pause: bool = False
    after_answer: bool = False
    again_days: int = 0
    is_urgent: bool = False

    @property
    def is_asked_for(self) -> bool:
        """Whether a client asks for it; then only a person takes it off the list."""
        return not self.finder

    def __hash__(self) -> int:
        return hash(self.code)


# In the order of the list: who asks for help first.
RULES: tuple[Rule, ...] = (
    Rule(
        "emergency",
        Text("Nood", "Emergency"),
        Text(
            "Cliënten die laten weten dat er nood is.",
            "Clients who let you know it is an emergency.",
        ),
        Text(
            "De cliënt meldde nood op {asked_on}.",
            "The client reported an emergency on {asked_on}.",
        ),
        Text("Bel vandaag.", "Call today."),
        from_text=Text(
            "De cliënt typte op {asked_on} woorden die op gevaar kunnen wijzen. Misschien was het "
            "anders bedoeld. De cliënt kreeg meteen te lezen waar hulp is.",
            "On {asked_on} the client typed words that may point at danger. They may have been "
            "meant otherwise. The client was told at once where help is.",
        ),
        in_pause=True,
        is_urgent=True,
    ),
    Rule(
        "call_me",
        Text("Bel mij", "Call me"),
        Text("Cliënten die vragen of je belt.", "Clients who ask you to call."),
        Text(
            "De cliënt vroeg op {asked_on} of je belt.",
            "The client asked on {asked_on} for a call.",
        ),
        Text("Bel zo snel je kunt.", "Call as soon as you can."),
        in_pause=True,
        is_urgent=True,
    ),
    Rule(
        "wrote",
        Text("Heeft je geschreven", "Wrote to you"),
        Text(
            "Cliënten die na een vragenlijst iets aan hun hulpverlener schreven.",
            "Clients who wrote something to their caseworker after a questionnaire.",
        ),
        Text(
            "De cliënt schreef op {asked_on} iets aan de hulpverlener. Lees het bij de cliënt.",
            "On {asked_on} the client wrote something to the caseworker. Read it at the client.",
        ),
        Text(
            "Laat weten dat je het hebt gelezen.",
            "Let the client know that you have read it.",
        ),
        in_pause=True,
    ),
    Rule(
        "stress_high",
        Text("Twee keer veel stress", "High stress twice"),
        Text(
            "Cliënten die {times} keer of vaker achter elkaar stress {from_value} of hoger "
            "invullen. Het laatste antwoord is hooguit {recent_days} dagen oud.",
            "Clients who answer stress {from_value} or higher {times} times or more in a row. The "
            "last answer is at most {recent_days} days old.",
        ),
        Text(
            "Stress was {n} keer achter elkaar {from_value} of hoger: het eerst op {first_on}, het "
            "laatst op {last_on} (een {value} van 5).",
            "Stress was {from_value} or higher {n} times in a row: first on {first_on}, last on "
            "{last_on} (a {value} of 5).",
        ),
        Text("Vraag wat de meeste stress geeft.", "Ask what causes most stress."),
        {"times": 2, "from_value": 4, "recent_days": 60},
        finder="stress_high",
        again_days=28,
        in_pause=True,
        after_answer=True,
    ),
    Rule(
        "approach_fell",
        Text("Minder tevreden over de hulp", "Less content with the help"),
        Text(
            "Cliënten bij wie “geluisterd”, “geholpen” of “weet wat te doen” {points} punt of meer "
            "lager is dan de keer ervoor. Het laatste antwoord is hooguit {recent_days} dagen oud.",
            "Clients whose answer to “listened to”, “helped” or “knows what to do” is {points} "
            "point or more below the time before. The last answer is at most {recent_days} days "
            "old.",
        ),
        Text(
            "“{item}” ging van {before} op {before_on} naar {value} op {last_on} (van 5).",
            "“{item}” went from {before} on {before_on} to {value} on {last_on} (of 5).",
        ),
        Text("Vraag wat er beter kan.", "Ask what could be better."),
        {"points": 1, "recent_days": 60},
        finder="approach_fell",
        in_pause=True,
        after_answer=True,
    ),
    Rule(
        "debts_soon",
        Text("Schulden komen zo in beeld", "Debts about to come in view"),
        Text(
            "Cliënten in de stap Schulden in beeld. In die stap hebben veel mensen meer stress.",
            "Clients in the step Debts in view. In that step many people have more stress.",
        ),
        Text(
            "De stap “{step}” loopt sinds {since_on}. Als alle schulden op tafel komen, geeft dat "
            "vaak extra stress.",
            "The step “{step}” has been running since {since_on}. When all debts come to light, "
            "that often causes extra stress.",
        ),
        Text(
            "Vertel wat er komt en plan een extra gesprek.",
            "Tell what is coming and plan an extra talk.",
        ),
        finder="debts_soon",
    ),
    Rule(
        "missed_waves",
        Text("Twee vragenlijsten gemist", "Missed two questionnaires"),
        Text(
            "Cliënten die meedoen en de laatste {times} vragenlijsten of meer niet invulden. De "
            "laatste is hooguit {recent_days} dagen geleden verstuurd.",
            "Clients who take part and did not fill in the last {times} questionnaires or more. "
            "The last one was sent at most {recent_days} days ago.",
        ),
        Text(
            "De laatste {n} vragenlijsten zijn niet ingevuld: de eerste was van {first_on}, de "
            "laatste van {last_on}.",
            "The last {n} questionnaires were not filled in: the first was of {first_on}, the last "
            "of {last_on}.",
        ),
        Text(
            "Vraag hoe het gaat, of vul er samen een in.",
            "Ask how things are, or fill one in together.",
        ),
        {"times": 2, "recent_days": 60},
        finder="missed_waves",
        again_days=28,
        after_answer=True,
    ),
    Rule(
        "no_contact",
        Text("Lang geen contact", "No contact for long"),
        Text(
            "Cliënten met wie je {days} dagen of langer geen contact had. Een afspraak waar "
            "niemand kwam telt niet als contact.",
            "Clients you had no contact with for {days} days or longer. An appointment that nobody "
            "came to is no contact.",
        ),
        Text(
            "Sinds {last_on} is er geen contact. Dat is {days_since} dagen.",
            "There has been no contact since {last_on}. That is {days_since} days.",
        ),
        Text("Neem contact op.", "Get in touch."),
        {"days": 21},
        finder="no_contact",
        again_days=21,
    ),
    Rule(
        "pause_over",
        Text("Pauze voorbij", "Pause is over"),
        Text(
            "Cliënten van wie de pauze in de laatste {recent_days} dagen afliep, zonder contact "
            "daarna.",
            "Clients whose pause ended in the last {recent_days} days, without contact since.",
        ),
        Text(
            "De pauze liep van {from_on} tot en met {last_on}. Daarna was er nog geen contact.",
            "The pause ran from {from_on} up to and including {last_on}. No contact since then.",
        ),
        Text("Spreek af hoe het verder gaat.", "Agree how to go on."),
        {"recent_days": 21},
        finder="pause_over",
    ),
    Rule(
        "long_in_step",
        Text("Lang in één stap", "Long in one step"),
        Text(
            "Cliënten die langer in een stap zitten dan driekwart van de trajecten bij jullie deed "
            "over die stap. Alleen als daar {at_least} trajecten of meer van bekend zijn.",
            "Clients who are in a step for longer than three quarters of your trajectories took. "
            "Only when {at_least} trajectories or more are known.",
        ),
        Text(
            "De stap “{step}” loopt sinds {since_on}: {days_since} dagen. Driekwart van {n} "
            "trajecten bij jullie was er binnen {usual} dagen doorheen.",
            "The step “{step}” has been running since {since_on}: {days_since} days. Three "
            "quarters of your {n} trajectories were through it within {usual} days.",
        ),
        Text("Kijk wat er nodig is om verder te gaan.", "See what is needed to go on."),
        {"at_least": 10},
        finder="long_in_step",
        again_days=42,
    ),
)
RULE_CODES: tuple[str, ...] = tuple(rule.code for rule in RULES)
ORDER = {code: place for place, code in enumerate(RULE_CODES)}
ASKED_FOR: tuple[str, ...] = tuple(rule.code for rule in RULES if rule.is_asked_for)
_BY_CODE = {rule.code: rule for rule in RULES}


def by_code(code: str) -> Rule:
    """The rule with this code; KeyError when there is none."""
    return _BY_CODE[code]
