"""One writer at a time for a run, by a lock that the operating system drops when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from offtake.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    def _acquire(file: IO[str]) -> None:
        # A byte far behind the text, so that others can still read when the writing began.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _acquire(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


LOCK_FILE = "lock"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the lock of the run in `folder`; StoreError where another process holds it.

    The file itself stays behind, empty: to delete it would let two writers lock two files of one name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("a+", encoding="utf-8") as file:
        try:
            _acquire(file)
        except OSError:
            raise StoreError(
                f"E501 Run {folder.name} is already being written by another process"
                f"{_since(file)}. Reading it is fine; wait, or start a new run."
            ) from None
        file.truncate(0)
        file.write(datetime.now().strftime("%H:%M"))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
            os.fsync(file.fileno())


def is_locked(folder: Path) -> bool:
    """Whether some process is writing the run in `folder`."""
    if not (folder / LOCK_FILE).exists():
        return False
    with (folder / LOCK_FILE).open("a+", encoding="utf-8") as file:
        try:
            _acquire(file)
        except OSError:
            return True
    return False


def _since(file: IO[str]) -> str:
    file.seek(0)
    started = file.read(5)
    return f" (started {started})" if started else ""
