"""The demo study, first-best at default settings: what building and handing over cost beside solving.

python -m bench.demo      seconds, shares and memory, and whether they are within what is asked

One process reads the study, solves it and gathers the result, as `offtake demo` does.  Building and hand-over
of the model may take 15% of its time, and its peak memory may reach 1 GB.  Memory is what the operating
system says was the most that the process held.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

from bench.case import Case, Found, Tool

STUDY = "nato-155mm"
GAP = 0.005
LARGEST_SHARE, LARGEST_MEMORY = 0.15, 1000.0  # of the run's time; MB
SECONDS = ("read", "build", "hand over", "solve", "gather")


def cases() -> list[Case]:
    """The demo as a case of the bench."""
    return [Case("demo", {"offtake": Tool(_study, _first_best)}, gap=GAP, limit=240.0)]


def _study() -> object:
    from offtake import examples, load

    return load(examples[STUDY])


def _first_best(study: object, gap: float, limit: float) -> Found:
    from offtake import Study, solve

    assert isinstance(study, Study)
    run = solve(study, arrangements=("first-best",), gap=gap, time_limit=limit)
    plan, spent = run.plans["first-best"], run.seconds
    whole = sum(spent[step] for step in ("first-best", "statistics"))
    share = (spent["build"] + spent["hand_over"]) / whole
    return plan.objective, plan.bound, f"build and hand-over {share:.1%} of the run"


def measure_here() -> dict[str, float]:
    """Seconds of every step of one run in this process, and its peak memory in MB."""
    began = time.perf_counter()
    study = _study()
    read = time.perf_counter() - began
    from offtake import Study, solve

    assert isinstance(study, Study)
    run = solve(study, arrangements=("first-best",), gap=GAP)
    whole = time.perf_counter() - began
    spent = run.seconds
    steps = (read, spent["build"], spent["hand_over"], spent["solve"], spent["statistics"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**dict(zip(SECONDS, steps, strict=True)), "whole": whole, "memory": peak}


def measure_apart() -> dict[str, float]:
    """The same in a fresh process, whose memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.demo", "--here"], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def told(found: dict[str, float]) -> tuple[str, bool]:
    """What was measured, in words, and whether it is within what is asked."""
    whole = found["whole"]
    lines = [f"{STUDY}, first-best, gap {GAP:.1%}: {whole:.1f} s"]
    lines += [f"  {step:<10} {found[step]:7.2f} s  {found[step] / whole:6.1%}" for step in SECONDS]
    share = (found["build"] + found["hand over"]) / whole
    within = share < LARGEST_SHARE and found["memory"] < LARGEST_MEMORY
    lines.append(f"  build and hand-over {share:.1%} of the run (asked: under {LARGEST_SHARE:.0%})")
    lines.append(f"  peak memory {found['memory']:.0f} MB (asked: under {LARGEST_MEMORY:.0f} MB)")
    lines.append("  within what is asked" if within else "  NOT within what is asked")
    return "\n".join(lines), within


def main() -> int:
    """Measure and print; 1 where it is not within what is asked."""
    if "--here" in sys.argv:
        print(json.dumps(measure_here()))
        return 0
    text, within = told(measure_apart())
    print(text)
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
