"""A run with what moves its answer: kept, traced and reported like any other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from offtake.errors import UsageError
from offtake.results.sensitivity.matters import Question, matters
from offtake.results.solving.solve import solve
from offtake.results.store.store import read_run, write_run
from offtake.results.tables.sensitivity import spoken
from offtake.stochastic.parallel.executor import executor_for
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.views.report.page import render


def test_what_was_found_is_kept_with_the_run_traced_and_reported(tmp_path):
    run = solve(read_study(case_path("two-states")), arrangements=["first-best"])
    found = read_run(write_run(matters(run, Question(top=2), executor_for(1)), tmp_path))
    frame = found.stats.tornado()
    assert len(frame) == 2 * 2  # assumptions, and measures: social value, goods delivered
    name = frame["name"].iloc[0]
    assert found.trace(f"sensitivity.{name}").rows["measure"].tolist() == ["social_value", "delivered:goods"]  # fmt: skip
    assert len(found.trace("tornado").rows) == 4
    assert 'id="tornado"' in render(found)


UNITS = sum(w / 1.03**t for t, w in zip(range(1, 6), (1, 1, 0.5, 0.5, 0.5), strict=True))


def documented(study):
    """The same study, what is needed and its worth being from a document of grade B: 10% either way."""
    row = {
        "source": "survey",
        "publisher": "State",
        "title": "Survey",
        "date": "2025-01-01",
        "grade": "B",
    }
    sources = pd.DataFrame([row]).reindex(columns=study.tables["sources"].columns)
    needs = study.requirements.assign(source="survey")
    return replace(study, tables={**study.tables, "sources": sources, "requirements": needs})


def test_the_share_of_judgement_is_counted_among_what_moves_the_answer_by_a_hundredth():
    # Social value is 70 a unit on 3.246589 units less 100. It moves by 68.2 with what the plant adds (30% less loses, more
    # is of no use), 60 with its capital, 51.9 with worth (10% of 80 a unit, either way), 22.7 with need, 19.5 with unit
    # cost and by 9% of itself with the rate; not with the price, which is a transfer. Worth and need are documented.
    study = documented(read_study(case_path("two-states")))
    run = solve(study, arrangements=["first-best"])
    found = matters(run, Question(judgement=True), executor_for(1))
    assert found.headline["judgement"] == {
        "moved_by": 0.01, "looked_at": 7, "worked_out_again": 7, "moving": 6, "judged": 4, "share": pytest.approx(4 / 6),
    }  # fmt: skip
    most = {m["name"]: m["swing"] for m in found.headline["moves_most"]}
    assert list(most.values()) == pytest.approx([0.3 * 70 * UNITS, 60, 16 * UNITS], rel=1e-6)
    assert [name.split()[0] for name in most] == ["adds", "capex", "value"]
    page = render(found)
    assert "Of 6 assumptions that move social value by 1% or more, 4 (67%) are judgement" in page
    assert "moves most with adds of projects, build (±30%" in page


def test_what_is_not_worked_out_again_is_reckoned_and_says_so():
    study = documented(read_study(case_path("two-states")))
    found = matters(
        solve(study, arrangements=["first-best"]), Question(top=1, judgement=True), executor_for(1)
    )
    frame = found.tables["tornado"]
    value = frame[frame["measure"] == "social_value"].set_index("column")
    assert value["how"].value_counts().to_dict() == {"reckoned": 6, "worked out again": 1}
    assert value.loc["unit_cost", "at_high"] == pytest.approx(70 * UNITS - 100 - 3 * UNITS)
    assert len(frame[frame["measure"] != "social_value"]) == 1


def test_the_deal_is_struck_again_at_both_ends():
    # both ends beside a study of its own that says the other worth
    study = read_study(case_path("two-states"))
    run = solve(study)
    found = matters(run, Question(top=2, arrangement="deal"), executor_for(1))
    frame = found.tables["tornado"]
    assert set(frame["arrangement"]) == {"deal"}
    value = frame[(frame["column"] == "value") & (frame["measure"] == "social_value")].iloc[0]
    assert value["base"] == pytest.approx(run.headline["arrangements"]["deal"]["social_value"])
    for end in (0.7, 1.3):
        own = solve(study.with_(requirements=study.requirements.assign(value=80 * end)))
        told = value["at_low"] if end < 1 else value["at_high"]
        assert told == pytest.approx(own.headline["arrangements"]["deal"]["social_value"])
    both = matters(found, Question(top=2), executor_for(1)).tables["tornado"]
    assert list(dict.fromkeys(both["arrangement"])) == ["deal", "first-best"]
    for asked, named in (({"draws": 16, "drivers": True}, "--draws and --drivers"), ({"judgement": True}, "--judgement")):  # fmt: skip
        with pytest.raises(UsageError, match=f"^{named}: of first-best alone"):
            matters(run, Question(**asked, arrangement="deal"), executor_for(1))


def test_many_figures_are_called_by_how_many_they_are_and_what_they_rest_on():
    row = {
        "name": "value of requirements, Rome | pump and 499 more",
        "column": "value",
        "table": "requirements",
    }
    many = pd.Series(
        row | {"figures": 500, "reason": "just above the dearest price (S1); no source"}
    )
    assert spoken(many) == "value of requirements, 500 figures: just above the dearest price (S1)"
    assert spoken(pd.Series(row | {"figures": 2, "reason": "a guess"})) == row["name"]
    assert spoken(pd.Series(row | {"figures": 500, "reason": ""})) == row["name"]
