"""A run's headline numbers as a table for a terminal: one column an arrangement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offtake.commands.voice import aligned

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.run import Run


def answer_table(run: Run) -> str:
    """Mean and, in brackets, the band from 5% to 95% of futures."""
    frame = run.stats.answer()
    arrangements = list(dict.fromkeys(frame["arrangement"]))
    rows = [("", *arrangements)]
    for measure, unit in dict.fromkeys(zip(frame["measure"], frame["unit"], strict=True)):
        own = frame[frame["measure"] == measure].set_index("arrangement")
        cells = [_cell(own.loc[a]) if a in own.index else "-" for a in arrangements]
        rows.append((_words(measure, unit), *cells))
    rows += [
        (words, *(number(run.headline["arrangements"][a][key]) for a in arrangements))
        for key, words in _values(run.headline["currency"])
    ]
    return aligned(rows)


def number(value: float) -> str:
    """Three digits that matter, and letters for thousands and more.

    >>> [number(v) for v in (0, 0.1234, 12.34, 4561.0, 4_561_000, -2.5e9)]
    ['0', '0.123', '12.3', '4,561', '4.56 m', '-2.5 bn']
    """
    for limit, letter in ((1e9, " bn"), (1e6, " m")):
        if abs(value) >= limit:
            return f"{value / limit:.3g}{letter}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _values(currency: str) -> tuple[tuple[str, str], ...]:
    return (
        ("resource_cost", f"Resource cost (million {currency}, present value)"),
        ("social_value", f"Social value (million {currency}, present value)"),
    )


def _words(measure: str, unit: str) -> str:
    if measure.startswith("delivered:"):
        return f"{measure.removeprefix('delivered:')} delivered ({unit})"
    names = {"delay": "Mean delay", "public_cost": "Public money paid", "begun": "Projects begun"}
    return f"{names[measure]} ({unit}{', present value' if measure == 'public_cost' else ''})"


def _cell(row: pd.Series) -> str:  # type: ignore[type-arg]
    mean, low, high = (number(float(row[name])) for name in ("mean", "p05", "p95"))
    return mean if low == high == mean else f"{mean} ({low} to {high})"
