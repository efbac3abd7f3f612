"""From tables as found to a Study: type, convert, edit, judge; all faults in one error.

The order matters.  Cells are typed first; money is then brought into the study's currency and price
year; a policy's edits come next; and only the outcome is judged, so that an edit which breaks a bound
is reported at the edit.

Frames of a study have these types: text and period `str`, '' where empty; number float64, NaN where
empty; integer int64 (Int64 where it may be empty); date objects, datetime.date or None; numbers
tuples of floats, () where empty.  Declared defaults are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from offtake.errors import UsageError
from offtake.study.cells.drafts import Draft, draft, typed_frame
from offtake.study.cells.raw import RawStudy, RawTable
from offtake.study.cells.settings import read_settings, settings_as_raw
from offtake.study.cells.tables import arranged
from offtake.study.changing.changes import edited, policy_names
from offtake.study.changing.money import converted
from offtake.study.dictionary import TABLES
from offtake.study.faults import Fault, refuse, worst_first
from offtake.study.judging.rules import faults_between_cells
from offtake.study.reading.order import in_order
from offtake.study.study import Settings, Study


def study_from_frames(
    settings: Settings | Mapping[str, object],
    frames: Mapping[str, pd.DataFrame],
    policy: str | Sequence[str] = (),
    made: str = "",
) -> Study:
    """A Study from frames in memory, checked just as one from files.

    `frames` maps names of tables to frames with the dictionary's columns; optional tables and columns
    may be left out.  `made` names policies whose edits they hold already.  Raises StudyError with every fault, UsageError for an unknown policy.
    """
    given = settings_as_raw(settings) if isinstance(settings, Settings) else dict(settings)
    places = {name: f"settings.{name}" for name in given} | {"": "settings"}
    tables = tuple(_raw(name, frame) for name, frame in frames.items())
    title = str(given.get("name", "study"))
    return study_from_raw(RawStudy(title, given, places, tables, form="frame"), policy, made)


def study_from_raw(raw: RawStudy, policy: str | Sequence[str] = (), made: str = "") -> Study:
    """A Study from everything as found, `made` being the policies whose edits it holds already; StudyError with
    every fault."""
    settings, drafts, faults = examine(raw, policy, made)
    if faults or settings is None:
        raise refuse(raw.title, faults)
    ordered = {name: in_order(d.table, typed_frame(d)) for name, d in drafts.items()}
    return Study(settings, ordered, study_from_frames, "+".join((*policy_names(made), *policy_names(policy))))  # fmt: skip


def examine(
    raw: RawStudy, policy: str | Sequence[str] = (), made: str = ""
) -> tuple[Settings | None, dict[str, Draft], list[Fault]]:
    """The settings, the drafts of all tables, and every fault found."""
    settings, faults = read_settings(raw)
    faults = [*raw.faults, *faults]
    found, lost, table_faults = arranged(raw)
    faults += table_faults
    drafts: dict[str, Draft] = {}
    for table in TABLES:
        drafts[table.name], cell_faults = draft(table, found[table.name])
        faults += cell_faults
        if drafts[table.name].size < len(found[table.name].rows):
            lost |= {table.name}
    if settings is not None:
        drafts, money_faults = converted(settings, drafts, lost)
        faults += money_faults
    drafts, edit_faults = edited(settings, drafts, policy, lost, made)
    faults += faults_between_cells(raw, settings, drafts, lost, edit_faults)
    return settings, drafts, faults


def _raw(name: str, frame: pd.DataFrame) -> RawTable:
    if not isinstance(frame, pd.DataFrame):
        wanted = "give the settings first, then a frame for each table"
        raise UsageError(f"table {name!r} is no frame; {wanted}")
    header = tuple(str(column) for column in frame.columns)
    columns = [frame[column].tolist() for column in frame.columns]
    rows = tuple(zip(*columns, strict=True)) if columns else ()
    places, numbers = (tuple(range(len(of))) for of in (header, rows))
    return RawTable(name, name, "frame", header, places, rows, numbers)


def apply_policy(study: Study, policy: str | Sequence[str]) -> Study:
    """The study after the edits of the named policies, left to right, checked as when read.

    `read_study(path, policy)` gives an equal study.  Raises StudyError, at the edit's cell, where an
    edit breaks a rule; UsageError for an unknown policy, with the known ones.
    """
    return study_from_frames(study.settings, study.tables, policy, study.policy)


def faults_in(raw: RawStudy, policy: str | Sequence[str] = ()) -> list[Fault]:
    """Every fault of a study as found, worst first; none where it is sound."""
    return worst_first(examine(raw, policy)[2])
