r"""The figures of a study at every node of a tree: arrays, ready for the blocks.

After this step nothing asks for a table, a unit or a date.  Axes are always in this order: node n, then
the entry (line l, project p, product j, requirement r, delivery d, buyer b), each in the order of its
table.  Money in millions, quantities in units, rates per year, Δ in years.

A requirement r is (buyer, need, kind), its quantity stated for a longer time spread evenly over the
periods of that time.  A delivery d meets one requirement with one product: the product itself, or each
product that gives the capability, which counts by its contribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from offtake.errors import StudyError
from offtake.model.blocks import Indices, Labels, Vector
from offtake.study.money import budgets
from offtake.study.periods import period_span
from offtake.study.study import Study
from offtake.study.timing import discount_factors
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lines:
    """Lines l."""

    labels: Labels
    product: Indices  # (lines,)
    capacity: Vector  # (nodes, lines) at the start of the study, within opening and closing
    reliability: Vector  # (nodes, lines)
    unit_cost: Vector  # (nodes, lines)
    fixed_cost: Vector  # (nodes, lines)
    min_rate: Vector  # (lines,)


@dataclass(frozen=True)
class Projects:
    """Projects p."""

    labels: Labels
    line: Indices  # (projects,)
    adds: Vector  # (nodes, projects)
    capex: Vector  # (nodes, projects)
    build_time: Vector  # (nodes, projects)
    fixed_cost: Vector  # (nodes, projects)
    limit: Vector  # (projects,)
    window: Flags  # (periods, projects) may it begin?
    requires: Indices  # (projects,), -1 where it asks for no other
    ramp: tuple[Vector, ...]  # by project, share of full rate by year after completion
    end_share: Vector  # (periods, projects) share of capex still of use at the end, by start


@dataclass(frozen=True)
class Products:
    """Products j."""

    labels: Labels
    recipe: Vector  # (inputs, products): units of the input in one unit of the product
    holding_cost: Vector  # (nodes, products)
    stock_value: Vector  # (nodes, products)
    price: Vector  # (nodes, products): the highest asked, since any producer may deliver


@dataclass(frozen=True)
class Buyers:
    """Buyers b."""

    labels: Labels
    budget: Vector  # (nodes, buyers) of the period's calendar year; infinite where none is stated
    carry_over: float


@dataclass(frozen=True)
class Requirements:
    """Requirements r, and the deliveries d that meet them."""

    labels: Labels
    is_stock: Flags  # (requirements,)
    buyer: Indices  # (requirements,)
    need: Vector  # (nodes, requirements)
    value: Vector  # (nodes, requirements)
    late_cost: Vector  # (nodes, requirements)
    deliveries: Labels
    requirement: Indices  # (deliveries,)
    product: Indices  # (deliveries,)
    contribution: Vector  # (deliveries,)


@dataclass(frozen=True)
class Quantities:
    """Everything that the blocks of the physical plan are made from."""

    step: float  # Δ, years
    start_factor: Vector  # (periods,) discount factor of a period's start
    end_factor: Vector  # (periods,) discount factor of its end
    year: Indices  # (periods,) calendar year in which the period's end falls
    lines: Lines
    projects: Projects
    products: Products
    buyers: Buyers
    requirements: Requirements


def quantities(study: Study, tree: ScenarioTree) -> Quantities:
    """Read the figures of `study` at the nodes of `tree`."""
    periods = study.settings.periods
    start_factor, end_factor = discount_factors(planner_rate(study), study.step, periods)
    return Quantities(
        step=study.step,
        start_factor=start_factor,
        end_factor=end_factor,
        year=payment_years(study),
        lines=_lines(study, tree),
        projects=_projects(study, tree),
        products=_products(study, tree),
        buyers=_buyers(study, tree),
        requirements=_requirements(study, tree),
    )


def planner_rate(study: Study) -> float:
    """The rate of study.toml, or the one rate that all buyers share."""
    if study.settings.discount_rate is not None:
        return study.settings.discount_rate
    rates = study.buyers["discount_rate"].unique()
    if len(rates) != 1:
        raise StudyError("buyers have different discount rates; set discount_rate in study.toml")
    return float(rates[0])


def payment_years(study: Study) -> Indices:
    """(periods,) calendar year in which the last day of each period falls."""
    ends = [study.period_start(t + 1) - timedelta(days=1) for t in range(study.settings.periods)]
    return np.array([day.year for day in ends], np.int64)


def names(frame: pd.DataFrame, *columns: str) -> Labels:
    """Labels from the key columns of a table."""
    keys = zip(*(frame[column].astype(str) for column in columns), strict=True)
    return Labels(columns, tuple(keys))


def positions(values: pd.Series[str], among: pd.Series[str]) -> Indices:
    """Where each of `values` stands in `among`; -1 for an empty one."""
    place = {name: k for k, name in enumerate(among)}
    return np.array([-1 if pd.isna(v) or v == "" else place[v] for v in values], np.int64)


def _lines(study: Study, tree: ScenarioTree) -> Lines:
    lines = study.lines
    there = _there(study)[tree.period]

    def at_nodes(column: str) -> Vector:
        return node_values(study, lines, "lines", column, tree)

    return Lines(
        labels=names(lines, "line"),
        product=positions(lines["product"], study.products["product"]),
        capacity=at_nodes("capacity") * there,
        reliability=at_nodes("reliability"),
        unit_cost=at_nodes("unit_cost"),
        fixed_cost=at_nodes("fixed_cost") * there,
        min_rate=lines["min_rate"].to_numpy(float),
    )


def _there(study: Study) -> Flags:
    """(periods, lines): is the line's own capacity there on the first day of the period?"""
    day = _first_days(study)
    opens = study.lines["opens"].to_numpy("datetime64[ns]")
    closes = study.lines["closes"].to_numpy("datetime64[ns]")
    return np.asarray(
        (np.isnat(opens) | (opens <= day)) & (np.isnat(closes) | (day < closes)), bool
    )


