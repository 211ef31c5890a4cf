"""An indicator in a municipality's own words, for its own pages alone (R7, A-15).

Codes, numbers and everything that leaves the municipality stay those of the standard. The method
says which standard name each own name stands for.
"""

from dataclasses import replace

from benchmark.standard.indicators import Indicator
from benchmark.standard.indicators.model import lowered
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import STEPS, Step
from benchmark.standard.text import Term, Text
from monitor.caseload.labels import MOTIVATION, Names
from monitor.caseload.models.labels import Kind

# Phases that are a step of their own; stabilisation covers the others and keeps its name.
STEP_PHASES = ("intake", "outflow")


def relabelled(indicator: Indicator, names: Names) -> Indicator:
    """The indicator with the own names of steps and results in its cells and categories, and of
    the scale in its texts; the same object where nothing is called otherwise."""
    found = indicator
    used: dict[str, tuple[Text, str]] = {}
    if names.own:
        cells = tuple(_cell(term, indicator.breakdowns, names, used) for term in indicator.cells)
        categories = tuple(_category(t, indicator, names, used) for t in indicator.categories)
        if used:
            found = replace(found, cells=cells, categories=categories)
        _note_result(indicator.measure.milestone, names, used)
    if indicator.measure.attribute == "attitude" and names.attitude != MOTIVATION:
        found = _with_attitude(found, names.attitude.label)
    return replace(found, method=_explained(found.method, used)) if used else found


def in_own_words(text: str, indicator: Indicator, names: Names) -> str:
    """A sentence about this indicator, in the active language, with the scale by its own name:
    for rows of a method card."""
    if indicator.measure.attribute != "attitude":
        return text
    for lang in ("nl", "en"):
        text = _swapped(text, getattr(MOTIVATION.label, lang), getattr(names.attitude.label, lang))
    return text


def _cell(term: Term, breakdowns: tuple[str, ...], names: Names, used: dict) -> Term:
    """A cell of one breakdown, or of a pair: "independent.intake"."""
    parts = term.code.split(".") if len(breakdowns) > 1 else [term.code]
    for place, name in enumerate(breakdowns):
        code = parts[place]
        if name == "step" or (name == "phase" and code in STEP_PHASES):
            own = names.own_step(code)
            if own:
                standard = next(step.label for step in STEPS if step.code == code)
                used[f"step.{code}"] = (standard, own)
                return replace(term, label=_in_pair(term.label, standard, own, place))
    return term


def _category(term: Term, indicator: Indicator, names: Names, used: dict) -> Term:
    if isinstance(term, Step):
        kind, own = Kind.STEP, names.own_step(term.code)
    elif indicator.measure.code == "success_kind":
        kind, own = Kind.MILESTONE, names.own_milestone(term.code)
    else:
        return term
    if not own:
        return term
    used[f"{kind}.{term.code}"] = (term.label, own)
    return replace(term, label=Text(own, own))


def _note_result(milestone: str, names: Names, used: dict) -> None:
    own = names.own_milestone(milestone)
    if own:
        standard = next(term.label for term in MILESTONES if term.code == milestone)
        used[f"milestone.{milestone}"] = (standard, own)


def _in_pair(whole: Text, standard: Text, own: str, place: int) -> Text:
    """`whole` with the own name where the standard one stands: all of it, or one half."""

    def named(text: str, name: str) -> str:
        if text == name:
            return own
        if place == 0:
            return own + text.removeprefix(name)
        return text.removesuffix(lowered(name)) + lowered(own)

    return Text(named(whole.nl, standard.nl), named(whole.en, standard.en))


def _with_attitude(indicator: Indicator, name: Text) -> Indicator:
    def said(text: Text) -> Text:
        return Text(
            _swapped(text.nl, MOTIVATION.label.nl, name.nl),
            _swapped(text.en, MOTIVATION.label.en, name.en),
        )

    return replace(
        indicator,
        title=said(indicator.title),
        phrase=said(indicator.phrase),
        method=said(indicator.method),
    )


def _swapped(text: str, standard: str, own: str) -> str:
    return text.replace(standard, own).replace(standard.lower(), own.lower())


def _explained(method: Text, used: dict[str, tuple[Text, str]]) -> Text:
    """The method, and which standard names the own ones stand for."""
    pairs = dict.fromkeys(used.values())
    nl = ", ".join(f"{standard.nl} (bij ons: {own})" for standard, own in pairs)
    en = ", ".join(f"{standard.en} (with us: {own})" for standard, own in pairs)
    return Text(
        f"{method.nl} Namen in de standaard: {nl}.",
        f"{method.en} Names in the standard: {en}.",
    )
