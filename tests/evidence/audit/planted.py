"""The pump study with a fault planted in it, and what a check finds there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pandas as pd

from offtake.evidence.audit.finding import Finding
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.study.study import Study

TOY = read_study(case_path("toy"))


START = TOY.settings.start  # 2026-01-01


def with_rows(study: Study, name: str, **columns: object) -> Study:
    """The study with these values in the first row of a table."""
    frame = study.tables[name].copy()
    for column, value in columns.items():
        frame[column] = frame[column].astype(object)
        frame.at[0, column] = value
    return dataclasses.replace(study, tables={**study.tables, name: frame})


def sources(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Sources of (source, publisher, title, date, grade)."""
    names = ["source", "publisher", "title", "date", "grade"]
    return pd.DataFrame(rows, columns=names).assign(note="", address=[f"https://{r[0]}.org" for r in rows])  # fmt: skip


def study(**tables: pd.DataFrame) -> Study:
    listed = sources(("old", "Daily", "On plants", "2023-05", "B"), ("new", "Weekly", "On makers", "2025-11", "B"))  # fmt: skip
    return dataclasses.replace(TOY, tables={**TOY.tables, "sources": listed, **tables})


def rows_found(check: Callable[[Study], object], given: Study) -> list[tuple[str, str]]:
    found: list[Finding] = list(check(given))  # type: ignore[call-overload]
    return [(finding.rows[0], finding.column) for finding in found]


def first(name: str) -> str:
    return str(TOY.tables[name].iloc[0, 0])


def line(**columns: object) -> Study:
    return with_rows(study(), "lines", **columns)


def listed(*rows: tuple[str, str, str, str, str], **columns: object) -> Study:
    return dataclasses.replace(TOY, tables={**TOY.tables, "sources": sources(*rows).assign(**columns)})  # fmt: skip
