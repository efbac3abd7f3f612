"""Bundled studies, copied to where the user works."""

from __future__ import annotations

import shutil
from pathlib import Path

from offtake.errors import UsageError
from offtake.files import write_bytes
from offtake.study.examples import case_path


def copy_case(name: str, where: Path) -> Path:
    """The folder `where`/`name` with the bundled study in it.

    One that holds the same study is left as it is, whatever else lies in it; UsageError where a file of
    the study differs, for that is the user's work.
    """
    source, target = case_path(name), where / name
    files = [
        file.relative_to(source)
        for file in sorted(source.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    if not target.exists():
        try:
            for file in files:
                write_bytes((source / file).read_bytes(), target / file)
        except OSError:
            shutil.rmtree(target, ignore_errors=True)
            raise
        return target
    differing = [str(file) for file in files if not _same(source / file, target / file)]
    if differing:
        raise UsageError(
            f"the folder {name} is there already, and {', '.join(differing[:3])}"
            f"{' and others' if len(differing) > 3 else ''} in it "
            f"{'differ' if len(differing) > 1 else 'differs'} from the bundled study; "
            f"solve yours with 'offtake run {name}', or move the folder away"
        )
    return target


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
