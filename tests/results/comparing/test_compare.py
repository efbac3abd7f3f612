"""What was changed, and what it changed: by hand on the smallest study."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import offtake
from offtake.cli import cli


@pytest.fixture(scope="module")
def base():
    return offtake.load(offtake.examples["two-states"])


@pytest.fixture(scope="module")
def dearer(base):
    prices = base.prices
    return base.with_(prices=prices.assign(price=prices["price"] * 1.1))


@pytest.fixture(scope="module")
def both(base, dearer):
    return offtake.compare(
        *(offtake.solve(s, arrangements=("first-best",)) for s in (base, dearer))
    )


def test_equal_studies_differ_in_nothing_whatever_the_order_of_their_rows(base):
    found = offtake.compare(base, base.with_(requirements=base.requirements.iloc[::-1]))
    assert found.inputs.empty
    assert found.headline is None


def test_a_price_that_rises_is_one_line_with_its_factor(base, dearer):
    found = offtake.compare(base, dearer)
    row = found.summary.iloc[0]
    assert (row["table"], row["column"], row["rows"]) == ("prices", "price", len(base.prices))
    assert row["factor"] == pytest.approx(1.1)


def test_settings_rows_that_come_and_rows_that_go_are_told(base):
    fewer = base.with_(requirements=base.requirements.iloc[1:], settings={"leaves": 5})
    found = offtake.compare(base, fewer).inputs
    assert found.loc[found["table"] == "settings", ["column", "before", "after"]].values.tolist() == [["leaves", str(base.settings.leaves), "5"]]  # fmt: skip
    assert found.loc[found["table"] == "requirements", "what"].tolist() == ["removed"]
    back = offtake.compare(fewer, base).inputs
    assert back.loc[back["table"] == "requirements", "what"].tolist() == ["added"]


def test_first_best_of_a_planner_is_not_moved_by_a_price_and_its_payments_are(both):
    told = both.headline.set_index("measure")
    assert told.loc["social_value", "difference"] == pytest.approx(0.0, abs=1e-9)
    paid = told.loc[[m for m in told.index if m.startswith("public_")]]
    assert (paid["after"] / paid["before"]).to_numpy() == pytest.approx(1.1)
    assert both.decisions["projects"].empty


def test_a_study_is_not_compared_with_a_run(base):
    with pytest.raises(offtake.UsageError, match="solve the study first"):
        offtake.compare(base, offtake.solve(base, arrangements=("first-best",)))


def test_the_command_takes_studies_with_policies_and_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    policy = str(offtake.load(offtake.examples["toy"]).changes["policy"].iloc[0])
    done = CliRunner().invoke(cli, ["compare", "toy", f"toy@{policy}", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["inputs"]
    for seed in "12":
        run = CliRunner().invoke(cli, ["run", "two-states", "--seed", seed, "--arrangements", "first-best", "-q"])  # fmt: skip
        assert run.exit_code == 0, run.output
    one, other = offtake.runs("runs")["run"]
    done = CliRunner().invoke(cli, ["compare", one, other])
    assert done.exit_code == 0, done.output
    assert "seed" in done.output
    assert "Projects: the same." in done.output
