"""What a study may hold beside what it must: capabilities, supply, limits, noise, ranges, rivals, policies, countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Row = dict[str, object]
Tables = dict[str, list[Row]]
One = Callable[..., object]


def widened(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> Tables:
    """Further tables for the study of `tables`, each there or not; countries are added to what stands there."""
    for row in [*tables["producers"], *tables["lines"]]:
        row["country"] = one("DEU", "POL")
    for row in tables["buyers"]:
        row["iso3"] = one("FRA", "SWE")
    adding = (_capability, _supply, _limits, _noise, _ranges, _rivals, _policy, _volume)
    for add in adding:
        if one(True, False, False):
            add(one, tables, labels, years)
    return tables


def _capability(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    """A need that several products can serve."""
    goods = list(dict.fromkeys(str(row["product"]) for row in tables["requirements"]))
    tables["capabilities"] = [
        {"capability": "reach", "product": name, "contribution": one(0.5, 1, 2), "unit": one("", "shots")}
        for name in goods
    ]  # fmt: skip
    units = {row["unit"] for row in tables["capabilities"]}
    if len(units) > 1:
        for row in tables["capabilities"]:
            row["unit"] = ""
    buyer = tables["requirements"][0]["buyer"]
    tables["requirements"] += [
        {"buyer": buyer, "product": "reach", "period": label, "quantity": one(0, 3),
         "kind": "stock", "value": one(2, 6), "late_cost": one("", 2)} for label in labels
    ]  # fmt: skip


def _supply(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    """Who may supply whom, of buyers, producers and countries."""
    buyers = [tables["buyers"][0]["buyer"], tables["buyers"][0]["iso3"]]
    firms = [tables["producers"][0]["producer"], tables["lines"][0]["country"]]
    allowed = one("", "yes", "no")
    least = (
        "" if allowed == "no" else one("", "", 0.25)
    )  # a share of what is not allowed is refused
    tables["supply"] = [
        {"buyer": one(*buyers), "producer": one(*firms), "allowed": allowed, "extra_cost": one("", 0, 0.5),
         "max_share": one("", 0.5), "min_share": least}
    ]  # fmt: skip


def _limits(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    """Hard rules that a plan can always keep."""
    variable = one("begun", "make", "hold", "deliver")
    if variable == "begun" and not tables.get("projects"):
        variable = "make"
    where = f"line={tables['lines'][0]['line']}" if variable == "make" else ""
    tables["limits"] = [{"limit": "rule", "variable": variable, "where": where, "maximum": one(0, 1, 6, 100)}]  # fmt: skip


def _noise(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    tables["noise"] = [{"noise": "output", "where": "", "mean": one("", 0.9), "spread": one(0, 0.1, 0.5), "memory": one("", 0.5, 1)}]  # fmt: skip


def _ranges(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    tables["ranges"] = [
        {"table": "lines", "column": "unit_cost", "where": "", "low": 0.5, "high": one(1, 1.5), "operation": "scale"},
        {"table": "requirements", "column": "quantity", "where": "", "low": 0.8, "high": 1.2, "operation": "scale"},
    ]  # fmt: skip


def _rivals(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    first = tables["products"][0]["product"]
    tables["rivals"] = [
        {"rival": "Elsewhere", "product": one(first, "theirs"), "year": year, "low": one("", 1), "central": 3, "high": one("", 5)}
        for year in years
    ]  # fmt: skip


def _policy(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    column, value = one(("unit_cost", "0.5"), ("capacity", "2"), ("unit_cost", "3"))  # type: ignore[misc]
    tables["changes"] = [{"policy": "other", "order": 1, "table": "lines", "where": "", "column": column, "operation": "scale", "value": value}]  # fmt: skip


def _volume(one: One, tables: Tables, labels: Sequence[str], years: Sequence[int]) -> None:
    tables["instruments"] = [
        *tables.get("instruments", []),
        {"instrument": "by volume", "kind": "volume_price", "producer": "", "product": tables["products"][0]["product"], "steps": one("2;3;6;2", "1;2")},
    ]  # fmt: skip
