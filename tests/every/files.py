"""Sound instances and workbooks, and damage done to them at random: the same seed, the same damage."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from tests.study.conftest import SETTINGS, TABLES, sound_book
from tests.study.ods import content, table

from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.writing.write import write_study

_CORE = """NAME VENDOR
OBJSENSE
    MIN
ROWS
 N COST
 L BUDGET
 L STOCK
 G DEMAND
 E KEEP
COLUMNS
 M 'MARKER' 'INTORG'
 X COST 2 BUDGET 1
 X STOCK -1
 M 'MARKER' 'INTEND'
 Y COST -5 STOCK 1
 Y DEMAND 1
 Z COST 1 KEEP 1
 Z DEMAND 1
RHS
 RHS BUDGET 100 DEMAND 1
 RHS COST -7 KEEP 2.5D0
RANGES
 RNG DEMAND 3
BOUNDS
 UP BND X 50
 UP BND Z 9
ENDATA
"""
_TIMES = (
    "TIME V\nPERIODS\n X BUDGET NOW\n Y STOCK LATER\nENDATA\n",
    "TIME V\nPERIODS\n X BUDGET NOW\n Y STOCK LATER\n Z KEEP LAST\nENDATA\n",
    "TIME V\nPERIODS EXPLICIT\n NOW\n LATER\nROWS\n COST NOW\n BUDGET NOW\n STOCK LATER\n DEMAND LATER\n KEEP LATER\n"
    "COLUMNS\n X NOW\n Y LATER\n Z LATER\nENDATA\n",
)
_STOCHS = (
    "STOCH V\nINDEP DISCRETE\n RHS DEMAND 1 LATER 0.5\n RHS DEMAND 2 LATER 0.5\n UP BND Z 8 LATER 1\nENDATA\n",
    "STOCH V\nBLOCKS DISCRETE ADD\n BL B LATER 0.5\n RHS DEMAND 1\n Y COST -1\n BL B LATER 0.5\n RHS DEMAND 2\nENDATA\n",
    "STOCH V\nSCENARIOS DISCRETE\n SC ONE ROOT 0.5 LATER\n RHS DEMAND 2\n Y COST -6\n SC TWO ONE 0.5 LATER\n"
    " RHS DEMAND 1\nENDATA\n",
)
_WORDS = [
    "0",
    "-1",
    "1e30",
    "-inf",
    "inf",
    "nan",
    "1e400",
    "1_0",
    "0x10",
    "٣",
    "ROOT",
    "RHS",
    "LATER",
    "NOW",
    "X",
    "Y",
    "COST",
    "ENDATA",
    "ROWS",
    "COLUMNS",
    "BOUNDS",
    "RANGES",
    "INDEP",
    "BLOCKS",
    "SCENARIOS",
    "PERIODS",
    "EXPLICIT",
    "BL",
    "SC",
    "UP",
    "LO",
    "FX",
    "FR",
    "BV",
    "MI",
    "PL",
    "SC",
    "N",
    "L",
    "G",
    "E",
    "NL",
    "'MARKER'",
    "'INTORG'",
    "*",
    "$",
    "\x00",
    "MULTIPLY",
    "MAX",
    "OBJSENSE",
    "RESULT",
    "NAME",
    "é",
]


def instance(random: Random) -> tuple[str, str, str]:
    """The three files of an instance in SMPS form, one of them damaged in a few places."""
    files = [_CORE, random.choice(_TIMES), random.choice(_STOCHS)]
    hurt = random.randrange(3)
    lines = files[hurt].split("\n")
    for _ in range(random.randint(1, 3)):
        _hurt_lines(lines, random)
    files[hurt] = "\n".join(lines)
    if random.random() < 0.05:
        files[hurt] = files[hurt][: random.randrange(len(files[hurt]))]
    return files[0], files[1], files[2]


def _hurt_lines(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    words = lines[at].split()
    match random.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, random.choice(lines))
        case 2:
            lines[at] = lines[at].lstrip()
        case 3 if words:
            words[random.randrange(len(words))] = random.choice(_WORDS)
            lines[at] = " " * random.randrange(2) + " ".join(words)
        case 4 if words:
            del words[random.randrange(len(words))]
            lines[at] = " ".join(["", *words])
        case _:
            lines[at] += " " + random.choice(_WORDS)
    lines or lines.append("")


def _affine(terms: dict[str, float], kind: str) -> dict[str, Any]:
    listed = [{"variable": name, "coefficient": value} for name, value in terms.items()]
    return {kind: "ScalarAffineFunction", "terms": listed, "constant": 0.0}


def graph(random: Random) -> str:
    """A StochOptFormat document, damaged in a few places."""
    kind = random.choice(["head", "type"])

    def stage(cost: dict[str, float]) -> dict[str, Any]:
        def at_least(name: str) -> dict[str, Any]:
            one = {kind: "SingleVariable", "variable": name}
            return {"function": one, "set": {kind: "GreaterThan", "lower": 0.0}}

        stock = _affine({"sold": 1.0, "in": -1.0}, kind)
        return {
            "state_variables": {"x": {"in": "in", "out": "out"}},
            "random_variables": ["d"],
            "subproblem": {
                "variables": [{"name": name} for name in ("in", "out", "sold", "d")],
                "objective": {"sense": "min", "function": _affine(cost, kind)},
                "constraints": [
                    at_least("out"),
                    at_least("sold"),
                    {"function": stock, "set": {kind: "LessThan", "upper": 0.0}},
                    {
                        "function": _affine({"sold": 1.0, "d": -1.0}, kind),
                        "set": {kind: "LessThan", "upper": 0.0},
                    },
                ],
            },
            "realizations": [
                {"probability": 0.5, "support": {"d": 4.0}},
                {"probability": 0.5, "support": {"d": 12.0}},
            ],
        }

    document = {
        "version": {"major": 0, "minor": 1},
        "root": {"name": "root", "state_variables": {"x": {"initial_value": 0.0}}},
        "nodes": {"a": stage({"out": 2.0}), "b": stage({"sold": -5.0, "in": 1.0})},
        "edges": [
            {"from": "root", "to": "a", "probability": 1.0},
            {"from": "a", "to": "b", "probability": 1.0},
        ],
    }
    for _ in range(random.randint(1, 2)):
        _hurt_json(document, random)
    text = json.dumps(document)
    if random.random() < 0.1:
        at = random.randrange(len(text))
        text = text[:at] + random.choice(["", "{", "[" * 100_000, "1" * 5000, '"']) + text[at + 1 :]
    return text


def _hurt_json(document: Any, random: Random) -> None:
    """Walk down to some place, and change what lies there."""
    holder = document
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = random.choice(keys)
        if isinstance(holder[key], dict | list) and random.random() < 0.8:
            holder = holder[key]
            continue
        values = (None, -1, 10**400, 1e300, "zz", "in", "a", [], {}, True, 0, [0], {"a": 1.0})
        if random.random() < 0.3:
            del holder[key]
        else:
            holder[key] = random.choice(values)
        return


def sound_workbook(folder: Path) -> bytes:
    """The small bundled study as a workbook."""
    path = folder / "sound.xlsx"
    write_study(read_study(case_path("two-states")), path)
    return path.read_bytes()


_XML: Sequence[tuple[bytes, tuple[bytes, ...]]] = (
    (rb' r="[A-Z]+\d+"', (b"", b' r="XFD1048576"', b' r="A0"', b' r="ZZZ9"', b' r="A99999999999"')),
    (rb"<row ", (b'<row hidden="1" ', b'<row ht="0" ', b"<rov ", b"<row><c/></row><row ")),
    (rb' t="[a-z]+"', (b"", b' t="e"', b' t="s"', b' t="d"', b' t="x"', b' t="inlineStr"')),
    (
        rb"<v>[^<]*</v>",
        (b"<v>1e999</v>", b"<v/>", b"<f>A1</f>", b"<v>99999999999</v>", b"<v>\xff</v>"),
    ),
    (
        rb"</sheetData>",
        (b'</sheetData><mergeCells><mergeCell ref="A1:XFD9999999"/></mergeCells>', b""),
    ),
    (rb"</sheetData>", (b'</sheetData><autoFilter ref="A1"><filterColumn/></autoFilter>',)),
    (rb"<sheetData>", (b'<cols><col min="1" max="99999999" hidden="1"/></cols><sheetData>',)),
    (rb"<sheetData>", (b"<sheetData>" + b"<row><c><v>1</v></c></row>" * 200_000,)),
    (rb'state="[a-zA-Z]+"', (b'state="veryHidden"',)),
    (rb'Target="[^"]*"', (b'Target=""', b'Target="../../x"', b'Target="styles.xml"')),
    (rb' s="\d+"', (b' s="99999"', b' s="-1"')),
    (rb"<", (b"<!DOCTYPE a><", b"<?x?><", b"&", b"<![CDATA[<]]><")),
    (rb"^", (b'<?xml version="1.0" encoding="utf-16"?>', b"\xff\xfe", b"\xef\xbb\xbf")),
    (
        rb"<v>[^<]*</v>",
        (b"<v> 5 </v>", b"<v>-1e-320</v>", b"<v>0x10</v>", b"<is><t>a</t><t>b</t></is>"),
    ),
    (rb'xmlns="[^"]*"', (b'xmlns="x"', b"", b'xmlns:x="y"')),
    (rb"</row>", (b"</row></row>", b"", b'<c r="A1"><v>7</v></c></row>')),
)


def workbook(sound: bytes, random: Random) -> bytes:
    """The workbook with one part, or the archive itself, damaged in a few places."""
    if random.random() < 0.15:
        data = bytearray(sound)
        for _ in range(random.randint(1, 6)):
            data[random.randrange(len(data))] = random.randrange(256)
        return bytes(data)
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        hurt = random.choice(names)
        for name in source.namelist():
            if name == hurt and random.random() < 0.1:
                continue
            data = source.read(name)
            out.writestr(name, _hurt_xml(data, random) if name == hurt else data)
    return target.getvalue()


def _hurt_xml(
    data: bytes, random: Random, harms: Sequence[tuple[bytes, tuple[bytes, ...]]] = ()
) -> bytes:
    for _ in range(random.randint(1, 3)):
        pattern, instead = random.choice(harms or _XML)
        if found := list(re.finditer(pattern, data)):
            one = random.choice(found)
            data = data[: one.start()] + random.choice(instead) + data[one.end() :]
    return data


_ODS: Sequence[tuple[bytes, tuple[bytes, ...]]] = (
    (rb"<table:table-row>", (b'<table:table-row table:number-rows-repeated="999999">', b"<table:table-row-group table:display='false'><table:table-row>", b'<table:table-row table:visibility="filter">', b"")),
    (rb"<table:table-cell ", (b'<table:table-cell table:number-columns-repeated="16384" ', b'<table:table-cell table:number-rows-spanned="99999999999" ', b'<table:covered-table-cell/><table:table-cell ', b'<table:table-cell table:formula="of:=1" ')),
    (rb'office:value="[^"]*"', (b'office:value="1e999"', b'office:value="nan"', b'office:value="1_0"', b"")),
    (rb'value-type="[a-z]+"', (b'value-type="date"', b'value-type="time"', b'value-type="boolean"', b'value-type="void"', b'value-type="float"')),
    (rb"<text:p>", (b'<text:p><text:s text:c="99999999"/>', b"<text:p><text:line-break/><text:tab/>", b"<office:annotation><text:p>", b"<text:p>Err:502", b"<text:p><text:p>")),
    (rb"</text:p>", (b"", b"</text:p></table:table-cell>", b"&#0;</text:p>")),
    (rb'table:name="[a-z_]+"', (b'table:name="study"', b'table:name="_x"', b'table:style-name="ta2"')),
    (rb"</office:spreadsheet>", (b'<table:database-ranges><table:database-range table:target-range-address="lines.A1:lines.B2"><table:filter/></table:database-range></table:database-ranges></office:spreadsheet>', b"")),
    (rb"<", (b"<!DOCTYPE a><", b"<?x?><", b"&", b"<![CDATA[<]]><", b"\x00<")),
)  # fmt: skip


def sound_ods() -> bytes:
    """A small study as the content of a workbook in OpenDocument form."""
    return content("".join(table(sheet) for sheet in sound_book().worksheets)).encode()


def ods(sound: bytes, random: Random) -> bytes:
    """The workbook whose content is damaged in a few places."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("content.xml", _hurt_xml(sound, random, _ODS))
    return target.getvalue()


