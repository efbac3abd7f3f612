"""The dictionary of result columns: every table and column of a run, declared once.

Workbooks take their number formats from it, frames their `attrs`, the manual its page, packages of data their schema.
A unit is one of `UNITS`; `row` stands for the unit that the row itself names in column `unit`.

>>> result("deliveries").column("mean").unit, unit_words("money", "EUR", 2025)
('goods', 'million EUR, prices of 2025')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from offtake.study.wording.near import did_you_mean

Statistic = Literal["key", "text", "value", "mean", "level", "chance", "most", "flag"]
"""key or text; a value as it is; a mean, a level (quantile) or the most over futures; a chance; yes or no."""


@dataclass(frozen=True)
class ResultUnit:
    """A unit of result columns: its words, and the number format of a spreadsheet."""

    words: str
    form: str


UNITS = {
    "": ResultUnit("", "General"),
    "money": ResultUnit("million {currency}, prices of {price_year}", "#,##0.00"),
    "money/unit": ResultUnit("million {currency} a unit, prices of {price_year}", "#,##0.00####"),
    "goods": ResultUnit("units of the product", "#,##0.0"),
    "goods/year": ResultUnit("units of the product a year", "#,##0.0"),
    "goods years": ResultUnit("units of the product × years", "#,##0.0"),
    "share": ResultUnit("share", "0.0%"),
    "months": ResultUnit("months", "0.0"),
    "years": ResultUnit("years", "0.00"),
    "year": ResultUnit("calendar year", "0"),
    "time": ResultUnit("calendar year, 2028.5 is mid-2028", "0.00"),
    "date": ResultUnit("date", "@"),
    "count": ResultUnit("number", "#,##0"),
    "row": ResultUnit("as column unit says", "#,##0.00##"),
    "stated": ResultUnit("as the study states it", "#,##0.00##"),
}


@dataclass(frozen=True)
class ResultColumn:
    """One column: its unit (a key of `UNITS`), what kind of statistic it is, what it means."""

    name: str
    unit: str
    statistic: Statistic
    meaning: str

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers (or yes and no) in every study."""
        return self.statistic not in ("key", "text") and self.unit not in ("date", "row", "stated")

    @property
    def type(self) -> str:
        """Of what type its cells are, as pandas calls it."""
        if self.unit == "date" or (self.statistic in ("key", "text") and not self.unit):
            return "str"
        if self.statistic == "flag":
            return "bool"
        whole = self.unit == "count" or (self.statistic == "key" and self.unit == "year")
        return "int64" if whole else "float64"


