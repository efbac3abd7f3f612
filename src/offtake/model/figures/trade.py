r"""Who may supply whom: table `supply`, buyer by buyer and line by line.

Of the rows that speak of a buyer and a line, the one that names more holds: buyer and producer, then buyer and
country, then country and producer, then country and country.  A country stands for the buyers that bear it and
for the lines that lie in it (a line without a country lies in its producer's).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from offtake.frozen import Flags, Indices, Vector
from offtake.study.study import Study
from offtake.uncertainty.effects import node_values
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True)
class Trade:
    """The row that holds for every buyer and line, and what the rows say."""

    row: Indices  # (buyers, lines), -1 where no row speaks of the pair
    allowed: Flags  # (rows + 1,): the last entry, for -1, is what holds without a row
    extra_cost: Vector  # (nodes, rows + 1)
    min_share: Vector  # (rows + 1,)
    max_share: Vector  # (rows + 1,)

    @property
    def shared(self) -> Flags:
        """(rows + 1,): has the row a share to be kept?"""
        return np.asarray(self.allowed & ((self.min_share > 0.0) | (self.max_share < 1.0)), bool)


def trade_of(study: Study, tree: ScenarioTree) -> Trade:
    """Table `supply` at the nodes of `tree`."""
    frame = study.supply
    extra = node_values(study, frame, "supply", "extra_cost", tree)
    none = np.zeros((tree.size, 1))
    return Trade(
        row=_rows(study),
        allowed=np.append(frame["allowed"].to_numpy(bool), True),
        extra_cost=np.concatenate([extra, none], axis=1),
        min_share=np.append(frame["min_share"].to_numpy(float), 0.0),
        max_share=np.append(frame["max_share"].to_numpy(float), 1.0),
    )


def line_countries(study: Study) -> list[str]:
    """Country of every line: its own, or its producer's; '' where neither is stated."""
    home = dict(zip(study.producers["producer"], study.producers["country"], strict=True))
    pairs = zip(study.lines["country"], study.lines["producer"], strict=True)
    return [str(country or home[producer]) for country, producer in pairs]


def _rows(study: Study) -> Indices:
    frame = study.supply
    place = {key: k for k, key in enumerate(zip(frame["buyer"], frame["producer"], strict=True))}
    buyers = list(zip(study.buyers["buyer"], study.buyers["iso3"], strict=True))
    lines = list(zip(study.lines["producer"], line_countries(study), strict=True))
    rows = np.full((len(buyers), len(lines)), -1, np.int64)
    for b, (buyer, its_country) in enumerate(buyers if place else ()):
        for k, (producer, country) in enumerate(lines):
            ways = [(buyer, producer), (buyer, country), (its_country, producer)]
            ways.append((its_country, country))
            rows[b, k] = next((place[way] for way in ways if way in place), -1)
    return rows
