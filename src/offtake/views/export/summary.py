"""The first sheet of a workbook: what signing brings and costs, what to sign, how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Any

import pandas as pd

from offtake.results.dictionary import form_of, result
from offtake.views.drawing.figure import Figure
from offtake.views.drawing.frames import Material, material
from offtake.views.export.book import Book
from offtake.views.figures.deal import buyers, gain, signing
from offtake.views.figures.questions import asked

MEASURES = {
    "public_paid": "Public money paid, present value",
    "public_burden": "Burden of raising it, present value",
    "resource_cost": "Resource cost, present value",
    "social_value": "Social value, present value",
    "begun": "Projects begun",
}
KINDS = {"delivered": "Delivered", "never_delivered": "Never delivered", "wait": "Wait"}
WIDTHS = (38, 34, 26, 32, 18, 24, 34, 20, 34, 18)


TOLD = 6
"""Column of what is told beside an answer, which runs on over the columns before it."""
LINE = 15.0
"""Points of a line of text."""


def write_summary(book: Book, sheet: Any) -> None:
    """The answer in one sentence, the arrangements side by side, what to sign, and who gains."""
    what = material(book.run)
    for k, width in enumerate(WIDTHS):
        sheet.set_column(k, k, width)
    row = _opening(book, sheet, what)
    row = _answer(book, sheet, what, row)
    brings, to_sign, who = gain.gain(what), signing.signing(what), buyers.buyers(what)
    if brings is not None:
        row = _figure(book, sheet, replace(brings, tables=()), row)  # they stand above
    if to_sign is not None:
        row = _figure(book, sheet, to_sign, row)
    if who is not None and who.tables:
        row = _figure(book, sheet, who, row)
    book.printed(sheet)


def _opening(book: Book, sheet: Any, what: Material) -> int:
    settings, run = what.settings, book.run
    sheet.write_string(0, 0, settings.title, book.form(bold=True, font_size=16))
    sheet.write_string(1, 0, gain.sentence(what), book.form(bold=True, font_size=12))
    told = [f"Run {run.id} of study {settings.name}; {what.money}; means over the futures."]  # fmt: skip
    if what.solved:
        told.append(f"Solved on {what.solved[:10]}.")
    if settings.cut_off is not None:
        told.append(f"Sources read up to {settings.cut_off.isoformat()}.")
    if settings.synthetic:
        told.insert(0, "The figures of this study are invented.")
    rows = asked(what)
    for row, one in enumerate(rows, start=2):
        if one.question:
            sheet.write_string(row, 0, one.question)
        sheet.write_string(
            row, 1, " ".join(filter(None, (one.answer, one.text))), book.form(bold=True)
        )
        if one.told:
            sheet.write_string(row, TOLD, "; ".join(one.told))
    for row, text in enumerate(told, start=2 + len(rows)):
        sheet.write_string(row, 0, text)
    return 3 + len(rows) + len(told)


def _answer(book: Book, sheet: Any, what: Material, row: int) -> int:
    """One row a measure, one column an arrangement, the band of the main one beside them."""
    found = what["answer"]
    heads = ["Measure", *what.arrangements]
    both = {"no-deal", "deal"} <= set(what.arrangements)
    if both:
        heads.append("deal less no-deal")
    heads += [f"lowest of {what.most_futures}, {what.main}", "highest", "unit"]
    sheet.set_row(row, _height(heads))
    for k, head in enumerate(heads):
        sheet.write_string(row, k, head, book.head(number=0 < k < len(heads) - 1))
    column = result("answer").column("mean")
    for measure, own in found.groupby("measure", sort=False):
        row += 1
        mean = own.set_index("arrangement")["mean"]
        unit = str(own["unit"].iloc[0])
        main = own[own["arrangement"] == what.main]
        values = [mean.get(name) for name in what.arrangements]
        if both:
            values.append(_less(mean))
        values += [main[level].iloc[0] if len(main) else None for level in ("p05", "p95")]
        sheet.write_string(row, 0, measure_words(str(measure)))
        for k, value in enumerate(values, start=1):
            book.write(sheet, row, k, value, form_of(column, unit))
        sheet.write_string(row, len(values) + 1, unit, book.form(indent=1))
    return row + 2


def measure_words(measure: str) -> str:
    """A measure of table answer in words.

    >>> measure_words("never_delivered:pump"), measure_words("begun")
    ('Never delivered, pump', 'Projects begun')
    """
    kind, _, product = measure.partition(":")
    return f"{KINDS[kind]}, {product}" if product else MEASURES[kind]


def _less(mean: pd.Series) -> float | None:
    one, other = mean.get("deal"), mean.get("no-deal")
    return None if one is None or other is None else float(one) - float(other)


def _height(cells: Sequence[object]) -> float:
    """Height of a row whose texts are folded to the widths of their columns, in points."""
    lines = [ceil(1.15 * len(c) / WIDTHS[min(k, len(WIDTHS) - 1)]) for k, c in enumerate(cells) if isinstance(c, str)]  # fmt: skip
    return LINE * max(1, *lines, 1)


def _figure(book: Book, sheet: Any, figure: Figure, row: int) -> int:
    """A figure of the report as text: its finding, its tables, its remarks."""
    sheet.write_string(row, 0, figure.title, book.form(bold=True, font_size=12))
    row += 1
    for table in figure.tables:
        sheet.write_string(row, 0, table.caption, book.form(italic=True))
        row += 1
        for k, head in enumerate(map(str, table.frame.columns)):
            number = pd.api.types.is_numeric_dtype(table.frame[head])
            sheet.write_string(row, k, head, book.head(number=number))
        sheet.set_row(row, _height([str(head) for head in table.frame.columns]))
        for record in table.frame.itertuples(index=False):
            row += 1
            sheet.set_row(row, _height(record))
            for k, value in enumerate(record):
                if isinstance(value, str):
                    sheet.write_string(row, k, value, book.form(text_wrap=True, valign="top"))
                else:
                    book.write(sheet, row, k, value, "#,##0.00")
        row += 2
    for remark in figure.remarks:
        sheet.write_string(row, 0, remark)
        row += 1
    return row + 1
