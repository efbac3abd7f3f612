"""The manual's page of result tables, made from their dictionary.

python -m offtake.views.export.manual docs/results.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from offtake.files import write_text
from offtake.results.dictionary import RESULTS, UNITS, ResultTable

_OPENING = """# The tables of a run

Every figure of a run stands in one of these tables. `run.stats.NAME()` gives one as a frame, whose `attrs` hold what stands
here; `offtake export RUN --to csv`, `parquet`, `xlsx`, `duckdb` or `datapackage` writes them all, and `run.sql` asks them
in SQL. A table is there where the run has something to say in it: without a deal there are no clauses.

How they are read:

- The first columns, the *keys*, tell the rows apart; `arrangement` comes first wherever plans differ.
- A *mean* is over the futures of the scenario tree, by their probabilities. A *level* is a quantile: the smallest value that
  is reached with that probability, a value that occurs in some future. The *most* is the largest of any future; a *chance* is a
  probability.
- Money is in millions of the study's currency at its price year. It is as it falls due unless a column says present
  value.
- `product` also holds capabilities that are required, in units of their own.
- An empty figure says that there is none, never 0.
"""


def results_markdown() -> str:
    """The whole page."""
    return "\n".join([_OPENING, *(_table(table) for table in RESULTS)])


def _table(table: ResultTable) -> str:
    lines = [f"## {table.name}", "", table.meaning, "", "| column | what it is | unit | meaning |", "| --- | --- | --- | --- |"]  # fmt: skip
    for column in table.columns:
        words = UNITS[column.unit].words.replace("{currency}", "of money").replace(", prices of {price_year}", "")  # fmt: skip
        lines.append(f"| `{column.name}` | {column.statistic} | {words} | {column.meaning} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    write_text(results_markdown(), Path(sys.argv[1]))
