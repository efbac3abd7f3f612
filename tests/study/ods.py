"""Workbooks in OpenDocument form, written as LibreOffice writes them."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr

from openpyxl.worksheet.worksheet import Worksheet

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
HEAD = "<office:document-content " + " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in [
        *((n, f"{OASIS}{n}:1.0") for n in ("office", "table", "text", "style")),
        ("calcext", CALC),
    ]
)
STYLES = (
    '<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties '
    'table:display="false"/></style:style><style:style style:name="ro0" style:family="table-row">'
    '<style:table-row-properties style:row-height="0in"/></style:style></office:automatic-styles>'
)
REST = '<table:table-cell table:number-columns-repeated="16384"/>'
EMPTY_ROWS = f'<table:table-row table:number-rows-repeated="1048000">{REST}</table:table-row>'


def cell(value: object, given: str = "") -> str:
    """A cell as LibreOffice writes it."""
    shown = f"<text:p>{value if value is not None else ''}</text:p>"
    match value:
        case None:
            return f"<table:table-cell {given}/>"
        case bool():
            kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            kind = f'office:value-type="float" office:value="{value}"'
        case datetime():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case _:
            kind = 'office:value-type="string"'
    return f"<table:table-cell {kind} {given}>{shown}</table:table-cell>"


def table(sheet: Worksheet) -> str:
    """A sheet, with the empty cells and rows that LibreOffice writes to the end of the sheet."""
    rows = "".join(
        f"<table:table-row>{''.join(cell(c.value) for c in row)}{REST}</table:table-row>"
        for row in sheet.iter_rows()
    )
    return f"<table:table table:name={quoteattr(sheet.title)}>{rows}{EMPTY_ROWS}</table:table>"


def content(sheets: str) -> str:
    """The part that holds these sheets."""
    return (
        f"{HEAD}>{STYLES}<office:body><office:spreadsheet>{sheets}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def packed(path: Path, content: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zipped.writestr("content.xml", content)
    return path
