"""The stoch file of SMPS: which data are random, and how (sections INDEP, BLOCKS and SCENARIOS).

INDEP and BLOCKS list groups that vary independently of each other; SCENARIOS lists whole futures, each taking
what it does not name from its parent, and from ROOT what stands in the core file.  With REPLACE, the usual
case, a value stands in place of that of the core file; with ADD and MULTIPLY it is added to that, or
multiplied with it.  Probabilities are kept as they stand; `warnings` names every group whose probabilities do
not sum to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from offtake.errors import InstanceError
from offtake.stochastic.formats.core import Core, coefficients
from offtake.stochastic.formats.lines import (
    ANY,
    ENDLESS,
    LARGEST,
    Line,
    chance,
    finite,
    read_number,
    text_lines,
)

Key = tuple[str, int, int]
"""What is random: ("cost", -1, column), ("rhs", row, -1), ("matrix", row, column), ("lower" or "upper", -1, column)."""
_SUM_TOLERANCE = 1e-9
_SECTIONS = ("INDEP", "BLOCKS", "SCENARIOS")
_CHANGES = ("REPLACE", "ADD", "MULTIPLY")
_HEADINGS = {"STOCH": ANY, "NAME": ANY, "ENDATA": ANY, **dict.fromkeys(_SECTIONS, ANY)}


@dataclass(frozen=True)
class Realisation:
    """One outcome of a group, or one future: its probability and the data that it sets."""

    probability: float
    values: Mapping[Key, float]


@dataclass(frozen=True)
class Group:
    """Data that vary together, and independently of all other groups, from one stage on."""

    name: str
    stage: int
    outcomes: tuple[Realisation, ...]


@dataclass(frozen=True)
class Future:
    """One future of a SCENARIOS section; it parts from its parent at `stage`."""

    name: str
    parent: int  # -1 for ROOT
    stage: int
    outcome: Realisation
    where: str = ""
    """File and line where it begins."""


@dataclass(frozen=True)
class Uncertainty:
    """Independent groups, or futures; neither where nothing is random."""

    groups: tuple[Group, ...] = ()
    futures: tuple[Future, ...] = ()
    warnings: tuple[str, ...] = ()


def read_stoch(path: Path, core: Core) -> Uncertainty:
    """Read a stoch file.  Raises InstanceError with file and line."""
    return _Reader(path, core).read()


@dataclass
class _Listed:
    """A group while it is being read."""

    name: str
    stage: int
    outcomes: list[tuple[float, dict[Key, float]]] = field(default_factory=list)


class _Reader:
    def __init__(self, path: Path, core: Core) -> None:
        self.path, self.core = path, core
        self.row = {name: k for k, name in enumerate(core.rows)}
        self.column = {name: k for k, name in enumerate(core.columns)}
        self.stage = {name: k for k, name in enumerate(core.periods)}
        self.matrix = coefficients(core)
        self.change = "REPLACE"
        self.groups: dict[tuple[str, int], _Listed] = {}
        self.group_of: dict[Key, tuple[str, int]] = {}
        self.current: dict[Key, float] = {}
        self.named: set[Key] = set()
        """Keys that the realisation at hand has named itself."""
        self.at: tuple[str, int] | None = None
        """Block or future at hand."""
        self.futures: dict[str, tuple[int, int, float, dict[Key, float], str]] = {}
        self.notes: dict[str, None] = {}

    def read(self) -> Uncertainty:
        section = ""
        of = {"INDEP": self._independent, "BLOCKS": self._block, "SCENARIOS": self._future}
        for line in text_lines(self.path, _HEADINGS):
            if line.heading:
                section = line.words[0].upper()
                self._heading(section, line)
            elif section in of:
                of[section](line)
            else:
                raise InstanceError(f"{line.where}: data outside a section")
        return self._result()

    def _heading(self, section: str, line: Line) -> None:
        if section not in _HEADINGS:
            raise InstanceError(f"{line.where}: section {section!r} is not supported")
        self.at = None
        if section not in _SECTIONS:
            return
        words = [word.upper() for word in line.words[1:]]
        if odd := sorted(set(words) - {"DISCRETE", *_CHANGES}):
            wanted = f"DISCRETE, {', '.join(_CHANGES)}"
            raise InstanceError(f"{line.where}: {', '.join(odd)} is not supported; wanted {wanted}")
        changes = [word for word in words if word in _CHANGES]
        if len(changes) > 1:
            raise InstanceError(f"{line.where}: wanted one of {', '.join(_CHANGES)}")
        self.change = changes[0] if changes else "REPLACE"

    def _independent(self, line: Line) -> None:
        words, where = line.words, line.where
        bound = self._is_bound(words, (5, 6))
        what, rest = (words[:3], words[3:]) if bound else (words[:2], words[2:])
        if len(rest) not in (2, 3):
            raise InstanceError(f"{where}: wanted column, row, value, period, probability")
        keys = self._bound_keys(words, where) if bound else [self._key(words[0], words[1], where)]
        stage = self._stage(rest[1], where) if len(rest) == 3 else stage_of(self.core, keys[0])
        at = (" ".join(what), stage)
        group = self.groups.setdefault(at, _Listed(at[0], stage))
        values = {key: self._value(key, rest[0], where) for key in keys}
        for key in keys:
            self._belongs(key, at, where)
        group.outcomes.append((chance(rest[-1], where), values))

    def _block(self, line: Line) -> None:
        words, where = line.words, line.where
        if words[0].upper() != "BL":
            self._entries(line)
            return
        if len(words) != 4:
            raise InstanceError(f"{where}: wanted BL, block, period, probability")
        self.at = (words[1], self._stage(words[2], where))
        group = self.groups.setdefault(self.at, _Listed(*self.at))
        # Later realisations list only what differs from the first one.
        self.current = dict(group.outcomes[0][1]) if group.outcomes else {}
        self.named = set()
        group.outcomes.append((chance(words[3], where), self.current))

    def _future(self, line: Line) -> None:
        words, where = line.words, line.where
        if words[0].upper() != "SC":
            self._entries(line)
            return
        if len(words) != 5:
            raise InstanceError(f"{where}: wanted SC, scenario, parent, probability, period")
        name, parent = words[1], words[2].strip("'\"")
        if name in self.futures:
            raise InstanceError(f"{where}: scenario {name!r} stands twice")
        names = list(self.futures)
        if parent in self.futures:
            index = names.index(parent)
        elif parent.upper() == "ROOT":
            index = -1
        else:
            raise InstanceError(f"{where}: parent {parent!r} is not defined above")
        self.current = dict(self.futures[parent][3]) if index >= 0 else {}
        self.named, self.at = set(), (name, -1)
        stage, probability = self._stage(words[4], where), chance(words[3], where)
        self.futures[name] = index, stage, probability, self.current, where

    def _entries(self, line: Line) -> None:
        words, where = line.words, line.where
        if self.at is None:
            raise InstanceError(f"{where}: data before the first BL or SC")
        if self._is_bound(words, (4,)):
            for key in self._bound_keys(words, where):
                self._name(key, words[3], where)
            return
        if len(words) not in (3, 5):
            raise InstanceError(f"{where}: wanted column, and pairs of row and value")
        for row, word in zip(words[1::2], words[2::2], strict=True):
            self._name(self._key(words[0], row, where), word, where)

    def _name(self, key: Key, word: str, where: str) -> None:
        if key in self.named:
            raise InstanceError(f"{where}: {shown(self.core, key)} is given twice")
        if self.at is not None and self.at[1] >= 0:
            self._belongs(key, self.at, where)
        self.named.add(key)
        self.current[key] = self._value(key, word, where)

    def _belongs(self, key: Key, at: tuple[str, int], where: str) -> None:
        """One datum varies in one group: in two, the order of the file would decide."""
        if self.group_of.setdefault(key, at) != at:
            first = self.group_of[key][0]
            raise InstanceError(f"{where}: {shown(self.core, key)} varies already in group {first}")

    def _is_bound(self, words: tuple[str, ...], counts: tuple[int, ...]) -> bool:
        kind = words[0].upper() in ("UP", "LO", "FX")
        return kind and len(words) in counts and words[2] in self.column

    def _bound_keys(self, words: tuple[str, ...], where: str) -> list[Key]:
        sides = {"LO": ("lower",), "UP": ("upper",), "FX": ("lower", "upper")}[words[0].upper()]
        return [(side, -1, self.column[words[2]]) for side in sides]

    def _key(self, column: str, row: str, where: str) -> Key:
        if column not in self.column and column not in self.core.rhs_names:
            names = " or ".join(dict.fromkeys(self.core.rhs_names))
            raise InstanceError(
                f"{where}: {column!r} is neither a column of the core file nor its right-hand side ({names})"
            )
        if row == self.core.objective:
            if column not in self.column:
                raise InstanceError(f"{where}: a random constant of the objective is not supported")
            return "cost", -1, self.column[column]
        if row not in self.row:
            raise InstanceError(f"{where}: row {row!r} is not in the core file, or binds nothing")
        if column in self.column:
            return "matrix", self.row[row], self.column[column]
        return "rhs", self.row[row], -1

    def _value(self, key: Key, word: str, where: str) -> float:
        """The value that stands in place of the core's; a cost in the sense of the core."""
        kind = key[0]
        replaces = self.change == "REPLACE"
        below = LARGEST if kind in ("cost", "matrix") else ENDLESS
        endless = replaces and kind in ("lower", "upper")
        value = read_number(word, where, below=below, endless=endless)
        sign = self.core.sign if kind == "cost" else 1.0
        if replaces:
            return sign * value
        old = sign * core_value(self.core, self.matrix, key)
        if not np.isfinite(old):
            raise InstanceError(f"{where}: {shown(self.core, key)} is infinite in the core file")
        new = old + value if self.change == "ADD" else old * value
        return sign * finite(new, f"{shown(self.core, key)}, {new:g},", where, below=below)

    def _stage(self, period: str, where: str) -> int:
        if period in self.stage:
            return self.stage[period]
        if meant := self._numbered(period):
            note = f"period {period} is not in the time file; {meant}, of the same number, is taken for it"
            self.notes[note] = None
            return self.stage[meant]
        raise InstanceError(
            f"{where}: period {period!r}; the time file has {', '.join(self.stage)}"
        )

    def _numbered(self, period: str) -> str:
        """The period whose place and own number are that of `period`: PySP writes PERIOD2 for TIME2."""
        read_number = re.search(r"[0-9]+$", period)
        names = list(self.stage)
        if read_number is None or not 1 <= int(read_number[0][:6]) <= len(names):
            return ""
        name = names[int(read_number[0]) - 1]
        own = re.search(r"[0-9]+$", name)
        return name if own and int(own[0]) == int(read_number[0]) else ""

    def _result(self) -> Uncertainty:
        if bool(self.groups) == bool(self.futures):
            raise InstanceError(f"{self.path}: wanted either INDEP and BLOCKS, or SCENARIOS")
        groups = tuple(
            Group(g.name, g.stage, tuple(Realisation(p, values) for p, values in g.outcomes))
            for g in self.groups.values()
        )
        futures = tuple(
            Future(name, parent, stage, Realisation(p, values), where)
            for name, (parent, stage, p, values, where) in self.futures.items()
        )
        notes = (*self.notes, *_odd_sums(self.path, groups, futures))
        return Uncertainty(groups, futures, notes)


