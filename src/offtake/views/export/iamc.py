"""A run in the format of the Integrated Assessment Modeling Consortium, long: what pyam reads.

    model, scenario, region, variable, unit, year, value

One scenario an arrangement.  The region is World, a buyer, or a country; a variable is a path such as
`Deliveries|pump`, whose mean has no ending and whose levels end in `|5th Percentile` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from offtake.errors import UsageError
from offtake.files import write_bytes, write_text
from offtake.results.run import Run
from offtake.views.export.harmless import harmless

COLUMNS = ("model", "scenario", "region", "variable", "unit", "year", "value")
WORLD = "World"
LEVELS = {"mean": "", "p05": "|5th Percentile", "p10": "|10th Percentile", "p25": "|25th Percentile", "p50": "|Median",
          "p75": "|75th Percentile", "p90": "|90th Percentile", "p95": "|95th Percentile"}  # fmt: skip
ENDINGS = (".csv", ".xlsx")


def write_iamc(run: Run, path: Path) -> None:
    """Write the run to a file .csv, or .xlsx with a sheet `data`.  Raises UsageError for another ending."""
    frame = harmless(iamc(run))
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"IAMC is written as {' or '.join(ENDINGS)}, not as {path.suffix or 'a file without ending'}")  # fmt: skip
    if path.suffix.lower() == ".csv":
        write_text(frame.to_csv(index=False, lineterminator="\n"), path)
        return
    page = BytesIO()
    frame.to_excel(page, sheet_name="data", index=False, engine="xlsxwriter")
    write_bytes(page.getvalue(), path)


def iamc(run: Run) -> pd.DataFrame:
    """Deliveries, output, money, payments and shortfall by calendar year, in the columns of `COLUMNS`."""
    rows = [row for part in (_deliveries, _made, _money, _payments, _short) for row in part(run)]
    frame = pd.DataFrame(rows, columns=["arrangement", *COLUMNS[2:]])
    frame.insert(0, "model", f"offtake {version('offtake')}")
    frame.insert(1, "scenario", [f"{run.settings.name} {name}" for name in frame.pop("arrangement")])  # fmt: skip
    return frame.dropna(subset="value").reset_index(drop=True)


Row = tuple[object, ...]


def _deliveries(run: Run) -> Iterator[Row]:
    units = run.study.units
    for record in run.tables["deliveries_by_year"].to_dict("records"):
        name = str(record["product"])
        yield from _levels(record, WORLD, f"Deliveries|{_plain(name)}", units.get(name, "units"))


def _made(run: Run) -> Iterator[Row]:
    """All output, and by firm; by country as regions."""
    units, codes = run.study.units, _countries(run)
    for record in run.tables["made"].to_dict("records"):
        product, by, name = (str(record[key]) for key in ("product", "by", "name"))
        variable, unit = f"Production|{_plain(product)}", units.get(product, "units")
        match by:
            case "all":
                yield from _levels(record, WORLD, variable, unit)
            case "country" if name in codes:
                yield from _levels(record, name, variable, unit)
            case "firm":
                yield from _levels(record, WORLD, f"{variable}|Firm|{_plain(name)}", unit)


def _money(run: Run) -> Iterator[Row]:
    for record in run.tables["money_path"].to_dict("records"):
        step = str(record["step"]).capitalize()
        yield from _levels(record, WORLD, f"Public Money|{step}", _currency(run))


def _payments(run: Run) -> Iterator[Row]:
    paid = run.tables.get("who_pays")
    if paid is None:
        return
    for record in paid[paid["state"] == "all futures"].to_dict("records"):
        yield from _levels(record, _plain(str(record["payer"])), "Public Money|Paid|By Buyer", _currency(run))  # fmt: skip


def _short(run: Run) -> Iterator[Row]:
    for record in run.tables["shortfall"].to_dict("records"):
        region = _plain(str(record["buyer"]))
        yield (record["arrangement"], region, "Need|Share Late", "1", record["year"], record["share_late"])  # fmt: skip


def _levels(record: Mapping[Any, Any], region: str, variable: str, unit: str) -> Iterator[Row]:
    for level, ending in LEVELS.items():
        if level in record:
            yield (record["arrangement"], region, variable + ending, unit, record["year"], record[level])  # fmt: skip


def _countries(run: Run) -> set[str]:
    return {str(code) for code in run.study.lines["country"].dropna()}


def _currency(run: Run) -> str:
    return f"million {run.settings.currency}_{run.settings.price_year}"


def _plain(name: str) -> str:
    """A name without the sign that parts a variable."""
    return name.replace("|", "/")
