"""Weights that are fitted find what was marked, and say so in the open."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from offtake.evidence.reading.kinds.weighing.fitting import Marked, fit, write
from offtake.evidence.reading.kinds.weighing.odds import likely
from offtake.evidence.reading.kinds.weighing.weights import ASPECTS, Weights
from offtake.evidence.rules.rules import rules

TABLE = rules().kind_table
MARKED = [Marked(("always", "won"), "gdp", "order"), Marked(("always", "vowed"), "gdp", "pledge"), Marked(("always",), "gdp", "target")] * 40  # fmt: skip


def test_what_is_marked_is_found_and_rare_clues_are_left_out():
    found = fit([*MARKED, Marked(("always", "rare"), "gdp", "target")], TABLE)
    assert found.clues == ["always", "vowed", "won"]
    known = Weights(
        {c: k for k, c in enumerate(found.clues)}, np.rint(found.table * 100).astype(int)
    )
    assert [likely(m.clues, "gdp", TABLE, known).kind for m in MARKED[:3]] == ["order", "pledge", "target"]  # fmt: skip


def test_at_the_best_weights_the_share_told_less_the_share_marked_is_lambda_of_so_many_times_the_weight():
    """∂/∂w of the loss is zero: Σ (p(a) − marked(a)) + λ(40) w = 0 for the clue `won`, of which 40 figures are orders."""
    many = (40 / 15) ** 0.35
    found = fit(MARKED, TABLE)
    known = Weights(
        {c: k for k, c in enumerate(found.clues)}, np.rint(found.table * 100).astype(int)
    )
    row = found.table[known.rows["won"]]
    sums = np.array(known.of(("always", "won"))[: len(ASPECTS)])
    p = np.exp(sums) / np.exp(sums).sum()
    at = ASPECTS.index("contracted")
    assert 40 * (p[at] - 1) + many * row[at] == pytest.approx(0, abs=0.1)
    other = ASPECTS.index("promised")
    assert 40 * p[other] + many * row[other] == pytest.approx(0, abs=0.1)


def test_a_kind_that_its_sort_cannot_be_is_left_out():
    assert fit([*MARKED, *[Marked(("odd",), "gdp", "capacity")] * 3], TABLE).clues == ["always", "vowed", "won"]  # fmt: skip


def test_the_same_figures_give_the_same_weights_and_small_ones_are_not_written(tmp_path):
    one, other = fit(MARKED, TABLE), fit(MARKED, TABLE)
    assert (one.table == other.table).all()
    write(tmp_path / "w.csv", one.clues, one.table)
    rows = list(csv.DictReader((tmp_path / "w.csv").read_text(encoding="utf-8").splitlines()))
    assert [r["clue"] for r in rows] == sorted(one.clues)
    told = [abs(int(n)) for r in rows for c, n in r.items() if c != "clue" and n]
    assert min(told) >= 10
