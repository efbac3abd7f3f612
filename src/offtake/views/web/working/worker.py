"""The process that solves what the page asked for; see `jobs`.  It ends by itself, and only a file tells it to stop."""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

from offtake.files import write_text
from offtake.results.store.lock import holding

LOOK = 0.3
"""Seconds between two looks whether to stop, and between two notes of progress."""
PATIENCE = 20.0
"""Seconds that a solver may take to stop; then nothing of it is kept."""


def work(folder: Path) -> None:
    """Solve what `folder`/asked.json says and keep it as a run; how it ended stands in end.json."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have left it ignored
    with holding(folder):
        Thread(target=_listen, args=(folder,), daemon=True).start()
        try:
            end = _solved(folder, json.loads((folder / "asked.json").read_text(encoding="utf-8")))
        except KeyboardInterrupt:
            end = {"state": "stopped", "error": "Nothing was solved far enough to keep."}
        except Exception as error:
            end = {"state": "failed", "error": _words(error)}
        write_text(json.dumps(end), folder / "end.json")


def _solved(folder: Path, asked: dict[str, Any]) -> dict[str, str]:
    from offtake.results.solving.request import request
    from offtake.results.solving.solve import solve_request
    from offtake.results.store.listing import PARTS
    from offtake.results.store.store import place_of, put_run
    from offtake.study.reading.read import read_study
    from offtake.views.web.working.jobs import options

    if asked.get("assumed"):
        from offtake.views.web.working.assumed import solve_points

        return solve_points(folder, asked, _Notes(folder))
    if "left_out" in asked:
        from offtake.views.web.working.leaving import work_out

        return work_out(folder, asked)
    sent = asked["sent"]
    wanted = request(read_study(asked["path"], sent["policy"]), **options(sent))
    if wanted.id != asked["run"]:
        return {"state": "failed", "error": "The study was changed meanwhile: solve it anew."}
    target = Path(asked["store"]) / wanted.id
    with place_of(target):
        parts = target / PARTS if wanted.options.futures is not None else None
        run = solve_request(wanted, _Notes(folder), parts=parts)
        put_run(run, target)
    return {"state": run.status}


class _Notes:
    """Writes down what is being done, not oftener than anybody looks."""

    def __init__(self, folder: Path) -> None:
        self.path, self.began, self.told = folder / "progress.json", time.monotonic(), -LOOK

    def __call__(self, arrangement: str, doing: str, objective: float, bound: float) -> None:
        from offtake.stochastic.solver.program import relative_gap

        now = time.monotonic()
        if now - self.told < LOOK:
            return
        self.told = now
        gap = relative_gap(objective, bound)
        note = {"arrangement": arrangement, "doing": doing, "gap": gap if gap < 1e6 else None, "seconds": now - self.began}  # fmt: skip
        write_text(json.dumps(note), self.path)


def _listen(folder: Path) -> None:
    while not (folder / "stop").exists():
        time.sleep(LOOK)
    _thread.interrupt_main()
    time.sleep(PATIENCE)
    write_text(json.dumps({"state": "stopped", "error": "Nothing was kept."}), folder / "end.json")
    os._exit(5)


def _words(error: Exception) -> str:
    from offtake.errors import OfftakeError

    if isinstance(error, OfftakeError):
        return str(error)
    return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    work(Path(sys.argv[1]))
