from __future__ import annotations

import json
import os
import pickle
import re
import resource
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from offtake.errors import StoreError
from offtake.results.store.listing import Entry, find_run, list_runs
from offtake.results.store.record import sealed
from offtake.results.store.store import (
    finished_run,
    place_of,
    put_run,
    read_run,
    tidy,
    write_run,
)

# Writes a run in many processes, of which the n-th dies without a word before or after its n-th file takes its place.
DIE = """
import os, pickle, signal, sys
from pathlib import Path
from offtake.results.store.store import write_run
run, place = pickle.loads(Path(sys.argv[1]).read_bytes()), os.replace
def write(store, last, before):
    done = 0
    def dying(one, other):
        nonlocal done
        done += 1
        if done == last and before:
            os.kill(os.getpid(), signal.SIGKILL)
        place(one, other)
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
    os.replace = dying
    write_run(run, store)
for number, store in enumerate(sys.argv[3:]):
    last, before = divmod(number * int(sys.argv[2]), 2 * len(sys.argv[3:]))[0] + 1, number % 2 == 0
    child = os.fork()
    if child == 0:
        write(Path(store), last, before)
        os._exit(0)
    print(last, os.waitpid(child, 0)[1])
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


def test_a_run_of_a_policy_that_names_rows_by_what_it_changes_comes_back(run, tmp_path):
    line = run.study.lines.iloc[0]
    row = {"policy": "dear", "order": 1, "table": "lines", "where": f"unit_cost={line['unit_cost']}", "column": "unit_cost", "operation": "set", "value": "5.5", "source": "assumed", "note": "asked"}  # fmt: skip
    study = run.study.with_(changes=pd.DataFrame([row])).with_("dear")
    own = replace(run, study=study, options=replace(run.options, policy="dear"))

    back = read_run(write_run(own, tmp_path)).study
    assert back == study
    assert (back.policy, back.lines["unit_cost"].iloc[0]) == ("dear", 5.5)


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
    """How often a file takes its place by rename while a run is written: two or three beside their names, then all."""
    frames = len(run.tables) + len(run.plans["first-best"].values) + len(["tree"])
    inputs = len(["study.toml"]) + len([t for t in run.study.tables.values() if len(t)])
    return frames + inputs + 2 * len(["timings", "run.json"]) + len(["study.toml"])


def killed(run, tmp_path, stores):
    """Processes that write `run` into the stores, killed at moments spread over the writing; returns their ends."""
    packed = tmp_path / "run.pickle"
    packed.write_bytes(pickle.dumps(run))
    words = [str(packed), str(2 * places_taken(run)), *map(str, stores)]
    ran = subprocess.run([sys.executable, "-c", DIE, *words], check=True, capture_output=True)
    return [int(line.split()[1]) for line in ran.stdout.splitlines()]


@pytest.mark.long
def test_of_runs_killed_while_being_written_none_is_read_half_and_the_next_writing_mends_them(
    run, tmp_path
):
    stores = [tmp_path / f"runs-{k}" for k in range(20)]  # mended, of those, each fifth
    ends = killed(run, tmp_path, stores)
    assert ends.count(signal.SIGKILL) >= 18
    for store, end in zip(stores, ends, strict=True):
        (entry,) = list_runs(store)
        assert entry.state in ("unfinished", "finished")
        if entry.state == "finished":
            assert read_run(store / run.id).headline == run.headline
            continue
        assert end == signal.SIGKILL
        with pytest.raises(StoreError, match="was never finished"):
            read_run(store / run.id)
        assert finished_run(store / run.id) is None
        if store in stores[::5]:
            write_run(run, store)
            assert read_run(store / run.id).headline == run.headline
            assert not left_over(store)


@pytest.mark.long
def test_a_run_killed_while_being_written_anew_is_what_it_was(run, tmp_path):
    stores = [tmp_path / f"runs-{k}" for k in range(6)]
    for store in stores:
        write_run(run, store)
    assert killed(run, tmp_path, stores).count(signal.SIGKILL) >= 5
    for store in stores:
        assert list_runs(store)[0].state == "finished"
        assert read_run(store / run.id).headline == run.headline


def left_over(store):
    return [f.name for f in store.rglob("*") if f.name == ".new" or f.suffix in (".part", ".tmp")]


def test_a_file_that_was_changed_is_noticed(run, tmp_path):
    folder = write_run(run, tmp_path)
    path = folder / "deliveries" / "part-00000.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match=r"deliveries/part-00000.parquet is not as it was written"):
        read_run(folder)
    assert finished_run(folder) is None


def test_a_run_of_another_form_is_refused(run, tmp_path):
    path = write_run(run, tmp_path) / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))
    with pytest.raises(StoreError, match="another version"):
        read_run(path.parent)
    assert list_runs(tmp_path) == [Entry(run.id, "of another version")]


ALTERED = {
    "emptied": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "one byte changed": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
    "one byte more": lambda data: data + b"\n",
    "something else": lambda data: b"\x00\xff{",
}


def test_whatever_is_altered_in_a_run_is_noticed_and_stops_no_other(run, tmp_path):
    folder, other = write_run(run, tmp_path), write_run(replace(run, id="other"), tmp_path)
    tried = 0
    for path in sorted(f for f in folder.rglob("*") if f.is_file() and f.name != "lock"):
        data = path.read_bytes()
        for how, alter in (*ALTERED.items(), ("taken away", None), ("a folder", None)):
            path.unlink()
            if alter is not None:
                path.write_bytes(alter(data))
            elif how == "a folder":
                path.mkdir()
            tried += 1
            states = {entry.run: entry.state for entry in list_runs(tmp_path)}
            assert states.pop("other") == "finished"
            if path.name == "timings.json":
                assert read_run(folder).headline == run.headline
            else:
                assert states[run.id] == (
                    "unfinished" if how == "taken away" and path.name == "run.json" else "damaged"
                )
                with pytest.raises(StoreError, match=f"run {run.id}"):
                    read_run(folder)
                assert finished_run(folder) is None
            if path.is_dir():
                path.rmdir()
            path.write_bytes(data)
    assert tried > 180
    assert read_run(folder).headline == run.headline
    assert read_run(other).id == "other"


def test_a_record_that_somebody_else_sealed_is_damaged_and_takes_no_file_of_another_folder(
    run, tmp_path
):
    folder, beside = write_run(run, tmp_path), tmp_path / "beside"
    beside.write_text("mine")
    sound = json.loads((folder / "run.json").read_text())
    del sound["sha256"]
    for name in sound.keys() - {"format", "versions"}:
        for value in (None, [0], "x", {"../beside": "0"}, {str(beside): "0"}):
            (folder / "run.json").write_text(sealed({**sound, name: value}))
            (entry,) = list_runs(tmp_path)
            assert entry.state == "damaged" or type(value) is type(sound[name])
            with suppress(StoreError):  # what could be so is taken to be so
                read_run(folder)
    for part, name, value in (("options", "policy", 3.5), ("headline", "study", [0]), ("headline", "seed", "1")):  # fmt: skip
        forged = {**sound, part: {**sound[part], name: value}}
        (folder / "run.json").write_text(sealed(forged))
        assert [entry.state for entry in list_runs(tmp_path)] == ["damaged"]
    put_run(run, folder)
    assert read_run(folder).headline == run.headline
    assert beside.read_text() == "mine"


def test_a_table_of_other_columns_or_with_texts_for_numbers_is_damaged_though_its_hash_was_made_anew(
    run, tmp_path
):
    folder = write_run(run, tmp_path)
    need = run.tables["need"]
    for frame in (
        need.drop(columns="product"),
        run.tables["projects"],
        need.assign(mean="much"),
    ):
        put_run(replace(run, tables={**run.tables, "need": frame}), folder)
        with pytest.raises(StoreError, match=f"run {run.id}: table need has not the columns"):
            read_run(folder)
        assert finished_run(folder) is None


@pytest.mark.parametrize("record", [b"[" * 100_000, b'{"format": 5, "a": ' * 50_000, None])
def test_a_record_without_depth_or_end_is_damaged(run, tmp_path, record):
    folder = write_run(run, tmp_path)
    if record is None:
        os.truncate(folder / "run.json", 1 << 33)
    else:
        (folder / "run.json").write_bytes(record)
    assert list_runs(tmp_path) == [Entry(run.id, "damaged")]
    with pytest.raises(StoreError, match=r"run.json (is not as it was|is longer than)"):
        read_run(folder)


def test_a_folder_put_in_place_of_another_is_not_taken_for_it_and_a_copy_is_what_it_was(
    run, tmp_path
):
    folder = write_run(run, tmp_path)
    other, copy = tmp_path / "0123abcd", tmp_path / "for a colleague"
    shutil.copytree(folder, other)
    shutil.copytree(folder, copy)
    with pytest.raises(StoreError, match=f"run 0123abcd: run.json is that of run {run.id}"):
        read_run(other)
    assert finished_run(other) is None
    assert {entry.run: entry.state for entry in list_runs(tmp_path)} == {
        "0123abcd": "damaged",
        run.id: "finished",
        "for a colleague": "finished",
    }
    assert read_run(copy).headline == run.headline


@pytest.mark.skipif(sys.platform == "win32", reason="pipes in folders")
@pytest.mark.parametrize("end", ["a pipe", "a file without end"])
def test_what_never_ends_in_place_of_a_file_is_not_read(run, tmp_path, end):
    folder = write_run(run, tmp_path)
    for name, state in (("timings.json", "finished"), ("run.json", "damaged")):
        path = folder / name
        data = path.read_bytes()
        path.unlink()
        os.mkfifo(path) if end == "a pipe" else path.symlink_to("/dev/zero")
        assert [entry.state for entry in list_runs(tmp_path)] == [state]
        if state == "finished":
            assert read_run(folder).seconds == {}
        path.unlink()
        path.write_bytes(data)


def test_a_run_that_nobody_may_look_into_stops_no_other(run, tmp_path, monkeypatch):
    write_run(run, tmp_path)
    (tmp_path / "0123abcd").mkdir()
    there = type(tmp_path).stat

    def stat(path, **options):
        if path.parent.name == "0123abcd":
            raise PermissionError(13, "Permission denied", str(path))
        return there(path, **options)

    monkeypatch.setattr(type(tmp_path), "stat", stat)
    assert {e.run: e.state for e in list_runs(tmp_path)} == {
        "0123abcd": "damaged",
        run.id: "finished",
    }
    assert find_run(tmp_path, "@latest").name == run.id


def test_nothing_is_written_through_a_link_into_another_run(run, tmp_path):
    """A table's folder, the place where a run is written and a run's folder itself may be links."""
    other = write_run(replace(run, id="01234567"), tmp_path)
    folder = write_run(run, tmp_path)
    for name in ("plan", ".new"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).symlink_to(other / "plan")
    write_run(run, tmp_path)
    assert read_run(folder).headline == run.headline
    shutil.rmtree(folder)
    folder.symlink_to(other)
    with pytest.raises(StoreError, match="is a link to another run, 01234567"):
        write_run(run, tmp_path)
    assert read_run(other).id == "01234567"
    folder.unlink()
    folder.symlink_to(folder.name)
    with pytest.raises(OSError, match=re.escape(str(folder))):
        write_run(run, tmp_path)


def test_what_a_killed_writer_left_beside_a_finished_run_goes(run, tmp_path):
    folder = write_run(run, tmp_path)
    shutil.copytree(folder / "tree", folder / ".new" / "tree")
    with place_of(folder):
        pass
    (folder / ".new").symlink_to(folder / "tree")
    tidy(folder)
    assert not (folder / ".new").is_symlink()
    assert read_run(folder).headline == run.headline


def test_a_damaged_run_is_written_anew(run, tmp_path):
    folder = write_run(run, tmp_path)
    (folder / "tree" / "part-00000.parquet").unlink()
    (folder / "tree").rmdir()
    (folder / "tree").write_text("a file where a folder was")
    (folder / "run.json").unlink()
    (folder / "run.json").mkdir()
    write_run(run, tmp_path)
    assert read_run(folder).headline == run.headline


def test_files_that_are_not_listed_are_not_read(run, tmp_path):
    folder = write_run(run, tmp_path)
    (folder / "inputs" / "limits.csv").write_text("nonsense")
    (folder / "inputs" / "lines.csv").write_text("nonsense")
    (folder / "tree" / "part-00001.parquet").write_text("nonsense")
    assert read_run(folder).study == run.study
    assert list_runs(tmp_path)[0].state == "finished"


def test_a_full_disk_leaves_the_run_that_was_there_and_nothing_beside_it(
    run, tmp_path, monkeypatch
):
    folder, big = write_run(run, tmp_path), replace(run, seconds={"x" * 100_000: 1.0})
    before = {f: f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    with place_of(folder):
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limit[1]))
        try:
            with pytest.raises(OSError, match="too large") as refused:
                put_run(big, folder)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert refused.value.filename == str(folder / ".new" / "timings.json")
    assert {f: f.read_bytes() for f in folder.rglob("*") if f.is_file()} | before == before
    assert not left_over(tmp_path)


def test_a_disk_without_room_is_found_before_anything_is_solved(run, tmp_path):
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limit[1]))
    try:
        with pytest.raises(OSError, match="too large"), place_of(tmp_path / "runs" / "abc"):
            pytest.fail("this would have been solved")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert not list(tmp_path.iterdir())


def test_a_store_that_cannot_be_made_is_found_before_anything_is_solved(tmp_path):
    (tmp_path / "runs").write_text("a file")
    with (
        pytest.raises(OSError, match=f"'{tmp_path}/runs/abc'"),
        place_of(tmp_path / "runs" / "abc"),
    ):
        pytest.fail("this would have been solved")


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_store_whose_name_is_no_text_is_found_before_anything_is_solved(tmp_path):
    store = tmp_path / os.fsdecode(b"runs\xff")
    with pytest.raises(OSError, match="not UTF-8") as found, place_of(store / "0123"):
        raise AssertionError("nothing may be solved")
    assert found.value.filename == str(store / "0123")
    assert not store.exists()