@dataclass(frozen=True)
class ResultTable:
    """One result table: what a row of it says, and its columns in order."""

    name: str
    meaning: str
    columns: tuple[ResultColumn, ...]

    def column(self, name: str) -> ResultColumn:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"result table {self.name} has no column {name}")

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that tell its rows apart."""
        return tuple(column.name for column in self.columns if column.statistic == "key")

    def frame(self, data: Any = ()) -> pd.DataFrame:
        """Rows (tuples in the order of the columns, or by name), or columns by name, as a frame of this table."""
        if not isinstance(data, pd.DataFrame | Mapping):
            data = list(data)
        frame = pd.DataFrame(data, columns=[column.name for column in self.columns])
        return frame.astype({column.name: column.type for column in self.columns})

    def stacked(self, parts: Iterable[Any]) -> pd.DataFrame:
        """What `frame` takes in several parts, one below the other."""
        return pd.concat([self.frame(), *map(self.frame, parts)], ignore_index=True)


_KEYS = {
    "arrangement": "whose plan it is: course, no-deal, deal or first-best",
    "product": "product, or capability that is required",
    "buyer": "buyer",
    "payer": "buyer that pays",
    "producer": "producer",
    "project": "project",
    "line": "line",
    "period": "period, for example 2027-Q3",
    "measure": "what is measured",
}
_LEVELS = {
    "p05": "at least so much in 95% of futures, by their probability",
    "p10": "at least so much in 90% of futures",
    "p25": "at least so much in 75% of futures",
    "p50": "median over futures",
    "p75": "at most so much in 75% of futures",
    "p90": "at most so much in 90% of futures",
    "p95": "at most so much in 95% of futures",
}
_OF = {"year": ("calendar year", "year"), "future": ("number of the future, from 0", "count")}
FAN = tuple(_LEVELS)


def _key(name: str, meaning: str = "", unit: str = "") -> ResultColumn:
    return ResultColumn(name, unit, "key", meaning or _KEYS[name])


def _keys(names: str) -> tuple[ResultColumn, ...]:
    return tuple(_key(n, *_OF.get(n, ())) for n in names.split())


def _text(name: str, meaning: str = "") -> ResultColumn:
    return ResultColumn(name, "", "text", meaning or _KEYS[name])


def _value(name: str, unit: str, meaning: str) -> ResultColumn:
    return ResultColumn(name, unit, "value", meaning)


def _mean(name: str, unit: str, meaning: str) -> ResultColumn:
    return ResultColumn(name, unit, "mean", meaning)


def _chance(name: str, meaning: str) -> ResultColumn:
    return ResultColumn(name, "share", "chance", meaning)


def _most(name: str, unit: str, meaning: str) -> ResultColumn:
    return ResultColumn(name, unit, "most", meaning)


def _flag(name: str, meaning: str) -> ResultColumn:
    return ResultColumn(name, "", "flag", meaning)


def _spread(unit: str, meaning: str) -> tuple[ResultColumn, ...]:
    """A mean over futures and the levels of its distribution, in one unit."""
    levels = [ResultColumn(name, unit, "level", said) for name, said in _LEVELS.items()]
    return (_mean("mean", unit, meaning), *levels)


def _levels(
    unit: str, meaning: str, prefix: str = "", names: Iterable[str] = FAN
) -> tuple[ResultColumn, ...]:
    """Levels by themselves; `meaning` has a place for the percentage."""
    return tuple(
        ResultColumn(f"{prefix}{name}", unit, "level", meaning.format(f"{int(name[1:])}%"))
        for name in names
    )


def _table(name: str, meaning: str, *columns: ResultColumn) -> ResultTable:
    return ResultTable(name, meaning, columns)


_UNIT = _text("unit", "unit of the row's figures")
_NEVER = (
    _mean("never_delivered", "share", "share of the need that is not delivered by the study's end"),
    _mean("of_flows", "share", "the same of needs that lapse; empty: there are none"),
    _mean("of_stocks", "share", "the same of needs that stand until delivered; empty: there are none"),
)  # fmt: skip
_WAIT = _mean("wait_months", "months", "how long what stands until delivered waits, mean over units delivered; empty: nothing stands")  # fmt: skip
_WAITED = "{} of units delivered wait no longer"
_ON_TIME = _mean("on_time", "share", "share of the units delivered that do not wait")

# fmt: off
RESULTS: tuple[ResultTable, ...] = (
    _table("answer", "The headline figures, one row a measure.", *_keys("arrangement measure"), _UNIT,
        *_spread("row", "mean over futures; of never_delivered and wait, over all units")),
    _table("clauses", "What the deal consists of, one clause a row.",
        _key("instrument", "instrument of the study"), _text("kind", "kind of clause"), _key("buyer", "who pays: a buyer, or all buyers"), _key("producer"),
        _text("covers", "line, project or product that it is for"), _value("size", "row", "size of the clause"), _UNIT,
        _mean("expected_cost", "money", "public cost, expected present value; below 0: money comes back"),
        _mean("gap_without", "money", "what the producer's acceptance falls short by without it"),
        _mean("shortfall_without", "money", "by how much its cash falls below its credit limit without it"),
        _mean("deviation_without", "money", "by how much it would rather deviate without it"),
        _mean("overspent_without", "money", "by how much more is paid beyond budgets without it: what it credits makes room for other clauses"),
        _value("least_size", "row", "smallest size at which the deal costs at most 1% more, the other clauses adjusted"), _value("largest_size", "row", "largest such size"),
        _value("years", "years", "its duration; empty: as long as the study"), _value("quantity", "goods/year", "the most that is committed or reserved"),
        _text("applies_from", "first day on which it applies"), _text("applies_to", "first day of the last period in which it applies"),
        _text("trigger", "what makes it fall due"), _value("largest_payment", "money", "the most that falls due at one moment in any future"),
        _text("paid_by", "who pays which share of it")),
    _table("producers", "How every producer with a part judges each arrangement.", *_keys("arrangement producer"),
        _mean("npv_mean", "money", "net present value to its owners, at its own rate"),
        _mean("npv_tail", "money", "the same, mean of its worst futures"),
        _value("acceptance", "money", "what its part is worth to it beyond its best alternative, risk counted"),
        _flag("accepts", "whether it takes its part"),
        _value("epsilon", "money", "the most it would gain by any alternative that was tried"),
        _value("tried", "count", "alternatives tried")),
    _table("by_state", "The answer by what becomes of the driver that moves payments most.", _key("arrangement"), _key("state", "driver and its state at the end"),
        _chance("probability", "of ending in it"), _key("measure"), _UNIT, _mean("mean", "row", "mean over the futures that end in it"),
        _value("least", "row", "the least of any of them"), _value("most", "row", "the most of any of them")),
    _table("gain", "What the deal adds to no-deal, future by future.", *_keys("future"), _chance("probability", "probability of the future"),
        _value("difference", "money", "social value of the deal less that of no-deal, present value"), _text("course", "what happens in it, in words")),
    _table("buyer_worth", "What each buyer has of an arrangement, and gains over no-deal; present values.", *_keys("arrangement buyer"),
        _mean("worth", "money", "what its deliveries are worth to it, mean over futures"), _mean("late_cost", "money", "what being late costs it"),
        _mean("burden", "money", "what it pays, for goods and under clauses, times its cost of public funds"), _mean("net", "money", "worth less the other two"),
        _mean("gain", "money", "net less that of no-deal; empty: the run has no no-deal"), _value("gain_least", "money", "the least of any future"),
        _most("gain_most", "money", "the most of any future"), _chance("gain_chance", "probability that it gains")),
    _table("projects", "Projects, begun or not.", *_keys("arrangement project"), _text("line"), _text("producer"), _text("product"), _text("kind", "kind of project"),
        _chance("share_begun", "share of futures in which it is begun"),
        _value("begin", "date", "first day, median over these futures"), _value("build_end", "date", "when it is complete, as promised"),
        _value("full_rate", "date", "when its ramp ends, as promised"), _value("capex", "money", "capital cost of one"), _value("adds", "goods/year", "capacity that one adds")),
    _table("deliveries_by_year", "Units delivered in each calendar year, all buyers.", *_keys("arrangement product year"), *_spread("goods", "mean over futures")),
    _table("deliveries", "Units delivered in each period, all buyers.", *_keys("arrangement product period year"), *_spread("goods", "mean over futures")),
    _table("need", "Units that fall due in each period, all buyers.", *_keys("product period"), *_spread("goods", "mean over futures")),
    _table("shortfall", "Who is short at the end of each year.", *_keys("arrangement buyer year"),
        _mean("share_late", "share", "share of what was needed up to then that is not delivered by then"), _mean("late", "goods", "the same in units")),
    _table("lateness", "How late each product is, all buyers.", *_keys("arrangement product"),
        _mean("unit_years", "goods years", "units that stand until delivered, times the years they are late"), _mean("units_missed", "goods", "units of needs that lapse, never delivered"),
        *_NEVER, _WAIT, *_levels("months", _WAITED, "wait_"), _ON_TIME,
        _mean("still_open", "goods", "units that stand open at the study's end"), _mean("open_months", "months", "how long they have been open by then")),
    _table("waits", "Delivery times by buyer, all buyers first.", *_keys("arrangement product buyer"), _mean("needed", "goods", "units needed"),
        *_NEVER, _WAIT, *_levels("months", _WAITED, "wait_"), _ON_TIME),
    _table("waits_by_future", "Delivery times by buyer and future.", *_keys("arrangement product buyer future"), _value("needed", "goods", "units needed"),
        _value("never_delivered", "share", "share of them not delivered by the study's end"), _value("wait_months", "months", "how long what stands until delivered waits")),
    _table("reached", "When a share of a need is delivered.", *_keys("arrangement product buyer"), _key("share", "share of the need", "share"),
        *_levels("time", "in {} of futures it is by then; empty: not within the study"), _chance("ever", "share of futures in which it is, within the study")),
    _table("met", "Chances of meeting a year.", *_keys("arrangement product buyer year"), _chance("all", "nothing is late at its end and nothing lapsed in it"),
        _chance("mostly", "a tenth at most is")),
    _table("orders", "Orders one by one.", _key("arrangement"), _key("order", "order of the study"), _text("buyer"), _text("producer"), _text("product"),
        _value("due", "goods", "units that fall due within the study"), _mean("never_called", "share", "share of them that the buyer does not take"),
        _mean("wait_months", "months", "how long units wait, mean over units taken"), *_levels("months", "{} of units taken wait no longer", "wait_"), _ON_TIME,
        _chance("completed", "share of futures in which all are taken")),
    _table("reasons", "Why deliveries are short, as shares that add up.", *_keys("arrangement product buyer"), _key("of", "units never delivered, or unit-years late"),
        _value("rank", "count", "1 for the largest"), _key("reason", "start, signature, slip, capacity, part, money or other"), _key("name", "product whose lines it is"),
        _value("share", "share", "share of what is short"), _mean("amount", "goods", "the same in units, or units × years")),
    _table("made", "Units made a year, by all, firm, country and line.", *_keys("arrangement product"), _key("by", "all, firm, country or line"), _key("name", "which"), *_keys("year"),
        *_spread("goods", "mean over futures"), _mean("announced", "goods", "as firms state it: full capacity, built in the time promised")),
    _table("rivals", "Own output beside a rival's.", _key("arrangement"), _key("rival", "rival of the study"), _key("product", "what the rival's figure counts"), _key("against", "product of the study beside it"), *_keys("year"),
        *_spread("goods", "own output, mean over futures"), _value("low", "goods", "the rival's, least"), _value("central", "goods", "the rival's, most likely"), _value("high", "goods", "the rival's, most"),
        _text("basis", "stated, between two stated years, or held on"), _chance("ahead", "own output is the larger in the year"), _chance("ahead_by", "it has been by then")),
    _table("first_ahead", "By which year own output has been ahead.", _key("arrangement"), _key("rival", "rival of the study"), _key("product", "what the rival's figure counts"), _key("against", "product of the study beside it"),
        *_levels("year", "with {} probability by then; empty: not within the study", names=("p10", "p50", "p90")), _chance("ever", "chance within the study")),
    _table("bottlenecks", "What one more unit of a limit would be worth.", _key("arrangement"), _key("family", "capacity, budget or limit"), _key("name", "which"), *_keys("year"),
        _mean("mean", "row", "mean over futures"), *_levels("row", "at most so much in {} of futures"), _UNIT),
    _table("money_path", "Money by calendar year, from pledge to delivery.", _key("arrangement"), *_keys("year"), _key("step", "pledged (budgets), contracted, paid, or delivered (at asked prices)"),
        *_spread("money", "mean over futures, as it falls due")),
    _table("who_pays", "Payments by buyer and calendar year.", *_keys("arrangement payer"), _key("state", "all futures, or those that end in a state of the world"), *_keys("year"),
        *_spread("money", "mean over these futures, as it falls due"), _most("worst", "money", "the most in any of them")),
    _table("exposure", "At stake under the clauses, by buyer and calendar year.", _key("arrangement"), *_keys("buyer year"),
        _most("maximum", "money", "at the start of the year: paid early and not yet credited, and the most that can still fall due"),
        _most("advance", "money", "the most paid early and not yet credited in the year"), _most("due", "money", "the most that falls due in the year"),
        _mean("expected", "money", "what falls due in the year"), *_levels("money", "in {} of futures no more falls due in the year"), _mean("credited", "money", "what comes back in the year")),
    _table("producer_cash", "Cumulative cash of producers at the end of each period.", *_keys("arrangement producer period"),
        _mean("mean", "money", "mean over futures"), *_levels("money", "at most so much in {} of futures")),
    _table("clause_cash", "What is paid to a producer under each signed clause, by calendar year.",
        _key("instrument", "instrument of the study"), _key("buyer", "who pays: a buyer, or all buyers"), _key("producer"), _key("covers", "line, project or product that it is for"), *_keys("year"),
        _mean("mean", "money", "mean over futures; below 0: money comes back"), _value("low", "money", "the least of any future"), _most("high", "money", "the most of any future")),
    _table("producer_peaks", "How deep a producer's cumulative cash falls at any moment, in the futures in which it builds.", *_keys("arrangement producer"),
        _chance("builds", "that it begins a project of its own that is not committed"),
        _mean("deepest_mean", "money", "its lowest balance, mean over these futures (over all where it never builds)"),
        _value("deepest_p05", "money", "5% of these futures lie below"), _value("deepest", "money", "the lowest of any")),
    _table("bankable", "The least guarantee, floor price or time that makes a producer's part bankable.", _key("producer"), _key("product"), _key("project"),
        _key("demand", "share of the planned sales that turns up", "share"), _key("kind", "guarantee (of the price), margin (guarantee of the margin), floor price, duration"),
        _value("size", "row", "the least that suffices; empty: none does"), _UNIT, _mean("public_cost", "money", "expected present value")),
    _table("breakeven", "Guarantees and demand, a grid.", _key("project"), _text("producer"), _key("guarantee", "share of the line's rate whose margin is guaranteed", "share"),
        _key("demand", "share of the planned sales that turns up", "share"), _value("acceptance", "money", "what the part is worth to the producer beyond its best alternative"),
        _mean("payout", "money", "public cost of the guarantee, expected present value")),
    _table("developments", "What it takes that something is developed which may come to nothing.", _key("project"), _text("producer"), _text("product"), _flag("begun", "whether the plan begins it"),
        _chance("chance", "of success"), _value("cost", "money", "capital, present value"), _value("gap", "money", "what the programme lacks for itself"),
        _value("push", "money", "grant that suffices alone"), _mean("push_cost", "money", "its public cost"), _value("pull", "money/unit", "subsidy a unit that suffices alone"),
        _value("fund", "money", "the most that the subsidy can come to"), _mean("pull_cost", "money", "its public cost"), _value("mix_push", "money", "grant of the cheapest mix"),
        _value("mix_pull", "money/unit", "subsidy of the cheapest mix"), _mean("mix_cost", "money", "public cost of the cheapest mix"), _value("prize", "money", "a prize for success alone that suffices"),
        _value("rent", "money", "what one prize for all leaves to the likelier"), _value("price", "money/unit", "price of the goods"), _value("worth", "money/unit", "what a unit is worth to buyers"),
        _value("units_at_top", "goods", "units bought at their worth where the fund is paid early"), _value("average_price", "money/unit", "price on average then")),
    _table("information", "What knowing more, and planning for uncertainty, are worth.", _key("name", "what would be known, or done"), _value("value", "money", "its worth, present value"),
        _value("dearer", "money", "cost of the dearer of the two plans compared"), _value("cheaper", "money", "cost of the cheaper"), _value("error", "money", "how far the worth can be off")),
    _table("tornado", "Assumptions moved alone, widest swing first.", _key("arrangement"), _key("name", "assumption"), _text("table", "table of the study"), _text("column", "its column"), _text("rows", "which rows, in words"),
        _value("figures", "count", "figures that move together"), _text("status", "sourced, assumed or unsourced"), _text("grade", "grade of the document"), _text("reason", "why that range"),
        _flag("stated", "whether the range is the study's own"), _text("operation", "set, scale or add"), _value("low", "stated", "low end of the range"), _value("high", "stated", "high end"),
        _key("measure"), _UNIT, _value("at_low", "row", "the measure at the low end; empty: such a study is refused"), _value("base", "row", "as stated"), _value("at_high", "row", "at the high end"),
        _value("swing", "row", "how far the measure moves"), _value("error", "row", "what the swing of social value is known to within, since no plan is proved best; empty: not known"), _text("first_at_low", "projects of which another number is begun at the start, at the low end"), _text("first_at_high", "the same at the high end"),
        _value("turn_low", "stated", "where that turns on the way down; empty: it does not"), _value("turn_high", "stated", "the same on the way up"), _text("how", "worked out again, or reckoned from the prices of the plan at hand")),
    _table("whys", "What is lost without a project, a producer or a clause.", _key("kind", "project, producer or clause"), _key("name", "what is left out"), _key("arrangement"),
        _value("having", "money", "social value with it"), _value("without", "money", "and without it, worked out again"), _value("regret", "money", "what is lost without it"),
        _value("error", "money", "how far that may be off; empty: not known"), _value("dearer", "money", "what the burden on taxpayers rises by without a clause"),
        _chance("share_of_futures", "a project is begun"), _value("begin", "date", "when first"), _chance("share_if_known", "it would be begun, were each future known at the start"),
        _value("capex", "money", "its capital cost"), _value("drops_out_at", "money", "capital cost from which on it is begun in no future; empty: none")),
    _table("policies", "Policies beside the study as it stands.", _key("policy", "named edits of the study"), _key("part", "headline, begun at the start, or clauses"), _key("arrangement"),
        _key("name", "what is told"), _UNIT, _value("value", "row", "mean over futures, number begun, or size")),
    _table("spread", "What the spread over draws of all assumptions comes from.", _key("measure"), _key("group", "table of the study"), _value("alone", "share", "share of the variance that it explains alone"),
        _value("alone_error", "share", "half the width of its 95% interval"), _value("total", "share", "share in which it has a hand"), _value("total_error", "share", "half the width of its 95% interval")),
    _table("first_decisions", "What is begun at the start, over draws of all assumptions.", _key("project"), _value("begun", "count", "how many at the start, as stated"),
        _value("same", "share", "share of draws with as many"), _flag("holds", "nine of ten draws or more")),
    _table("batches", "The plan in fresh futures, batch by batch.", _key("batch", "number of the batch", "count"), _value("first", "count", "number of its first future"), _value("futures", "count", "futures in it"),
        _mean("cost", "money", "what the plan costs there"), _mean("bound", "money", "the least that any plan could"), _mean("gap", "money", "the difference")),
    _table("lookback", "What happened beside what `course` said of it.", _key("measure"), _key("date", "of the reading", "date"), _key("product"), _text("since", "first day, where a total up to the date was counted"), _value("low", "goods", "what happened, at least"),
        _value("high", "goods", "what happened, at most"), *_levels("goods", "at most so much in {} of futures", names=("p10", "p50", "p90")), _flag("inside", "whether the band of 80% holds it")),
    _table("futures", "The futures of the scenario tree.", *_keys("future"), _chance("probability", "its probability"), _text("state", "state of the driver that moves payments most"), _text("course", "what happens in it, in words")),
    _table("sources", "Documents behind the study's figures.", _key("source", "name of the document in the study"), _text("publisher", "who published it"), _text("title", "its title"), _value("date", "date", "its date"),
        _text("address", "where it is"), _text("grade", "A official, B established, C indirect, D weak"), _value("figures", "count", "figures of the study that rest on it")),
    _table("assumptions", "Figures of the study without a document.", _key("table", "table of the study"), _key("row", "which row"), _key("column", "which column"), _text("value", "the figure as stated"), _text("unit", "its unit, as the column has it"),
        _text("note", "the reason"), _text("status", "assumed (a judgement) or unsourced")),
    _table("payments", "Every payment, future by future.", *_keys("arrangement future"), _chance("probability", "probability of the future"), _text("state", "state of the world at its end"),
        _key("payer"), _key("item", "goods, clauses, or credits: what comes back"), *_keys("year"), _value("amount", "money", "as it falls due; below 0: comes back")),
)
# fmt: on
"""Every result table, in the order in which a reader needs them."""
_BY_NAME = {found.name: found for found in RESULTS}


def result(name: str) -> ResultTable:
    """The result table of that name; KeyError where there is none."""
    if name not in _BY_NAME:
        raise KeyError(f"there is no result table {name}{did_you_mean(name, _BY_NAME)}")
    return _BY_NAME[name]


def is_written(name: str, frame: pd.DataFrame) -> bool:
    """Whether `frame` has the columns of result table `name`, with numbers where these hold numbers."""
    columns = _BY_NAME[name].columns if name in _BY_NAME else ()
    return [c.name for c in columns] == list(frame.columns) and all(
        frame[c.name].dtype.kind in "biuf" or frame[c.name].isna().all()
        for c in columns
        if c.is_number
    )


def in_order(tables: Iterable[str]) -> list[str]:
    """Names of tables in the dictionary's order, others after them by name."""
    place = {name: k for k, name in enumerate(_BY_NAME)}
    return sorted(tables, key=lambda name: (place.get(name, len(place)), name))


