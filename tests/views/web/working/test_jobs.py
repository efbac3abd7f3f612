"""Solving is a process of its own: it is followed, stopped, survives what began it, and goes on after it was killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from offtake.files import write_text
from offtake.results.store.lock import is_locked
from offtake.views.web.working import jobs


def begin(page, **more):
    what = {"study": "two-states", "arrangements": "first-best", **more}
    found = page.ask("/api/jobs", "POST", json.dumps(what).encode())
    assert found.status == 200, found.body
    return found.json


def until(page, run, *states, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job = page.get(f"/api/jobs/{run}")
        if job["state"] in states:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


@pytest.fixture
def pid(own_page):
    """The number of the process of a job that is being solved."""

    def find(run):
        until(own_page, run, "running")
        return jobs._OURS[run].pid

    return find


def test_a_run_is_solved_and_then_there(own_page):
    job = begin(own_page)
    assert until(own_page, job["run"], "finished", "failed")["state"] == "finished"
    assert own_page.get(f"/api/runs/{job['run']}")["arrangements"] == ["first-best"]
    assert begin(own_page)["there"]
    assert [j["run"] for j in own_page.get("/api/start")["jobs"]] == []


def test_what_cannot_be_solved_is_refused_before_anything_begins(own_page):
    for more in (
        {"policy": "none"},
        {"arrangements": "dela"},
        {"leaves": "many"},
        {"futures": "2"},
        {"study": "x"},
    ):
        what = {"study": "two-states", **more}
        found = own_page.ask("/api/jobs", "POST", json.dumps(what).encode())
        assert found.status == 400, more
    assert not (own_page.desk.store / ".jobs").exists()


def test_the_same_question_twice_is_one_process(own_page, pid):
    one, two = begin(own_page), begin(own_page)
    assert one["run"] == two["run"]
    first = pid(one["run"])
    begin(own_page)
    assert pid(one["run"]) == first
    until(own_page, one["run"], "finished")


def test_a_killed_process_leaves_a_job_that_goes_on(own_page, pid):
    job = begin(own_page, futures="8")
    os.kill(pid(job["run"]), signal.SIGKILL)
    jobs._OURS.pop(job["run"]).wait()
    assert until(own_page, job["run"], "halted")["sent"]["futures"] == "8"
    assert [j["state"] for j in own_page.get("/api/start")["jobs"]] == ["halted"]
    again = begin(own_page, **{k: v for k, v in job["sent"].items() if v})
    assert again["run"] == job["run"]
    assert until(own_page, job["run"], "finished", "failed")["state"] == "finished"


def test_a_process_that_another_server_has_just_begun_is_not_taken_for_killed(own_page):
    folder = own_page.desk.store / ".jobs" / "abcdef01"
    asked = {"run": "abcdef01", "study": "two-states", "name": "two-states", "sent": {}}
    for ago, held, now in ((1, None, "starting"), (1, 5, "starting"), (1, 0.5, "halted"), (99, None, "halted")):  # fmt: skip
        write_text(json.dumps({**asked, "at": time.time() - ago}), folder / "asked.json")
        (folder / "lock").unlink(missing_ok=True)
        if held is not None:
            (folder / "lock").touch()
            os.utime(folder / "lock", (time.time() - held,) * 2)
        assert jobs.state(own_page.desk, "abcdef01")["state"] == now, (ago, held)


def test_a_job_is_told_to_stop(own_page, pid):
    job = begin(own_page, futures="400")
    pid(job["run"])
    assert own_page.ask(f"/api/jobs/{job['run']}", "DELETE").json["stopping"]
    assert until(own_page, job["run"], "stopped", "finished")["error"] in ("", "Nothing was solved far enough to keep.")  # fmt: skip
    folder = own_page.desk.store / ".jobs" / job["run"]
    assert not is_locked(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_a_killed_server_leaves_a_run_that_is_solved_to_its_end(own_page):
    """The server's process begins a job and is killed at once; the job ends as a run."""
    code = (
        "import sys, pathlib, os\n"
        "from offtake.views.web.desk import Desk\n"
        "from offtake.views.web.working.jobs import start\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "names = ('study', 'policy', 'arrangements', 'leaves', 'futures', 'gap', 'seed')\n"
        "sent = {**dict.fromkeys(names, ''), 'study': 'two-states', 'arrangements': 'first-best'}\n"
        "sys.stdout.write(start(Desk(folder, folder / 'runs'), sent)['run'])\n"
        "sys.stdout.flush()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(own_page.desk.folder)], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    run = done.stdout
    until(own_page, run, "finished", "running")
    assert until(own_page, run, "finished", "failed")["state"] == "finished"
