"""Who has which colour: a payer and a producer keep theirs in every chart of a report.

The largest of the study have colours of their own, in the order of their size; all others share one grey.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import OTHERS as GREY
from offtake.views.drawing.palette import PARTIES

OTHERS = "others"
ALL = "all futures"


def payers(run: Material) -> dict[str, str]:
    """Colours of the buyers that pay most in the arrangement that the report is about, the largest first."""
    pays = run.of_main("who_pays")
    return _coloured(pays[pays["state"] == ALL].groupby("payer")["mean"].sum())


def producers(run: Material) -> dict[str, str]:
    """Colours of the producers that make most, each product counted by its share of all that is made of it."""
    own = run.of_main("made")
    firms = own[own["by"] == "firm"]
    whole = firms.groupby("product")["mean"].transform("sum")
    return _coloured((firms["mean"] / whole).groupby(firms["name"]).sum())


def _coloured(size: pd.Series) -> dict[str, str]:
    largest = size[size > 0].sort_index().sort_values(ascending=False, kind="stable").index
    return dict(zip(map(str, largest), PARTIES, strict=False))


def pooled(names: Sequence[str], colours: dict[str, str]) -> list[str]:
    """Every name that has a colour as itself, all others as one."""
    return [name if name in colours else OTHERS for name in names]


def with_others(names: Sequence[str], colours: dict[str, str]) -> dict[str, str]:
    """The colours of those among `names`, and the grey where somebody among them has none."""
    there = set(names)
    own = {name: colour for name, colour in colours.items() if name in there}
    return own if there <= set(own) else {**own, OTHERS: GREY}
