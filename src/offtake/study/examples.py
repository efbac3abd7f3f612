"""The bundled studies, by name.

They are data only: a folder of tables each, read like any other study.

>>> case_names()
('europe-155mm-2022', 'nato-155mm', 'portfolio', 'toy', 'two-states', 'us-155mm-2022', 'vaccines-2020')
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from offtake.errors import UsageError

SETTINGS_FILE = "study.toml"


def _folder() -> Path:
    # The tables are read by path, so the package must lie unpacked on disk, as wheels do.
    return Path(str(files("offtake.cases")))


def case_names() -> tuple[str, ...]:
    """Names of the bundled studies, sorted."""
    return tuple(sorted(file.parent.name for file in _folder().glob(f"*/{SETTINGS_FILE}")))


def case_path(name: str) -> Path:
    """Folder of the bundled study of that name; UsageError, naming those there are, if there is none."""
    names = case_names()
    if name not in names:
        raise UsageError(f"there is no bundled study {name!r}; there are: {', '.join(names)}")
    return _folder() / name


def study_at(what: str | Path) -> Path:
    """The path `what`, or the folder of the bundled study of that name where nothing lies there; of study.toml its folder."""
    path = Path(what)
    if path.name == SETTINGS_FILE and path.is_file():
        return path.parent
    return case_path(str(path)) if not path.exists() and str(path) in case_names() else path


examples: Mapping[str, Path] = MappingProxyType({name: case_path(name) for name in case_names()})
"""Folder of every bundled study, by name."""
