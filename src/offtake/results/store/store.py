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

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import pandas as pd

from offtake.database import try_name
from offtake.errors import StoreError, StudyError
from offtake.files import try_writing, write_text
from offtake.results.run import Run
from offtake.results.solving.request import Options, study_digest, versions
from offtake.results.store.frames import plan_frames, plans_from_frames, tree_frame, tree_from_frame
from offtake.results.store.lock import LOCK_FILE, holding, is_locked
from offtake.results.store.parquet import read_frames, write_frames
from offtake.results.store.record import DamagedError, sealed, unsealed
from offtake.study.reading.assemble import study_from_raw
from offtake.study.reading.folder import read_folder
from offtake.study.study import Study
from offtake.study.writing.write import write_study

RUN_FILE = "run.json"
TIMINGS_FILE = "timings.json"
LONGEST_TIMINGS = 1 << 16  # bytes
SOLVED = "solved"
PART = "part-00000.parquet"
INPUTS = "inputs"
PARTS = "parts"
NEW = ".new"
FORMAT = 5
ROOM = 1 << 19  # bytes that must be free before a run is solved: what a small one takes

_NAME = re.compile(r"[0-9a-f]{8}")
"""What runs are called; a copy of a run may bear another name."""

LATEST = "@latest"
"""The run that was made last."""


@dataclass(frozen=True)
class Entry:
    """One line of a list of runs; what a run that cannot be read was about is not known."""

    run: str
    state: str  # finished, stopped (by the user, what was found is kept), unfinished, being written, damaged, of another version
    study: str = ""
    policy: str = ""
    arrangements: tuple[str, ...] = ()
    seed: int | None = None
    solved: str = ""  # when, 2026-11-25T14:41+01:00; empty where it is not known


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
    if (
        folder.is_symlink()
        and _NAME.fullmatch(other := folder.resolve().name)
        and other != folder.name
    ):
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
        hashes = {name: _digest(new / name) for name in names}
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


def kept_parts(folder: Path) -> int:
    """How many parts of an unfinished run are there."""
    return len([f for f in (folder / PARTS).rglob("*.np[yz]") if not f.name.startswith(".")])


def read_run(folder: str | Path) -> Run:
    """The run in `folder`; StoreError where there is none, it is unfinished, or a file is not as written."""
    folder = Path(folder)
    record = read_record(folder)
    try:
        _check(folder, record)
        return _run(folder, record)
    except OSError as error:
        raise _unreadable(folder, error) from error
    except (LookupError, TypeError, ValueError, AttributeError, StudyError, duckdb.Error) as error:
        raise _unfitting(folder, error) from error


def _run(folder: Path, record: Mapping[str, Any]) -> Run:
    listed = {PurePosixPath(name) for name in record["files"]}
    inputs = {path.name for path in listed if path.parent == PurePosixPath(INPUTS)}
    variables, tables = list(record["variables"]), record["tables"]
    names = ["tree", *(f"plan/{name}" for name in variables), *tables]
    nodes, *frames = read_frames([folder / name / PART for name in names])
    values = dict(zip(variables, frames[: len(variables)], strict=True))
    tree = tree_from_frame(nodes, record["tree"])
    return Run(
        id=record["run"],
        study=study_from_raw(
            read_folder(folder / INPUTS, inputs), made=record["options"]["policy"]
        ),
        options=_options(record["options"]),
        tree=tree,
        plans=plans_from_frames(values, record["plans"], record["variables"], tree),
        tables=dict(zip(tables, frames[len(variables) :], strict=True)),
        headline=record["headline"],
        seconds=seconds_spent(folder),
        solved=solved_when(folder),
    )


def seconds_spent(folder: Path) -> dict[str, float]:
    """What the run cost; nothing where that is not known, which matters to nobody."""
    try:
        return {str(n): float(value) for n, value in _timings(folder).items() if n != SOLVED}
    except (ValueError, TypeError):
        return {}


def solved_when(folder: Path) -> str:
    """When the run in `folder` was solved, to the minute; empty where that is not known, which matters to nobody."""
    try:
        return datetime.fromisoformat(_timings(folder)[SOLVED]).isoformat(timespec="minutes")
    except (ValueError, TypeError, LookupError):
        return ""


def _timings(folder: Path) -> dict[str, Any]:
    """What timings.json says, as far as it is a file of the size that it can have; else nothing."""
    path = folder / TIMINGS_FILE
    try:
        if not path.is_file() or path.stat().st_size > LONGEST_TIMINGS:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def read_record(folder: Path) -> dict[str, Any]:
    """What run.json says; StoreError where the run is missing, unfinished, damaged or of another version."""
    path = folder / RUN_FILE
    try:
        if not path.exists():
            if folder.is_dir() and (folder / LOCK_FILE).exists():
                state = "is being written" if is_locked(folder) else "was never finished"
                raise StoreError(
                    f"run {folder.name} {state}; 'offtake runs' lists those that can be read"
                )
            raise StoreError(f"there is no run {folder.name} in {folder.parent}")
        if not path.is_file():
            raise DamagedError("is no file")
        record = unsealed(path.read_bytes(), FORMAT)
        if record["run"] != folder.name and _NAME.fullmatch(folder.name):
            raise DamagedError(
                f"is that of run {record['run']}: one folder was put in place of another"
            )
        _options(record["options"]), record["headline"]["study"], record["headline"]["seed"]
        return record
    except (LookupError, TypeError) as error:
        raise _unfitting(folder, error) from error
    except DamagedError as why:
        raise DamagedError(f"run {folder.name}: {RUN_FILE} {why}", why.state) from None
    except OSError as error:
        raise _unreadable(folder, error) from error


