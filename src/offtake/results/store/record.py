"""What run.json says, sealed: its last line is the SHA-256 of every byte before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from offtake.errors import StoreError

SEAL = ',\n "sha256": "%s"\n}\n'
HOLDS = {
    "run": str, "status": str, "study": str, "options": dict, "tree": dict, "plans": dict, "variables": dict,
    "tables": list, "headline": dict, "files": dict,
}  # fmt: skip
"""What a record that can be read holds; a seal can be made anew by whoever changes it."""

STATUSES = ("finished", "stopped")


class DamagedError(StoreError):
    """A run that is there and cannot be trusted; `state` is how a list of runs calls it."""

    def __init__(self, message: str, state: str = "damaged") -> None:
        self.state = state
        super().__init__(message)


def sealed(record: Mapping[str, Any]) -> str:
    """The text of run.json."""
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False).removesuffix("\n}")
    return text + SEAL % hashlib.sha256(text.encode()).hexdigest()


def unsealed(data: bytes, form: int) -> dict[str, Any]:
    """What `sealed` was given; DamagedError where a byte of it was changed, or its format is not `form`."""
    size = len(SEAL % ("0" * 64))
    text, seal = data[:-size], data[-size:]
    whole = seal == (SEAL % hashlib.sha256(text).hexdigest()).encode()
    if not whole and _format(data) in (None, form):
        raise DamagedError("is not as it was written; solve the study again with --again")
    if not whole or _format(data) != form:
        raise DamagedError(
            "was written by another version of offtake: solve it again", "of another version"
        )
    record: dict[str, Any] = json.loads(data)
    whole = all(isinstance(record.get(name), kind) for name, kind in HOLDS.items())
    whole = whole and record["status"] in STATUSES
    if not whole or not all(_inside(PurePosixPath(name)) for name in record["files"]):
        raise DamagedError("was not sealed by offtake; solve the study again with --again")
    return record


def _inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def _format(data: bytes) -> object:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return record.get("format") if isinstance(record, dict) else None
