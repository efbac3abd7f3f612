"""Files appear whole or not at all; what the operating system refuses is an OSError with the path that was meant."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; what was written there takes the name `path` at the end.

    Folders above are made.  Whatever goes wrong, `path` is as it was, and nothing is left beside it or above.
    """
    beside, made = path.with_name(f".{path.name}.{os.getpid()}.part"), []
    try:
        made = _missing(path.parent)
        make_folder(path.parent)
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(beside, path)
        made = []
    except OSError as error:
        raise refused(error, path) from error
    finally:
        _take_away(beside, made)


def write_bytes(data: bytes, path: Path) -> None:
    """Write `data` to `path`, whole or not at all."""
    with whole(path) as beside:
        beside.write_bytes(data)


def write_text(text: str, path: Path) -> None:
    """Write `text` as UTF-8 to `path`, whole or not at all."""
    write_bytes(text.encode(), path)


def try_writing(path: Path, size: int = 1) -> None:
    """Raise the OSError that writing `size` bytes at `path` would end with; nothing is left."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    trial, made = path.with_name(f".{path.name}.{os.getpid()}.part"), []
    try:
        made = _missing(path.parent)
        make_folder(path.parent)
        trial.write_bytes(bytes(size))
    except OSError as error:
        raise refused(error, path) from error
    finally:
        _take_away(trial, made)


def _missing(folder: Path) -> list[Path]:
    return [one for one in (folder, *folder.parents) if not one.exists()]


def _take_away(file: Path, folders: list[Path]) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)
        for folder in folders:
            folder.rmdir()


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it, as far as they are not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


def refused(error: Exception, path: Path) -> OSError:
    """The error as one of `path`, which its maker meant, in the system's words where it has any."""
    number = getattr(error, "errno", None) or errno.EIO
    words = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return OSError(number, words, str(path))
