"""One process at a time at a run, by a lock that the operating system drops when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import IO

from offtake.files import refused

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
PATIENCE = 0.1  # seconds between two looks at a lock that another process holds


@contextmanager
def holding(folder: Path, tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock of the run in `folder`; waits, and says so once through `tell`, while another process holds it.

    Raises OSError where the folder or its lock cannot be made.
    """
    with _locked(folder, tell) as file:
        try:
            file.truncate(0)
            # Past the buffer of `file`, which on a full disk would fail once more when it is closed.
            os.write(file.fileno(), datetime.now().strftime("%H:%M").encode())
        except OSError as error:
            raise refused(error, folder / LOCK_FILE) from error
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)


@contextmanager
def _locked(folder: Path, tell: Callable[[str], None] | None) -> Iterator[IO[str]]:
    while True:
        with _lock_file(folder) as file:
            try:
                _acquire(file)
            except BlockingIOError:
                if tell is not None:
                    tell(f"Run {folder.name} is being solved by another process{_since(file)}: waiting for it")  # fmt: skip
                    tell = None
            except OSError as error:
                raise refused(error, folder / LOCK_FILE) from error
            else:
                # A holder that leaves nothing takes its folder away, and with it the lock that others wait for.
                if _is_there(file, folder):
                    yield file
                    return
        sleep(PATIENCE)


def is_locked(folder: Path) -> bool:
    """Whether some process is at the run in `folder`."""
    try:
        with (folder / LOCK_FILE).open(encoding="utf-8") as file:
            _acquire(file)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _lock_file(folder: Path) -> IO[str]:
    for _ in range(100):  # while others take the folder away between the two steps
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return (folder / LOCK_FILE).open("a+", encoding="utf-8")
        except FileNotFoundError as error:
            found = error
        except OSError as error:
            raise refused(error, _meant(folder)) from error
    raise refused(found, _meant(folder))


def _meant(folder: Path) -> Path:
    """What cannot be made: the folder, or where that is there its lock."""
    return folder / LOCK_FILE if folder.is_dir() else folder


def _is_there(file: IO[str], folder: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), (folder / LOCK_FILE).stat())
    except FileNotFoundError:
        return False


def _since(file: IO[str]) -> str:
    file.seek(0)
    started = file.read(5)
    return f" (since {started})" if started else ""
