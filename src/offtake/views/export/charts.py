"""Charts of a workbook, the spreadsheet's own: deliveries and money by year, and who makes how much.

What they are drawn from stands beside them, so that a reader can change both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from offtake.results.tables.statistics import main_arrangement
from offtake.views.drawing.frames import part_months
from offtake.views.drawing.palette import ARRANGEMENTS, PARTIES, STEPS
from offtake.views.drawing.words import most_futures
from offtake.views.export.book import Book

MOST_PRODUCTS = 4
DATA = 12
"""First column of the figures that charts are drawn from."""
HEIGHT, TALL, WIDE = 20, 380, 760
"""Rows that a chart takes, and its size in pixels."""


def draw(book: Book, sheet: Any) -> None:
    """Draw what the run has figures for, one chart below the other."""
    run = book.run
    main = main_arrangement(run.plans)
    row = 0
    names = dict.fromkeys(run.tables["deliveries_by_year"]["product"])
    for product in list(names)[:MOST_PRODUCTS]:
        row = _deliveries(book, sheet, str(product), main, row)
    row = _money(book, sheet, main, row)
    made = run.tables["made"]
    for product in list(dict.fromkeys(made["product"]))[:MOST_PRODUCTS]:
        row = _made(book, sheet, str(product), main, row)
    sheet.set_column(DATA, DATA + 12, 14)
    sheet.hide_gridlines(2)
    sheet.print_area(0, 0, row, DATA - 1)
    sheet.set_h_pagebreaks(range(2 * HEIGHT, row, 2 * HEIGHT))
    book.printed(sheet)


def _deliveries(book: Book, sheet: Any, product: str, main: str, row: int) -> int:
    """A line an arrangement, with the band of the main one behind them."""
    found = book.run.tables["deliveries_by_year"]
    own = found[found["product"] == product]
    band = own[own["arrangement"] == main]
    years = list(band["year"])
    within = _within(book)
    columns: dict[str, Sequence[object]] = {"year": years, "below": list(band["p05"]),
                                            within: list(band["p95"] - band["p05"])}  # fmt: skip
    for name in dict.fromkeys(own["arrangement"]):
        columns[str(name)] = list(own.loc[own["arrangement"] == name, "mean"])
    at = _figures(book, sheet, row, columns, "#,##0.0")
    area = book.book.add_chart({"type": "area", "subtype": "stacked"})
    area.add_series(at("below", {"fill": {"none": True}, "border": {"none": True}}))
    area.add_series(at(within, {"fill": {"color": ARRANGEMENTS[main], "transparency": 80}}))  # fmt: skip
    lines = book.book.add_chart({"type": "line"})
    for name in list(columns)[3:]:
        dash = {} if name == main else {"dash_type": "dash"}
        lines.add_series(at(name, {"line": {"color": ARRANGEMENTS[name], "width": 2.25} | dash}))
    area.combine(lines)
    area.set_legend({"position": "bottom", "delete_series": [0]})
    unit = _unit(book, product)
    title = f"{product}: {unit} delivered a year, mean; shaded: {within} of {main}"
    return _place(sheet, area, title, unit, row)


def _money(book: Book, sheet: Any, main: str, row: int) -> int:
    """Columns of what budgets allow, and what is contracted, paid and delivered."""
    found = book.run.tables["money_path"]
    own = found[found["arrangement"] == main]
    steps = [str(name) for name in dict.fromkeys(own["step"])]
    columns: dict[str, Sequence[object]] = {"year": list(dict.fromkeys(own["year"]))}
    columns |= {_step(step): list(own.loc[own["step"] == step, "mean"]) for step in steps}
    at = _figures(book, sheet, row, columns, "#,##0.00")
    chart = book.book.add_chart({"type": "column"})
    for k, step in enumerate(steps):
        colour = STEPS.get(step, PARTIES[k % len(PARTIES)])
        chart.add_series(at(_step(step), {"fill": {"color": colour}, "gap": 60}))
    settings = book.run.settings
    unit = f"million {settings.currency}, prices of {settings.price_year}"
    return _place(sheet, chart, f"Money by calendar year, {main}, mean over futures", unit, row)


def _step(name: str) -> str:
    """Budgets are room, whether or not anybody pledged it."""
    return "budget room" if name == "pledged" else name


def _made(book: Book, sheet: Any, product: str, main: str, row: int) -> int:
    """Output of each firm, stacked."""
    found = book.run.tables["made"]
    own = found[(found["arrangement"] == main) & (found["product"] == product) & (found["by"] == "firm")]  # fmt: skip
    firms = own.groupby("name", sort=False)["mean"].sum().sort_values(ascending=False, kind="stable")  # fmt: skip
    shown = [str(name) for name in firms.index[: len(PARTIES)]]
    if not shown:
        return row
    columns: dict[str, Sequence[object]] = {"year": list(dict.fromkeys(own["year"]))}
    columns |= {name: list(own.loc[own["name"] == name, "mean"]) for name in shown}
    at = _figures(book, sheet, row, columns, "#,##0.0")
    chart = book.book.add_chart({"type": "column", "subtype": "stacked"})
    for k, name in enumerate(shown):
        chart.add_series(at(name, {"fill": {"color": PARTIES[k]}, "gap": 60}))
    chart.set_legend({"position": "bottom"})
    others = "" if len(shown) == len(firms) else f", the {len(shown)} largest"
    return _place(sheet, chart, f"{product}: made a year by firm{others}, {main}, mean", _unit(book, product), row)  # fmt: skip


def _figures(
    book: Book, sheet: Any, row: int, columns: Mapping[str, Sequence[object]], form: str
) -> Any:
    """Write the figures of one chart; what is returned makes a series of one of them by its name."""
    names, last = list(columns), row + len(columns["year"])
    part: dict[object, object] = {
        y: f"{y} ({n} months)" for y, n in part_months(book.run.study).items()
    }
    told = [part.get(y, y) for y in columns["year"]]
    for k, (name, values) in enumerate({**columns, "year": told}.items()):
        sheet.write_string(row, DATA + k, name, book.head())
        for at, value in enumerate(values, start=row + 1):
            book.write(sheet, at, DATA + k, value, "0" if k == 0 else form)

    def series(name: str, look: Mapping[str, object]) -> dict[str, object]:
        at, place = DATA + names.index(name), sheet.get_name()
        return {
            "name": [place, row, at],
            "categories": [place, row + 1, DATA, last, DATA],
            "values": [place, row + 1, at, last, at],
            **look,
        }

    return series


def _place(sheet: Any, chart: Any, title: str, unit: str, row: int) -> int:
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_y_axis({"name": unit, "num_format": "#,##0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#e3e7ec"}}})  # fmt: skip
    chart.set_x_axis({"num_format": "0"})
    chart.set_size({"width": WIDE, "height": TALL})
    sheet.insert_chart(row, 0, chart, {"description": title})
    return row + HEIGHT


def _unit(book: Book, product: str) -> str:
    return book.run.study.units.get(product, "units")


def _within(book: Book) -> str:
    """What a band from 5% to 95% holds."""
    chances = book.run.tree.probability[book.run.tree.leaves]
    return most_futures(int(chances.size), float(chances.min()))
