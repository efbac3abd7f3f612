"""A CSV file as documents or paragraphs: one article a row where a column holds text, else one row a paragraph."""

from __future__ import annotations

import csv
import io

from offtake.evidence.opening.cleaning import Paragraph

CELL = 1_000_000


def paragraphs_of_rows(text: str) -> list[Paragraph]:
    """One paragraph a row, "column: value; column: value", placed where the row's line stands."""
    csv.field_size_limit(CELL)
    sample = text[:4096]
    sign = max(",;\t", key=lambda s: (sample.split("\n", 1)[0].count(s), s == ","))
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(io.StringIO(text), delimiter=sign)
    found: list[Paragraph] = []
    header: list[str] = []
    before = 0
    try:
        for row in reader:
            first, before = before, reader.line_num
            cells = [" ".join(cell.split()) for cell in row]
            if not header:
                header = cells
            elif any(cells):
                said = _said(header, cells)
                found.append(Paragraph(starts[first], starts[before], said))
    except csv.Error:
        return found
    return found


def _said(header: list[str], cells: list[str]) -> str:
    long = [cell for cell in cells if len(cell) > 60]
    if long:
        return " ".join(cell for cell in cells if len(cell) > 20)
    pairs = zip(header, cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)
