"""The small random studies of `richer_studies` with what those lack: hard rules, pledges, needs of whole years, effects that set
and add on some rows and for a time, parts of parts, states that nothing follows, three of them, projects that ask across lines."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
from tests.plan.richer_studies import richer_study

from offtake.study.reading.assemble import study_from_frames
from offtake.study.study import Study
from offtake.study.wording.periods import period_span

Tables = dict[str, pd.DataFrame]


def stranger_study(seed: int) -> Study:
    """The study of a seed; the same for ever.  StudyError where the door refuses what was drawn."""
    rng = np.random.default_rng([11, seed])
    study = richer_study(int(rng.integers(20_000, 1_000_000)))
    tables = {name: frame.copy() for name, frame in study.tables.items() if len(frame)}
    for change in (_whole_years, _parts_of_parts, _effects, _third_state, _pledges, _rules):
        if rng.random() < 0.6:
            change(study, tables, rng)
    return study_from_frames(study.settings, tables)


def _whole_years(study: Study, tables: Tables, rng: np.random.Generator) -> None:
    """Needs by the year, or by the quarter in studies by the month, where all of it lies within the study."""
    first, after = study.period_start(0), study.period_start(study.settings.periods)
    longer = []
    for row in tables["requirements"].to_dict("records"):
        begins, _ = period_span(str(row["period"])) or (first, first)
        quarter = f"{begins.year}-Q{(begins.month - 1) // 3 + 1}"
        longer.append(str(row["period"]))
        for label in (quarter,) if study.settings.period == "month" else (str(begins.year),):
            ends = period_span(label)
            if ends and first <= ends[0] and ends[1] <= after:
                longer[-1] = label
    needs = tables["requirements"].assign(period=longer)
    needs["quantity"] *= 2
    tables["requirements"] = needs.drop_duplicates(["buyer", "product", "kind", "period"])


def _parts_of_parts(study: Study, tables: Tables, rng: np.random.Generator) -> None:
    if "part" not in set(tables["products"]["product"]):
        return
    part = tables["products"][tables["products"]["product"] == "part"]
    line = tables["lines"][tables["lines"]["product"] == "part"].iloc[[0]]
    ore = line.assign(line="ore", product="ore", capacity=float(rng.integers(5, 40)), min_rate=0.0)
    owner = str(rng.choice(tables["producers"]["producer"]))
    asked = pd.DataFrame(
        {"product": ["part"], "input": ["ore"], "quantity": [float(rng.choice([0.5, 2.0]))]}
    )
    tables["products"] = pd.concat(
        [tables["products"], part.assign(product="ore")], ignore_index=True
    )
    tables["lines"] = pd.concat([tables["lines"], ore.assign(producer=owner)], ignore_index=True)
    tables["recipes"] = pd.concat([tables["recipes"], asked], ignore_index=True)
    tables["lines"].loc[tables["lines"]["product"] == "part", "min_rate"] = 0.0


def _effects(study: Study, tables: Tables, rng: np.random.Generator) -> None:
    if "driver_effects" not in tables:
        return
    effects = tables["driver_effects"].astype(object)
    for i in effects.index:
        name, column, drawn = effects.at[i, "table"], effects.at[i, "column"], rng.random()
        mean = float(tables[name][column].mean())
        if drawn < 0.3:
            effects.loc[i, ["operation", "value"]] = [
                "set",
                round(mean * float(effects.at[i, "value"]), 3),
            ]
        elif drawn < 0.5 and column != "reliability":
            effects.loc[i, ["operation", "value"]] = ["add", round(0.3 * mean, 3)]
        if rng.random() < 0.4:
            effects.at[i, "where"] = {
                "lines": "producer=F",
                "requirements": "kind=stock|flow;buyer=B",
            }.get(name, "")
        if rng.random() < 0.3:
            effects.at[i, "from"] = study.period_start(1)
        elif rng.random() < 0.3:
            effects.at[i, "to"] = study.period_start(study.settings.periods - 1)
    tables["driver_effects"] = effects


def _third_state(study: Study, tables: Tables, rng: np.random.Generator) -> None:
    """From rough there is a way to a state that nothing leaves and that shuts lines down by half."""
    if "driver_states" not in tables:
        return
    moves = tables["driver_states"]
    last = (moves["driver"] == "d0") & (
        moves["date"] == moves.loc[moves["driver"] == "d0", "date"].max()
    )
    way = last & (moves["state"] == "rough") & (moves["next"] == "rough")
    moves.loc[way, "probability"] = 0.5
    gone = moves[way].assign(next="gone", probability=0.2)
    tables["driver_states"] = pd.concat([moves, gone], ignore_index=True)
    row = {
        "driver": "d0",
        "state": "gone",
        "table": "lines",
        "column": "capacity",
        "operation": "scale",
        "value": 0.5,
    }
    effects = tables.get("driver_effects", pd.DataFrame())
    tables["driver_effects"] = pd.concat(
        [effects.astype(object), pd.DataFrame([row])], ignore_index=True
    )


def _pledges(study: Study, tables: Tables, rng: np.random.Generator) -> None:
    budgets = tables.get("budgets")
    free = sorted(set(tables["buyers"]["buyer"]) - set(() if budgets is None else budgets["buyer"]))
    if free:
        share = rng.uniform(0.01, 0.05, 2).round(3)
        year = study.settings.start.year + int(rng.integers(0, 3))
        tables["pledges"] = pd.DataFrame(
            {"buyer": free[:1], "gdp": [float(rng.integers(1000, 9000))], "gdp_growth": [round(float(rng.uniform(-0.1, 0.1)), 3)],
             "share_now": [share[0]], "share_target": [share[1]], "target_year": [year], "equipment_share": [0.3],
             "product_share": [0.2]}
        )  # fmt: skip


def _rules(study: Study, tables: Tables, rng: np.random.Generator) -> None:
    rules, needs = [], tables["requirements"]
    kinds = set(needs["kind"])
    for k, variable in enumerate(
        rng.permutation(["begun", "make", "hold", "deliver", "late", "missed"])[:2]
    ):
        if {"late": "stock", "missed": "flow"}.get(variable, "stock") not in kinds and variable in (
            "late",
            "missed",
        ):
            continue
        where = {
            "begun": "project=P0", "make": "line=L0|L1", "hold": "product=a", "deliver": "buyer=B", "late": "buyer=B",
        }.get(variable, "")  # fmt: skip
        own = needs[needs["buyer"] == "B"]
        if variable == "late" and "stock" not in set(own["kind"]):
            where = ""
        most = {"begun": 1.0, "deliver": 4.0, "late": 25.0, "missed": 12.0}.get(variable, 3.0)
        rule = {
            "limit": f"R{k}",
            "variable": variable,
            "where": where,
            "maximum": most * float(rng.uniform(0.5, 1.5)),
        }
        if variable == "begun":
            rule["maximum"] = float(rng.integers(0, 2))
        elif variable in ("deliver", "make") and rng.random() < 0.3:
            rule |= {"minimum": 0.2, "maximum": None}
        if rng.random() < 0.5:
            rule["from"] = study.period_start(1)
        if rng.random() < 0.3:
            rule["to"] = study.period_start(study.settings.periods - 1) - timedelta(days=1)
        rules.append(rule)
    if rules:
        tables["limits"] = pd.DataFrame(rules)
