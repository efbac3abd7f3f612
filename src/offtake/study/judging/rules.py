"""Whether the values are within their bounds and fit each other.

Each check looks only at cells without a fault of their own, so that one mistake makes one fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import MOST_FAULTS, Draft
from offtake.study.cells.raw import RawStudy
from offtake.study.cells.values import key_faults, value_faults
from offtake.study.faults import Fault
from offtake.study.judging.circles import circle_faults
from offtake.study.judging.driver_rules import driver_faults, effect_faults
from offtake.study.judging.history_rules import cut_off_faults, history_faults
from offtake.study.judging.range_rules import range_faults
from offtake.study.judging.references import reference_faults
from offtake.study.judging.supply_rules import supply_faults
from offtake.study.judging.time_rules import budget_months, time_faults
from offtake.study.judging.trade_rules import trade_faults
from offtake.study.judging.where_rules import limit_faults, noise_faults
from offtake.study.provenance.notes import ASSUMED, note_faults
from offtake.study.study import Settings, Study
from offtake.study.wording.near import did_you_mean
from offtake.study.wording.where import as_text

# (table, the smaller, the larger, whether equal ones are refused too)
_RISING = (
    ("lines", "opens", "closes", True),
    ("projects", "earliest", "latest", False),
    ("orders", "starts", "ends", False),
    ("instruments", "earliest", "latest", False),
    ("instruments", "minimum", "maximum", False),
    ("driver_effects", "from", "to", False),
    ("limits", "from", "to", False),
    ("limits", "minimum", "maximum", False),
    ("supply", "min_share", "max_share", False),
    ("ranges", "low", "high", False),
    ("rivals", "low", "central", False),
    ("rivals", "central", "high", False),
    ("history", "value", "high", False),
    ("history", "since", "date", False),
)


def faults_between_cells(
    raw: RawStudy,
    settings: Settings | None,
    drafts: dict[str, Draft],
    lost: frozenset[str],
    edit_faults: Sequence[Fault] = (),
) -> list[Fault]:
    """All faults that need more than one cell, or a cell's final value; those of edits among them.

    `lost` are the tables about which nothing is known; `edit_faults` what was wrong with edits.
    """
    faults: list[Fault] = []
    bad: dict[str, set[tuple[int, str]]] = {name: set() for name in drafts}
    misspelt: set[str] = set()
    for name, draft in list(drafts.items()):
        before = len(faults)
        for row, column, fault in islice(value_faults(draft), MOST_FAULTS + 1):
            bad[name].add((row, column))
            faults.append(fault)
        keys = key_faults(draft.with_bad(bad[name]))
        for row, fault in islice(keys, MOST_FAULTS + 1 - (len(faults) - before)):
            # A key that stands twice in the middle of a table may have been another one's place.
            bad[name] |= {(row, draft.table.key[0])} if row < draft.size - 1 else set()
            faults.append(fault)
        if len(faults) - before > MOST_FAULTS:
            drafts[name], told = draft.given_up()
            bad[name], lost = set(), lost | {name}
            misspelt.add(name)
            faults.append(told)
    drafts = {name: draft.with_bad(bad[name]) for name, draft in drafts.items()}
    for (draft, row, column), fault in reference_faults(drafts, lost):
        bad[draft.table.name].add((row, column))
        faults.append(fault)
        misspelt |= {draft.table.name} if column == draft.table.columns[0].name else set()
    drafts = {name: draft.with_bad(bad[name]) for name, draft in drafts.items()}

    faults += _aimed_elsewhere(drafts, "changes", edit_faults, misspelt)
    faults += _aimed_elsewhere(
        drafts, "driver_effects", effect_faults(settings, drafts, lost), misspelt
    )
    faults += driver_faults(drafts)
    faults += limit_faults(drafts, lost)
    faults += history_faults(drafts, lost)
    faults += range_faults(drafts, lost)
    faults += noise_faults(drafts, lost)
    faults += circle_faults(drafts)
    faults += _order_faults(drafts)
    faults += note_faults(drafts)
    faults += supply_faults(drafts, lost)
    faults += trade_faults(drafts, lost)
    faults += _name_faults(drafts)
    faults += _pledge_faults(drafts, settings)
    if settings is not None:
        faults += time_faults(settings, drafts)
        faults += cut_off_faults(settings, drafts)
        faults += _risk_faults(settings, drafts)
        faults += _rate_faults(raw, settings, drafts)
    return faults


def _aimed_elsewhere(
    drafts: dict[str, Draft], name: str, faults: Sequence[Fault], misspelt: set[str]
) -> Iterator[Fault]:
    """The faults but those of a `where` that misses a row whose misspelt name is reported already."""
    draft = drafts[name]
    for fault in faults:
        own = fault.row is not None and fault.table == name
        row = draft.raw.numbers.index(fault.row) if own else None
        if row is None or fault.column != "where" or draft.columns["table"][row] not in misspelt:
            yield fault


def _order_faults(drafts: dict[str, Draft]) -> Iterator[Fault]:
    for name, low, high, strict in _RISING:
        draft = drafts[name]
        for row, first, last in draft.rows(low, high):
            if first > last or (strict and first == last):
                dates = isinstance(last, date)
                word = ("not after" if strict else "before") if dates else "below"
                found = f"{high}: {as_text(last)} is {word} {low}, {as_text(first)}"
                wanted = f"write a later {high}, or an earlier {low}" if dates else ""
                yield draft.fault("E119", row, high, found, wanted)


def _name_faults(drafts: dict[str, Draft]) -> Iterator[Fault]:
    """A need could mean either where a capability bears the name of a product; and a capability has one unit."""
    products, draft = set(drafts["products"].keys), drafts["capabilities"]
    seen: set[Value] = set()
    for row, name in enumerate(draft.columns["capability"]):
        if name is not None and name in products and name not in seen:
            seen.add(name)
            found = f"capability: {name!r} is the name of a product too"
            yield draft.fault("E112", row, "capability", found, "name it differently")
    units: dict[Value, Value] = {}
    for row, (name, unit) in enumerate(
        zip(draft.columns["capability"], draft.columns["unit"], strict=True)
    ):
        if unit is not None and units.setdefault(name, unit) != unit:
            found = f"unit: {unit!r}, where {name!r} is counted in {units[name]!r} above"
            yield draft.fault("E106", row, "unit", found, "count a capability in one unit")
    listed = drafts["sources"]
    for row, name in enumerate(listed.columns["source"]):
        if name == ASSUMED:
            found = f"source: {ASSUMED!r} is no document"
            yield listed.fault("E112", row, "source", found, "name it differently")


def _pledge_faults(drafts: dict[str, Draft], settings: Settings | None) -> Iterator[Fault]:
    pledged = {key for key in drafts["pledges"].columns["buyer"] if key is not None}
    months = budget_months(drafts)
    draft = drafts["budgets"]
    for row, buyer, year in draft.rows("buyer", "year"):
        month = months.get(buyer, 1)
        inside = settings is None or year in Study(settings, {}).budget_years(month)
        if inside and buyer in pledged:
            found = (
                f"buyer: {buyer!r} has a budget for {year} and a pledge, which covers every year"
            )
            yield draft.fault("E123", row, "buyer", found, "keep one of them")


def _risk_faults(settings: Settings, drafts: dict[str, Draft]) -> Iterator[Fault]:
    draft = drafts["producers"]
    for row, hurdle, capital in draft.rows("hurdle_rate", "cost_of_capital"):
        if hurdle < capital:
            found = f"hurdle_rate: {hurdle:g} is below cost_of_capital, {capital:g}"
            wanted = "leave it empty to ask for the cost of capital"
            yield draft.fault("E120", row, "hurdle_rate", found, wanted)
        elif hurdle > capital and draft.known(row, "risk_weight"):
            weight = draft.value(row, "risk_weight")
            if weight > 0 and not settings.allow_double_risk:
                found = f"risk_weight: {weight:g} together with a hurdle_rate above cost_of_capital counts risk twice"
                wanted = "keep one of them, or set allow_double_risk = true"
                yield draft.fault("E120", row, "risk_weight", found, wanted)


def _rate_faults(raw: RawStudy, settings: Settings, drafts: dict[str, Draft]) -> Iterator[Fault]:
    draft = drafts["buyers"]
    rates = sorted({rate for _, rate in draft.rows("discount_rate")})
    if len(rates) > 1 and settings.discount_rate is None:
        listed = ", ".join(f"{rate:g}" for rate in rates[:5]) + (", …" if len(rates) > 5 else "")
        found = f"setting 'discount_rate' is missing, and the buyers' rates differ ({listed})"
        wanted = "add it: the planner's rate"
        yield Fault("E122", "study", raw.settings_place[""], "discount_rate", None, found, wanted)
    name = settings.discount_rate_source
    listed_names = {as_text(source) for source in drafts["sources"].columns["source"]}
    if name and name not in listed_names and drafts["sources"].settled("source"):
        place = raw.settings_place.get("discount_rate_source", raw.settings_place[""])
        found = f"discount_rate_source: {name!r} is not in table 'sources'"
        yield Fault("E110", "study", place, "discount_rate_source", None, found, f"add it there{did_you_mean(name, listed_names)}")  # fmt: skip
