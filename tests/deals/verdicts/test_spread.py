"""Plans tried by workers: the same answers, to the last digit, however many there are."""

from __future__ import annotations

import importlib.util
import json

import pytest
from tests.deals.random_deals import random_deal

from offtake.deals.arrangements.arrangements import arrange
from offtake.deals.arrangements.document import deal_document
from offtake.deals.verdicts.spread import Helpers
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.parallel.executor import Executor, LocalExecutor
from offtake.stochastic.parallel.ray import RayExecutor
from offtake.uncertainty.reduction.build import build_tree


def workers_change_no_digit(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    study = random_deal(8)
    tree = build_tree(study)
    best = solve_first_best(study, tree)
    handed: list[int] = []
    tried = Helpers.tried
    monkeypatch.setattr(Helpers, "tried", lambda *said: handed.append(len(said[3])) or tried(*said))

    alone = deal_document(arrange(study, tree, best))
    assert not handed
    shared = deal_document(arrange(study, tree, best, executor=executor))
    assert max(handed) >= 4
    assert json.dumps(shared, default=str) == json.dumps(alone, default=str)


def test_workers_change_no_digit(monkeypatch):
    workers_change_no_digit(LocalExecutor(2), monkeypatch)


@pytest.mark.long
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")
def test_nor_do_those_of_a_cluster(monkeypatch):
    executor = RayExecutor(2)
    try:
        workers_change_no_digit(executor, monkeypatch)
    finally:
        executor.close()
