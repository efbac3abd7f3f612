"""The stoch file of SMPS: which data are random, and how (sections INDEP, BLOCKS and SCENARIOS).

INDEP and BLOCKS list groups that vary independently of each other; SCENARIOS lists whole futures, each taking
what it does not name from its parent.  Probabilities are kept as they stand; `warnings` names every group
whose probabilities do not sum to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from offtake.errors import InstanceError
from offtake.stochastic.formats.core import Core, lines, number

Key = tuple[str, int, int]
"""What is random: ("cost", -1, column), ("rhs", row, -1), ("matrix", row, column), ("lower" or "upper", -1, column)."""
_SUM_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Outcome:
    """One outcome of a group, or one future: its probability and the data that it sets."""

    probability: float
    values: Mapping[Key, float]


@dataclass(frozen=True)
class Group:
    """Data that vary together, and independently of all other groups, from one stage on."""

    name: str
    stage: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Future:
    """One future of a SCENARIOS section; it parts from its parent at `stage`."""

    name: str
    parent: int  # -1 for ROOT
    stage: int
    outcome: Outcome


@dataclass(frozen=True)
class Uncertainty:
    """Either independent groups, or futures."""

    groups: tuple[Group, ...] = ()
    futures: tuple[Future, ...] = ()
    warnings: tuple[str, ...] = ()


def read_stoch(path: Path, core: Core) -> Uncertainty:
    """Read a stoch file.  Raises InstanceError with file and line."""
    return _Reader(path, core).read()


@dataclass
class _Block:
    """A group while it is being read."""

    stage: int
    outcomes: list[tuple[float, dict[Key, float]]] = field(default_factory=list)


class _Reader:
    def __init__(self, path: Path, core: Core) -> None:
        self.path = path
        self.core = core
        self.row = {name: k for k, name in enumerate(core.rows)}
        self.column = {name: k for k, name in enumerate(core.columns)}
        self.stage = {name: k for k, name in enumerate(core.periods)}
        self.blocks: dict[str, _Block] = {}
        self.futures: list[tuple[str, int, int, float, dict[Key, float]]] = []
        self.current: dict[Key, float] = {}

    def read(self) -> Uncertainty:
        section = ""
        for count, heading, words in lines(self.path):
            where = f"{self.path}, line {count}"
            if heading:
                section = words[0].upper()
                if section == "ENDATA":
                    break
                self._modifiers(section, words, where)
            elif section == "INDEP":
                self._independent(words, where)
            elif section == "BLOCKS":
                self._block(words, where)
            elif section == "SCENARIOS":
                self._future(words, where)
            else:
                raise InstanceError(f"{where}: data outside a section")
        return self._result()

    def _modifiers(self, section: str, words: list[str], where: str) -> None:
        if section not in ("STOCH", "INDEP", "BLOCKS", "SCENARIOS"):
            raise InstanceError(f"{where}: section {section!r} is not supported")
        if section != "STOCH" and (odd := {w.upper() for w in words[1:]} - {"DISCRETE", "REPLACE"}):
            raise InstanceError(
                f"{where}: {', '.join(sorted(odd))} is not supported; wanted DISCRETE, REPLACE"
            )

    def _independent(self, words: list[str], where: str) -> None:
        if len(words) not in (4, 5):
            raise InstanceError(f"{where}: wanted column, row, value, period, probability")
        key = self._key(words[0], words[1], where)
        stage = self._stage(words[3], where) if len(words) == 5 else self._own_stage(key)
        block = self.blocks.setdefault(f"{words[0]} {words[1]}", _Block(stage))
        block.outcomes.append((number(words[-1], where), {key: number(words[2], where)}))

    def _block(self, words: list[str], where: str) -> None:
        if words[0].upper() == "BL":
            if len(words) != 4:
                raise InstanceError(f"{where}: wanted BL, block, period, probability")
            block = self.blocks.setdefault(words[1], _Block(self._stage(words[2], where)))
            # Later realisations list only what differs from the first one.
            self.current = dict(block.outcomes[0][1]) if block.outcomes else {}
            block.outcomes.append((number(words[3], where), self.current))
        else:
            self._entries(words, where)

    def _future(self, words: list[str], where: str) -> None:
        if words[0].upper() == "SC":
            if len(words) != 5:
                raise InstanceError(f"{where}: wanted SC, scenario, parent, probability, period")
            parent = words[2].strip("'\"")
            names = [name for name, *_ in self.futures]
            if parent.upper() == "ROOT":
                index = -1
            elif parent in names:
                index = names.index(parent)
            else:
                raise InstanceError(f"{where}: parent {parent!r} is not defined above")
            self.current = dict(self.futures[index][4]) if index >= 0 else {}
            stage, probability = self._stage(words[4], where), number(words[3], where)
            self.futures.append((words[1], index, stage, probability, self.current))
        else:
            self._entries(words, where)

    def _entries(self, words: list[str], where: str) -> None:
        if words[0].upper() in ("UP", "LO", "FX") and len(words) == 4 and words[2] in self.column:
            k, value = self.column[words[2]], number(words[3], where)
            for side, kinds in (("lower", ("LO", "FX")), ("upper", ("UP", "FX"))):
                if words[0].upper() in kinds:
                    self.current[side, -1, k] = value
            return
        if len(words) not in (3, 5):
            raise InstanceError(f"{where}: wanted column, and pairs of row and value")
        for row, word in zip(words[1::2], words[2::2], strict=True):
            self.current[self._key(words[0], row, where)] = number(word, where)

    def _key(self, column: str, row: str, where: str) -> Key:
        if row == self.core.objective:
            if column not in self.column:
                raise InstanceError(f"{where}: column {column!r} is not in the core file")
            return "cost", -1, self.column[column]
        if row not in self.row:
            raise InstanceError(f"{where}: row {row!r} is not in the core file")
        if column in self.column:
            return "matrix", self.row[row], self.column[column]
        return "rhs", self.row[row], -1

    def _stage(self, period: str, where: str) -> int:
        if period not in self.stage:
            raise InstanceError(
                f"{where}: period {period!r}; the time file has {', '.join(self.stage)}"
            )
        return self.stage[period]

    def _own_stage(self, key: Key) -> int:
        kind, row, column = key
        stages = self.core.row_stage if kind in ("rhs", "matrix") else self.core.column_stage
        return int(stages[row if kind in ("rhs", "matrix") else column])

    def _result(self) -> Uncertainty:
        if bool(self.blocks) == bool(self.futures):
            raise InstanceError(f"{self.path}: wanted either INDEP and BLOCKS, or SCENARIOS")
        groups = tuple(
            Group(name, block.stage, tuple(Outcome(p, values) for p, values in block.outcomes))
            for name, block in self.blocks.items()
        )
        futures = tuple(Future(n, a, k, Outcome(p, values)) for n, a, k, p, values in self.futures)
        sums = {f"group {g.name}": sum(o.probability for o in g.outcomes) for g in groups}
        if futures:
            sums["the futures"] = sum(f.outcome.probability for f in futures)
        warnings = [
            f"probabilities of {name} sum to {total:.9g}, used as they stand"
            for name, total in sums.items()
            if abs(total - 1) > _SUM_TOLERANCE
        ]
        return Uncertainty(groups, futures, tuple(warnings))
