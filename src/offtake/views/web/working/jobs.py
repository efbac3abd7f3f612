"""Solving that goes on by itself: a process of its own for each run, known by files beside the runs.

STORE/.jobs/RUN/asked.json     what was asked: study, policy, options; written before the process begins
STORE/.jobs/RUN/lock           held while the process lives, whoever else ends
STORE/.jobs/RUN/progress.json  what it is doing
STORE/.jobs/RUN/stop           asks it to stop and keep what it has found
STORE/.jobs/RUN/end.json       how it ended

The name is that of the run, which is known before it is solved; so two browsers that ask for the same share one process.
A process that is gone without `end.json` was killed, or the computer was: the job is *halted*, and going on is the
same question again, which with sampled futures begins from the parts that are finished.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offtake.errors import StoreError, UsageError
from offtake.files import write_text
from offtake.results.store.listing import kept_parts
from offtake.results.store.lock import LOCK_FILE, is_locked
from offtake.views.web.desk import Desk

if TYPE_CHECKING:
    from offtake.results.solving.request import Request

JOBS = ".jobs"
ASKED = ("study", "policy", "arrangements", "leaves", "futures", "gap", "seed")
"""What the page sends with a job."""
STARTING = 10.0
"""Seconds that a process has to begin in."""
_DETACHED = 0x8 | 0x200  # of Windows: DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP


def start(desk: Desk, sent: dict[str, str]) -> dict[str, Any]:
    """Begin, or go on with, what was asked; nothing is begun where the run is there or being solved."""
    from offtake.results.store.store import finished_run

    place = desk.study(sent["study"])
    asked = _asked(place.path, sent)
    with desk.writing:
        if finished_run(desk.store / asked.id) is not None:
            return {"run": asked.id, "state": "finished", "there": True}
        what = {
            "run": asked.id, "study": place.id, "path": str(place.path), "name": asked.study.settings.name,
            "sent": sent, "store": str(desk.store),
        }  # fmt: skip
        begin(desk, asked.id, what)
    return state(desk, asked.id)


def begin(desk: Desk, name: str, what: dict[str, Any]) -> None:
    """Write down what is asked and launch a process for it, where none is at it; `desk.writing` is held."""
    folder = desk.store / JOBS / name
    if state(desk, name)["state"] in ("running", "starting"):
        return
    for file in ("end.json", "stop", "progress.json"):
        (folder / file).unlink(missing_ok=True)
    write_text(json.dumps({**what, "at": time.time()}), folder / "asked.json")
    _launch(folder)


def asked_of(desk: Desk, name: str) -> dict[str, Any] | None:
    """What a job was asked; None where there is none of that name."""
    return _read(desk.store / JOBS / name / "asked.json")


def _asked(path: Path, sent: dict[str, str]) -> Request:
    from offtake.results.solving.request import request
    from offtake.study.reading.read import read_study

    study = read_study(path, sent["policy"])
    return request(study, **options(sent))


def options(sent: dict[str, str]) -> dict[str, Any]:
    """Options of solving as they were sent; UsageError for what is no number."""
    found: dict[str, Any] = {}
    for name, kind in (("leaves", int), ("futures", int), ("seed", int), ("gap", float)):
        if text := sent.get(name, "").strip():
            try:
                found[name] = kind(text)
            except ValueError:
                raise UsageError(f"{name}: {text[:20]!r} is not a number") from None
    if names := [n for n in sent.get("arrangements", "").split(",") if n]:
        found["arrangements"] = names
    return found


def _launch(folder: Path) -> None:
    """A process that outlives this one: in a session of its own, with nothing of ours open."""
    apart: dict[str, Any] = (
        {"creationflags": _DETACHED} if sys.platform == "win32" else {"start_new_session": True}
    )
    if (before := _OURS.pop(folder.name, None)) is not None:
        before.wait()  # it has let go of its lock, and is on its way out
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "offtake.views.web.working.worker", str(folder)],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, env={**os.environ, "PYTHONSAFEPATH": "1"}, **apart,
        )  # fmt: skip
    _OURS[folder.name] = process


_OURS: dict[str, subprocess.Popen[bytes]] = {}
"""Processes begun by this one, so that those that ended are taken note of."""


def state(desk: Desk, run: str) -> dict[str, Any]:
    """How far a job is: starting, running, finished, stopped, failed or halted; StoreError where there is none."""
    desk.run_folder(run)
    folder = desk.store / JOBS / run
    asked = _read(folder / "asked.json")
    if asked is None:
        from offtake.results.store.store import finished_run

        if finished_run(desk.store / run) is not None:
            return {"run": run, "state": "finished", "there": True}
        return {"run": run, "state": "none"}
    if run in _OURS and _OURS[run].poll() is not None:
        del _OURS[run]
    end = _read(folder / "end.json")
    alive = run in _OURS or is_locked(folder)
    if end is not None and not is_locked(folder):
        now = end["state"]
    elif alive:
        now = "running" if is_locked(folder) else "starting"
    else:
        now = "starting" if _just_begun(folder, asked["at"]) else "halted"
    return {
        "run": run,
        "study": asked["study"],
        "assumed": bool(asked.get("assumed")),
        "of": asked.get("of", ""),
        "left_out": asked.get("left_out", ""),
        "policy": asked["sent"].get("policy", ""),
        "sent": asked["sent"],
        "state": now,
        "stopping": (folder / "stop").exists(),
        "seconds": time.time() - asked["at"],
        "before": desk.took(asked["name"]),
        "parts": kept_parts(desk.store / run),
        "progress": _read(folder / "progress.json"),
        "error": (end or {}).get("error", ""),
    }


def _just_begun(folder: Path, asked: float) -> bool:
    """Whether another server may have begun a process that holds nothing yet: it has STARTING seconds for that."""
    try:
        held = (folder / LOCK_FILE).stat().st_mtime
    except OSError:
        held = 0.0
    return held < asked and time.time() - asked < STARTING


def listed(desk: Desk) -> list[dict[str, Any]]:
    """Jobs that are not finished."""
    folder = desk.store / JOBS
    found = []
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(StoreError):
            found.append(state(desk, one.name))
    return [job for job in found if job["state"] not in ("finished", "none")]


def stop(desk: Desk, run: str) -> dict[str, Any]:
    """Ask a job to stop and to keep what it has found; one that is not running is forgotten."""
    now = state(desk, run)
    folder = desk.store / JOBS / run
    if now["state"] in ("running", "starting"):
        write_text("stop", folder / "stop")
    elif now["state"] != "none":
        for name in ("asked.json", "end.json", "stop", "progress.json", "said.txt"):
            (folder / name).unlink(missing_ok=True)
    return state(desk, run)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return None
