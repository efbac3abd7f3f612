"""What is lost without a project, a producer or a clause: worked out again by a process of its own, kept by its name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from offtake.errors import StoreError
from offtake.files import write_text
from offtake.results.documents.rounding import rounded
from offtake.results.sensitivity.explained import KINDS, Explaining, kind_of
from offtake.results.store.store import read_run
from offtake.stochastic.parallel.executor import executor_for
from offtake.views.web.desk import Desk
from offtake.views.web.working import jobs

GAP = 0.001
_MONEY = ("regret", "dearer", "having", "without", "drops_out_at", "capex")


def names(desk: Desk, run: str) -> list[str]:
    """What can be left out of a run: kind:name."""
    study = desk.run(run).study
    columns = {kind: kind if kind != "clause" else "instrument" for kind in KINDS}
    return [f"{k}:{n}" for k, table in KINDS.items() for n in study.tables[table][columns[k]]]


def start(desk: Desk, run: str, name: str) -> dict[str, Any]:
    """Begin to work it out, or tell how far it is; UsageError where there is no such thing."""
    found = desk.run(run)
    kind, own = kind_of(found.study, name)
    key = hashlib.sha256(f"{run}\n{kind}:{own}".encode()).hexdigest()[:8]
    what = {
        "run": key, "of": run, "left_out": f"{kind}:{own}", "study": found.settings.name, "name": found.settings.name,
        "sent": {}, "store": str(desk.store), "folder": str(desk.run_folder(run)),
    }  # fmt: skip
    with desk.writing:
        if not (desk.store / jobs.JOBS / key / "answer.json").exists():
            jobs.begin(desk, key, what)
    return state(desk, key)


def state(desk: Desk, key: str) -> dict[str, Any]:
    """How far it is, and the answer where it is there; StoreError where nothing of that name was asked."""
    desk.run_folder(key)
    asked = jobs.asked_of(desk, key)
    if asked is None or "left_out" not in asked:
        raise StoreError(f"there is no question {key}")
    answer = desk.store / jobs.JOBS / key / "answer.json"
    document = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else None
    return {
        **jobs.state(desk, key),
        "of": asked["of"],
        "left_out": asked["left_out"],
        "answer": document,
    }


def work_out(folder: Path, asked: dict[str, Any]) -> dict[str, str]:
    """In the process: the answer without it, beside that with it."""
    run = read_run(asked["folder"])
    document = rounded(Explaining(run, GAP, executor_for(1)).document(asked["left_out"]), _MONEY)
    write_text(json.dumps(document), folder / "answer.json")
    return {"state": "finished"}