def _check(folder: Path, record: Mapping[str, Any]) -> None:
    """Whether every file is as it was written; DamagedError names the first that is not."""
    for name, digest in record["files"].items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise DamagedError(
                f"run {folder.name}: {name} is not as it was written; solve the study again with --again"
            )


def is_finished(folder: Path) -> bool:
    """Whether a run is in `folder` that was written to its end."""
    try:
        return (folder / RUN_FILE).is_file()
    except PermissionError:  # nobody here may look into it
        return False


def finished_run(folder: Path) -> Run | None:
    """The run in `folder` where it is finished and whole, with every arrangement that was asked for."""
    if not is_finished(folder):
        return None
    try:
        found = read_run(folder)
    except StoreError:
        return None
    return found if found.status == "finished" else None


def list_runs(store: Path) -> list[Entry]:
    """Every run in `store`, by name, each checked; none where there is no such folder."""
    return [_entry(folder) for folder in _folders(store)]


def find_run(store: Path, name: str) -> Path:
    """Folder of the run that `name` means.

    Empty or `@latest`: the newest that is finished.  Else the one whose name begins with it, or the newest of the
    study of that name.  Raises StoreError where there is none, or several begin so.
    """
    folders = _folders(store)
    if name in ("", LATEST) and (finished := [f for f in folders if is_finished(f)]):
        return max(finished, key=_age)
    names = [folder.name for folder in folders]
    matches = [run for run in names if run.startswith(name)]
    if len(matches) == 1 or name in matches:
        return store / (name if name in matches else matches[0])
    if not matches:
        own = [store / entry.run for entry in list_runs(store) if entry.study == name]
        if own := [folder for folder in own if is_finished(folder)]:
            return max(own, key=_age)
        there = f"there are: {', '.join(names)}" if names else "there are none yet"
        raise StoreError(f"there is no run {name!r} in {store}; {there}")
    raise StoreError(f"{name!r} could be any of the runs {', '.join(matches)}; write more letters")


def fullest_run(store: Path, study: Study, wanted: Collection[str]) -> Path | None:
    """Folder of the finished run of `study`, solved as it says, that has the arrangements `wanted` and most others."""
    found = []
    usual = replace(Options(), policy=study.policy)
    for folder in _folders(store):
        try:
            record = read_record(folder)
        except StoreError:
            continue
        options = record["options"]
        same = {**asdict(usual), "arrangements": options["arrangements"], "information": options["information"]}  # fmt: skip
        is_same = record["study"] == study_digest(study) and asdict(_options(options)) == asdict(_options(same))  # fmt: skip
        if is_same and record["status"] == "finished" and set(wanted) <= set(record["plans"]):
            found.append((len(record["plans"]), record["run"], folder))
    return max(found)[2] if found else None


def _options(said: Mapping[str, Any]) -> Options:
    return Options(**{**said, **{name: tuple(said[name]) for name in ("arrangements", "instruments")}})  # fmt: skip


def _age(folder: Path) -> tuple[float, str]:
    return (folder / RUN_FILE).stat().st_mtime, folder.name


def _folders(store: Path) -> list[Path]:
    if not store.is_dir():
        return []
    folders = [f for f in sorted(store.iterdir()) if f.is_dir()]
    return [f for f in folders if _seems_a_run(f)]


def _seems_a_run(folder: Path) -> bool:
    try:
        return (folder / RUN_FILE).exists() or (folder / LOCK_FILE).exists()
    except PermissionError:
        return _NAME.fullmatch(folder.name) is not None


def _entry(folder: Path) -> Entry:
    try:
        if not (folder / RUN_FILE).exists():
            return Entry(folder.name, "being written" if is_locked(folder) else "unfinished")
        record = read_record(folder)
        _check(folder, record)
    except DamagedError as why:
        return Entry(folder.name, why.state)
    except (StoreError, OSError):
        return Entry(folder.name, "damaged")
    return Entry(
        run=folder.name,
        state=record["status"],
        study=record["headline"]["study"],
        policy=record["options"]["policy"],
        arrangements=tuple(record["plans"]),
        seed=record["headline"]["seed"],
        solved=solved_when(folder),
    )


def _unfitting(folder: Path, error: Exception) -> DamagedError:
    """For a record that was sealed, and yet is none that a run could have."""
    return DamagedError(
        f"run {folder.name}: {RUN_FILE} is not as offtake writes it ({type(error).__name__}); "
        "solve the study again with --again"
    )


def _unreadable(folder: Path, error: OSError) -> StoreError:
    where = error.filename or folder
    return StoreError(f"run {folder.name} cannot be read: {where}: {error.strerror or error}")


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


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _json(document: object) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