def _odd_sums(path: Path, groups: tuple[Group, ...], futures: tuple[Future, ...]) -> Iterator[str]:
    sums = [(f"group {g.name}", sum(o.probability for o in g.outcomes)) for g in groups]
    if futures:
        sums = [("the futures", sum(f.outcome.probability for f in futures))]
    for name, total in sums:
        if total <= 0:
            raise InstanceError(f"{path}: probabilities of {name} sum to 0")
        if abs(total - 1) > _SUM_TOLERANCE:
            yield f"probabilities of {name} sum to {total:.9g}, used as they stand"


def stage_of(core: Core, key: Key) -> int:
    """The stage at which a datum counts: that of its row, or of its column."""
    kind, row, column = key
    return int(core.row_stage[row] if kind in ("rhs", "matrix") else core.column_stage[column])


def core_value(core: Core, matrix: Mapping[tuple[int, int], float], key: Key) -> float:
    """What the core file has where `key` points; `matrix` are its coefficients by place."""
    kind, row, column = key
    if kind == "matrix":
        return matrix.get((row, column), 0.0)
    return float(getattr(core, kind)[max(row, column)])  # the one of them that is not -1


def shown(core: Core, key: Key) -> str:
    """A datum in words."""
    kind, row, column = key
    match kind:
        case "rhs":
            return f"the right-hand side of {core.rows[row]}"
        case "matrix":
            return f"the coefficient of {core.columns[column]} in {core.rows[row]}"
        case "cost":
            return f"the cost of {core.columns[column]}"
    return f"the {kind} bound of {core.columns[column]}"
