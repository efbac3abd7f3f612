"""The table of weights: sums by clue and by place are those of its rows, each clue once."""

from __future__ import annotations

import csv
from importlib.resources import files
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.labels import document

from offtake.evidence.reading.claims import figures_in
from offtake.evidence.reading.kinds.weighing.clues import by_place, clues
from offtake.evidence.reading.kinds.weighing.weights import ASPECTS, NAME, THINGS, Weights, weights
from offtake.evidence.rules.rules import rules

COLUMNS = len(ASPECTS) + len(THINGS)
CLUES = ("always", "left order", "left part order", "before1 of", "sentence order")


@given(st.lists(st.lists(st.integers(-500, 500), min_size=COLUMNS, max_size=COLUMNS), min_size=5, max_size=5), st.lists(st.sampled_from([*CLUES, "left unknown"])))  # fmt: skip
def test_a_sum_is_that_of_the_rows_of_the_clues_that_are_known_each_once(table, told):
    known = Weights({clue: k for k, clue in enumerate(CLUES)}, np.array(table))
    rows = [table[CLUES.index(clue)] for clue in set(told) if clue in CLUES]
    assert known.of(told) == [sum(column) / 100 for column in zip(*rows, strict=True)] if rows else [0.0] * COLUMNS  # fmt: skip


def test_places_name_the_same_rows_as_whole_clues():
    table = np.arange(5 * COLUMNS).reshape(5, COLUMNS) - 30
    known = Weights({clue: k for k, clue in enumerate(CLUES)}, table)
    places = [("", ["always"]), ("left", ["order", "order"]), ("left part", ["order"]), ("before1", ["of", "to"]), ("nowhere", ["order"])]  # fmt: skip
    assert known.of_places(places) == known.of([*CLUES[:4], "before1 to"]) == (table[:4].sum(axis=0) / 100).tolist()  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Acme has ordered 40 looms for £3m, up from 30 a year ago; half of them are late, it said."),
        ("de", "Acme hat 40 Pressen für 3 Millionen Euro bestellt, nach 30 im Vorjahr; die Hälfte kommt später."),
        ("fr", "Acme a commandé 40 presses pour 3 millions d'euros, contre 30 l'an dernier ; la moitié est en retard."),
    ],
)  # fmt: skip
def test_the_clues_of_a_figure_weigh_the_same_spelt_out_and_by_place(language, text):
    known, found = rules(), list(figures_in(document(text, language, "2025-11-07"), rules()))
    assert len(found) > 2
    for _, around in found:
        spelt = clues(around, known)
        rows = [weights().rows[clue] for clue in spelt if clue in weights().rows]
        assert len(rows) > 20
        whole = [
            sum(column) / 100
            for column in zip(*(weights().table[row] for row in rows), strict=True)
        ]
        assert weights().of_places(by_place(around, known)) == weights().of(spelt) == whole


def test_every_row_is_that_of_the_file():
    text = files("offtake.evidence.rules").joinpath(NAME).read_text(encoding="utf-8")
    lines = csv.reader(text.splitlines())
    assert next(lines) == ["clue", *ASPECTS, *THINGS]
    for k, (clue, *row) in enumerate(islice(lines, 0, None, 97)):
        at = weights().rows[clue]
        assert at == 97 * k
        assert weights().table[at] == [int(n or 0) for n in row]
