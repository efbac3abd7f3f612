"""The page of benchmarks, written from measurements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from bench.case import Case, Measurement

Results = Mapping[str, Mapping[str, "Sequence[Measurement] | str"]]
INTRODUCTION = """# Benchmarks

Written by `python -m bench`.  All tools of a case get the same arrays and run one after the other in the same
session, each in a process of its own; read the ratios, not the seconds.  Seconds are medians and include
building the model; memory is the peak of the process and its largest worker.  The gap is relative, between
what was found and what was proved; `ratio` compares seconds with offtake on one process.

The opponents at their best: HiGHS gets the extensive form as arrays, by its own choice of simplex and, where nothing has
to be whole, by its interior point without crossover too (`extensive form, ipx`): compare with the faster. linopy and Pyomo are
given the same rows, an equality as one. One thread and the same gap for all; no tool's imports are timed.
mpi-sppy runs progressive hedging in one process (HiGHS behind it, rho 50, proximal terms linearised, its own measure of
agreement at the gap asked for, which is not a gap of cost); `found` is what the mean of its first stages costs in all
futures, `bound` that of its first pass.

How seconds grow with the number of futures, on logarithmic axes, against growth in proportion:

![Seconds by the number of futures](growth.svg)
"""


def page(cases: Mapping[str, Case], results: Results, machine: str) -> str:
    """The page as Markdown."""
    parts = [INTRODUCTION, machine, ""]
    for name, by_tool in results.items():
        parts += [f"## {name}", "", _target(cases[name]), "", *_table(by_tool), ""]
    return "\n".join(parts)


def _target(case: Case) -> str:
    value = (
        "" if case.published is None else f" Published {case.published_is}: {case.published:,.6f}."
    )
    return f"Gap asked for {case.gap:g}, time limit {case.limit:g} s.{value}"


def _table(by_tool: Mapping[str, Sequence[Measurement] | str]) -> list[str]:
    lines = [
        "| tool | found | bound | gap | seconds | of which build | ratio | memory, MB | how |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --- |",
    ]
    own = by_tool.get("offtake")
    unit = median(m.seconds for m in own) if own and not isinstance(own, str) else float("nan")
    for tool, measured in by_tool.items():
        if isinstance(measured, str):
            lines.append(f"| {tool} | – | – | – | – | – | – | – | {measured.replace('|', '/')} |")
            continue
        middle = sorted(measured, key=lambda m: m.seconds)[len(measured) // 2]
        seconds = median(m.seconds for m in measured)
        lines.append(
            f"| {tool} | {middle.objective:,.4f} | {middle.bound:,.4f} | {middle.gap:.2e} "
            f"| {seconds:.2f} | {median(m.build for m in measured):.2f} | {seconds / unit:.2f} "
            f"| {max(m.memory for m in measured):.0f} | {middle.note} |"
        )
    return lines
