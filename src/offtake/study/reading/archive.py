"""The parts of a workbook's archive, unpacked within bounds.

Only what is looked at here is handed on to the reader of values, packed anew: so what is read is what was looked
at, whatever the archive says of the sizes of its parts, and a small file never takes much time or memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

LARGEST = 100 * 2**20
"""Bytes that the parts of a workbook that are read may unpack to."""
MOST_TAGS = 4_000_000
"""Tags, and attributes, that these parts may hold: about eight hundred thousand cells."""
FREE_TAGS, TAGS_PER_BYTE = 600_000, 2.0
"""Tags that a file of any size may hold, and how many more for each of its bytes.  Tables that people make hold
fewer than two for a byte, packed as they are; only files made to exhaust time and memory hold a hundred."""
_TOO_LONG = re.compile(rb"<[^<]{400000}")
"""More than the longest text of a cell."""
_ENCODED = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!(?i:utf-8|us-ascii)[\"'])")
_ENTRY = "_rels/.rels"
_DAMAGED = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
"""What is raised of an archive that is none, or is broken."""
_EXPLAINING = ("styles", "sharedStrings")
"""Kinds of parts that explain the values of cells."""


class UnreadableError(Exception):
    """A workbook that cannot be read: what was found, what is wanted."""


@dataclass
class Archive:
    """A workbook's parts by name, unpacked as they are asked for."""

    path: Path
    zipped: zipfile.ZipFile
    names: Mapping[str, str]
    """Name in small letters -> name in the archive."""
    parts: dict[str, bytes] = field(default_factory=dict)
    size: int = 0
    tags: int = 0

    def part(self, name: str) -> bytes:
        """A part's bytes; empty where there is none.  Raises UnreadableError."""
        name = name.lower()
        if name not in self.parts:
            self.parts[name] = self._unpacked(name) if name in self.names else b""
        return self.parts[name]

    def _unpacked(self, name: str) -> bytes:
        found = self.names[name]
        self.size += self.zipped.getinfo(found).file_size
        if self.size > LARGEST:
            what = f"the workbook unpacks to more than {LARGEST / 2**20:.0f} MB"
            raise UnreadableError(what, "remove what is no table, or write the tables as Parquet")
        try:
            data = self.zipped.read(found)
        except (*_DAMAGED, zlib.error, RuntimeError, EOFError):
            what = f"part {found} is damaged"
            raise UnreadableError(what, "save the workbook as .xlsx again") from None
        self.tags += max(data.count(b"<"), data.count(b"="))
        if self.tags > min(MOST_TAGS, FREE_TAGS + TAGS_PER_BYTE * self.path.stat().st_size):
            many = "too many cells for a file of its size"
            if self.tags > MOST_TAGS:
                many = f"more than {MOST_TAGS // 5:,} cells"
            what = f"the workbook holds {many}, empty ones with a format included"
            wanted = "delete empty rows and columns, or write the tables as Parquet"
            raise UnreadableError(what, wanted)
        if _TOO_LONG.search(data):
            raise UnreadableError(f"part {found} holds a text longer than a cell's", "shorten it")
        if b"\x00" in data or _ENCODED.match(data):
            wanted = "save it as .xlsx again, without a password"
            raise UnreadableError(f"part {found} is not UTF-8 text", wanted)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            what = f"part {found} declares a document type"
            raise UnreadableError(what, "save it as .xlsx again")
        return data

    def packed(self) -> io.BytesIO:
        """The parts that were looked at, as an archive of their own."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
            for name, data in self.parts.items():
                if data:
                    packed.writestr(zipfile.ZipInfo(self.names[name]), data)
        target.seek(0)
        return target


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


def opened(path: Path) -> Archive:
    """The archive of a workbook.  Raises UnreadableError."""
    try:
        zipped = zipfile.ZipFile(path)
        entries = [info.filename for info in zipped.infolist()]
    except _DAMAGED:
        raise UnreadableError("not a workbook", "save it as .xlsx, without a password") from None
    names = {name.lower(): name for name in entries}
    if len(names) < len(entries):  # readers differ in which of them they take
        raise UnreadableError("two parts of the workbook have one name", "save it as .xlsx again")
    return Archive(path, zipped, names)


def sheet_parts(archive: Archive) -> tuple[SheetPart, ...]:
    """The sheets in the order of the workbook; styles and shared texts are unpacked on the way.

    Raises UnreadableError.
    """
    links = _links(archive, "", _ENTRY)
    book = next((part for kind, part in links.values() if kind == "officeDocument"), "")
    if not archive.part(book):
        raise UnreadableError("not a workbook", "save it as .xlsx again")
    folder, _, name = book.rpartition("/")
    links = _links(archive, folder, f"{folder}/_rels/{name}.rels")
    for kind, part in links.values():
        if kind in _EXPLAINING:
            archive.part(part)
    sheets = []
    for element in parsed(archive, book).iter():
        if local(element.tag) == "sheet":
            link = next((v for k, v in element.attrib.items() if local(k) == "id"), "")
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), hidden, links.get(link, ("", ""))[1]))
    return tuple(sheets)


def _links(archive: Archive, folder: str, name: str) -> dict[str, tuple[str, str]]:
    """Identity -> kind and name of the part that a part points to."""
    if not archive.part(name):
        raise UnreadableError("not a workbook", "save it as .xlsx again")
    found = {}
    for link in parsed(archive, name):
        target = posixpath.normpath(posixpath.join(f"/{folder}", link.get("Target", "")))
        kind = link.get("Type", "").rpartition("/")[2]
        found[link.get("Id", "")] = kind, target.lstrip("/")
    return found


def parsed(archive: Archive, name: str) -> ElementTree.Element:
    """A small part as a tree.  Raises UnreadableError."""
    try:
        return ElementTree.fromstring(archive.part(name))
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableError(f"part {name} is damaged", "save it as .xlsx again") from None


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]
