"""What an own dashboard measures, in order: a few results, and what clients say."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmark.charts import numbers
from benchmark.standard.indicators import ALL, Indicator, by_id
from benchmark.standard.questionnaire import by_code
from benchmark.statistics import Mean, Proportion
from monitor.caseload.labels import Names
from monitor.insights.compute import compute
from monitor.insights.exact import mean_of_means
from monitor.insights.frames import Frames
from monitor.insights.relabelling import relabelled

RESULTS = (
    "iu_in_view_within_91",
    "debts_in_view_within_91",
    "iu_in_balance_within_91",
    "success",
    "drop_out",
)
FEEDBACK = ("listened", "helped", "knows_what_to_do", "stress", "belief")


@dataclass(frozen=True)
class Measure:
    """One line of the dashboard: `count` makes a share or a mean of a cohort's frames."""

    code: str
    unit: str
    count: Callable[[Frames], Proportion | Mean]

    def label(self, names: Names) -> str:
        """What it is called here, in the active language."""
        if self.code in FEEDBACK:
            return str(by_code(self.code).label)
        return str(relabelled(by_id(self.code), names).title)


def _of_indicator(indicator: Indicator) -> Measure:
    return Measure(
        indicator.id, indicator.unit, lambda frames: compute(indicator, frames)[ALL.code]
    )


def _of_item(item: str) -> Measure:
    """Per client the mean of all answers, then the mean over clients (A-4)."""

    def count(frames: Frames) -> Mean:
        answers = frames.facts.answers(item)
        return mean_of_means(answers.client, answers.value)

    return Measure(item, numbers.SCALE, count)


MEASURES: dict[str, Measure] = {
    measure.code: measure
    for measure in (
        *(_of_indicator(by_id(id)) for id in RESULTS),
        *(_of_item(item) for item in FEEDBACK),
    )
}
