"""What frozen objects hold: arrays that refuse to be written to, with their types, and frames that are handed out as copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Vector = npt.NDArray[np.float64]
"""Numbers, of any shape; docstrings give it: (nodes, lines)."""
Matrix = Vector
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same values, in a view that refuses to be written to.

    >>> read_only(np.zeros(2))[0] = 1.0
    Traceback (most recent call last):
    ValueError: assignment destination is read-only
    """
    view = array.view()
    view.flags.writeable = False
    return view


def freeze(thing: object) -> None:
    """Let the arrays of a frozen dataclass, and those in its mappings, refuse to be written to."""
    for field in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, field.name)
        if isinstance(value, np.ndarray):
            object.__setattr__(thing, field.name, read_only(value))
        elif isinstance(value, Mapping) and any(isinstance(v, np.ndarray) for v in value.values()):
            held = {k: read_only(v) for k, v in value.items()}
            object.__setattr__(thing, field.name, held)  # a plain one: it travels to workers


def _refuse(*_: object, **__: object) -> NoReturn:
    raise TypeError(
        "this document is frozen; take a copy, copy.deepcopy(document), and change that"
    )


class Said(dict[str, Any]):
    """A document that refuses to be written to, and so do those and the lists in it.  JSON writes it as any other.

    >>> Said({"deal": {"clauses": [1]}})["deal"]["clauses"].append(2)
    Traceback (most recent call last):
    TypeError: this document is frozen; take a copy, copy.deepcopy(document), and change that
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        super().__init__({name: _said(value) for name, value in document.items()})

    __setitem__ = __delitem__ = __ior__ = update = setdefault = pop = popitem = clear = _refuse

    def __reduce__(self) -> tuple[type[Said], tuple[dict[str, Any]]]:
        return Said, (dict(self),)

    def __deepcopy__(self, memo: object) -> dict[str, Any]:
        return {name: deepcopy(value) for name, value in self.items()}


class _Listed(list[Any]):
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = remove = pop = clear = sort = reverse = _refuse

    def __reduce__(self) -> tuple[type[_Listed], tuple[list[Any]]]:
        return _Listed, (list(self),)

    def __deepcopy__(self, memo: object) -> list[Any]:
        return [deepcopy(value) for value in self]


def _said(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Said(value)
    return _Listed(map(_said, value)) if isinstance(value, (list, tuple)) else value


class Frames(Mapping[str, "pd.DataFrame"]):
    """Frames by name.  What is written to one that it gives stays with the writer.

    >>> import pandas as pd
    >>> tables = Frames({"lines": pd.DataFrame({"capacity": [40.0]})})
    >>> lines = tables["lines"]
    >>> lines.loc[0, "capacity"] = 99.0
    >>> tables["lines"]["capacity"].tolist()
    [40.0]
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = dict(frames)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frames[name].copy(deep=False)  # pandas copies on write

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def __repr__(self) -> str:
        return f"<Frames {', '.join(self)}>"
