"""Runs on disk: one folder a run, whole or not there at all.

runs/7f3a1c2b/run.json                     what was asked, versions, hashes of every other file: written last
runs/7f3a1c2b/inputs/study.toml, *.parquet the study as solved, after changes: itself a study that can be read
runs/7f3a1c2b/tree/part-00000.parquet      the scenario tree
runs/7f3a1c2b/plan/make/part-00000.parquet one variable of the plans; so are the others
runs/7f3a1c2b/deliveries/part-00000.parquet one result table; so are the others
runs/7f3a1c2b/timings.json                 what it cost: the one file that differs between equal runs
runs/7f3a1c2b/lock                         held while the run is being written
runs/7f3a1c2b/parts/                       what is finished of a run that is not: no reader looks at it

A run is finished when run.json is there, and nothing but a list of runs looks at one that is not.  Each file
is written under a temporary name and renamed; run.json comes last, and goes first when a run is written anew.
A reader checks every file against run.json, so it sees one whole run or an error.  Parts go once the run is finished.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from offtake.errors import StoreError
from offtake.results.request import Options, study_digest, versions
from offtake.results.run import Run
from offtake.results.store.frames import plan_frames, plans_from_frames, tree_frame, tree_from_frame
from offtake.results.store.lock import LOCK_FILE, is_locked, writing
from offtake.results.store.parquet import read_frame, write_frame, write_text
from offtake.study.reading.read import read_study
from offtake.study.writing.write import write_study

RUN_FILE = "run.json"
TIMINGS_FILE = "timings.json"
PART = "part-00000.parquet"
INPUTS = "inputs"
PARTS = "parts"
FORMAT = 2


@dataclass(frozen=True)
class Entry:
    """One line of a list of runs; what an unfinished run was about is not known."""

    run: str
    state: str  # finished, stopped (by the user, what was found is kept), unfinished, being written
    study: str = ""
    policy: str = ""
    arrangements: tuple[str, ...] = ()
    seed: int | None = None


def write_run(run: Run, store: str | Path) -> Path:
    """Write `run` to its folder in `store` and return it; StoreError where another process is at it."""
    folder = Path(store) / run.id
    with writing(folder):
        _clear(folder)
        write_study(run.study, folder / INPUTS, form="parquet")
        for name, frame in _parts(run).items():
            write_frame(frame, folder / name)
        hashes = {
            path.relative_to(folder).as_posix(): _digest(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != LOCK_FILE and folder / PARTS not in path.parents
        }
        write_text(_json(dict(run.seconds)), folder / TIMINGS_FILE)
        write_text(_json(_record(run, hashes)), folder / RUN_FILE)
        if run.status == "finished":
            shutil.rmtree(folder / PARTS, ignore_errors=True)
    return folder


@contextmanager
def parts_of(folder: Path) -> Iterator[Path]:
    """Where the run in `folder` keeps what is finished while it is being solved; nobody else may solve it then.

    Parts stay where the solving ends early, and the same run goes on from them; a folder without any is taken away.
    Raises StoreError where another process is at the run.
    """
    parts = folder / PARTS
    try:
        with writing(folder):
            yield parts
    finally:
        if not is_finished(folder) and not kept_parts(folder) and not is_locked(folder):
            shutil.rmtree(folder, ignore_errors=True)


def kept_parts(folder: Path) -> int:
    """How many parts of an unfinished run are there."""
    return len([f for f in (folder / PARTS).glob("*.np[yz]") if not f.name.startswith(".")])


def read_run(folder: str | Path) -> Run:
    """The run in `folder`; StoreError where there is none, it is unfinished, or a file is not as written."""
    folder = Path(folder)
    record = read_record(folder)
    for name, digest in record["files"].items():
        path = folder / name
        if not path.exists() or _digest(path) != digest:
            raise StoreError(
                f"run {folder.name}: {name} is not as it was written; solve the study again"
            )
    study = read_study(folder / INPUTS)
    tree = tree_from_frame(read_frame(folder / "tree" / PART), record["tree"])
    frames = {name: read_frame(folder / "plan" / name / PART) for name in record["variables"]}
    seconds = json.loads((folder / TIMINGS_FILE).read_text(encoding="utf-8"))
    options = record["options"]
    options |= {name: tuple(options[name]) for name in ("arrangements", "instruments")}
    return Run(
        id=record["run"],
        study=replace(study, policy=options["policy"]),
        options=Options(**options),
        tree=tree,
        plans=plans_from_frames(frames, record["plans"], record["variables"], tree),
        tables={name: read_frame(folder / name / PART) for name in record["tables"]},
        headline=record["headline"],
        seconds=seconds,
    )


def read_record(folder: Path) -> dict[str, Any]:
    """What run.json says; StoreError where the run is missing or unfinished."""
    path = folder / RUN_FILE
    if not path.exists():
        if folder.is_dir() and (folder / LOCK_FILE).exists():
            state = "is being written" if is_locked(folder) else "was never finished"
            raise StoreError(
                f"run {folder.name} {state}; 'offtake runs' lists those that can be read"
            )
        raise StoreError(f"there is no run {folder.name} in {folder.parent}")
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if record["format"] != FORMAT:
        raise StoreError(
            f"run {folder.name} was written by another version of offtake: solve it again"
        )
    return record


def is_finished(folder: Path) -> bool:
    """Whether the run in `folder` can be read."""
    return (folder / RUN_FILE).exists()


def finished_run(folder: Path) -> Run | None:
    """The run in `folder` where it is finished and whole, with every arrangement that was asked for."""
    if not is_finished(folder) or read_record(folder)["status"] != "finished":
        return None
    try:
        return read_run(folder)
    except StoreError:
        return None


def list_runs(store: Path) -> list[Entry]:
    """Every run in `store`, by name; none where there is no such folder."""
    if not store.is_dir():
        return []
    folders = [f for f in sorted(store.iterdir()) if f.is_dir()]
    return [_entry(f) for f in folders if is_finished(f) or (f / LOCK_FILE).exists()]


def find_run(store: Path, name: str) -> Path:
    """Folder of the run whose name begins with `name`, or of the only run where `name` is empty."""
    entries = [e.run for e in list_runs(store)]
    matches = [run for run in entries if run.startswith(name)]
    if len(matches) == 1:
        return store / matches[0]
    if not matches:
        there = f"there are: {', '.join(entries)}" if entries else "there are none yet"
        raise StoreError(f"there is no run {name!r} in {store}; {there}")
    raise StoreError(f"{name!r} could be any of the runs {', '.join(matches)}; write more letters")


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


def _entry(folder: Path) -> Entry:
    if not is_finished(folder):
        return Entry(folder.name, "being written" if is_locked(folder) else "unfinished")
    record = read_record(folder)
    return Entry(
        run=folder.name,
        state=record["status"],
        study=record["headline"]["study"],
        policy=record["options"]["policy"],
        arrangements=tuple(record["plans"]),
        seed=record["headline"]["seed"],
    )


def _clear(folder: Path) -> None:
    """Take away what an earlier writing left: run.json first, so that no reader trusts the rest."""
    (folder / RUN_FILE).unlink(missing_ok=True)
    for path in folder.iterdir():
        if path.is_dir() and path.name != PARTS:
            shutil.rmtree(path)
        elif path.is_file() and path.name != LOCK_FILE:
            path.unlink()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _json(document: object) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
