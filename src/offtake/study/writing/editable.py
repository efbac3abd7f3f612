"""A user's own workbook opened to be changed: what is not touched stays as it is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from offtake.study.reading.archive import UnreadableError, opened, sheet_parts
from offtake.study.reading.sight import MOST_CELLS, seen

MOST_TAGS = 500_000
"""Tags that a workbook may hold which is changed: about a hundred thousand cells, each an object while it is open."""


def editable(path: Path) -> Any:
    """The workbook as openpyxl has it, once every part of it is known to be small enough; UnreadableError."""
    import openpyxl

    archive = opened(path)
    with archive.zipped:
        for name in archive.names:
            if name.endswith((".xml", ".rels", ".vml")):
                archive.part(name)
        if archive.tags > MOST_TAGS:
            wanted = "split it, or take folders of CSV files"
            raise UnreadableError("it holds more than 100,000 cells", wanted)
        for sheet in sheet_parts(archive):
            sight = seen(sheet.name, archive.part(sheet.part) or b"<worksheet/>")
            merged = sum((c - a + 1) * (d - b + 1) for (a, b), (c, d) in sight.merged)
            if merged > MOST_CELLS:
                found = f"sheet {sheet.name!r} merges more than {MOST_CELLS:,} cells"
                raise UnreadableError(found, "unmerge them")
    try:
        macros = path.suffix.lower() == ".xlsm"
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), keep_vba=macros)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise UnreadableError(type(error).__name__, "save it as .xlsx again") from None


def lost_by_editing(path: Path) -> str:
    """What openpyxl would drop on the way back, in words; '' where nothing would be."""
    archive = opened(path)
    with archive.zipped:
        names = list(archive.names)
        formulas = any(
            b"<f>" in (data := archive.part(sheet.part)) or b"<f " in data
            for sheet in sheet_parts(archive)
        )
    charts = any(n.startswith(("xl/charts/", "xl/pivot", "xl/media/")) for n in names)
    return (
        "charts, pictures or pivot tables" if charts else "values of formulas" if formulas else ""
    )
