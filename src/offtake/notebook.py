"""What a notebook shows of an object: one table, numbers at three significant digits, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from inspect import signature
from math import floor, isfinite, log10
from types import FunctionType

MOST_ROWS = 30


class Written(str):
    """An annotation as it was written: `help` shows it without quotation marks."""

    __repr__ = str.__str__


def readable(thing: object) -> object:
    """The same; a function's signature reads `study: Study`, not `study: 'Study'`.

    >>> def grow(start: int, by: float | None = None) -> float: ...
    >>> print(signature(readable(grow)))
    (start: int, by: float | None = None) -> float
    """
    if isinstance(thing, FunctionType):
        said = signature(thing)
        parameters = [p.replace(annotation=_written(p.annotation)) for p in said.parameters.values()]  # fmt: skip
        shown = said.replace(parameters=parameters, return_annotation=_written(said.return_annotation))  # fmt: skip
        thing.__signature__ = shown  # type: ignore[attr-defined]
    return thing


def _written(annotation: object) -> object:
    return Written(annotation) if isinstance(annotation, str) else annotation


def significant(value: float, digits: int = 3) -> str:
    """The number at `digits` significant digits, with commas between thousands.

    >>> significant(9266.735), significant(10023.1), significant(-0.03044), significant(0.0)
    ('9,270', '10,000', '−0.0304', '0')
    """
    if not isfinite(value):
        return "not known"
    if value == 0:
        return "0"
    places = digits - 1 - floor(log10(abs(value)))
    rounded = round(value, places)
    text = f"{abs(rounded):,.{max(places, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if rounded < 0 else text


def shown(value: object) -> str:
    """A cell as text: numbers short, what is not there as nothing.

    >>> shown(1234.5678), shown("a"), shown(None), shown(True), shown(2028)
    ('1,230', 'a', '', 'yes', '2028')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return significant(value)
    return str(value)


def table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[object]], note: str = ""
) -> str:
    """A table as HTML; rows beyond `MOST_ROWS` are counted."""
    style = "text-align:left"
    head = "".join(f'<th style="{style}">{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:MOST_ROWS])
    left = len(rows) - MOST_ROWS
    more = f"and {left} more" if left > 0 else ""
    below = "".join(f"<div>{escape(text)}</div>" for text in (more, note) if text)
    title = f'<caption style="{style};font-weight:bold">{escape(caption)}</caption>'
    return f"<div><table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}</div>"


def _cell(value: object) -> str:
    side = "right" if isinstance(value, int | float) and not isinstance(value, bool) else "left"
    return f'<td style="text-align:{side}">{escape(shown(value))}</td>'
