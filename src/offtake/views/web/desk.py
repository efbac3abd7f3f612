"""The desk: which studies and runs the page is about.  It looks names up and never builds a path from what is asked."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from offtake.errors import StoreError, UsageError
from offtake.results.store.listing import (
    RUN_FILE,
    Entry,
    is_finished,
    list_runs,
    read_record,
    seconds_spent,
)
from offtake.study.examples import SETTINGS_FILE, case_names, case_path
from offtake.study.reading.endings import WORKBOOKS
from offtake.study.wording.near import did_you_mean
from offtake.views.drawing.words import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from offtake.results.run import Run

Made = TypeVar("Made")
KEPT = 12
"""Answers, runs and studies kept in memory."""
SETTLED = ("finished", "stopped", "damaged", "of another version")
STEPS = ("first-best", "agreement", "information", "statistics")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,59}")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{k}" for d in ("com", "lpt") for k in range(10))}


class ChangedError(UsageError):
    """What was sent rests on what somebody else has changed since it was shown; nothing was written."""


@dataclass(frozen=True)
class Place:
    """Where a study lies."""

    id: str
    path: Path
    kind: str
    """folder, workbook or example."""

    @property
    def editable(self) -> bool:
        """Whether the page can add edits to it: a folder whose tables are CSV files, the user's own."""
        return self.kind == "folder" and not any(self.path.glob("*.parquet"))


@dataclass
class Desk:
    """The folder that the page works in, its store of runs, and what is open."""

    folder: Path
    store: Path
    named: tuple[Path, ...] = ()
    """Studies named on the command line, wherever they lie."""
    lock: Lock = field(default_factory=Lock)
    writing: Lock = field(default_factory=Lock)
    """Held while a file of the desk is being changed, so that two pages never change one at once."""
    _kept: OrderedDict[tuple[object, ...], Any] = field(default_factory=OrderedDict)

    def studies(self) -> dict[str, Place]:
        """Every study by its name: those named, those in the folder, then the bundled ones; none whose name hides something."""
        found: dict[str, Place] = {}
        around = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        for path in (*self.named, *around):
            kind = _kind(path)
            if kind and path.name.isprintable() and path.name not in found:
                found[path.name] = Place(path.name, path, kind)
        for name in case_names():
            found.setdefault(
                f"example {name}", Place(f"example {name}", case_path(name), "example")
            )
        return found

    def study(self, name: str) -> Place:
        """The study of that name; UsageError where there is none."""
        known = self.studies()
        if name not in known:
            raise UsageError(f"there is no study {name!r} here{did_you_mean(name, known)}")
        return known[name]

    def entries(self) -> list[Entry]:
        """The runs in the store; their files are checked again only where a run was added, solved anew or is not settled."""
        stamp = tuple(
            (folder.name, (folder / RUN_FILE).stat().st_mtime_ns)
            for folder in (sorted(self.store.iterdir()) if self.store.is_dir() else ())
            if is_finished(folder)
        )
        found = self.kept(("entries", stamp), partial(list_runs, self.store))
        if all(entry.state in SETTLED for entry in found) and len(found) == len(stamp):
            return found
        return list_runs(self.store)

    def listed(self) -> list[dict[str, Any]]:
        """Every run in the store as plain data, unfinished ones too; the newest first."""
        entries = sorted(self.entries(), key=lambda entry: entry.solved, reverse=True)
        return [{**asdict(entry), "solved": clock(entry.solved)} for entry in entries]

    def run(self, name: str) -> Run:
        """A finished run by its whole name; StoreError where there is none."""
        from offtake.results.store.store import read_run

        folder = self.run_folder(name)
        stamp = (folder / "run.json").stat().st_mtime_ns if is_finished(folder) else 0
        return self.kept(("run", name, stamp), partial(read_run, folder))

    def run_folder(self, name: str) -> Path:
        """Folder of a run; StoreError where the name is not one that a run can have."""
        if not re.fullmatch(r"[0-9a-f]{8}", name):
            raise StoreError(f"there is no run {name[:40]!r}")
        return self.store / name

    def kept(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What `make` gives, made once for a key and kept while few others are asked for."""
        with self.lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Made = self._kept[key]
                return found
        made = make()
        with self.lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def took(self, study: str) -> float | None:
        """Seconds that the newest run of a study of that name took; None where there is none, or that is not known."""
        best: tuple[float, float] | None = None
        for folder in sorted(self.store.iterdir()) if self.store.is_dir() else ():
            try:
                if not is_finished(folder) or read_record(folder)["headline"]["study"] != study:
                    continue
                spent = seconds_spent(folder)
                seconds = sum(spent.get(step, 0.0) for step in STEPS)
                when = (folder / RUN_FILE).stat().st_mtime
            except (StoreError, OSError, ValueError):
                continue
            best = max(best or (0.0, 0.0), (when, seconds))
        return best[1] if best else None

    def free(self, name: str, ending: str = "") -> Path:
        """A new file or folder of that name in the desk's folder; UsageError where it cannot be one."""
        stem = name.split(".")[0].casefold()
        if not NAME.fullmatch(name) or stem in _DEVICES or name.endswith((" ", ".")):
            raise UsageError(
                f"{name[:60]!r} cannot be a name here: letters, digits, blank, dot, _ and -, at most 60"
            )
        path = self.folder / f"{name}{ending}"
        if path.exists():
            raise UsageError(f"{path.name} is there already; choose another name")
        return path


def _kind(path: Path) -> str:
    if path.is_dir():
        return "folder" if (path / SETTINGS_FILE).is_file() else ""
    is_workbook = path.suffix.lower() in WORKBOOKS and path.name[0] not in "~."
    return "workbook" if is_workbook and path.is_file() else ""
