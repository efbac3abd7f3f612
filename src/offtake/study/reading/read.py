"""Reading a study: a folder of tables, or one workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from offtake.errors import UsageError
from offtake.study.cells.raw import RawStudy
from offtake.study.examples import case_names, study_at
from offtake.study.reading.assemble import study_from_raw
from offtake.study.reading.endings import OTHER_WORKBOOKS, WORKBOOKS
from offtake.study.reading.folder import read_folder
from offtake.study.reading.workbook import read_workbook
from offtake.study.study import Study


def read_study(path: str | Path, policy: str | Sequence[str] = ()) -> Study:
    """The study in a folder (study.toml and one CSV or Parquet file a table) or in a workbook (.xlsx, .xlsm, .ods).

    The name of a bundled study will do where nothing of that name lies there.

    `policy` names edits from table `changes`, "a+b" or a sequence, applied left to right.
    Raises StudyError with every fault; UsageError where there is nothing to read, or no such policy.
    """
    return study_from_raw(as_found(study_at(path)), policy)


def as_found(path: Path) -> RawStudy:
    """Everything at `path`, as found; UsageError where there is no study."""
    if path.is_dir():
        return read_folder(path)
    ending = path.suffix.lower()
    if path.is_file() and ending in WORKBOOKS:
        return read_workbook(path)
    if not path.exists():
        raise UsageError(
            f"there is no study at {path}; give a folder with study.toml, a workbook (.xlsx), or the name "
            f"of a bundled study: {', '.join(case_names())}"
        )
    if ending in OTHER_WORKBOOKS:
        wanted = "save it as .xlsx (Excel workbook) first"
        raise UsageError(f"{path.name} cannot be read as it is: {wanted}")
    wanted = "give a folder with study.toml, or a workbook (.xlsx)"
    raise UsageError(f"{path.name} is not a study; {wanted}")