_CELLS = (
    "", "-1", "0", "1e15", "1e400", "nan", "1,5", "1;2;x", "yes", "2026-02-30", "2027-Q9", "'=1", "#REF!", "zz", "\u202e",
    "\x1b[0m", "a" * 5000, ";" * 3000, "line=", "line=A;=", "state=|;|", "assumed: ", "DEU", "\ud83d\ude00", "9" * 400,
)  # fmt: skip
_SETTINGS = ("= nan", "= -1", "= 1e308", '= "x"', "= 2026-13-01", "= [[]]", "= {a = 1}", "= true", "= 999999999", '= ""', "= 0x10", "")  # fmt: skip


def folder(random: Random) -> dict[str, bytes]:
    """Files of a small study, a few of them damaged: in cells, lines and bytes."""
    found = {name: f"{text}" for name, text in TABLES.items()}
    for _ in range(random.randint(1, 4)):
        name = random.choice(list(found))
        rows = [line.split(",") for line in found[name].split("\n")]
        row = random.choice(rows)
        match random.randrange(6):
            case 0:
                row[random.randrange(len(row))] = random.choice(_CELLS)
            case 1:
                rows.insert(random.randrange(len(rows)), list(random.choice(rows)))
            case 2:
                del rows[random.randrange(len(rows))]
            case 3:
                row.append(random.choice(_CELLS))
            case 4:
                other = random.choice(list(found.values())).split("\n")
                rows.append(random.choice(other).split(","))
            case _:
                at = random.randrange(len(row))
                for one in rows:
                    del one[at : at + 1]
        found[name] = "\n".join(",".join(row) for row in rows)
    settings = SETTINGS.split("\n")
    if random.random() < 0.3:
        at = random.randrange(len(settings) - 1)
        settings[at] = settings[at].partition("=")[0] + random.choice(_SETTINGS)
    files = {f"{name}.csv": text.encode(errors="surrogatepass") for name, text in found.items()}
    files["study.toml"] = "\n".join(settings).encode()
    if random.random() < 0.2:
        name = random.choice(list(files))
        data = bytearray(files[name])
        for _ in range(random.randint(1, 4)):
            data[random.randrange(len(data))] = random.randrange(256)
        files[name] = bytes(data)
    return files