def _first_days(study: Study) -> npt.NDArray[np.datetime64]:
    """(periods, 1): first day of each period."""
    days = [study.period_start(t) for t in range(study.settings.periods)]
    return np.array(days, "datetime64[ns]")[:, None]


def _projects(study: Study, tree: ScenarioTree) -> Projects:
    projects = study.projects
    earliest = projects["earliest"].to_numpy("datetime64[ns]")
    latest = projects["latest"].to_numpy("datetime64[ns]")
    day = _first_days(study)
    window = np.asarray(
        (np.isnat(earliest) | (day >= earliest)) & (np.isnat(latest) | (day <= latest)), bool
    )

    def at_nodes(column: str) -> Vector:
        return node_values(study, projects, "projects", column, tree)

    return Projects(
        labels=names(projects, "project"),
        line=positions(projects["line"], study.lines["line"]),
        adds=at_nodes("adds"),
        capex=at_nodes("capex"),
        build_time=at_nodes("build_time"),
        fixed_cost=at_nodes("fixed_cost"),
        limit=projects["limit"].to_numpy(float),
        window=window,
        requires=positions(projects["requires"], projects["project"]),
        ramp=tuple(np.asarray(ramp, float) for ramp in projects["ramp"]),
        end_share=_end_share(study),
    )


