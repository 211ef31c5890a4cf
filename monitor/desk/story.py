"""What the client page tells, gathered in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.standard import clients as standard
from benchmark.standard import endings as ending_terms
from benchmark.standard import questionnaire
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import Step
from benchmark.standard.text import label
from monitor.caseload.labels import Names
from monitor.caseload.models import Client, Participation, Trajectory
from monitor.caseload.participation import INFORMATION, INFORMATION_VERSION
from monitor.caseload.steps import in_step_since, step_in_progress
from monitor.surveys import reading, reasons
from monitor.surveys.free_texts.reading import to_caseworker
from monitor.surveys.models import InvitationStatus, Wave, WaveStatus
from tenants.messaging.senders import available_channels

from .parts.band import Expected, expected
from .parts.contacts import Contacts, contacts_of
from .parts.deciding import decisions_of, transfers_of
from .parts.goals import goals_of
from .parts.helping import deployments_of, removed_of
from .parts.non_response import NotAnswered, not_answered
from .parts.screening import screenings_of
from .parts.timeline import Timeline, timeline_of
from .rows import called, duration, names_of, option
from .worklist.listing import decided_in, waiting_in

WAVES_SHOWN = 8
NOT_ANSWERED_SHOWN = 2
# Channels that a municipality may not have; e-mail it always has.
UNSURE = ("sms", "whatsapp")


@dataclass
class Person:
    """A client with what they last said about taking part."""

    client: Client
    channel: str
    language: str
    participation: Participation | None


@dataclass
class Result:
    """One milestone: the one that stands, and those that were taken back. `is_asked` unless the
    municipality does not use its step."""

    kind: str
    label: str
    is_asked: bool = True
    standing: object = None
    by: str = ""
    revoked: list = field(default_factory=list)


@dataclass
class Story:
    """Everything the client page shows of one trajectory. `next_results` are what closes the step
    in progress; `timeline` stands once the rest is gathered."""

    name: str
    people: list[Person]
    facts: list[tuple[str, object]]
    steps: list[dict]
    step: str
    time_in_step: str
    is_new_in_step: bool
    results: list[Result]
    contacts: Contacts
    goals: dict[str, list[dict]]
    deployments: list[dict]
    removed: list[dict]
    decisions: list[dict]
    transfers: list[dict]
    pauses: list
    ending: object
    ending_text: str
    items: list[str]
    waves: list[dict]
    upcoming: Wave | None
    undelivered: str
    information: list[str]
    today: str
    next_results: list[str]
    expected: Expected
    screenings: list[dict]
    signals: list
    decided: list[dict]
    wrote_on: list[date]
    not_answered: list[NotAnswered] = field(default_factory=list)
    timeline: Timeline | None = None


def story_of(trajectory: Trajectory, names: Names) -> Story:
    """Gather it all; `names` is what the municipality calls things."""
    today = timezone.localdate()
    milestones = list(trajectory.milestones.order_by("recorded_at"))
    reached = {m.kind: m.reached_on for m in milestones if m.revoked_at is None}
    step = names.shown_step(step_in_progress(reached, today))
    since = in_step_since(reached, trajectory.intake_date, today)
    ending = getattr(trajectory, "ending", None)
    clients = _people(trajectory)
    contacts = list(trajectory.contacts.all())
    removed = list(trajectory.removed_deployments.all())
    decisions = list(trajectory.type_decisions.all())
    transfers = list(trajectory.transfers.all())
    screenings = list(trajectory.screenings.all())
    people = names_of(
        {trajectory.caseworker_id}
        | {s.recorded_by for s in screenings}
        | {m.recorded_by for m in milestones}
        | {m.revoked_by for m in milestones}
        | {c.recorded_by for c in contacts}
        | {r.removed_by for r in removed}
        | {d.decided_by for d in decisions}
        | {
            key
            for t in transfers
            for key in (t.from_caseworker_id, t.to_caseworker_id, t.recorded_by)
        }
    )
    waves = list(
        Wave.objects.filter(trajectory=trajectory)
        .exclude(status=WaveStatus.CANCELLED)
        .order_by("-open_from")
        .select_related("client", "non_response")
        .prefetch_related("answers")
    )
    upcoming = next(
        (w for w in reversed(waves) if w.status in (WaveStatus.PLANNED, WaveStatus.OPEN)), None
    )
    story = Story(
        name=called(person.client for person in clients),
        people=clients,
        facts=_facts(trajectory, people, names),
        steps=_steps(step, names, ended=ending is not None),
        step=names.step(step.code),
        time_in_step=duration((today - since).days),
        is_new_in_step=since >= today,
        results=_results(milestones, people, names),
        contacts=contacts_of(contacts, people, today, ended=ending is not None),
        goals=goals_of(list(trajectory.goals.all())),
        deployments=deployments_of(trajectory.deployments.all()),
        removed=removed_of(removed, people),
        decisions=decisions_of(decisions, people),
        transfers=transfers_of(transfers, people),
        pauses=list(trajectory.pauses.order_by("-from_date")),
        ending=ending,
        ending_text=_ending_text(ending),
        items=[str(item.label) for item in questionnaire.ITEMS],
        waves=[_wave(wave) for wave in waves if wave.submitted_at][:WAVES_SHOWN],
        upcoming=upcoming,
        undelivered=_undelivered(trajectory, upcoming),
        information=[str(text) for text in INFORMATION[INFORMATION_VERSION]],
        today=today.isoformat(),
        next_results=[
            names.milestone(kind)
            for kind in step.closed_by
            if kind not in reached and not names.hides(kind) and ending is None
        ],
        expected=expected(connection.tenant, trajectory.client_type, step),
        screenings=screenings_of(
            screenings,
            people,
            {p.client.pk: p.client.first_name for p in clients} if len(clients) > 1 else {},
        ),
        signals=waiting_in(trajectory, names),
        decided=decided_in(trajectory, names),
        wrote_on=[
            timezone.localdate(at)
            for at in to_caseworker(trajectory).values_list("said_at", flat=True)
        ],
        not_answered=not_answered(waves)[:NOT_ANSWERED_SHOWN],
    )
    answered = [timezone.localdate(wave.submitted_at) for wave in waves if wave.submitted_at]
    story.timeline = timeline_of(story, trajectory.intake_date, today, answered)
    return story


def _undelivered(trajectory: Trajectory, wave: Wave | None) -> str:
    """Why the last message of the open questionnaire is not with the client, or why the next one
    will not be; "" when all is well."""
    if wave is None:
        return ""
    if wave.client.channel in UNSURE and (
        wave.client.channel not in available_channels(connection.tenant)
    ):
        return reasons.in_words("channel_not_available")
    if wave.status != WaveStatus.OPEN:
        return ""
    for delivery in reading.deliveries(trajectory):
        if delivery.invitation.wave_id == wave.pk:
            stuck = (InvitationStatus.FAILED, InvitationStatus.UNCERTAIN)
            return delivery.reason if delivery.invitation.status in stuck else ""
    return ""


def _people(trajectory: Trajectory) -> list[Person]:
    clients = list(trajectory.clients.order_by("places__position"))
    latest = {
        said.client_id: said
        for said in Participation.objects.filter(client__in=clients)
        .order_by("client_id", "-recorded_at", "-id")
        .distinct("client_id")
    }
    return [
        Person(
            client,
            label(standard.CHANNELS, client.channel) or _("nog niet gekozen"),
            label(standard.LANGUAGES, client.language),
            latest.get(client.pk),
        )
        for client in clients
    ]


def _facts(trajectory: Trajectory, people: dict, names: Names) -> list[tuple[str, object]]:
    facts = [
        (_("Hulpverlener"), people.get(trajectory.caseworker_id, "")),
        (_("Team"), trajectory.team),
        (_("Intake"), _day(trajectory.intake_date)),
        (_("Eerste contact"), _day(trajectory.first_contact)),
        (_("Instroom"), label(standard.INFLOW, trajectory.inflow)),
        (_("Behandelpad"), trajectory.path),
        (_("Klanttype"), label(standard.CLIENT_TYPES, trajectory.client_type)),
        (
            _("Achterliggende problemen"),
            label(standard.PROBLEM_SEVERITY, trajectory.problem_severity),
        ),
        (_("Duur van de schulden"), label(standard.DEBT_DURATION, trajectory.debt_duration)),
        (_("Belemmering"), label(standard.HINDRANCE, trajectory.hindrance)),
        (_("Zelfregie"), label(standard.SELF_DIRECTION, trajectory.self_direction)),
        (_("Bekwaamheid"), label(standard.BANDS, trajectory.competence)),
        (str(names.attitude), label(standard.BANDS, trajectory.attitude)),
        (_("Sociale norm"), label(standard.BANDS, trajectory.social_norm)),
    ]
    return [(name, value) for name, value in facts if value]


def _day(when: date | None) -> str:
    """As elsewhere on the page."""
    return date_format(when, _("j b Y")) if when else ""


def _steps(current: Step, names: Names, *, ended: bool) -> list[dict]:
    """For the step bar: a step is done when a milestone closed it or a later one was reached."""
    shown = names.shown_steps()
    position = shown.index(current)
    return [
        {
            "label": names.step(step.code),
            "state": "done"
            if place < position or (ended and place == position)
            else "current"
            if place == position
            else "todo",
        }
        for place, step in enumerate(shown)
    ]


def _results(milestones: list, people: dict, names: Names) -> list[Result]:
    """In canonical order. Of a step that is not used a result shows only where it was reached."""
    results = {
        term.code: Result(
            term.code, names.milestone(term.code), is_asked=not names.hides(term.code)
        )
        for term in MILESTONES
    }
    for milestone in milestones:
        result = results[milestone.kind]
        if milestone.revoked_at is None:
            result.standing = milestone
            result.by = people.get(milestone.recorded_by, "")
        else:
            result.revoked.append(
                {"milestone": milestone, "by": people.get(milestone.revoked_by, "")}
            )
    return [r for r in results.values() if r.is_asked or r.standing or r.revoked]


def _ending_text(ending) -> str:
    if ending is None:
        return ""
    status = label(ending_terms.STATUSES, ending.status)
    reason = label(ending_terms.REASONS, ending.reason)
    return f"{status}: {reason}" if reason else status


def _wave(wave: Wave) -> dict:
    given = {answer.item: answer for answer in wave.answers.all()}
    answers = [
        option(item.code, given[item.code].value or given[item.code].choice)
        if item.code in given
        else ""
        for item in questionnaire.ITEMS
    ]
    labels = [str(item.label) for item in questionnaire.ITEMS]
    return {
        "wave": wave,
        "on": timezone.localdate(wave.submitted_at),
        "answers": answers,
        "named": list(zip(labels, answers, strict=True)),
    }
