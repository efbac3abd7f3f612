"""The two ends of a range into a study: into `low` and `high` of a row, or else into two states of a driver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.claim import Claim
from offtake.evidence.deciding.accepting import refuse_standing, tidy, unit_of, with_former, year_of
from offtake.evidence.deciding.aim import Aim, column_meant
from offtake.evidence.deciding.cells import TextSheet, sheet
from offtake.evidence.deciding.conversion import in_unit_of
from offtake.evidence.deciding.fitting import as_said, kind_said, refuse_misfit, remarks
from offtake.evidence.deciding.known import refuse_late
from offtake.evidence.deciding.settling import settle
from offtake.evidence.deciding.sourcing import Given, dates_of, provenance_with, sources_of
from offtake.evidence.deciding.store import Decision, Evidence
from offtake.study.dictionary import table
from offtake.study.provenance.notes import ASSUMED, quoted_claims, with_claim
from offtake.study.reading.read import read_study
from offtake.study.schema import Column
from offtake.study.study import Study
from offtake.study.wording.where import as_text


def set_range(study: Path, evidence: Evidence, claims: Sequence[Claim], aim: Aim, driver: str, probability: float) -> str:  # fmt: skip
    """Put the two ends of a range into `low` and `high` of a row, or else into two states of a new driver.

    One claim gives both ends, two give one each.  The odds of the states are a judgement, and marked as one.
    """
    column, checked, target = column_meant(aim), read_study(study), sheet(study, aim.table)
    refuse_late(study, dates_of(study, [evidence.document(c) for c in claims], aim), aim.table)
    for claim in claims:
        refuse_misfit(claim, aim.table, aim.column, aim.kind)
    row = target.meant(aim.where)
    currency = target.cell(row, "currency") or checked.settings.currency
    low, high = ends = _ends(claims, column, unit_of(checked, target, row), currency, aim)
    names, texts = sources_of(study, [evidence.document(end.claim) for end in ends], aim)
    name = names[high.claim.document]
    kept = [_kept(end, aim, names[end.claim.document]) for end in ends]
    if {"low", "high"} <= set(table(aim.table).names):
        if all(_there(target, row, end) for end in ends):
            return f"both ends are accepted already: {aim.table}: low {low.value}, high {high.value}; nothing was written"
        for end in ends:
            refuse_standing(study, evidence, target, row, end.column, end.claim)
        own = provenance_with(target, row, ends, aim.table, name, checked)
        texts[aim.table] = target.with_cells(row, {end.column: end.value for end in ends} | own)
        kept = [with_former(k, target, row, e.column, own["note"]) for k, e in zip(kept, ends, strict=True)]  # fmt: skip
        said = [f"{aim.table}: low {low.value}, high {high.value} where {aim.where}, from source {name}"]  # fmt: skip
    else:
        _refuse_driver(checked, aim, driver, target, row)
        texts |= _driver(study, checked, ends, aim, driver, probability, names)
        kept = [replace(k, driver=driver, before=target.cell(row, aim.column)) for k in kept]
        said = [f"driver {driver}: {aim.table}.{aim.column} {low.value} or {high.value} where {aim.where}, from source {name}"]  # fmt: skip
    settle(study, texts, evidence.folder, kept)
    if "drivers" in texts:
        said += _moves(read_study(study), target.cell(row, aim.column), driver)
    year = year_of(checked, target, row)
    notes = [n for c in claims for n in remarks(as_said(c, aim.kind), aim.column, *year)]
    return "\n".join([*said, *(f"{e.claim.id}: {s}" for e in ends if (s := e.quoted.said)), *notes])


def _kept(end: Given, aim: Aim, source: str) -> Decision:
    return Decision(end.claim.id, "range", aim.at, aim.reason, aim.table, aim.where, end.column, end.value, source, said=end.quoted.said)  # fmt: skip


def _there(target: TextSheet, row: int, end: Given) -> bool:
    quoted = quoted_claims(target.cell(row, "note"))
    return end.quoted_in(quoted) and target.cell(row, end.column) == end.value


def _ends(claims: Sequence[Claim], column: Column, unit: str, currency: str, aim: Aim) -> list[Given]:  # fmt: skip
    """The lower end and the upper one; the values of the aim are in the order of the claims."""
    if len(claims) not in (1, 2):
        raise UsageError("a range has two ends; give one claim that states both, or two claims")
    own = bool(aim.value)
    if own:
        values = aim.value.split(";")
        if len(values) != 2:
            raise UsageError("a range has two ends; give --value twice, in the order of the claims")
        both = [(claims[0], float(values[0])), (claims[-1], float(values[1]))]
        _refuse_swapped(both)
    elif len(claims) == 1:
        one = as_said(claims[0], aim.kind)
        both = [(claims[0], in_unit_of(one, column, unit, currency, end)) for end in ("low", "high")]  # fmt: skip
    else:
        both = [(c, in_unit_of(as_said(c, aim.kind), column, unit, currency)) for c in claims]
    (a, low), (b, high) = sorted(both, key=lambda end: end[1])
    if low == high:
        raise UsageError(f"both ends are {low:g}: a range has two; take one of them with 'offtake evidence accept'")  # fmt: skip
    names = ("low", "high") if {"low", "high"} <= set(table(aim.table).names) else (aim.column,) * 2
    told = zip(names, (a, b), (low, high), strict=True)
    return [Given(n, c, as_text(tidy(v)), own, kind_said(c, aim.kind)) for n, c, v in told]


def _refuse_swapped(ends: Sequence[tuple[Claim, float]]) -> None:
    """UsageError where the claim that says less would carry the higher end."""
    (one, first), (two, second) = ends
    if one.id == two.id:
        swapped = first > second
    else:
        said = [c.value for c, _ in ends]
        comparable = None not in said and (one.unit, one.per) == (two.unit, two.per)
        swapped = comparable and (one.value or 0.0) < (two.value or 0.0) and first > second
        swapped = swapped or (comparable and (one.value or 0.0) > (two.value or 0.0) and first < second)  # fmt: skip
    if swapped:
        told = f"{one.id} says {one.words}, {two.id} {two.words}" if one.id != two.id else f"{one.id} says {one.words}"  # fmt: skip
        raise UsageError(f"--value gives {first:g} and {second:g}, but claim {told}: the ends are swapped; give the values in the order of the claims, of one claim the low end first")  # fmt: skip


def _refuse_driver(study: Study, aim: Aim, driver: str, target: TextSheet, row: int) -> None:
    """UsageError where no driver is named, where it is there already, or where another one sets that cell."""
    if not driver:
        raise UsageError(f"table {aim.table} has no columns low and high; name the driver that decides, --driver NAME, and the odds of the low end, --probability")  # fmt: skip
    if driver in set(study.drivers["driver"]):
        raise UsageError(f"the study has a driver {driver!r} already; give another name")
    for effect in study.driver_effects.to_dict("records"):
        here = (effect["table"], effect["column"], effect["operation"])
        if here == (aim.table, aim.column, "set") and row in target.all_meant(as_text(effect["where"])):  # fmt: skip
            raise UsageError(f"driver {effect['driver']!r} sets {aim.column} of that row already, to {as_text(effect['value'])} when {effect['state']}: two would not tell which holds; take that one back first ('offtake evidence undo CLAIM', or delete its rows)")  # fmt: skip


def _driver(study: Path, checked: Study, ends: Sequence[Given], aim: Aim, driver: str, probability: float, sources: Mapping[str, str]) -> dict[str, TextSheet]:  # fmt: skip
    """Tables with a driver of two states, low and high, known after the first period, in which the row's figure holds."""
    odds = f"the odds are a judgement: {aim.reason}"
    start = checked.period_start(1).isoformat()
    return {
        "drivers": _added(study, "drivers", [{"driver": driver, "initial": "open", "meaning": f"which of two readings of {aim.column} holds", "source": ASSUMED, "note": aim.reason}]),
        "driver_states": _added(study, "driver_states", [
            {"driver": driver, "date": start, "state": "open", "next": state, "probability": as_text(tidy(odd)), "source": ASSUMED, "note": odds}
            for state, odd in (("low", probability), ("high", 1 - probability))
        ]),
        "driver_effects": _added(study, "driver_effects", [
            {"driver": driver, "state": state, "table": aim.table, "where": aim.where, "column": aim.column, "operation": "set", "value": end.value,
             "source": sources[end.claim.document], "note": with_claim("", end.quoted)}
            for state, end in zip(("low", "high"), ends, strict=True)
        ]),
    }  # fmt: skip


def _added(study: Path, name: str, rows: Sequence[Mapping[str, str]]) -> TextSheet:
    return sheet(study, name, ()).with_rows(rows)


def _moves(study: Study, old: str, driver: str) -> list[str]:
    """From when the driver decides, and whether the study keeps all the futures that there are now."""
    from offtake.uncertainty.drivers import chains

    moved = study.driver_states[study.driver_states["driver"] == driver]["date"]
    futures, kept = prod(chain.futures for chain in chains(study)), study.settings.leaves
    told = [f"The driver moves on {as_text(min(moved))}; before that {old or 'the old value'} holds."]  # fmt: skip
    if futures > kept:
        told.append(f"The study now has {futures} futures and keeps {kept}, in which one end may not occur: 'offtake run STUDY --leaves {futures}' keeps all, or write leaves = {futures} into its settings.")  # fmt: skip
    else:
        told.append(f"The study now has {futures} futures and keeps all.")
    return told
