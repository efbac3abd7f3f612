"""Numbers and lists as options take them: what is no number, or names nothing, is refused at once."""

from __future__ import annotations

from math import isfinite
from typing import Any

import click


class Within(click.FloatRange):
    """A finite number between bounds; NaN compares with none, so a plain range lets it through."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; a fault of the option where it is none, infinite or out of bounds."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(f"{value} is not a finite number.", param, ctx)
        return number


def names(text: str | None) -> tuple[str, ...]:
    """What stands between commas; none where the option is not given, a fault where it names nothing.

    >>> names("grant, take_or_pay"), names(None)
    (('grant', 'take_or_pay'), ())
    """
    found = tuple(name.strip() for name in (text or "").split(",") if name.strip())
    if text is not None and not found:
        raise click.UsageError(f"{text!r} names nothing: write names with commas between")
    return found
