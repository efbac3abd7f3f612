"""The dictionary says of each column whether the model reads it anew at every node."""

from __future__ import annotations

import pytest

from offtake.model.figures import buyers, lines, products, projects, requirements, trade
from offtake.study.dictionary import TABLES
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.reduction.build import build_tree

READERS = (
    (buyers, buyers.buyers_of),
    (lines, lines.lines_of),
    (products, products.products_of),
    (projects, projects.projects_of),
    (requirements, requirements.requirements_of),
    (trade, trade.trade_of),
)


def test_drivers_may_act_on_what_the_model_reads_at_nodes_and_on_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = set()

    def noted(study, frame, table, column, tree):
        read.add((table, column))
        return node_values(study, frame, table, column, tree)

    study = read_study(case_path("toy"))
    tree = build_tree(study)
    for module, reader in READERS:
        monkeypatch.setattr(module, "node_values", noted)
        reader(study, tree)

    declared = {(t.name, c.name) for t in TABLES for c in t.columns if c.by_node}
    assert declared == read
