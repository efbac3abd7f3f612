"""A figure: a finding, what proves it, and all that a reader needs to doubt it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Key:
    """One entry of a legend: what a mark means."""

    label: str
    mark: Literal["bar", "line", "dash", "band", "rule", "hatch"]
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Panel:
    """One chart; several stand side by side where there is room, and below each other on a phone."""

    title: str
    spec: Spec


@dataclass(frozen=True)
class TextTable:
    """Numbers as text: a frame with headings for people.

    `on_paper` is how many of its rows are printed, none for what nobody reads on paper; the page itself has them all.
    """

    frame: pd.DataFrame
    caption: str
    on_paper: int = 40


@dataclass(frozen=True)
class PartySheet:
    """A page of its own for one party, closed until a reader opens it: `id` is its address on the page."""

    id: str
    name: str
    summary: str
    lines: tuple[str, ...]
    tables: tuple[TextTable, ...]


@dataclass(frozen=True)
class Figure:
    """One figure of the report.

    `title` is the finding, computed from the numbers; `measure` says what is shown, in which unit and what
    the bands are; `unit` stands alone for programs; `numbers` is what the chart was drawn from; `rests_on`
    names the tables of the study behind it.
    """

    id: str
    title: str
    measure: str
    unit: str
    numbers: pd.DataFrame
    frame: str
    rests_on: tuple[str, ...]
    panels: tuple[Panel, ...] = ()
    legend: tuple[Key, ...] = ()
    tables: tuple[TextTable, ...] = ()
    sheets: tuple[PartySheet, ...] = ()
    remarks: tuple[str, ...] = ()


def address(kind: str, name: str) -> str:
    """The address of a party's page.

    >>> address("buyer", "United States"), address("buyer", "Türkiye & co")
    ('buyer-united-states', 'buyer-t-rkiye-co')
    """
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    return f"{kind}-{'-'.join(plain.split())}"
