"""The parts of a workbook: found by their links, unpacked once and within bounds, and only those handed on."""

from __future__ import annotations

import zipfile

import pytest

from offtake.study.reading import archive
from offtake.study.reading.archive import SheetPart, UnreadableError, opened, sheet_parts

KIND = "http://x/relationships"
PARTS = {
    "_rels/.rels": f'<r><l Id="r1" Type="{KIND}/officeDocument" Target="xl/Workbook.xml"/></r>',
    "xl/workbook.xml": '<w xmlns:r="u"><sheets><sheet name="lines" r:id="b"/>'
    '<sheet name="own" state="veryHidden" r:id="a"/><sheet name="gone" r:id="z"/></sheets></w>',
    "xl/_rels/workbook.xml.rels": f'<r><l Id="a" Type="{KIND}/worksheet" Target="/xl/s1.xml"/>'
    f'<l Id="b" Type="{KIND}/worksheet" Target="sheets/../S2.xml"/>'
    f'<l Id="c" Type="{KIND}/styles" Target="styles.xml"/></r>',
    "xl/s1.xml": "<a/>",
    "xl/s2.xml": "<b/>",
    "xl/styles.xml": "<styles/>",
    "xl/media.xml": "<picture/>",
}


@pytest.fixture
def book(tmp_path):
    """The archive of these parts, some of them changed."""

    def make(**changed):
        path = tmp_path / "book.xlsx"
        with zipfile.ZipFile(path, "w") as packed:
            for name, text in {**PARTS, **changed}.items():
                packed.writestr(name, text)
        return opened(path)

    return make


def test_sheets_stand_in_the_order_of_the_workbook_whatever_their_parts_are_called(book):
    found = book()

    assert sheet_parts(found) == (
        SheetPart("lines", False, "xl/S2.xml"),
        SheetPart("own", True, "xl/s1.xml"),
        SheetPart("gone", False, ""),
    )
    assert found.part("xl/S2.xml") == b"<b/>"  # names in any letters
    assert found.part("") == b""


def test_only_what_was_looked_at_is_handed_on(book):
    found = book()
    sheet_parts(found)
    found.part("xl/s1.xml")
    with zipfile.ZipFile(found.packed()) as packed:
        names = set(packed.namelist())

    assert names == set(PARTS) - {"xl/media.xml", "xl/s2.xml"}


def test_a_part_counts_once_and_all_that_are_asked_for_count_together(book, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 8)
    found = book()
    for name in ("xl/s1.xml", "xl/s1.xml", "xl/s2.xml"):  # four bytes each
        found.part(name)
    assert (found.size, found.tags) == (8, 2)

    with pytest.raises(UnreadableError, match="unpacks to more than"):
        found.part("xl/styles.xml")


def test_tags_are_allowed_by_the_size_of_the_file_and_never_beyond_all_measure(book, monkeypatch):
    monkeypatch.setattr(archive, "FREE_TAGS", 3)
    monkeypatch.setattr(archive, "TAGS_PER_BYTE", 0.0)
    assert book(**{"xl/s1.xml": "<a><b/></a>"}).part("xl/s1.xml") == b"<a><b/></a>"  # three
    with pytest.raises(UnreadableError, match="too many cells for a file of its size"):
        book(**{"xl/s1.xml": "<a><b/></a><c/>"}).part("xl/s1.xml")
    with pytest.raises(UnreadableError):  # attributes count too
        book(**{"xl/s1.xml": '<a b="" c="" d="" e=""/>'}).part("xl/s1.xml")
    monkeypatch.setattr(archive, "MOST_TAGS", 1)
    with pytest.raises(UnreadableError, match="more than 0 cells"):
        book(**{"xl/s1.xml": "<a><b/></a>"}).part("xl/s1.xml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>', "declares a document type"),
        ('<?xml version="1.0" encoding="utf-16"?><a/>', "is not UTF-8 text"),
        ("<a/>".encode("utf-16"), "is not UTF-8 text"),
        ("<a>" + "x" * 400_000, "a text longer than a cell's"),
    ],
)
def test_what_another_reader_may_read_otherwise_is_refused(book, text, said):
    with pytest.raises(UnreadableError) as refused:
        book(**{"xl/s1.xml": text}).part("xl/s1.xml")
    assert said in refused.value.args[0]


def test_an_archive_without_the_links_of_a_workbook_is_none(book, tmp_path):
    with pytest.raises(UnreadableError, match="not a workbook"):
        sheet_parts(book(**{"_rels/.rels": "<r/>"}))
    with pytest.raises(UnreadableError, match="is damaged"):
        sheet_parts(book(**{"xl/workbook.xml": "<w>"}))
    (tmp_path / "text.xlsx").write_text("product,unit")
    with pytest.raises(UnreadableError, match="not a workbook"):
        opened(tmp_path / "text.xlsx")
