from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from offtake.errors import StoreError
from offtake.results.store.store import (
    Entry,
    find_run,
    finished_run,
    list_runs,
    read_run,
    write_run,
)

# Writes a run and dies without a word before or after the n-th file takes its place.
DIE = """
import os, pickle, signal, sys
from pathlib import Path
from offtake.results.store.store import write_run
run = pickle.loads(Path(sys.argv[1]).read_bytes())
last, before, place, done = int(sys.argv[3]), sys.argv[4] == "before", os.replace, 0
def dying(one, other):
    global done
    done += 1
    if done == last and before:
        os.kill(os.getpid(), signal.SIGKILL)
    place(one, other)
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = dying
write_run(run, Path(sys.argv[2]))
"""


def test_a_run_comes_back_whole(run, tmp_path):
    back = read_run(write_run(run, tmp_path))
    assert back.study == run.study
    assert back.headline == run.headline
    assert back.options == run.options
    assert back.status == "finished"
    for name, frame in run.tables.items():
        pd.testing.assert_frame_equal(back.tables[name], frame)
    plan, before = back.plans["first-best"], run.plans["first-best"]
    assert (plan.status, plan.objective, plan.bound) == (
        before.status,
        before.objective,
        before.bound,
    )
    for name, values in before.values.items():
        assert np.array_equal(plan.values[name], values), name
        assert plan.labels[name] == before.labels[name]
    assert np.array_equal(back.tree.leaf_paths, run.tree.leaf_paths)
    assert back.tree.future(5) == run.tree.future(5) == "demand off"


def test_the_study_in_a_run_can_be_read_by_itself(run, tmp_path):
    from offtake.study.reading.read import read_study

    assert read_study(write_run(run, tmp_path) / "inputs") == run.study


def test_the_same_run_gives_the_same_bytes_but_for_its_timings(run, tmp_path):
    one = write_run(run, tmp_path / "one")
    other = write_run(replace(run, seconds={"solve": 9.9}), tmp_path / "other")
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    differing = [str(f) for f in files if (one / f).read_bytes() != (other / f).read_bytes()]
    assert differing == ["timings.json"]


def test_the_record_names_no_machine_no_place_and_no_time(run, tmp_path):
    text = (write_run(run, tmp_path) / "run.json").read_text()
    for word in (str(tmp_path), os.uname().nodename, "seconds", date.today().isoformat()):
        assert word not in text


def places_taken(run):
    """How many files of a run take their place by rename, run.json last."""
    return (
        len(run.tables) + len(run.plans["first-best"].values) + len(["tree", "timings", "run.json"])
    )


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.99, 1.0])
def test_a_run_killed_while_being_written_is_unfinished_and_nothing_reads_it(
    run, tmp_path, share, when
):
    store, packed = tmp_path / "runs", tmp_path / "run.pickle"
    packed.write_bytes(pickle.dumps(run))
    file = max(1, int(share * places_taken(run)))
    died = subprocess.run(
        [sys.executable, "-c", DIE, str(packed), str(store), str(file), when], check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    if share == 1.0 and when == "after":  # run.json had taken its place
        assert read_run(store / run.id).headline == run.headline
        return
    assert list_runs(store) == [Entry(run.id, "unfinished")]
    with pytest.raises(StoreError, match="was never finished"):
        read_run(store / run.id)
    assert finished_run(store / run.id) is None
    write_run(run, store)
    assert read_run(store / run.id).headline == run.headline


def test_a_run_killed_while_being_written_anew_is_not_half_old_half_new(run, tmp_path):
    store, packed = tmp_path / "runs", tmp_path / "run.pickle"
    write_run(run, store)
    packed.write_bytes(pickle.dumps(run))
    died = subprocess.run(
        [sys.executable, "-c", DIE, str(packed), str(store), "3", "after"], check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert list_runs(store) == [Entry(run.id, "unfinished")]


def test_a_file_that_was_changed_is_noticed(run, tmp_path):
    folder = write_run(run, tmp_path)
    path = folder / "deliveries" / "part-00000.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match=r"deliveries/part-00000.parquet is not as it was written"):
        read_run(folder)
    assert finished_run(folder) is None


def test_runs_are_listed_with_what_they_are_about(run, tmp_path):
    write_run(run, tmp_path)
    (tmp_path / "notes").mkdir()  # not a run
    assert list_runs(tmp_path) == [Entry(run.id, "finished", "paper", "", ("first-best",), 1)]
    assert list_runs(tmp_path / "nowhere") == []


def test_a_run_is_found_by_the_first_letters_of_its_name(run, tmp_path):
    folder = write_run(run, tmp_path)
    assert find_run(tmp_path, run.id[:3]) == find_run(tmp_path, "") == folder
    with pytest.raises(StoreError, match="there is no run 'zz' in"):
        find_run(tmp_path, "zz")
    write_run(replace(run, id=run.id[:3] + "other"), tmp_path)
    with pytest.raises(StoreError, match="could be any of the runs"):
        find_run(tmp_path, run.id[:3])


def test_a_run_that_there_is_not_is_named(tmp_path):
    with pytest.raises(StoreError, match="there is no run 1234 in"):
        read_run(tmp_path / "1234")


def test_a_run_of_another_form_is_refused(run, tmp_path):
    path = write_run(run, tmp_path) / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))
    with pytest.raises(StoreError, match="another version"):
        read_run(path.parent)
