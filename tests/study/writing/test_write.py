"""Writing a study and reading it gives an equal one, whatever stands in it."""

from __future__ import annotations

import string
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offtake.errors import UsageError
from offtake.study.dictionary import PROJECT_KINDS
from offtake.study.reading.assemble import study_from_frames
from offtake.study.reading.read import read_study
from offtake.study.writing.write import write_study

LETTERS = string.ascii_letters + string.digits + " =+-@'\",;|#\t\nßéλ中🙂_.:/\\()[]<>&%!?*"
TEXT = st.text(LETTERS, min_size=1, max_size=12).filter(lambda t: t.strip())
AMOUNT = st.floats(0, 1e12, allow_nan=False, allow_subnormal=False)
SHARE = st.floats(0, 1, allow_nan=False)
DAY = st.dates(date(1990, 1, 1), date(2090, 1, 1))
SETTINGS = {
    "currency": "EUR",
    "price_year": 2025,
    "start": date(2026, 1, 1),
    "period": "month",
    "periods": 36,
}


def no_error(text: str) -> bool:
    """Not the text of a spreadsheet's error, which reading refuses."""
    return not text.strip().startswith("#")


@st.composite
def studies(draw):
    names = st.lists(TEXT.filter(no_error), min_size=2, max_size=4, unique=True)
    notes = st.one_of(st.just(""), TEXT.filter(no_error))
    products, producers, lines = draw(names), draw(names), draw(names)
    frames = {
        "products": [
            {"product": p, "unit": "pieces", "stock_value": draw(AMOUNT), "note": draw(notes)}
            for p in products
        ],
        "producers": [{"producer": p, "cost_of_capital": draw(SHARE)} for p in producers],
        "lines": [
            {
                "line": name,
                "producer": draw(st.sampled_from(producers)),
                "product": draw(st.sampled_from(products)),
                "capacity": draw(AMOUNT),
                "unit_cost": draw(AMOUNT),
                "reliability": draw(SHARE),
                "opens": draw(st.one_of(st.none(), DAY)),
            }
            for name in lines
        ],
        "projects": [
            {
                "project": f"P{k}",
                "line": draw(st.sampled_from(lines)),
                "kind": draw(st.sampled_from(PROJECT_KINDS)),
                "adds": draw(AMOUNT),
                "capex": draw(AMOUNT),
                "build_time": draw(st.floats(0, 50)),
                "ramp": tuple(draw(st.lists(SHARE, min_size=1, max_size=3))),
                "limit": draw(st.integers(0, 1000)),
                "end_value": draw(st.one_of(st.none(), SHARE)),
            }
            for k in range(draw(st.integers(0, 2)))
        ],
        "buyers": [{"buyer": draw(TEXT.filter(no_error)), "discount_rate": draw(SHARE)}],
    }
    frames["requirements"] = [
        {
            "buyer": frames["buyers"][0]["buyer"],
            "product": frames["lines"][0]["product"],
            "period": draw(st.sampled_from(["2026", "2027-H1", "2028-Q3", "2026-03"])),
            "quantity": draw(AMOUNT),
            "kind": draw(st.sampled_from(["stock", "flow"])),
            "value": draw(AMOUNT),
        }
    ]
    given_settings = {
        **SETTINGS,
        "name": draw(TEXT),
        "title": draw(TEXT),
        "carry_over": draw(SHARE),
        "synthetic": draw(st.booleans()),
        "cut_off": draw(st.one_of(st.none(), DAY)),
    }
    tables = {name: pd.DataFrame(rows) for name, rows in frames.items()}
    return study_from_frames(given_settings, tables)


@pytest.mark.parametrize(("form", "examples"), [("csv", 20), ("parquet", 4), ("xlsx", 6)])
def test_what_is_written_reads_back_equal(tmp_path_factory, form, examples):
    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(studies())
    def holds(study):
        folder = tmp_path_factory.mktemp("round")
        path = folder / ("study.xlsx" if form == "xlsx" else "study")
        write_study(study, path, form="parquet" if form == "parquet" else "csv")
        assert read_study(path) == study

    holds()


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_a_study_with_a_row_in_every_table_reads_back_equal(folder, tmp_path, form):
    study = read_study(folder())
    path = tmp_path / ("again.xlsx" if form == "xlsx" else "again")

    write_study(study, path, form="parquet" if form == "parquet" else "csv")

    assert read_study(path) == study


def test_the_same_study_is_written_as_the_same_bytes(folder, tmp_path):
    study = read_study(folder())
    for name in ("one", "two"):
        write_study(study, tmp_path / name)

    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@sum", "'=1"])
def test_no_text_is_written_as_a_formula(folder, tmp_path, text):
    study = read_study(folder({"lines": {"C2": f"'{text}"}}))
    assert text in study.lines["site"].tolist()

    write_study(study, tmp_path / "again")

    written = (tmp_path / "again" / "lines.csv").read_text(encoding="utf-8")
    assert f",'{text}," in written


def test_nothing_is_overwritten_unasked(folder, tmp_path):
    study = read_study(folder())
    write_study(study, tmp_path / "again")

    with pytest.raises(UsageError, match="choose an empty folder"):
        write_study(study, tmp_path / "again")


def test_overwriting_leaves_no_table_of_the_old_study_behind(folder, tmp_path):
    target = tmp_path / "again"
    write_study(read_study(folder()), target)
    (target / "mine.md").write_text("kept", encoding="utf-8")
    less = read_study(folder({"orders": None}))

    write_study(less, target, overwrite=True)

    assert read_study(target) == less
    assert (target / "mine.md").exists()