def unit_words(unit: str, currency: str, price_year: int) -> str:
    """A unit of the dictionary in words, for a study's money."""
    return UNITS[unit].words.format(currency=currency, price_year=price_year)


def described(name: str, frame: pd.DataFrame, currency: str, price_year: int) -> pd.DataFrame:
    """The frame with `attrs`: table, meaning, and by column units, meanings and statistics.  No value changes."""
    declared = [c for c in result(name).columns if c.name in frame.columns]
    frame.attrs = {
        "table": name,
        "meaning": result(name).meaning,
        "units": {c.name: unit_words(c.unit, currency, price_year) for c in declared},
        "meanings": {c.name: c.meaning for c in declared},
        "statistics": {c.name: c.statistic for c in declared},
    }
    return frame


def form_of(column: ResultColumn, unit: str = "") -> str:
    """Number format of a spreadsheet for a cell of `column`; `unit` is what the row's column `unit` says.

    >>> column = result("answer").column("mean")
    >>> [form_of(column, unit) for unit in ("share", "months", "million EUR", "pumps", "money/unit")]
    ['0.0%', '0.0', '#,##0.00', '#,##0.0', '#,##0.00####']
    """
    if column.unit != "row":
        return UNITS[column.unit].form
    if unit.startswith("share"):
        return UNITS["share"].form
    if "month" in unit:
        return UNITS["months"].form
    if unit == "money" or (unit.startswith("million") and " per " not in unit):
        return UNITS["money"].form
    if unit.startswith(("million", "money")):
        return UNITS["money/unit"].form
    return UNITS["goods"].form
