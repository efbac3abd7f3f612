"""Runs on disk: one folder a run, whole or not there at all.

runs/7f3a1c2b/run.json                     what was asked, versions, hashes of every other file and of itself
runs/7f3a1c2b/inputs/study.toml, *.parquet the study as solved, after changes: itself a study that can be read
runs/7f3a1c2b/tree/part-00000.parquet      the scenario tree
runs/7f3a1c2b/plan/make/part-00000.parquet one variable of the plans; so are the others
runs/7f3a1c2b/deliveries/part-00000.parquet one result table; so are the others
runs/7f3a1c2b/timings.json                 when it was solved and what it cost: the one file that differs between equal runs, and that may be missing
runs/7f3a1c2b/lock                         held while the run is being solved and written
runs/7f3a1c2b/parts/                       what is finished of a run that is not: no reader looks at it
runs/7f3a1c2b/.new/                        a run being written, before its files take their places

A run is finished when run.json is there.  Everything is written into .new first and takes its place only when all of it
is on disk, run.json last: so a full disk takes away nothing that was there before.  A reader checks every file that
run.json lists, and run.json itself, before it reads them; files that are not listed are not read.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import pandas as pd

from offtake.database import try_name
from offtake.errors import StoreError, StudyError
from offtake.files import try_writing, write_text
from offtake.results.dictionary import is_written
from offtake.results.run import Run
from offtake.results.solving.options import Options
from offtake.results.solving.request import study_digest, versions
from offtake.results.store.frames import plan_frames, plans_from_frames, tree_frame, tree_from_frame
from offtake.results.store.listing import (
    FORMAT,
    PARTS,
    RUN_FILE,
    RUN_NAME,
    SOLVED,
    TIMINGS_FILE,
    check_files,
    digest_of,
    is_finished,
    kept_parts,
    options_of,
    read_record,
    run_folders,
    seconds_spent,
    solved_when,
    unfitting,
    unreadable,
)
from offtake.results.store.lock import holding, is_locked
from offtake.results.store.parquet import read_frames, write_frames
from offtake.results.store.record import DamagedError, sealed
from offtake.study.reading.assemble import study_from_raw
from offtake.study.reading.folder import read_folder
from offtake.study.study import Study
from offtake.study.writing.write import write_study

PART = "part-00000.parquet"
INPUTS = "inputs"
NEW = ".new"
ROOM = 1 << 19  # bytes that must be free before a run is solved: what a small one takes


def write_run(run: Run, store: str | Path) -> Path:
    """Write `run` to its folder in `store` and return it; waits where another process is at it."""
    folder = Path(store) / run.id
    with place_of(folder):
        put_run(run, folder)
    return folder


@contextmanager
def place_of(folder: Path, tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the run in `folder`, so that nobody else solves or writes it; waits for another process, told through `tell`.

    A folder that is left without anything in it is taken away.  Raises OSError where the run could not be written there.
    """
    try_name(folder.absolute())
    other = Path(os.path.realpath(folder)).name
    if folder.is_symlink() and RUN_NAME.fullmatch(other) and other != folder.name:
        raise StoreError(f"{folder} is a link to another run, {other}; take the link away")
    is_new = not folder.parent.exists()
    try:
        with holding(folder, tell):
            try:
                _clear(folder / NEW)
                try_writing(folder / NEW / RUN_FILE, ROOM)
                yield
            finally:
                if not is_finished(folder) and not kept_parts(folder):
                    shutil.rmtree(folder, ignore_errors=True)
    finally:
        if is_new:
            with suppress(OSError):  # something is in it
                folder.parent.rmdir()


def put_run(run: Run, folder: Path) -> None:
    """Write `run` to `folder`, which is held; what was there stays as it was where that cannot be done."""
    new = folder / NEW
    _clear(new)
    try:
        write_study(run.study, new / INPUTS, form="parquet")
        write_frames({new / name: frame for name, frame in _parts(run).items()})
        names = sorted(f.relative_to(new).as_posix() for f in new.rglob("*") if f.is_file())
        hashes = {name: digest_of(new / name) for name in names}
        write_text(_json({SOLVED: run.solved, **run.seconds}), new / TIMINGS_FILE)
        write_text(sealed(_record(run, hashes)), new / RUN_FILE)
        _take_places(folder, hashes)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    if run.status == "finished":
        shutil.rmtree(folder / PARTS, ignore_errors=True)


def _take_places(folder: Path, hashes: Mapping[str, str]) -> None:
    """Files of `folder`/.new to where they belong; no reader sees some of an old run with some of a new one."""
    try:
        before = dict(read_record(folder)["files"])
    except StoreError:
        before = {}
    if before != hashes and is_finished(folder):
        (folder / RUN_FILE).unlink()
    for name in before.keys() - hashes.keys():
        (folder / name).unlink(missing_ok=True)
    for name in (*hashes, TIMINGS_FILE, RUN_FILE):
        target = folder / name
        _make_way(folder, target)
        os.replace(folder / NEW / name, target)


