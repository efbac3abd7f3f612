"""Mistakes of many sorts, planted at random in a sound study: as many faults, each at its cell."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from offtake.study.cells.raw import letters
from offtake.study.dictionary import TABLES
from offtake.study.examples import case_path
from offtake.study.faults import Fault
from offtake.study.reading.assemble import faults_in
from offtake.study.reading.read import as_found
from offtake.study.schema import Column, Table

Grids = dict[str, list[list[str]]]
DRAWS, BOOKS = 40, 8
MOST = 20


@dataclass(frozen=True)
class Mistake:
    """What is written where, the fault that it must make, and the places that no other may touch."""

    table: str
    cells: dict[tuple[int, int], str]
    """(row, column) counted from 0, the heading first."""
    code: str
    address: str
    touches: frozenset[object] = frozenset()

    @property
    def claimed(self) -> frozenset[object]:
        return self.touches | {(self.table, *at) for at in self.cells}


@dataclass
class Sound:
    """The toy study as grids of text."""

    grids: Grids = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in sorted(case_path("toy").glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as text:
                self.grids[file.stem] = list(csv.reader(text))

    def column(self, table: str, name: str) -> int:
        return self.grids[table][0].index(name)


def mistakes(sound: Sound) -> Iterator[Mistake]:
    """Every mistake that could be planted."""
    for table in TABLES:
        if table.name in sound.grids:
            yield from _in_cells(sound, table)
            yield from _in_heading(sound, table)
            yield from _in_rows(sound, table)
    yield from _in_drivers(sound)
    yield from _in_order(sound)


def _in_cells(sound: Sound, table: Table) -> Iterator[Mistake]:
    grid = sound.grids[table.name]
    for at, name in enumerate(grid[0]):
        column = table.column(name)
        for row in range(1, len(grid)):
            for code, text in _wrong(column, table, grid[row], at, row):
                touches = _hangs_on(sound, column, table, row, at, code)
                place = f"{letters(at)}{row + 1}"
                yield Mistake(table.name, {(row, at): text}, code, place, touches)


def _hangs_on(
    sound: Sound, column: Column, table: Table, row: int, at: int, code: str
) -> frozenset[object]:
    """The cells whose own faults would leave this mistake in doubt."""
    beside = {
        "E110": ("note",) if column.name == "source" else (),
        "E111": ("price_year",),
        "E114": ("source",),
        "E107": ("source",),
    }.get(code, ())
    touched: set[object] = {(table.name, row, sound.column(table.name, name)) for name in beside}
    for other in column.refers_to if code == "E110" else ():
        touched.add((other, 0, 0))
        for r, cells in enumerate(sound.grids.get(other, [])):
            if cells[0] == sound.grids[table.name][row][at]:
                touched.add((other, r, 0))
    if code == "E111":
        touched |= {("exchange_rates", r, c) for r in range(2) for c in range(2)}
    return frozenset(touched)


def _wrong(
    column: Column, table: Table, cells: list[str], at: int, row: int
) -> Iterator[tuple[str, str]]:
    """(code, text) of what this cell could be overwritten with."""
    if column.required and table.name not in ("changes", "driver_effects"):
        yield "E102", ""
    if column.kind in ("number", "integer") or column.name == "price_year":
        yield "E103", "many"
        yield "E103", "1,5"
        yield "E103", "inf"
        if column.minimum >= 0:
            yield "E104", "-7"
        if column.maximum <= 1:
            yield "E104", "1.25"
    if column.kind == "numbers":
        yield "E103", "0.2,0.5"
        yield "E104", "-1"
    if column.kind == "date":
        yield "E105", "2026-13-01"
        yield "E105", "1.2.2027"
    if column.kind == "period":
        yield "E105", "Q3-2027"
        yield "E121", f"2026-{row:02d}"
        yield "E121", f"{2030 + row}"
    if column.choices:
        yield "E106", "Zzzz"
    if column.name in ("country", "iso3"):
        yield "E106", "XQX"
    if column.refers_to and cells[at]:
        yield "E110", f"{cells[at]}x{row}"
    if column.name == "note" and table.name != "sources" and "assumed" in cells:
        yield "E114", ""
    if column.name == "note" and table.name != "sources" and "assumed" not in cells:
        yield "E107", "assumed: colour (it is so)"
    if column.name == "currency" and cells[at] and table.name != "exchange_rates":
        yield "E111", "SEK"
    if column.name == "year" and table.name == "budgets":
        yield "E121", f"{2030 + row}"


def _in_heading(sound: Sound, table: Table) -> Iterator[Mistake]:
    grid = sound.grids[table.name]
    width = len(grid[0])
    edge = frozenset({(table.name, "edge")})
    yield Mistake(table.name, {(0, width): "colour"}, "E107", f"{letters(width)}1", edge)
    yield Mistake(table.name, {(1, width): "x"}, "E126", f"{letters(width)}2", edge)
    for at, name in enumerate(grid[0]):
        whole = frozenset((table.name, row, at) for row in range(len(grid) + 1))
        if table.column(name).required:
            yield Mistake(table.name, {(0, at): f"{name}q"}, "E107", f"{letters(at)}1", whole)
            yield Mistake(table.name, {(0, at): f"zz{at}"}, "E107", f"{letters(at)}1", whole)


def _in_rows(sound: Sound, table: Table) -> Iterator[Mistake]:
    grid = sound.grids[table.name]
    end = len(grid)
    for row in range(1, end):
        copy = {(end, at): text for at, text in enumerate(grid[row]) if text}
        touched = frozenset({(table.name, row, at) for at in range(len(grid[0]))})
        yield Mistake(table.name, copy, "E112", f"A{end + 1}", touched | {(table.name, "end")})


def _in_drivers(sound: Sound) -> Iterator[Mistake]:
    moves = sound.grids["driver_states"]
    state, chance, day = (
        sound.column("driver_states", n) for n in ("state", "probability", "date")
    )
    for row in range(1, len(moves)):
        group = [r for r in range(1, len(moves)) if moves[r][: day + 2] == moves[row][: day + 2]]
        touched = frozenset(
            {("driver_states", r, at) for r in group for at in range(chance + 1)}
            | {("drivers", r, at) for r in range(1, 9) for at in (0, 1)}
            | {("driver_states", "end")}
        )
        sums = f"{letters(chance)}{min(group) + 1}"
        yield Mistake("driver_states", {(row, chance): "0.15"}, "E116", sums, touched)
        where = f"{letters(state)}{row + 1}"
        yield Mistake("driver_states", {(row, state): f"st{row}"}, "E115", where, touched)
    effects = sound.grids["driver_effects"]
    at = {name: sound.column("driver_effects", name) for name in effects[0]}
    for row in range(1, len(effects)):
        aim = frozenset(("driver_effects", row, at[name]) for name in ("table", "where", "column"))
        for name, text in (("table", "linez"), ("column", "colour"), ("where", "colour=none")):
            address = f"{letters(at[name])}{row + 1}"
            yield Mistake("driver_effects", {(row, at[name]): text}, "E117", address, aim)


def _in_order(sound: Sound) -> Iterator[Mistake]:
    for table, low, high, text in (
        ("projects", "earliest", "latest", "2026-12-31"),
        ("orders", "starts", "ends", "2025-12-31"),
        ("rivals", "low", "central", "1"),
        ("rivals", "central", "high", "2"),
        ("instruments", "earliest", "latest", "2025-06-30"),
    ):
        grid = sound.grids[table]
        first, last = sound.column(table, low), sound.column(table, high)
        for row in range(1, len(grid)):
            if grid[row][first] and grid[row][last] and grid[row][first] > text:
                touched = frozenset((table, row, at) for at in range(len(grid[0])))
                yield Mistake(
                    table, {(row, last): text}, "E119", f"{letters(last)}{row + 1}", touched
                )


def drawn(sound: Sound, seed: int) -> list[Mistake]:
    """Up to MOST mistakes, no two of which touch, of as many sorts as the draw allows."""
    chance = random.Random(seed)
    wanted = chance.randint(1, MOST)
    pool: dict[str, list[Mistake]] = {}
    for mistake in mistakes(sound):
        pool.setdefault(mistake.code, []).append(mistake)
    taken: list[Mistake] = []
    claimed: set[object] = set()
    while len(taken) < wanted:
        mistake = chance.choice(pool[chance.choice(sorted(pool))])
        if not mistake.claimed & claimed:
            taken.append(mistake)
            claimed |= mistake.claimed
    return taken


def planted(sound: Sound, taken: list[Mistake]) -> Grids:
    """The grids of the study with the mistakes in them."""
    grids = {name: [list(cells) for cells in grid] for name, grid in sound.grids.items()}
    for mistake in taken:
        grid = grids[mistake.table]
        for (row, at), text in mistake.cells.items():
            while len(grid) <= row:
                grid.append([])
            grid[row] += [""] * (at + 1 - len(grid[row]))
            grid[row][at] = text
    return grids


def as_folder(grids: Grids, target: Path) -> Path:
    target.mkdir(exist_ok=True)
    (target / "study.toml").write_bytes((case_path("toy") / "study.toml").read_bytes())
    for name, grid in grids.items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(grid)
    return target


def as_workbook(grids: Grids, target: Path) -> Path:
    import tomllib

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("study")
    sheet.append(["setting", "value"])
    for pair in tomllib.loads((case_path("toy") / "study.toml").read_text("utf-8")).items():
        sheet.append(list(pair))
    for name, grid in grids.items():
        sheet = book.create_sheet(name)
        for cells in grid:
            sheet.append([_typed(cell) for cell in cells])
    book.save(target / "toy.xlsx")
    return target / "toy.xlsx"


def _typed(cell: str) -> object:
    try:
        return float(cell) if cell not in ("inf", "nan") else cell
    except ValueError:
        return cell or None


def places(faults: list[Fault]) -> list[tuple[str, str]]:
    return sorted((fault.code, fault.cell) for fault in faults)


def expected(taken: list[Mistake], form: str) -> list[tuple[str, str]]:
    return sorted((m.code, f"{m.table}{form}{m.address}") for m in taken)


@pytest.fixture(scope="module")
def sound() -> Sound:
    return Sound()


@pytest.mark.parametrize(
    ("write", "form", "draws"), [(as_folder, ".csv:", DRAWS), (as_workbook, "!", BOOKS)]
)
def test_as_many_faults_as_mistakes_each_at_its_cell(
    sound: Sound, tmp_path: Path, write: Callable[[Grids, Path], Path], form: str, draws: int
) -> None:
    for seed in range(draws):
        taken = drawn(sound, seed)

        faults = faults_in(as_found(write(planted(sound, taken), tmp_path)))

        assert places(faults) == expected(taken, form), seed
