"""An invented run: every frame of the report, with numbers made by rule and meaning nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from offtake.study.dictionary import TABLES
from offtake.study.schema import Table
from offtake.study.study import Settings, Study
from offtake.uncertainty.tree import ScenarioTree

ARRANGEMENTS = ("no-deal", "deal", "first-best")
LEVEL = {"no-deal": 0.62, "deal": 0.93, "first-best": 1.0}
YEARS = range(2026, 2036)
PERIODS = [f"{y}-Q{q}" for y in YEARS for q in (1, 2, 3, 4)]
BUYERS = (
    "Arland",
    "Borduria",
    "Carpania",
    "Dorne",
    "Elbonia",
    "Freedonia",
    "Gondal",
    "Hav",
    "Illyria",
)
PRODUCERS = ("Alder Works", "Birch & Sons", "Cedar plc")


def _frame(columns: str, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


class Stats:
    """Frames by name, each behind a method of that name."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        for name, frame in frames.items():
            setattr(self, name, lambda frame=frame: frame.copy())


@dataclass(frozen=True)
class Trace:
    """What stands behind a headline number."""

    inputs: pd.DataFrame
    sources: pd.DataFrame


@dataclass(frozen=True)
class Run:
    """The shape of a run that the report reads."""

    settings: Settings
    headline: dict[str, Any]
    frames: dict[str, pd.DataFrame] = field(repr=False)
    solved: str = "2026-01-05T14:41+01:00"

    @property
    def study(self) -> Study:
        return _study(self.settings)

    @property
    def tree(self) -> ScenarioTree:
        return _tree(27)

    @property
    def stats(self) -> Stats:
        return Stats(self.frames)

    def trace(self, figure: str) -> Trace:
        assert figure.startswith("answer.")
        inputs = [("sourced", "S01"), ("sourced", "S02"), ("sourced", "S02"), ("assumed", "")]
        return Trace(_frame("status source", inputs), _sources().head(2))

    def without(self, *names: str) -> Run:
        return replace(self, frames={k: v for k, v in self.frames.items() if k not in names})

    def with_frame(self, name: str, frame: pd.DataFrame) -> Run:
        return replace(self, frames={**self.frames, name: frame})


def settings(synthetic: bool = True) -> Settings:
    return Settings(
        name="invented", title="Invented alliance: rounds, 2026 to 2035", currency="EUR",
        price_year=2025, start=date(2026, 1, 1), period="quarter", periods=40,
        synthetic=synthetic, cut_off=date(2025, 12, 31),
    )  # fmt: skip


def _tree(leaves: int) -> ScenarioTree:
    """One node, and a leaf for each future."""
    return ScenarioTree(
        parent=np.array([-1] + [0] * leaves), period=np.array([0] + [1] * leaves),
        probability=np.array([1.0] + [1 / leaves] * leaves), drivers=(), states=(),
        state=np.zeros((leaves + 1, 0), np.int64),
    )  # fmt: skip


def _study(settings: Settings) -> Study:
    """What the report asks of a study: who owns which project, what it costs, what its product sells for."""
    lines = [(f"line-{k + 1}", PRODUCERS[k % 3], "rounds", 0.8) for k in range(12)]
    projects = [
        (r.project, r.line, r.capex, r.adds, 10.0)
        for r in _projects(("deal",)).itertuples(index=False)
    ]
    tables = {
        "products": _frame("product unit", [("rounds", "rounds")]),
        "recipes": _frame("product input quantity", []),
        "producers": _frame(
            "producer hurdle_rate cost_of_capital risk_weight tail credit_limit",
            [(p, None, 0.08, 0.3, 0.25, None) for p in PRODUCERS],
        ).astype({"hurdle_rate": float, "credit_limit": float}),
        "lines": _frame("line producer product reliability", lines),
        "projects": _frame("project line capex adds life", projects),
        "prices": _frame("producer product price", [(p, "rounds", 0.005) for p in PRODUCERS]),
        "sources": _sources().drop(columns="figures"),
        "buyers": _frame("buyer discount_rate public_fund_cost", [(b, 0.03, 1.0) for b in BUYERS]),
        "pledges": _frame("buyer gdp product_share", [(b, 500.0, 0.04) for b in BUYERS]),
    }
    return Study(settings, {table.name: _whole(table, tables) for table in TABLES})


