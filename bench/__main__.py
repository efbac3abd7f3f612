"""`python -m bench`: measure the cases and write docs/benchmarks.md.

python -m bench                     all cases
python -m bench ramp-integer-10 …   some of them
python -m bench --tiny              those that take no time, without writing the page
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from bench import demo
from bench.case import Case, Measurement, as_line, measure_apart, measure_here
from bench.page import page
from bench.registry import PAGE, cases

RESULTS = Path(__file__).with_name("results.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench; returns the exit code."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--one", nargs=2, metavar=("CASE", "TOOL"))
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--page", action="store_true", help="write the page, measure nothing")
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args(arguments)
    known = cases()
    if asked.one:
        name, tool = asked.one
        print(as_line(measure_here(known[name], tool)))
        return 0
    if unknown := [n for n in asked.names if n not in known]:
        print(f"no case {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    chosen = [c for c in known.values() if (c.name in asked.names or not asked.names)]
    chosen = [c for c in chosen if c.tiny == asked.tiny or c.name in asked.names]
    if not asked.page and any(c.name == "demo" for c in chosen):
        print(demo.told(demo.measure_apart())[0], flush=True)
    results = {} if asked.page else {c.name: _measured(c, asked.repeats) for c in chosen}
    if not asked.tiny:
        merged = {**_held(), **results}
        RESULTS.write_text(_as_json(merged), encoding="utf-8")
        ordered = {name: merged[name] for name in known if name in merged}
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(known, ordered, _machine()), encoding="utf-8")
        from bench.growth import PLOT, growth, plot  # what draws is not in the peers' environments

        plot(growth(ordered)).save(PLOT)
        print(f"written: {PAGE}, {PLOT.name}")
    return 0


def _measured(case: Case, repeats: int) -> dict[str, list[Measurement] | str]:
    """Every tool in turn, then all of them again: a slow minute of the machine hits all tools."""
    results: dict[str, list[Measurement] | str] = {tool: [] for tool in case.tools}
    for _ in range(repeats):
        for tool in case.tools:
            held = results[tool]
            if isinstance(held, str) or (held and held[0].seconds > 60):
                continue
            found = measure_apart(case, tool)
            if isinstance(found, str):
                results[tool] = found
            else:
                held.append(found)
            print(case.name, tool, found, flush=True)
    return results


def _held() -> dict[str, dict[str, list[Measurement] | str]]:
    """Earlier measurements of other cases, kept beside this file."""
    if not RESULTS.exists():
        return {}
    held = json.loads(RESULTS.read_text(encoding="utf-8"))
    return {
        name: {
            tool: found if isinstance(found, str) else [Measurement(**m) for m in found]
            for tool, found in by_tool.items()
        }
        for name, by_tool in held.items()
    }


def _as_json(results: Mapping[str, Mapping[str, list[Measurement] | str]]) -> str:
    plain = {
        name: {
            tool: found if isinstance(found, str) else [asdict(m) for m in found]
            for tool, found in by_tool.items()
        }
        for name, by_tool in results.items()
    }
    return json.dumps(plain, indent=1)


def _machine() -> str:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return (
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}, HiGHS {version('highspy')}, load {load:.1f} "
        "at the end of the run."
    )


if __name__ == "__main__":
    sys.exit(main())
