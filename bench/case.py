"""What a bench case is, and how one measurement is taken.

A case names a problem and the tools that solve it.  Each measurement runs in a process of its own, so that
its peak memory is its own; it reports seconds to build, to hand over and to solve, and what was found.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

Found = tuple[float, float, str]
"""Objective, bound, and how it ended or which method it was."""


@dataclass(frozen=True)
class Measurement:
    """One run of one tool on one problem."""

    case: str
    tool: str
    objective: float
    bound: float
    note: str
    build: float
    solve: float
    memory: float  # peak, MB, of the process and its workers

    @property
    def seconds(self) -> float:
        """Seconds to build and solve."""
        return self.build + self.solve

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound."""
        if not (math.isfinite(self.objective) and math.isfinite(self.bound)):
            return math.inf
        return abs(self.objective - self.bound) / max(abs(self.objective), 1e-10)


@dataclass(frozen=True)
class Tool:
    """`build` makes what the tool needs; `solve` takes that, a gap and a time limit in seconds."""

    build: Callable[[], object]
    solve: Callable[[object, float, float], Found]
    interpreter: str = ""  # another Python, for tools with dependencies of their own
    imports: tuple[str, ...] = ()  # brought in before the clock runs, as this package is


@dataclass(frozen=True)
class Case:
    """A problem at one size, and the tools measured on it."""

    name: str
    tools: Mapping[str, Tool]
    gap: float = 1e-4
    limit: float = 240.0
    tiny: bool = False  # quick enough for the tests
    published: float | None = None
    published_is: str = "value"  # or "bound", where the source gives what no plan can be below


def measure_here(case: Case, tool: str) -> Measurement:
    """One measurement in this process."""
    chosen = case.tools[tool]
    for name in chosen.imports:
        importlib.import_module(name)
    start = time.perf_counter()
    built = chosen.build()
    middle = time.perf_counter()
    objective, bound, note = chosen.solve(built, case.gap, case.limit)
    end = time.perf_counter()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Measurement(
        case.name,
        tool,
        float(objective),
        float(bound),
        note,
        middle - start,
        end - middle,
        (own + workers) / 1024,
    )


def measure_apart(case: Case, tool: str) -> Measurement | str:
    """One measurement in a fresh process; the last line of its complaint where it fails."""
    interpreter = case.tools[tool].interpreter or sys.executable
    command = [interpreter, "-m", "bench", "--one", case.name, tool]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=3 * case.limit + 120,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {3 * case.limit + 120:.0f} s"
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        return (done.stderr.strip().splitlines() or ["no output"])[-1][:160]
    return Measurement(**json.loads(lines[-1]))


def as_line(measurement: Measurement) -> str:
    """A measurement as one line of JSON."""
    return json.dumps(asdict(measurement))
