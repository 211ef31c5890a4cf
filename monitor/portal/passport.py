"""Everything that is kept of one client, as one set of tables: for a file to read and a file to
keep (M-11). What is of two people together says so; what is of somebody else is not in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.standard import clients as standard
from benchmark.standard import contacts as contact_terms
from benchmark.standard import deployments as help_terms
from benchmark.standard import endings as ending_terms
from benchmark.standard import questionnaire
from benchmark.standard.text import label
from monitor.caseload import labels
from monitor.caseload.models import Client, Participation, TrajectoryClient
from monitor.surveys.free_texts.models import FreeText
from monitor.surveys.models import NonResponse, SaidBy, Wave
from monitor.surveys.non_response_terms import NON_RESPONSE
from monitor.surveys.savings.models import Entry

from .heard import heard_by
from .line import in_words
from .looked import looks_at

VERSION = 1


@dataclass(frozen=True)
class Section:
    """One table: `columns` are (code, name), `rows` have a value per code."""

    code: str
    title: str
    columns: list[tuple[str, str]]
    rows: list[dict]

    @property
    def facts(self) -> list[tuple[str, object]]:
        """(name, value) where there is one row: a wide table of one row reads badly."""
        if len(self.rows) != 1:
            return []
        return [(name, _printed(self.rows[0][code])) for code, name in self.columns]

    @property
    def cells(self) -> list[list]:
        """The values in order of the columns."""
        return [[_printed(row[code]) for code, _name in self.columns] for row in self.rows]


def sections_of(client: Client) -> list[Section]:
    """All of it, in a number of queries that does not grow with what there is per table."""
    names = labels.current()
    trajectories = list(client.trajectories.select_related("ending").prefetch_related("clients"))
    return [
        _contact(client),
        _participation(client),
        _trajectories(trajectories),
        *_of_trajectories(trajectories, names, shared=_shared(client, trajectories)),
        _answers(client),
        _not_answered(client),
        _texts(client),
        _done(client),
        _savings(client),
        _looked(client),
    ]


def as_data(client: Client, municipality, sections: list[Section]) -> dict:
    """The same for a program: section code -> rows."""
    about = {
        "format": "klantmonitor-client",
        "version": VERSION,
        "municipality": municipality.name,
        "made_at": timezone.now().isoformat(timespec="seconds"),
    }
    return about | {
        section.code: [{code: _plain(value) for code, value in row.items()} for row in section.rows]
        for section in sections
    }


def _section(code: str, title: str, columns: Iterable[tuple[str, str]], rows) -> Section:
    columns = list(columns)
    codes = [code for code, _name in columns]
    return Section(code, title, columns, [dict(zip(codes, row, strict=True)) for row in rows])


def _contact(client: Client) -> Section:
    return _section(
        "contact",
        _("Hoe we je bereiken"),
        [
            ("first_name", _("Voornaam")),
            ("email", _("E-mail")),
            ("phone", _("Telefoon")),
            ("channel", _("Bericht via")),
            ("language", _("Taal")),
            ("known_since", _("Bekend sinds")),
        ],
        [
            (
                client.first_name,
                client.email,
                client.phone,
                label(standard.CHANNELS, client.channel),
                label(standard.LANGUAGES, client.language),
                timezone.localdate(client.created_at),
            )
        ],
    )


def _participation(client: Client) -> Section:
    by = {"client": _("jij"), "caseworker": _("je hulpverlener"), "import": _("de gemeente")}
    return _section(
        "participation",
        _("Wat je zei over meedoen"),
        [
            ("at", _("Wanneer")),
            ("questionnaires", _("Vragenlijsten")),
            ("average", _("Gemiddelde van gemeenten")),
            ("aftercare", _("Na het traject")),
            ("written_by", _("Opgeschreven door")),
        ],
        [
            (
                said.recorded_at,
                _yes(said.monitor),
                _yes(said.benchmark),
                _yes(said.aftercare),
                by.get(said.recorded_by, said.recorded_by),
            )
            for said in Participation.objects.filter(client=client)
        ],
    )


def _trajectories(trajectories) -> Section:
    rows = []
    for one in trajectories:
        ending = getattr(one, "ending", None)
        rows.append(
            (
                one.external_id,
                len(one.clients.all()) > 1,
                one.intake_date,
                label(standard.INFLOW, one.inflow),
                label(standard.CLIENT_TYPES, one.client_type),
                label(standard.PROBLEM_SEVERITY, one.problem_severity),
                label(standard.DEBT_DURATION, one.debt_duration),
                label(standard.HINDRANCE, one.hindrance),
                label(standard.SELF_DIRECTION, one.self_direction),
                ending.ended_on if ending else None,
                label(ending_terms.STATUSES, ending.status) if ending else "",
                label(ending_terms.REASONS, ending.reason) if ending else "",
            )
        )
    return _section(
        "trajectories",
        _("Je trajecten"),
        [
            ("number", _("Nummer")),
            ("together", _("Samen met iemand")),
            ("intake", _("Intake")),
            ("inflow", _("Instroom")),
            ("client_type", _("Klanttype")),
            ("other_problems", _("Andere problemen")),
            ("debt_duration", _("Duur van de schulden")),
            ("hindrance", _("Belemmering")),
            ("self_direction", _("Zelfregie")),
            ("ended", _("Einde")),
            ("ending", _("Hoe het eindigde")),
            ("ending_reason", _("Reden")),
        ],
        rows,
    )


def _shared(client: Client, trajectories) -> set:
    """The trajectories in which somebody else was too, now or before."""
    places = TrajectoryClient.pgh_event_model.objects.filter(trajectory__in=trajectories)
    return set(places.exclude(client=client).values_list("trajectory_id", flat=True))


def _of_trajectories(trajectories, names, *, shared: set) -> list[Section]:
    steps, helped, goals, contacts, pauses = [], [], [], [], []
    for one in trajectories:
        number, alone = one.external_id, one.pk not in shared
        for m in one.milestones.filter(revoked_at__isnull=True):
            steps.append((number, names.milestone(m.kind), m.reached_on))
        for d in one.deployments.all():
            category = label(help_terms.CATEGORIES, d.category)
            helped.append((number, category, d.service, d.started_on, d.ended_on))
        for g in one.goals.all():
            said = (_yes(g.client_says), _yes(g.caseworker_says))
            goals.append((number, g.text, g.due_on, *said, g.dropped_at is not None))
        for c in one.contacts.all():
            # A note in the help of two may be about the other, who may have left since.
            note = c.note if alone else ""
            kind = label(contact_terms.KINDS, c.kind)
            contacts.append((number, c.on, kind, c.no_show, note))
        for p in one.pauses.all():
            pauses.append((number, p.from_date, p.until))
    number = ("number", _("Nummer"))
    return [
        _section(
            "steps",
            _("Je stappen"),
            [number, ("what", _("Wat")), ("reached", _("Gehaald op"))],
            steps,
        ),
        _section(
            "help",
            _("Hulp die je kreeg"),
            [
                number,
                ("kind", _("Soort")),
                ("service", _("Dienst")),
                ("from", _("Vanaf")),
                ("until", _("Tot")),
            ],
            helped,
        ),
        _section(
            "goals",
            _("Je doelen"),
            [
                number,
                ("goal", _("Doel")),
                ("target", _("Streefdatum")),
                ("you_say_reached", _("Gehaald volgens jou")),
                ("caseworker_says_reached", _("Gehaald volgens je hulpverlener")),
                ("dropped", _("Vervallen")),
            ],
            goals,
        ),
        _section(
            "contacts",
            _("Gesprekken en afspraken"),
            [
                number,
                ("day", _("Dag")),
                ("kind", _("Soort")),
                ("missed", _("Niet verschenen")),
                ("note", _("Aantekening")),
            ],
            contacts,
        ),
        _section(
            "pauses",
            _("Pauzes"),
            [number, ("from", _("Vanaf")), ("until", _("Tot en met"))],
            pauses,
        ),
    ]


def _answers(client: Client) -> Section:
    rows = []
    for wave in Wave.objects.filter(client=client).prefetch_related("answers"):
        for answer in wave.answers.all():
            given = answer.choice if answer.value is None else str(answer.value)
            rows.append((answer.answered_at, _question(answer.item), _answer(answer.item, given)))
    return _section(
        "answers",
        _("Wat je invulde"),
        [("at", _("Wanneer")), ("question", _("Vraag")), ("answer", _("Antwoord"))],
        sorted(rows),
    )


def _not_answered(client: Client) -> Section:
    by = {SaidBy.CLIENT: _("jij"), SaidBy.STAFF: _("de gemeente")}
    return _section(
        "not_answered",
        _("Waarom je iets niet invulde"),
        [
            ("sent", _("Wanneer")),
            ("reason", _("Reden")),
            ("written_by", _("Opgeschreven door")),
        ],
        [
            (said.wave.open_from, label(NON_RESPONSE, said.reason), by[said.said_by])
            for said in NonResponse.objects.filter(wave__client=client)
            .select_related("wave")
            .order_by("wave__open_from")
        ],
    )


def _texts(client: Client) -> Section:
    return _section(
        "texts",
        _("Wat je schreef"),
        [("at", _("Wanneer")), ("to", _("Aan")), ("text", _("Tekst"))],
        [
            (text.said_at, text.get_addressee_display(), text.text)
            for text in FreeText.objects.filter(client=client)
        ],
    )


def _done(client: Client) -> Section:
    return _section(
        "what_we_did",
        _("Wat wij deden"),
        [
            ("day", _("Dag")),
            ("you_said", _("Wat jij zei")),
            ("we_did", _("Wat wij deden")),
            ("content", _("Tevreden")),
        ],
        [(one.on, one.said, one.done, _yes(one.is_content)) for one in heard_by(client)],
    )


def _savings(client: Client) -> Section:
    return _section(
        "savings",
        _("Je spaartegoed"),
        [("at", _("Wanneer")), ("what", _("Wat")), ("points", _("Punten"))],
        [
            (entry.at, entry.get_kind_display(), entry.points)
            for entry in Entry.objects.filter(client=client)
        ],
    )


def _looked(client: Client) -> Section:
    return _section(
        "who_looked",
        _("Wie je gegevens bekeek"),
        [("at", _("Wanneer")), ("who", _("Wie")), ("what", _("Wat"))],
        [(look.at, look.who, look.what) for look in looks_at(client, most=None)],
    )


def _question(code: str) -> str:
    try:
        return str(questionnaire.by_code(code).question)
    except KeyError:  # a question of the municipality itself
        return code


def _answer(code: str, given: str) -> str:
    try:
        return in_words(code, given)
    except KeyError:
        return given


def _yes(value: bool | None) -> str:
    return "" if value is None else _("ja") if value else _("nee")


def _plain(value):
    """As JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def _printed(value):
    """As a person reads it."""
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%d-%m-%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return "" if value is None else value
