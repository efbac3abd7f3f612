"""Plans tried by workers: the same answers, to the last digit, however many there are."""

from __future__ import annotations

import json

import pytest
from tests.deals.random_deals import random_deal

from offtake.deals.arrangements.arrangements import arrange
from offtake.deals.arrangements.document import deal_document
from offtake.deals.verdicts.spread import Helpers
from offtake.plan.first_best import solve_first_best
from offtake.stochastic.parallel.executor import LocalExecutor
from offtake.uncertainty.reduction.build import build_tree


@pytest.mark.parametrize("seed", [8])
def test_workers_change_no_digit(seed, monkeypatch):
    study = random_deal(seed)
    tree = build_tree(study)
    best = solve_first_best(study, tree)
    handed: list[int] = []
    tried = Helpers.tried
    monkeypatch.setattr(Helpers, "tried", lambda *said: handed.append(len(said[3])) or tried(*said))

    alone = deal_document(arrange(study, tree, best))
    assert not handed
    shared = deal_document(arrange(study, tree, best, executor=LocalExecutor(2)))
    assert max(handed) >= 4
    assert json.dumps(shared, default=str) == json.dumps(alone, default=str)