def _whole(table: Table, given: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A table with all its columns; the first row of each names a document, the others are assumed."""
    names = [*dict.fromkeys([*table.names, "source", "note"])]
    frame = given.get(table.name, pd.DataFrame()).reindex(columns=names)
    texts = [
        c.name for c in table.columns if c.kind not in ("number", "integer", "numbers", "date")
    ]
    frame[texts] = frame[texts].astype(object).fillna("")
    if table.name != "sources":
        frame["source"] = ["S01" if k == 0 else "assumed" for k in range(len(frame))]
    frame["note"] = "by rule"
    return frame


def frames(arrangements: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    made = {
        "answer": _answer(arrangements),
        "money_path": _money_path(),
        "deliveries": _deliveries(arrangements),
        "need": _need(),
        "shortfall": _shortfall(arrangements),
        "projects": _projects(arrangements),
        "bottlenecks": _bottlenecks(arrangements),
        "sources": _sources(),
        "assumptions": _assumptions(),
    }
    if "deal" in arrangements:
        made |= {
            "who_pays": _who_pays(arrangements),
            "exposure": _exposure(),
            "producer_cash": _producer_cash(arrangements),
            "clauses": _clauses(),
            "breakeven": _breakeven(),
        }
    return made


def _ramp(t: float) -> float:
    """A rate of deliveries that rises from 0.35 to 1 over ten years."""
    return 0.35 + 0.65 / (1 + 2.718 ** (-(t - 3.2) * 1.4))


def _deliveries(arrangements: tuple[str, ...]) -> pd.DataFrame:
    rows = []
    for a, (k, period) in product(arrangements, enumerate(PERIODS)):
        t = k / 4
        mid, spread = 420_000 * LEVEL[a] * _ramp(t), 0.03 + 0.022 * t
        bands = (mid * (1 + k * spread) for k in (-1.6, -1.2, -0.6, 0, 0.5, 0.9, 1.2))
        rows.append((a, "rounds", period, int(period[:4]), mid * 0.99, *bands))
    return _frame("arrangement product period year mean p05 p10 p25 p50 p75 p90 p95", rows)


def _need() -> pd.DataFrame:
    rows = [
        ("rounds", p, 390_000.0 if k < 20 else 340_000.0, 300_000.0, 450_000.0)
        for k, p in enumerate(PERIODS)
    ]
    return _frame("product period mean p05 p95", rows)


def _answer(arrangements: tuple[str, ...]) -> pd.DataFrame:
    rows = []
    for a in arrangements:
        level = LEVEL[a]
        rows += [
            (
                a,
                "delivered:rounds",
                "rounds",
                12.9e6 * level,
                10.1e6 * level,
                13.0e6 * level,
                15.2e6 * level,
            ),
            (a, "never_delivered:rounds", "share", 0.12 / level, 0.05, 0.1, 0.3),
            (
                a,
                "wait:rounds",
                "months",
                7.4 / level**3,
                4.1 / level**3,
                7.0 / level**3,
                12.9 / level**3,
            ),
            (
                a,
                "public_paid",
                "million EUR",
                41_300 * level,
                35_000 * level,
                41_000 * level,
                48_200 * level,
            ),
            (a, "begun", "projects", 7.2 * level, 5.0, 7.0, 9.0),
        ]
    return _frame("arrangement measure unit mean p05 p50 p95", rows)


def _money_path() -> pd.DataFrame:
    rows = []
    for k, year in enumerate(YEARS):
        pledged = 4_000.0 + 550 * k
        for step, part, spread in (
            ("pledged", 1.0, 0.0), ("contracted", 0.8 - 0.05 * k, 0.05),
            ("paid", min(0.45 + 0.04 * k, 0.8), 0.1), ("delivered", min(0.3 + 0.05 * k, 0.78), 0.15),
        ):  # fmt: skip
            mean = pledged * part
            rows.append((year, step, mean, mean * (1 - spread), mean, mean * (1 + spread)))
    return _frame("year step mean p05 p50 p95", rows)


def _shortfall(arrangements: tuple[str, ...]) -> pd.DataFrame:
    rows = []
    for a, (b, buyer), (k, year) in product(arrangements, enumerate(BUYERS), enumerate(YEARS)):
        late = max(0.0, (0.75 - 0.03 * b) / LEVEL[a] ** 1.5 - 0.095 * LEVEL[a] * k - 0.05 * b)
        rows.append((a, buyer, year, min(late, 1.0), 60_000.0 * late))
    return _frame("arrangement buyer year share_late late", rows)


def _projects(arrangements: tuple[str, ...]) -> pd.DataFrame:
    kinds = (
        "shift",
        "debottleneck",
        "expand",
        "new",
        "reopen",
        "new",
        "expand",
        "warm",
        "new",
        "shift",
        "new",
        "develop",
    )
    rows = []
    for a, (k, kind) in product(arrangements, enumerate(kinds)):
        likely = max(0.0, min(1.0, 1.25 * LEVEL[a] - 0.09 * k)) if k < 11 else 0.0
        begin, built = 2026 + k // 4, 2026 + k // 4 + 1 + k % 3
        dates = (f"{begin}-{1 + 3 * (k % 4):02d}-01", f"{built}-07-01", f"{built + 1}-07-01")
        rows.append((a, f"{kind} {k + 1} at Site {chr(65 + k)}", f"line-{k + 1}", PRODUCERS[k % 3], "rounds", kind,
                     likely, *(dates if likely else (None, None, None)), 40.0 + 35 * k, 20_000.0 + 15_000 * k))  # fmt: skip
    columns = "arrangement project line producer product kind share_begun begin build_end full_rate capex adds"
    return _frame(columns, rows)


def _bottlenecks(arrangements: tuple[str, ...]) -> pd.DataFrame:
    limits = (("supply", "propellant"), ("capacity", "line-3"), ("capacity", "line-7"), ("supply", "bodies"),
              ("capacity", "line-1"), ("capacity", "line-9"))  # fmt: skip
    rows = []
    for a, (k, (family, name)), (j, year) in product(
        arrangements, enumerate(limits), enumerate(YEARS)
    ):
        worth = max(0.0, 0.0042 / (k + 1) * (1 - 0.08 * j) / LEVEL[a])
        rows.append(
            (
                a,
                family,
                name,
                year,
                worth,
                *_around(worth, 0.6 * worth, 0.9 * worth),
                "million EUR per unit",
            )
        )
    budget = [
        (a, "budget", "Dorne", y, 0.12, *_around(0.12, 0.12, 0.28), "EUR per EUR")
        for a in arrangements
        for y in YEARS
    ]
    return _frame(
        "arrangement family name year mean p05 p10 p25 p50 p75 p90 p95 unit", rows + budget
    )


def _around(mean: float, below: float, above: float) -> list[float]:
    """p05 … p95, so far below and above the mean."""
    return [mean - s * below for s in (1, 0.8, 0.4, 0)] + [mean + s * above for s in (0.4, 0.8, 1)]


def _sources() -> pd.DataFrame:
    rows = [(f"S{k:02d}", "Invented Statistical Office", f"Annual tables, volume {k}", f"2025-{k:02d}-01",
             f"https://example.org/tables/{k}", "ABCD"[k % 4], 140 - 9 * k) for k in range(1, 13)]  # fmt: skip
    return _frame("source publisher title date address grade figures", rows)


def _assumptions() -> pd.DataFrame:
    rows = [
        (
            "projects",
            f"line-{k}",
            "capex",
            40 + 35 * k,
            "million EUR",
            "taken from a similar plant",
            "assumed",
        )
        for k in range(1, 12)
    ]
    rows += [
        (
            "requirements",
            b,
            "late_cost",
            0.002,
            "million EUR/unit-year",
            "no price is published; judgement",
            "assumed",
        )
        for b in BUYERS
    ]
    rows += [
        ("lines", f"line-{k}", "unit_cost", 0.004, "million EUR/unit", None, "unsourced")
        for k in range(1, 4)
    ]
    return _frame("table row column value unit note status", rows)


def _who_pays(arrangements: tuple[str, ...]) -> pd.DataFrame:
    states = (("all futures", 1.0), ("war goes on", 1.25), ("settlement", 0.7))
    rows = []
    for a, (b, payer), (state, scale), (k, year) in product(
        arrangements, enumerate(BUYERS[:4]), states, enumerate(YEARS)
    ):
        mean = (900.0 - 150 * b) * LEVEL[a] * scale * _ramp(k)
        rows.append((a, payer, state, year, mean, 1.4 * mean, 1.5 * mean))
    return _frame("arrangement payer state year mean p95 worst", rows)


def _exposure() -> pd.DataFrame:
    rows = [
        ("deal", b, y, most := (1_400.0 - 200 * j) * (1 - 0.07 * k), 0.2 * most, 0.3 * most)
        for j, b in enumerate(BUYERS[:4])
        for k, y in enumerate(YEARS)
    ]
    return _frame("arrangement buyer year maximum advance due", rows)


def _producer_cash(arrangements: tuple[str, ...]) -> pd.DataFrame:
    rows = []
    for a, (j, name), (k, period) in product(
        arrangements, enumerate(PRODUCERS), enumerate(PERIODS)
    ):
        mean = LEVEL[a] * (-260 + 40 * j + 3.1 * k + 0.45 * k * k)
        rows.append((a, name, period, mean, *_around(mean, 25 + 6.0 * k, 20 + 5.0 * k)))
    return _frame("arrangement producer period mean p05 p10 p25 p50 p75 p90 p95", rows)


def _clauses() -> pd.DataFrame:
    rows = [
        (
            "guaranteed rounds",
            "take_or_pay",
            "Arland",
            "Alder Works",
            "rounds",
            0.2,
            "share of price",
            84.2,
            61.0,
            0.0,
            61.0,
            0.0,
        ),
        (
            "building grant",
            "grant",
            "Arland",
            "Alder Works",
            "new 4 at Site D",
            35.0,
            "money",
            35.0,
            22.5,
            0.0,
            33.5,
            0.0,
        ),
        (
            "advance",
            "prepayment",
            "Borduria",
            "Birch & Sons",
            "rounds",
            120.0,
            "money",
            7.9,
            0.0,
            55.0,
            0.0,
            0.0,
        ),
        (
            "warm line",
            "warm_base",
            "Carpania",
            "Cedar plc",
            "warm 8 at Site H",
            4.5,
            "money/year",
            31.0,
            12.0,
            0.0,
            0.0,
            0.0,
        ),
    ]
    columns = "instrument kind buyer producer covers size unit expected_cost gap_without shortfall_without deviation_without overspent_without"
    return _frame(columns, rows)


def _breakeven() -> pd.DataFrame:
    rows = []
    for (k, project), g, d in product(
        enumerate(("new 4 at Site D", "expand 7 at Site G")), range(0, 21, 2), range(0, 21, 2)
    ):
        guarantee, demand = g / 20, d / 20
        sold = max(guarantee, demand)
        rows.append(
            (
                project,
                PRODUCERS[k],
                guarantee,
                demand,
                420 * sold - 260 - 30 * k,
                300 * max(guarantee - demand, 0.0),
            )
        )
    return _frame("project producer guarantee demand acceptance payout", rows)


def headline(arrangements: tuple[str, ...]) -> dict[str, Any]:
    def one(a: str) -> dict[str, Any]:
        level = LEVEL[a]
        return {
            "status": "optimal", "gap": 0.004, "bound": 1.0, "objective": 1.0,
            "social_value": 9_800 * level, "resource_cost": 31_000 * level, "public_paid": 41_300 * level,
            "delivered": {}, "late": {"rounds": 2.1e6}, "never_delivered": {"rounds": 0.12 / level},
            "wait_months": {"rounds": 7.4 / level**3}, "projects": [],
            "producers": [
                {"producer": p, "npv_mean": 80.0 * level - 40, "npv_tail": -30.0, "acceptance": 45.0 * level - 40 + 6 * k,
                 "accepts": 45.0 * level - 40 + 6 * k >= 0}
                for k, p in enumerate(PRODUCERS)
            ],
            "clauses": [],
        }  # fmt: skip

    return {
        "run": "7f3a1c", "study": "invented", "seed": 1, "currency": "EUR", "price_year": 2025,
        "value_of_commitment": 3_038.0, "price_of_no_agreement": 3_724.0,
        "figures_sourced": 978, "figures_assumed": 20,
        "arrangements": {a: one(a) for a in arrangements},
    }  # fmt: skip


def invented(*arrangements: str, synthetic: bool = True) -> Run:
    asked = arrangements or ARRANGEMENTS
    return Run(settings(synthetic), headline(asked), frames(asked))


@pytest.fixture(scope="session")
def invent() -> Callable[..., Run]:
    """Make an invented run for some of the arrangements, or for all three."""
    return invented


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """The text of axe-core: from OFFTAKE_AXE, from node_modules, or through npm; else left out."""
    named = os.environ.get("OFFTAKE_AXE")
    local = Path("node_modules/axe-core/axe.min.js")
    if named or local.exists():
        return Path(named or local).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is not here: set OFFTAKE_AXE, or install npm")
    folder = tmp_path_factory.mktemp("axe")
    made = subprocess.run(
        [npm, "install", "--silent", "--no-save", "--prefix", str(folder), "axe-core@4"],
        capture_output=True, timeout=120, check=False, cwd=folder,
    )  # fmt: skip
    script = folder / "node_modules/axe-core/axe.min.js"
    if made.returncode or not script.exists():
        pytest.skip("axe-core could not be installed through npm")
    return script.read_text(encoding="utf-8")
