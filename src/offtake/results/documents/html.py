"""A run as a notebook shows it: one small table."""

from __future__ import annotations

from html import escape

from offtake.results.solving.solved import Solved


def run_as_html(run: Solved) -> str:
    """Headline numbers with the band from 5% to 95% of futures."""
    rows = "".join(
        f"<tr><td>{escape(str(r['arrangement']))}</td><td>{escape(str(r['measure']))}</td>"
        f"<td>{r['mean']:,.4g}</td><td>{r['p05']:,.4g} to {r['p95']:,.4g}</td>"
        f"<td>{escape(str(r['unit']))}</td></tr>"
        for r in run.tables["answer"].to_dict("records")
    )
    head = "".join(f"<th>{t}</th>" for t in ("arrangement", "measure", "mean", "5% to 95%", "unit"))
    title = escape(f"Run {run.id} of {run.settings.name}: {run.settings.title}")
    return f"<table><caption>{title}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
