"""What can go wrong, as one small tree.

OfftakeError
├── StudyError         the study's tables hold faults; `faults` lists every one     exit 3
├── InfeasibleError    no plan meets all hard rules; the message names the clash    exit 4
├── FormulationError   blocks of the model do not fit together                      exit 1
├── SolveError         the solver failed on a problem that it should have solved    exit 1
├── InstanceError      a published instance file cannot be read                     exit 3
├── ClusterError       a Ray cluster cannot be joined, or was lost                exit 2
├── StoreError         a run cannot be read or written                              exit 2
└── UsageError         the call itself cannot be met as it stands                   exit 2

The command line turns each into its message and exit code, never into a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence


class OfftakeError(Exception):
    """Every error that offtake raises on purpose."""

    exit_code = 1


class StudyError(OfftakeError):
    """The study holds faults; the message lists all of them, worst first."""

    exit_code = 3

    def __init__(self, message: str, faults: Sequence[object] = ()) -> None:
        self.faults = tuple(faults)
        super().__init__(message)


class InfeasibleError(OfftakeError):
    """No plan meets all hard rules; the message names a smallest set that clashes."""

    exit_code = 4


class FormulationError(OfftakeError):
    """Blocks do not fit together; the message names the rows and variables concerned."""


class SolveError(OfftakeError):
    """The solver failed; the message says on which problem and with which status."""


class InstanceError(OfftakeError):
    """An instance file (SMPS, StochOptFormat) cannot be read; the message names the line."""

    exit_code = 3


class ClusterError(OfftakeError):
    """A cluster of computers cannot be joined, or was lost; the message says why."""

    exit_code = 2


class StoreError(OfftakeError):
    """A run folder is missing, unfinished, or in use."""

    exit_code = 2


class UsageError(OfftakeError):
    """What was asked for cannot be done; the message says what can."""

    exit_code = 2
