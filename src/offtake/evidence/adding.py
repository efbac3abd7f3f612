"""Many files at once: each is read by itself, in a process of its own pool where there are many; order is kept."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from offtake.evidence.claim import Claim
from offtake.evidence.document import Document, Refusal
from offtake.evidence.opening.opening import LARGEST, opened
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules

FEW = 40
"""Files up to which no further process is started."""
_SHARE = 4
"""Files that a process takes at once: with more, the last to end keeps the others waiting."""


@dataclass(frozen=True)
class Added:
    """What became of one file."""

    file: str
    document: Document | Refusal
    claims: tuple[Claim, ...]


def add(
    paths: Sequence[Path],
    extra: str = "",
    published: str = "",
    workers: int = 1,
    given: Mapping[str, str] | None = None,
) -> Iterator[Added]:
    """Every file read, one after the other in the order given; a file that cannot be read is told and stops nothing.

    `extra` is a text of further rules; `published` a date for files that give none of their own or another;
    `given` the dates that the user gave before, by document.  A user's stop ends the reading; what was read is there.
    """
    one = partial(_added, extra=extra, published=published, given=given or {})
    with suppress(KeyboardInterrupt):
        if workers < 2 or len(paths) <= FEW:
            yield from map(one, paths)
            return
        shared = 1 if multiprocessing.get_start_method() == "fork" else 0
        yield from map(one, paths[:shared])  # what it compiles the processes share
        with ProcessPoolExecutor(workers, initializer=_ready, initargs=(extra,)) as pool:
            yield from pool.map(one, paths[shared:], chunksize=_SHARE)


def _ready(extra: str) -> None:
    """The rules read once, and passed over by the collector of garbage, since they stay."""
    rules(extra)
    gc.freeze()


def _added(path: Path, extra: str, published: str, given: Mapping[str, str]) -> Added:
    known = rules(extra)
    try:
        if not path.is_file():  # a pipe would wait for ever
            return Added(path.name, Refusal(path.name, "is no file"), ())
        if path.stat().st_size > LARGEST:
            return Added(path.name, Refusal(path.name, f"{path.stat().st_size / 1e6:,.0f} MB, more than {LARGEST / 1e6:.0f} MB: not opened"), ())  # fmt: skip
        data = path.read_bytes()
    except OSError as error:
        return Added(
            path.name, Refusal(path.name, f"cannot be opened: {error.strerror or error}"), ()
        )
    date = published or given.get(hashlib.sha256(data).hexdigest(), "")
    try:
        document = opened(path.name, data, known, date)
        found = () if isinstance(document, Refusal) else tuple(claims_in(document, known))
    except Exception as error:  # a fault of ours in one file must not lose the others
        return Added(path.name, Refusal(path.name, f"cannot be read, by a fault of offtake ({type(error).__name__}): please report it with the file"), ())  # fmt: skip
    return Added(path.name, document, found)