def _make_way(folder: Path, target: Path) -> None:
    """Room for `target`: folders above it that lie in `folder` themselves, and no folder in its place."""
    for name in list(target.relative_to(folder).parents)[-2::-1]:
        if not (above := folder / name).is_dir() or above.is_symlink():
            _clear(above)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        _clear(target)


def _clear(path: Path) -> None:
    """Nothing at `path`; of a link the link goes, not what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Take away what is left of writing the run in `folder` anew by a process that was killed at it."""
    new = folder / NEW
    if (new.exists() or new.is_symlink()) and not is_locked(folder):
        with suppress(OSError):
            _clear(new)


def asked_for(folder: Path) -> None:
    """A run that is asked for once more is the newest again: whoever solves A, B and A means A by the newest run."""
    with suppress(OSError):  # a store that may only be read keeps its order
        os.utime(folder / RUN_FILE)


def read_run(folder: str | Path) -> Run:
    """The run in `folder`; StoreError where there is none, it is unfinished, or a file is not as written."""
    folder = Path(folder)
    record = read_record(folder)
    try:
        check_files(folder, record)
        return _run(folder, record)
    except OSError as error:
        raise unreadable(folder, error) from error
    except (LookupError, TypeError, ValueError, AttributeError, StudyError, duckdb.Error) as error:
        raise unfitting(folder, error) from error


def _run(folder: Path, record: Mapping[str, Any]) -> Run:
    listed = {PurePosixPath(name) for name in record["files"]}
    inputs = {path.name for path in listed if path.parent == PurePosixPath(INPUTS)}
    variables, tables = list(record["variables"]), record["tables"]
    names = ["tree", *(f"plan/{name}" for name in variables), *tables]
    nodes, *frames = read_frames([folder / name / PART for name in names])
    values = dict(zip(variables, frames[: len(variables)], strict=True))
    tree = tree_from_frame(nodes, record["tree"])
    found = dict(zip(tables, frames[len(variables) :], strict=True))
    if odd := [name for name, frame in found.items() if not is_written(name, frame)]:
        raise DamagedError(
            f"run {folder.name}: table {odd[0]} has not the columns that this version of offtake writes; "
            "solve the study again with --again"
        )
    return Run(
        id=record["run"],
        study=study_from_raw(
            read_folder(folder / INPUTS, inputs), made=record["options"]["policy"]
        ),
        options=options_of(record["options"]),
        tree=tree,
        plans=plans_from_frames(values, record["plans"], record["variables"], tree),
        tables=found,
        headline=record["headline"],
        seconds=seconds_spent(folder),
        solved=solved_when(folder),
    )


def finished_run(folder: Path) -> Run | None:
    """The run in `folder` where it is finished and whole, with every arrangement that was asked for."""
    if not is_finished(folder):
        return None
    try:
        found = read_run(folder)
    except StoreError:
        return None
    return found if found.status == "finished" else None


def fullest_run(store: Path, study: Study, wanted: Collection[str]) -> Path | None:
    """Folder of the finished run of `study`, solved as it says, that has the arrangements `wanted` and most others."""
    found = []
    usual = replace(Options(), policy=study.policy)
    for folder in run_folders(store):
        try:
            record = read_record(folder)
        except StoreError:
            continue
        options = record["options"]
        same = {**asdict(usual), "arrangements": options["arrangements"], "information": options["information"]}  # fmt: skip
        is_same = record["study"] == study_digest(study) and asdict(options_of(options)) == asdict(options_of(same))  # fmt: skip
        if is_same and record["status"] == "finished" and set(wanted) <= set(record["plans"]):
            found.append((len(record["plans"]), record["run"], folder))
    return max(found)[2] if found else None


def _parts(run: Run) -> dict[str, pd.DataFrame]:
    """Every table of the run that is not the study's, by its place in the folder."""
    return {
        f"tree/{PART}": tree_frame(run.tree),
        **{f"plan/{name}/{PART}": frame for name, frame in plan_frames(run.plans).items()},
        **{f"{name}/{PART}": frame for name, frame in run.tables.items()},
    }


def _record(run: Run, hashes: Mapping[str, str]) -> dict[str, Any]:
    variables: dict[str, list[str]] = {}
    for plan in run.plans.values():
        for name in plan.values:
            variables[name] = list(plan.labels[name].dims)
    return {
        "format": FORMAT,
        "run": run.id,
        "status": run.status,
        "options": asdict(run.options),
        "study": study_digest(run.study),
        "versions": versions(),
        "tree": {
            "drivers": list(run.tree.drivers),
            "states": [list(names) for names in run.tree.states],
            "distance": run.tree.distance,
            "full_leaves": run.tree.full_leaves,
            "starts": [day.isoformat() for day in run.tree.starts],
        },
        "plans": {
            name: {"status": plan.status, "objective": plan.objective, "bound": plan.bound}
            for name, plan in run.plans.items()
        },
        "variables": variables,
        "tables": sorted(run.tables),
        "headline": run.headline,
        "files": dict(hashes),
    }


def _json(document: object) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
