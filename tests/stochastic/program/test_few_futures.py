"""A basis from a few futures: the same optimum, from nearer by."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from offtake.model.physical import physical_program
from offtake.stochastic.program import few_futures
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.few_futures import basis_from_few
from offtake.stochastic.solver.highs import Handle, written
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.uncertainty.reduction.build import build_tree


@pytest.fixture(scope="module")
def toy():
    study = read_study(case_path("toy"))
    return flatten(physical_program(study, build_tree(study)))


def test_a_small_program_is_solved_at_once(toy):
    assert basis_from_few(toy) is None


def test_from_the_basis_of_a_few_futures_it_is_not_far_to_the_same_optimum(toy, monkeypatch):
    monkeypatch.setattr(few_futures, "SMALL", 0)
    flat = toy
    cold, near = (Handle(flat.program.relaxed, "simplex", presolve=False) for _ in range(2))

    near.start_from(basis_from_few(flat))
    for handle in (cold, near):
        handle.run()

    assert near.value == pytest.approx(cold.value, rel=1e-9)
    assert near.iterations < cold.iterations


def test_nodes_of_the_few_futures_keep_their_own_basis(toy, monkeypatch):
    monkeypatch.setattr(few_futures, "SMALL", 0)
    monkeypatch.setattr(few_futures, "FEWER", 1000)  # one future
    flat, program = toy, toy.stochastic
    leaves = program.leaves
    path = few_futures._on_paths(program.parent, leaves[[np.argmax(program.probability[leaves])]])
    few = few_futures._part(program, path, path[-1:])
    assert few.probability == pytest.approx(np.ones(path.size))
    handle = Handle(flatten(few).program.relaxed)
    handle.run()
    alone, _ = written(handle.basis)

    columns, _ = written(basis_from_few(flat))

    own = np.concatenate([np.arange(flat.column[n], flat.column[n + 1]) for n in path])
    assert columns[own].tolist() == alone.tolist()


def test_a_first_root_that_no_likely_future_goes_through_stays(monkeypatch):
    monkeypatch.setattr(few_futures, "SMALL", 0)
    monkeypatch.setattr(few_futures, "FEWER", 1000)  # one future
    study = read_study(case_path("toy"))
    moves = study.driver_states.copy()
    own = moves["driver"] == "budget"
    moves.loc[own, "date"] = pd.Timestamp("2026-01-01")  # unknown at the start: two roots
    moves.loc[own, "probability"] = moves.loc[own, "next"].map({"kept": 0.1, "cut": 0.9})
    study = study.with_(driver_states=moves)
    program = physical_program(study, build_tree(study, 16))
    flat = flatten(program)
    assert (program.parent < 0).sum() == 2

    few = few_futures.few_of(flat)
    near = Handle(flat.program.relaxed, "simplex", presolve=False)
    near.start_from(basis_from_few(flat))
    near.run()

    # what is begun at the first root is named by the other, which alone the likeliest future goes through
    assert few.flat.stochastic.probability[few.flat.stochastic.parent < 0] == pytest.approx(
        [0.1, 0.9]
    )
    cold = Handle(flat.program.relaxed, "simplex")
    cold.run()
    assert near.value == pytest.approx(cold.value, rel=1e-9)
