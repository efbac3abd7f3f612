"""Cells of a workbook whose formula gives no value: an error, or nothing calculated yet.

A reader that hands out values shows such cells as empty, and an empty cell may mean a default.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from offtake.study.cells.cells import NotCalculated

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")

Cells = Mapping[tuple[int, int], object]


def unusable_cells(path: Path) -> dict[str, Cells]:
    """Sheet -> (row, column) counted from 0 -> the error's text, or NotCalculated."""
    with zipfile.ZipFile(path) as archive:
        sheets = _parts(archive)
        return {
            name: cells
            for name, part in sheets.items()
            if part in archive.namelist() and (cells := _scan(archive.read(part)))
        }


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet -> its part of the archive."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for sheet in book.iter():
        if sheet.tag in (f"{_MAIN}sheet", f"{_STRICT}sheet"):
            link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
            target = targets.get(link, "")
            parts[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip(
                "/"
            )
    return parts


def _scan(xml: bytes) -> dict[tuple[int, int], object]:
    if b't="e"' not in xml and b"<f" not in xml:
        return {}
    cells: dict[tuple[int, int], object] = {}
    for cell in ElementTree.fromstring(xml).iter():
        if not cell.tag.endswith("}c") or not (match := _ADDRESS.fullmatch(cell.get("r", ""))):
            continue
        inner = {part.tag.rpartition("}")[2]: part.text for part in cell}
        kind = cell.get("t", "n")
        at = (int(match[2]) - 1, _number(match[1]))
        if kind == "e":
            cells[at] = inner.get("v") or "#VALUE!"
        elif "f" in inner and kind != "str" and not inner.get("v"):
            cells[at] = NotCalculated()
    return cells


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - 64
    return number - 1
