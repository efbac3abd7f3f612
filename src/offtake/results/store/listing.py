"""Which runs there are, and what their records say: read without anything that solves, so that a list comes at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from offtake.errors import StoreError
from offtake.results.solving.options import Options
from offtake.results.store.lock import LOCK_FILE, is_locked
from offtake.results.store.record import DamagedError, unsealed

RUN_FILE = "run.json"
TIMINGS_FILE = "timings.json"
LONGEST_TIMINGS, LONGEST_RECORD = 1 << 16, 1 << 26  # bytes
SOLVED = "solved"
PARTS = "parts"
FORMAT = 6

MOST_TOLD = 6
"""Runs that are named where one is not found; 'offtake runs' lists them all."""

RUN_NAME = re.compile(r"[0-9a-f]{8}")
"""What runs are called; a copy of a run may bear another name."""

LATEST = "@latest"
"""The run that was asked for last, solved then or there already."""


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


def kept_parts(folder: Path) -> int:
    """How many parts of an unfinished run are there."""
    return len([f for f in (folder / PARTS).rglob("*.np[yz]") if not f.name.startswith(".")])


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
        if not _is_there(path):
            if folder.is_dir() and (folder / LOCK_FILE).exists():
                state = "is being written" if is_locked(folder) else "was never finished"
                raise StoreError(
                    f"run {folder.name} {state}; 'offtake runs' lists those that can be read"
                )
            raise StoreError(f"there is no run {folder.name} in {folder.parent}")
        if not path.is_file():
            raise DamagedError("is no file")
        if path.stat().st_size > LONGEST_RECORD:
            raise DamagedError("is longer than any that offtake writes")
        record = unsealed(path.read_bytes(), FORMAT)
        if record["run"] != folder.name and RUN_NAME.fullmatch(folder.name):
            raise DamagedError(
                f"is that of {_named(record['run'])}: one folder was put in place of another"
            )
        options, headline = options_of(record["options"]), record["headline"]
        texts = (headline["study"], options.policy, *options.arrangements, *options.instruments)
        if not all(isinstance(text, str) for text in texts) or type(headline["seed"]) is not int:
            raise TypeError(f"{headline['study']}, {options.policy}, {headline['seed']}")
        return record
    except (LookupError, TypeError) as error:
        raise unfitting(folder, error) from error
    except DamagedError as why:
        raise DamagedError(f"run {folder.name}: {RUN_FILE} {why}", why.state) from None
    except OSError as error:
        raise unreadable(folder, error) from error


def _named(run: str) -> str:
    """A run by its name, where that can be shown."""
    return f"run {run}" if run.isprintable() else "another run"


def check_files(folder: Path, record: Mapping[str, Any]) -> None:
    """Whether every file is as it was written; DamagedError names the first that is not."""
    for name, digest in record["files"].items():
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise DamagedError(
                f"run {folder.name}: {name} is not as it was written; solve the study again with --again"
            )


def is_finished(folder: Path) -> bool:
    """Whether a run is in `folder` that was written to its end."""
    try:
        return (folder / RUN_FILE).is_file()
    except PermissionError:  # nobody here may look into it
        return False


def list_runs(store: Path) -> list[Entry]:
    """Every run in `store`, by name, each checked; none where there is no such folder."""
    return [_entry(folder) for folder in run_folders(store)]


def find_run(store: Path, name: str, has: Collection[str] = ()) -> Path:
    """Folder of the run that `name` means.

    Empty or `@latest`: the newest that is finished.  Else the one whose name begins with it, or the newest of the
    study of that name.  The newest is the newest with the arrangements `has`, where one has them.  Raises StoreError where
    there is none, or several begin so.
    """
    found = runs_named(store, name)
    if not found:
        raise StoreError(_no_run(store, name))
    begin = [folder.name for folder in found if name and folder.name.startswith(name)]
    if len(begin) > 1 and name not in begin:
        raise StoreError(
            f"{name!r} could be any of the runs {', '.join(begin)}; write more letters"
        )
    return store / (name if name in begin else begin[0]) if begin else _newest(found, has)


def runs_named(store: Path, name: str) -> list[Path]:
    """Folders of the runs that `name` could mean, as `find_run` reads it; none where there is none."""
    folders = run_folders(store)
    if name in ("", LATEST):
        return [folder for folder in folders if is_finished(folder)]
    if begin := [folder for folder in folders if folder.name.startswith(name)]:
        return begin
    own = [store / entry.run for entry in list_runs(store) if entry.study == name]
    return [folder for folder in own if is_finished(folder)]


def _no_run(store: Path, name: str) -> str:
    entries = list_runs(store)
    told = [f"{entry.run} (of {entry.study})" if entry.study else entry.run for entry in entries]
    more = f" and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
    which = f"run {name!r}" if name else "finished run"
    if not told:
        return f"there is no {which} in {store}; 'offtake run STUDY' makes one"
    return f"there is no {which} in {store}; there are: {', '.join(told[:MOST_TOLD])}{more}"


def options_of(said: Mapping[str, Any]) -> Options:
    """The options that a record names; LookupError or TypeError where it names none that there are."""
    return Options(**{**said, **{name: tuple(said[name]) for name in ("arrangements", "instruments")}})  # fmt: skip


def _newest(folders: list[Path], has: Collection[str]) -> Path:
    """The newest of some runs that has these arrangements; the newest of all where none has them."""
    newest_first = sorted(folders, key=_age, reverse=True)
    return next((f for f in newest_first if _has(f, has)), newest_first[0])


def _has(folder: Path, arrangements: Collection[str]) -> bool:
    try:
        return not arrangements or set(arrangements) <= set(read_record(folder)["plans"])
    except StoreError:
        return False


def _age(folder: Path) -> tuple[float, str]:
    return (folder / RUN_FILE).stat().st_mtime, folder.name


def run_folders(store: Path) -> list[Path]:
    """Folders of `store` that hold a run, finished or not, by name."""
    if not store.is_dir():
        return []
    folders = [f for f in sorted(store.iterdir()) if f.name.isprintable() and f.is_dir()]
    return [f for f in folders if seems_a_run(f)]


def seems_a_run(folder: Path) -> bool:
    """Whether `folder` holds a run, finished or not."""
    try:
        return _is_there(folder / RUN_FILE) or _is_there(folder / LOCK_FILE)
    except PermissionError:
        return RUN_NAME.fullmatch(folder.name) is not None


def _is_there(path: Path) -> bool:
    """Whether something is at `path`; PermissionError where nobody here may know, which `exists` tells from Python 3.14 on as no."""
    try:
        path.stat()
    except PermissionError:
        raise
    except (OSError, ValueError):
        return False
    return True


def _entry(folder: Path) -> Entry:
    try:
        if not _is_there(folder / RUN_FILE):
            return Entry(folder.name, "being written" if is_locked(folder) else "unfinished")
        record = read_record(folder)
        check_files(folder, record)
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


def unfitting(folder: Path, error: Exception) -> DamagedError:
    """For a record that was sealed, and yet is none that a run could have."""
    return DamagedError(
        f"run {folder.name}: {RUN_FILE} is not as offtake writes it ({type(error).__name__}); "
        "solve the study again with --again"
    )


def unreadable(folder: Path, error: OSError) -> StoreError:
    """For a run that the system does not let us read."""
    where = error.filename or folder
    return StoreError(f"run {folder.name} cannot be read: {where}: {error.strerror or error}")


def digest_of(path: Path) -> str:
    """What the bytes of a file come to."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
