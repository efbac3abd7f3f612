"""A file in MPS form, free or fixed, as found: rows, columns, coefficients, right-hand sides, ranges and bounds.

Names hold no blanks.  Of several sets of right-hand sides, ranges or bounds the first one counts.  The first
row of type N is the objective unless section OBJNAME names another one; other rows of type N bind nothing.
OBJSENSE may stand on its heading, below it, or be one word (OBJSENSEMAX); without it the objective is minimised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from offtake.errors import InstanceError
from offtake.stochastic.formats.lines import ANY, ENDLESS, LARGEST, Line, read_number, text_lines

_MAXIMISE = ("MAX", "MAXIMIZE", "MAXIMISE", "MAXIMUM")
_MINIMISE = ("MIN", "MINIMIZE", "MINIMISE", "MINIMUM")
_BARE = ("FR", "BV", "MI", "PL")
BOUNDS = ("UP", "LO", "FX", "UI", "LI", *_BARE)
_SENSES = {
    **{word: word for word in (*_MAXIMISE, *_MINIMISE)},
    "OBJSENSEMAX": "MAX",
    "OBJSENSEMIN": "MIN",
}
_HEADINGS = {
    "NAME": ANY,
    "OBJSENSE": 2,
    "OBJNAME": 2,
    "ROWS": 1,
    "COLUMNS": 1,
    "RHS": 2,
    "RANGES": 2,
    "BOUNDS": 2,
    "ENDATA": ANY,
    **dict.fromkeys(_SENSES, 1),
}


@dataclass
class Mps:
    """What the file says; filled while it is read, and not changed afterwards."""

    path: Path
    name: str
    sense: str = ""
    """"max", "min", or "" where the file does not say."""
    objective: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    """Row -> N, L, G or E, in the order of the file."""
    columns: dict[str, int] = field(default_factory=dict)
    """Column -> its position."""
    integer: list[bool] = field(default_factory=list)
    entries: dict[tuple[str, str], float] = field(default_factory=dict)
    """(row, column) -> coefficient."""
    rhs: dict[str, float] = field(default_factory=dict)
    ranges: dict[str, float] = field(default_factory=dict)
    bounds: dict[tuple[str, str], float] = field(default_factory=dict)
    """(type, column) -> value, in the order of the file; 0 where the type has none."""
    sets: dict[str, str] = field(default_factory=dict)
    """Section -> name of the set that counts."""
    aside: dict[str, list[str]] = field(default_factory=dict)
    """Section -> names of sets that do not."""


def read_mps(path: Path) -> Mps:
    """Read a file in MPS form.  Raises InstanceError with file and line."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.found = Mps(path, path.stem)
        self.whole = False
        self.sections = {
            "OBJSENSE": self._sense,
            "OBJNAME": self._objective,
            "ROWS": self._row,
            "COLUMNS": self._column,
            "RHS": self._rhs,
            "RANGES": self._range,
            "BOUNDS": self._bound,
        }

    def read(self) -> Mps:
        section, named = "", ""
        for line in text_lines(self.found.path, _HEADINGS):
            if line.heading:
                section = line.words[0].upper()
                self._heading(section, line)
            elif section == "OBJNAME":
                named = line.where
                self._objective(line)
            elif section in self.sections:
                self.sections[section](line)
            else:
                raise InstanceError(f"{line.where}: data outside a section")
        return self._whole(named)

    def _heading(self, section: str, line: Line) -> None:
        if section not in _HEADINGS:
            raise InstanceError(f"{line.where}: section {section!r} is not supported")
        if section == "NAME" and len(line.words) > 1:
            self.found.name = line.words[1]
        elif section in _SENSES:
            self._sense(Line(line.where, False, (_SENSES[section],)))
        elif section in ("OBJSENSE", "OBJNAME") and len(line.words) > 1:
            self.sections[section](Line(line.where, False, line.words[1:]))

    def _sense(self, line: Line) -> None:
        word = line.words[0].upper()
        if len(line.words) > 1 or word not in (*_MAXIMISE, *_MINIMISE):
            raise InstanceError(
                f"{line.where}: {' '.join(line.words)!r} is no sense; wanted MAX or MIN"
            )
        sense = "max" if word in _MAXIMISE else "min"
        if self.found.sense not in ("", sense):
            raise InstanceError(f"{line.where}: the objective is both maximised and minimised")
        self.found.sense = sense

    def _objective(self, line: Line) -> None:
        self.found.objective = line.words[0]

    def _row(self, line: Line) -> None:
        if len(line.words) != 2:
            raise InstanceError(f"{line.where}: wanted the type of a row and its name")
        kind, name = line.words[0].upper(), line.words[1]
        if kind not in ("N", "L", "G", "E"):
            raise InstanceError(f"{line.where}: row type {kind!r}, wanted one of N, L, G, E")
        if name in self.found.kinds:
            raise InstanceError(f"{line.where}: row {name!r} stands twice")
        self.found.kinds[name] = kind

    def _column(self, line: Line) -> None:
        name, *rest = line.words
        if len(rest) >= 2 and rest[0].strip("'\"").upper() == "MARKER":
            marker = rest[1].strip("'\"").upper()
            if marker not in ("INTORG", "INTEND"):
                raise InstanceError(f"{line.where}: marker {marker!r} is not supported")
            self.whole = marker == "INTORG"
            return
        if name not in self.found.columns:
            self.found.columns[name] = len(self.found.columns)
            self.found.integer.append(self.whole)
        for row, value in self._pairs(rest, line.where, LARGEST):
            if (row, name) in self.found.entries:
                first = self.found.entries[row, name]
                raise InstanceError(
                    f"{line.where}: the coefficient of {name} in {row} is given twice ({first:g} and {value:g})"
                )
            self.found.entries[row, name] = value

    def _pairs(
        self, words: Sequence[str], where: str, below: float = ENDLESS
    ) -> Iterator[tuple[str, float]]:
        if not words or len(words) % 2:
            raise InstanceError(f"{where}: wanted pairs of row and value")
        for row, word in zip(words[::2], words[1::2], strict=True):
            if row not in self.found.kinds:
                raise InstanceError(f"{where}: row {row!r} is not in section ROWS")
            yield row, read_number(word, where, below=below)

    def _counts(self, section: str, name: str) -> bool:
        """Whether this is the set that counts; the others are remembered by name."""
        if name == self.found.sets.setdefault(section, name):
            return True
        others = self.found.aside.setdefault(section, [])
        if name not in others:
            others.append(name)
        return False

    def _set(self, section: str, line: Line, into: dict[str, float]) -> None:
        named = len(line.words) % 2 == 1
        counts = not named or self._counts(section, line.words[0])
        for row, value in self._pairs(line.words[named:], line.where):
            if counts and row in into:
                raise InstanceError(
                    f"{line.where}: {section} of row {row} is given twice ({into[row]:g} and {value:g})"
                )
            if counts:
                into[row] = value

    def _rhs(self, line: Line) -> None:
        self._set("RHS", line, self.found.rhs)

    def _range(self, line: Line) -> None:
        for row in line.words[len(line.words) % 2 :: 2]:
            if self.found.kinds.get(row) == "N":
                raise InstanceError(f"{line.where}: row {row} is of type N and has no range")
        self._set("RANGES", line, self.found.ranges)

    def _bound(self, line: Line) -> None:
        kind, *rest = line.words
        kind, bare = kind.upper(), kind.upper() in _BARE
        if kind not in BOUNDS:
            raise InstanceError(
                f"{line.where}: bound type {kind!r} is not supported; wanted one of {', '.join(BOUNDS)}"
            )
        named = len(rest) == 3 or (bare and len(rest) == 2 and rest[1] in self.found.columns)
        counts = not named or self._counts("BOUNDS", rest[0])
        rest = rest[1:] if named else rest
        if not (len(rest) == 2 or (bare and len(rest) == 1)):
            raise InstanceError(f"{line.where}: wanted bound type, set, column and value")
        column = rest[0]
        if column not in self.found.columns:
            raise InstanceError(f"{line.where}: column {column!r} is not in section COLUMNS")
        value = 0.0 if bare else read_number(rest[1], line.where, endless=True)
        if value in _nonsense(kind):
            raise InstanceError(f"{line.where}: no number is within a bound of {rest[1]}")
        if counts and (kind, column) in self.found.bounds:
            raise InstanceError(f"{line.where}: bound {kind} of column {column} is given twice")
        if counts:
            self.found.bounds[kind, column] = value

    def _whole(self, named: str) -> Mps:
        """What was found, once it is known to be a program."""
        found = self.found
        if found.objective and found.kinds.get(found.objective) != "N":
            raise InstanceError(f"{named or found.path}: {found.objective!r} is no row of type N")
        if not found.objective:
            found.objective = next((row for row, kind in found.kinds.items() if kind == "N"), "")
        if not found.objective:
            raise InstanceError(f"{found.path}: no row of type N, so there is no objective")
        if not found.columns:
            raise InstanceError(f"{found.path}: section COLUMNS holds no column")
        return found


def _nonsense(kind: str) -> tuple[float, ...]:
    """Values with which nothing lies within a bound of this type."""
    infinity = float("inf")
    if kind in ("UP", "UI"):
        return (-infinity,)
    return (infinity,) if kind in ("LO", "LI") else (infinity, -infinity)
