"""What an indicator is: what is counted, over whom, by which clock, in which pieces.

Source of the fields: requirements R79; of the definitions: A8 (the S numbers) and A12.
"""

from dataclasses import dataclass, replace

from ..text import Term, Text

KINDS = ("proportion", "mean", "distribution", "curve")
UNITS = ("percent", "scale_1_5", "scale_change", "score_1_3", "count")
MOMENTS = ("baseline", "all", "by_step", "reference_date", "window")
CHARTS = (
    "bars",
    "lines",
    "panels",
    "changes",
    "stacked",
    "groups",
    "curve",
    "curves",
    "funnel",
    "heat",
    "adjusted",
)
# What a figure can be divided by. Cells of two breakdowns together have a code with a dot.
BREAKDOWNS = (
    "step",
    "phase",
    "client_type",
    "path",
    "outcome",
    "inflow",
    "category",
    "model",
    "help",
    "intensity",
)

# The cell of a figure that is not broken down.
ALL = Term("all", Text("Alle cliënten", "All clients"))

SIXTY_DAYS = 60
# Three months is thirteen weeks everywhere, and so four months are seventeen.
THIRTEEN_WEEKS_IN_DAYS = 91
SEVENTEEN_WEEKS_IN_DAYS = 119
SETTLEMENT_DAYS = 120
NINETY_DAYS = 90
MEASURING_POINT_WEEK = 13

DIRECTIONS = {
    "higher": Text("hoger is beter", "higher is better"),
    "lower": Text("lager is beter", "lower is better"),
}
SINCE_INTAKE = Text("vanaf de datum van de intake", "from the date of the intake")
DATE_OF_ANSWER = Text(
    "de stap op de dag van het antwoord", "the step on the day the answer was given"
)
REFERENCE_DATE = Text("stand op de peildatum", "as on the reference date")
FIRST_ANSWER = Text("de eerste vragenlijst", "the first questionnaire")
SINCE_REQUEST = Text(
    "vanaf de aanvraag van de schuldregeling", "from the request for the settlement"
)


@dataclass(frozen=True)
class Measure:
    """What the computing code counts: `code` is one of MEASURES, the rest are its parameters.

    `item` is a question; `attribute` a field of the trajectory; `milestone` a result ("success"
    for either of the two); `category` a kind of help; `variant` another way to count the same.
    """

    code: str
    item: str = ""
    milestone: str = ""
    attribute: str = ""
    category: str = ""
    variant: str = ""


MEASURES = {
    "mean_answer": "per client the mean of the answers to `item` in the cell (S88-S92, S117, S123)",
    "change_after_step": "per client the mean in the next step minus that in the step (S93)",
    "answers": "answers to `item`, per option, or per group of feelings (S84-S87)",
    "registered": "`attribute` of everybody of whom it is known (S94-S96, S122, S125)",
    "reached_within": "`milestone` within the window, of who could be followed (S101, S109, S110)",
    "settled_within": "from request to agreement within the window (D2)",
    "time_to": "weeks until `milestone`, drop-out competing (S102, S112)",
    "success": "a success milestone by the reference date, of everybody enrolled (S103, S113)",
    "success_kind": "which success, of all successes (S114)",
    "stabilisation_time": "weeks from intake to success, of all successes (S106)",
    "drop_out": "stopped or referred, of everybody enrolled (S98, S121, S126)",
    "drop_out_in_step": "dropped out in the step, of everybody who ever was in it (S118)",
    "drop_out_reason": "published reason, of everybody who dropped out (S99, S119, S120)",
    "drop_out_moment": "the step at stop, of everybody who dropped out (S100)",
    "entered": "ever in the step, of everybody enrolled (funnel)",
    "deployed": "at least one deployment of the cell's category, of everybody (S108)",
    "deployments": "different categories of help per client (S107, S116)",
    "intensity": "per client the mean intensity of deployments, low 1 to high 3 (S107, S116)",
    "mode": "who gives the help, per deployment (S67)",
    "adjusted": "with or without `category`, reached or not, per stratum (S115)",
}


@dataclass(frozen=True)
class Indicator:
    """One figure of the standard. It yields one statistic of `kind` per cell.

    `breakdowns` says what `cells` divide; a pair has cells such as "independent.intake".
    `categories` are the rows of a distribution and `headline` the codes its finding adds up (the
    top two of a scale). `phrase` completes the finding's sentence: what a share of clients has or
    did ("82% ..."), or the noun that is highest or lowest somewhere. `weeks` and `measuring_point`
    belong to curves. A published cell needs a base of `publication_floor` clients; the other rules
    stand in benchmark/disclosure.py. `own_only`: divided by what a municipality names itself, so
    it is never handed over. `companion` is an indicator over the same cells that the drawing shows
    beside it. `within` is an indicator that counts the same over more clients. A change in what is
    counted is a new `version`.
    """

    id: str
    title: Text
    chapter: str
    section: str
    kind: str
    unit: str
    direction: str | None
    clock: Text
    moment: str
    measure: Measure
    method: Text
    phrase: Text
    version: int = 1
    breakdowns: tuple[str, ...] = ()
    cells: tuple[Term, ...] = (ALL,)
    window_days: int | None = None
    weeks: int | None = None
    measuring_point: int | None = None
    categories: tuple[Term, ...] = ()
    headline: tuple[str, ...] = ()
    chart: str = "bars"
    publication_floor: int = 30
    own_only: bool = False
    companion: str = ""
    within: str = ""
    sources: tuple[str, ...] = ()

    @property
    def breakdown(self) -> str:
        """none, the breakdown's name, or a pair such as client_type*step."""
        return "*".join(self.breakdowns) or "none"

    @property
    def direction_text(self) -> Text | None:
        """In words whether more is better; None where neither is."""
        return DIRECTIONS.get(self.direction)

    @property
    def is_about_answers(self) -> bool:
        """Whether it is made of what clients answered, so that the response matters."""
        return bool(self.measure.item)

    def cell(self, code: str) -> Term:
        """The cell with this code; KeyError when the breakdown has none."""
        for term in self.cells:
            if term.code == code:
                return term
        raise KeyError(code)

    def over(self, names) -> "Indicator":
        """The same over cells that a municipality names itself (its paths)."""
        return replace(self, cells=tuple(Term(name, Text(name, name)) for name in names))


def pairs(outer: tuple[Term, ...], inner: tuple[Term, ...]) -> tuple[Term, ...]:
    """The cells of two breakdowns together, the inner one running fastest."""
    return tuple(
        Term(
            f"{one.code}.{two.code}",
            Text(
                f"{one.label.nl}, {lowered(two.label.nl)}",
                f"{one.label.en}, {lowered(two.label.en)}",
            ),
        )
        for one in outer
        for two in inner
    )


def raised(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Without its capital, for the middle of a sentence; abbreviations keep theirs."""
    return text if text[1:2].isupper() or text[1:2] == "/" else text[:1].lower() + text[1:]
