"""The answers sheet: questionnaires that were filled in elsewhere."""

from django.utils.translation import gettext as _

from benchmark.standard import questionnaire
from monitor.caseload.models import Trajectory
from monitor.surveys.models import Answer, Wave

from ..cells import CLEAR, EMPTY
from ..comparing import Comparison, value_of
from ..plans import Change
from ..schema import Sheet


class Answers(Comparison):
    """Compares the rows of the answers sheet."""

    def compare_answers(self, sheet: Sheet) -> None:
        """Questionnaires that were filled in elsewhere."""
        submitted = Wave.objects.filter(submitted_at__isnull=False).prefetch_related("answers")
        stored = {
            (wave.trajectory_id, wave.submitted_at.replace(microsecond=0)): wave
            for wave in self._of_trajectories(sheet, submitted)
        }
        for row, values, trajectory in self._known(sheet):
            given = {
                item.code: values[item.code]
                for item in questionnaire.ITEMS
                if values[item.code] is not EMPTY
            }
            wave = stored.get((trajectory.pk, values["submitted_at"]))
            if wave is not None:
                self._compare_wave(sheet, row, trajectory, wave, given)
            elif not any(value is not CLEAR for value in given.values()):
                self._refuse(sheet, row, "", _("Op deze rij staat geen enkel antwoord."))
            elif trajectory.pk not in self.client_of:
                self._refuse(sheet, row, "external_id", _("Dit traject heeft geen cliënt meer."))
            else:
                self._new_wave(values, trajectory, given)
                self._new(sheet, row, values)

    def _new_wave(self, values: dict, trajectory: Trajectory, given: dict) -> None:
        at = values["submitted_at"]
        wave = Wave(
            trajectory=trajectory,
            client=self.client_of[trajectory.pk],
            kind="imported",
            status="submitted",
            sequence=0,  # it stands outside the series that Klantmonitor sends
            open_from=at,
            started_at=at,
            submitted_at=at,
            questionnaire_version=questionnaire.VERSION,
            assisted=value_of(values["assisted"], False),
        )
        self.writes.inserts[Wave].append(wave)
        self.writes.inserts[Answer] += [
            _answer(wave, item, value) for item, value in given.items() if value is not CLEAR
        ]

    def _compare_wave(self, sheet, row, trajectory, wave: Wave, given: dict) -> None:
        outcome = self.plan.sheets[sheet.name]
        answers = {answer.item: answer for answer in wave.answers.all()}
        changed = [
            item
            for item, value in given.items()
            if _given(answers.get(item)) != value_of(value, None)
        ]
        if changed and wave.kind != "imported":
            for item in changed:
                reason = _("De cliënt vulde dit zelf in Klantmonitor in, met een ander antwoord.")
                self._conflict(sheet, row, item, reason)
            changed = []
        for item in changed:
            answer = answers.get(item)
            if given[item] is CLEAR:
                self.writes.deletes[Answer].append(answer.pk)
            elif answer is None:
                self.writes.inserts[Answer].append(_answer(wave, item, given[item]))
            else:
                fresh = _answer(wave, item, given[item])
                answer.value, answer.choice = fresh.value, fresh.choice
                self.writes.update(answer, "value", "choice")
        if changed:
            change = Change(sheet.name, row, trajectory.external_id, tuple(changed))
            outcome.changed.append(change)
        else:
            outcome.unchanged += 1


def _answer(wave: Wave, item: str, value) -> Answer:
    is_number = isinstance(value, int)
    return Answer(
        wave=wave,
        item=item,
        value=value if is_number else None,
        choice="" if is_number else value,
        answered_at=wave.submitted_at,
    )


def _given(answer: Answer | None):
    if answer is None:
        return None
    return answer.value if answer.value is not None else answer.choice