def _end_share(study: Study) -> Vector:
    """Share of capex still of use at the end T, for a start at each period.

    With life L, started s years before T, at rate r, by annuity:
    (1 - (1+r)^-(L-s)) / (1 - (1+r)^-L); 0 once s exceeds L.  (20 years, s = 10, 10%: 0.72174.)
    """
    rate, step, periods = planner_rate(study), study.step, study.settings.periods
    used = (periods - np.arange(periods))[:, None] * step
    life = study.projects["life"].to_numpy(float)[None, :]
    stated = study.projects["end_value"].to_numpy(float)[None, :]
    left = np.maximum(life - used, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = left / life if rate == 0 else (1 - (1 + rate) ** -left) / (1 - (1 + rate) ** -life)
    share = np.where(np.isnan(life), 0.0, share)
    return np.asarray(np.where(np.isnan(stated), share, np.broadcast_to(stated, share.shape)))


def _products(study: Study, tree: ScenarioTree) -> Products:
    products, recipes = study.products, study.recipes
    recipe = np.zeros((len(products), len(products)))
    recipe[
        positions(recipes["input"], products["product"]),
        positions(recipes["product"], products["product"]),
    ] = recipes["quantity"].to_numpy(float)
    return Products(
        labels=names(products, "product"),
        recipe=recipe,
        holding_cost=node_values(study, products, "products", "holding_cost", tree),
        stock_value=node_values(study, products, "products", "stock_value", tree),
        price=_highest_price(study, tree),
    )


def asking_prices(study: Study, tree: ScenarioTree) -> Vector:
    """(nodes, rows of prices): price asked at a node, with its yearly change."""
    years = tree.period[:, None] * study.step
    change = 1 + study.prices["index"].to_numpy(float)
    asked = node_values(study, study.prices, "prices", "price", tree) * change[None, :] ** years
    return np.asarray(asked)


def _highest_price(study: Study, tree: ScenarioTree) -> Vector:
    """(nodes, products): 0 where nobody asks a price."""
    asked = asking_prices(study, tree)
    product = positions(study.prices["product"], study.products["product"])
    highest = np.zeros((tree.size, len(study.products)))
    for row, j in enumerate(product):
        highest[:, j] = np.maximum(highest[:, j], asked[:, row])
    return highest


def _buyers(study: Study, tree: ScenarioTree) -> Buyers:
    frame = budgets(study)
    amount = node_values(study, frame, "budgets", "amount", tree)
    buyer = positions(frame["buyer"], study.buyers["buyer"])
    year = payment_years(study)[tree.period]
    budget = np.full((tree.size, len(study.buyers)), np.inf)
    for row, (b, y) in enumerate(zip(buyer, frame["year"].to_numpy(int), strict=True)):
        at = year == y
        budget[at, b] = amount[at, row]
    return Buyers(names(study.buyers, "buyer"), budget, study.settings.carry_over)


def _requirements(study: Study, tree: ScenarioTree) -> Requirements:
    frame = study.requirements
    rows = list(zip(frame["buyer"], frame["product"], frame["kind"], strict=True))
    keys = list(dict.fromkeys(rows))
    place = {key: k for k, key in enumerate(keys)}
    row_key = np.array([place[key] for key in rows], np.int64)
    first, count = period_spans(study, frame["period"])
    in_force = _in_force(row_key, first, len(keys), study.settings.periods)[tree.period]

    def at_nodes(column: str) -> Vector:
        return node_values(study, frame, "requirements", column, tree)

    need = np.zeros((tree.size, len(keys)))
    quantity = at_nodes("quantity")
    for row, key in enumerate(row_key):
        at = (tree.period >= first[row]) & (tree.period < first[row] + count[row])
        need[at, key] += quantity[at, row] / count[row]
    node = np.arange(tree.size)[:, None]
    deliveries, requirement, product, contribution = _deliveries(study, keys)
    return Requirements(
        labels=Labels(
            ("buyer", "need", "kind"), tuple((str(b), str(p), str(k)) for b, p, k in keys)
        ),
        is_stock=np.array([kind == "stock" for _, _, kind in keys], bool),
        buyer=positions(pd.Series([b for b, _, _ in keys], dtype=object), study.buyers["buyer"]),
        need=need,
        value=at_nodes("value")[node, in_force],
        late_cost=at_nodes("late_cost")[node, in_force],
        deliveries=deliveries,
        requirement=requirement,
        product=product,
        contribution=contribution,
    )


def _in_force(row_key: Indices, first: Indices, keys: int, periods: int) -> Indices:
    """(periods, requirements): the row whose value and late cost hold: the latest begun, or the first."""
    rows = np.zeros((periods, keys), np.int64)
    for key in range(keys):
        own = np.flatnonzero(row_key == key)
        own = own[np.argsort(first[own], kind="stable")]
        latest = np.searchsorted(first[own], np.arange(periods), side="right") - 1
        rows[:, key] = own[np.maximum(latest, 0)]
    return rows


def period_spans(study: Study, labels: pd.Series[str]) -> tuple[Indices, Indices]:
    """First period and number of periods of 2027, 2027-H1, 2027-Q3 or 2027-03; first may be < 0."""
    length = round(study.step * 12)
    origin = study.settings.start.year * 12 + study.settings.start.month
    first, count = [], []
    for label in labels:
        span = period_span(str(label))
        if span is None:
            raise StudyError(f"requirements: {label} is not a period")
        begin, end = (day.year * 12 + day.month - origin for day in span)
        if begin % length or end % length:
            raise StudyError(
                f"requirements: {label} does not fit periods of a {study.settings.period}"
            )
        first.append(begin // length)
        count.append((end - begin) // length)
    return np.array(first, np.int64), np.array(count, np.int64)


def _deliveries(
    study: Study, keys: list[tuple[str, str, str]]
) -> tuple[Labels, Indices, Indices, Vector]:
    capabilities = study.capabilities
    place = {name: k for k, name in enumerate(study.products["product"])}
    labels, requirement, product, contribution = [], [], [], []
    for r, (buyer, need, kind) in enumerate(keys):
        rows = capabilities[capabilities["capability"] == need]
        ways = (
            [(need, 1.0)]
            if need in place
            else list(zip(rows["product"], rows["contribution"], strict=True))
        )
        for name, share in ways:
            labels.append((str(buyer), str(need), str(kind), str(name)))
            requirement.append(r)
            product.append(place[name])
            contribution.append(float(share))
    return (
        Labels(("buyer", "need", "kind", "product"), tuple(labels)),
        np.array(requirement, np.int64),
        np.array(product, np.int64),
        np.array(contribution, float),
    )
