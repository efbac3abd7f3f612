"""The one document that says what a run found, for people and for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.arrangements.document import signing_steps
from offtake.formulas.bands import BAND
from offtake.results.tables.account import Account
from offtake.results.tables.deal.gain import gain_by_future, gain_by_state
from offtake.results.tables.plan.deliveries import deliveries_by_year, lateness, missed
from offtake.results.tables.plan.equal import equal_projects
from offtake.results.tables.plan.money import (
    expected,
    overspending,
    public_burden,
    public_paid,
    resources,
    social,
)
from offtake.results.tables.plan.projects import earliest, starts

CLAUSE_KEYS = ("instrument", "kind", "buyer", "producer", "size", "unit", "expected_cost", "gap_without", "shortfall_without", "deviation_without", "overspent_without")  # fmt: skip


def arrangement_document(a: Account, found: Arrangements | None = None) -> dict[str, Any]:
    """What one arrangement found: status, values, deliveries, lateness, projects, producers, clauses.

    `found` holds what producers make of it, where that was asked for.
    """
    plan = a.plan
    return {
        "status": plan.status,
        "gap": plan.gap,
        "bound": plan.bound,
        "objective": plan.objective,
        "social_value": expected(a, social(a)),
        "resource_cost": expected(a, resources(a)),
        "public_paid": expected(a, public_paid(a)),
        "public_burden": expected(a, public_burden(a)),
        "delivered": _delivered(a),
        "missed": missed(a),
        **_lateness(a),
        "projects": _projects(a),
        "equal_projects": equal_projects(a),
        "producers": []
        if found is None
        else [asdict(row) for row in found.producers(a.arrangement)],
        "clauses": _clauses(found) if a.arrangement == "deal" else [],
        "epsilon": {} if found is None else _by_producer(found, a.arrangement, "epsilon"),
        "tried": {} if found is None else _by_producer(found, a.arrangement, "tried"),
        "overspent": overspending(a),
    }


def _clauses(found: Arrangements | None) -> list[dict[str, Any]]:
    if found is None or found.deal is None:
        return []
    return [{name: getattr(clause, name) for name in CLAUSE_KEYS} for clause in found.deal.clauses]


def _by_producer(found: Arrangements, arrangement: str, key: str) -> dict[str, Any]:
    return {row.producer: getattr(row, key) for row in found.producers(arrangement)}


def agreement_document(
    accounts: Mapping[str, Account], found: Arrangements | None
) -> dict[str, Any]:
    """no_deal_ends, signing, value_of_commitment_by_future and _by_state, indifferent: what only agreement asks for."""
    ends, nodeal = [], None if found is None else found.no_deal
    if nodeal is not None:
        ends = [
            {"start": e.start, "social_value": e.social_value, "shown": e is nodeal.shown}
            for e in nodeal.ends
        ]
    deal = None if found is None else found.deal
    return {
        "no_deal_ends": ends,
        "signing": [] if deal is None else signing_steps(deal),
        "value_of_commitment_by_future": gain_by_future(accounts).to_dict("records"),
        "value_of_commitment_by_state": gain_by_state(accounts),
        "indifferent": [] if found is None else [p.unit for p in found.asked if p.indifferent],
    }


def comparison(arrangements: Mapping[str, Mapping[str, Any]]) -> dict[str, float | None]:
    """Value of commitment (deal less no-deal) and price of no agreement (first-best less no-deal)."""
    value = {name: document["social_value"] for name, document in arrangements.items()}

    def difference(better: str) -> float | None:
        if better not in value or "no-deal" not in value:
            return None
        return float(value[better] - value["no-deal"])

    return {
        "value_of_commitment": difference("deal"),
        "price_of_no_agreement": difference("first-best"),
    }


def _delivered(a: Account) -> dict[str, dict[str, dict[str, float]]]:
    found: dict[str, dict[str, dict[str, float]]] = {}
    for row in deliveries_by_year(a).to_dict("records"):
        years = found.setdefault(str(row["product"]), {})
        years[str(row["year"])] = {band: float(row[band]) for band in ("mean", *BAND)}
    return found


def _lateness(a: Account) -> dict[str, dict[str, Any]]:
    """late: unit-years; never_delivered: share of need, and by kind; wait_months: mean over delivered stock units,
    and how it is spread; each by what is needed, left out where there is no such need."""
    rows = lateness(a).set_index("product")

    def by_need(column: str) -> dict[str, float]:
        return {str(name): float(v) for name, v in rows[column].dropna().items()}

    def each(**columns: str) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {str(name): {} for name in rows.index}
        for key, column in columns.items():
            for name, value in by_need(column).items():
                found[name][key] = value
        return {name: told for name, told in found.items() if told}

    waits = each(
        on_time="on_time",
        **{level: f"wait_{level}" for level in BAND},
        still_open="still_open",
        open_months="open_months",
    )
    return {
        "late": by_need("unit_years"),
        "never_delivered": by_need("never_delivered"),
        "never_delivered_by_kind": each(flow="of_flows", stock="of_stocks"),
        "wait_months": by_need("wait_months"),
        "waits": waits,
    }


def _projects(a: Account) -> list[dict[str, Any]]:
    share, _ = starts(a)
    first = earliest(a)
    begun = dict(zip(a.study.projects["project"], a.study.projects["begun"], strict=True))
    return [
        {
            "project": project,
            "share_of_futures": share[project],
            "first_start": (begun.get(project) or a.study.period_start(period)).isoformat(),
        }
        for project, period in first.items()
    ]
