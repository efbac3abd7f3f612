from __future__ import annotations

import json

import pytest

from offtake.errors import UsageError
from offtake.results.solving.solve import solve
from offtake.results.store.store import read_run, write_run
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study


def test_tables_can_be_asked_in_sql(run):
    answer = run.sql(
        "select product, sum(mean) as total from deliveries join study.products using (product) group by 1"
    )
    assert answer["product"].tolist() == ["round"]
    assert answer["total"].tolist() == pytest.approx([5 + 5 + 7.6 + 4])
    assert (
        run.sql("select count(*) as n from plan.make, tree where make.node = tree.node")["n"][0]
        == 6
    )
    with pytest.raises(UsageError, match="cannot be answered"):
        run.sql("select nothing from nowhere")


@pytest.mark.parametrize(
    "query",
    ["", "  -- nothing", "select * from read_csv('/etc/passwd')", "copy deliveries to 'here.csv'", "attach 'here.db'",
     "select * from run", "install httpfs", "set threads = 4", "select ?"],
)  # fmt: skip
def test_a_query_reads_the_tables_of_the_run_and_nothing_else(run, tmp_path, monkeypatch, query):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="cannot be answered"):
        run.sql(query)
    assert not list(tmp_path.iterdir())


def test_plans_come_as_labelled_arrays(run):
    data = run.to_xarray()
    assert data["make"].dims == ("arrangement", "future", "period", "line")
    assert data["make"].sel(
        arrangement="first-best", period="2027-H1", line="works"
    ).to_numpy().tolist() == [10, 6]
    assert data["probability"].to_numpy().tolist() == [0.4, 0.6]
    assert data.attrs["currency"] == "EUR"


def test_a_notebook_shows_the_headline_numbers(run):
    page = run._repr_html_()
    assert page.startswith("<div><table>")
    assert "delivered: round" in page


def test_money_of_an_arrangement_that_the_run_has_not_is_refused(run):
    assert set(run.stats.money_path()["step"]) == {"pledged", "contracted", "paid", "delivered"}
    with pytest.raises(UsageError, match="no arrangement 'deal'; it has first-best"):
        run.stats.money_path("deal")


def test_every_frame_has_the_columns_that_a_report_reads(run):
    from offtake.views.drawing.frames import material

    assert material(run).main == "first-best"


@pytest.fixture(scope="module")
def arranged():
    return solve(read_study(case_path("two-states")))


def test_two_states_runs_with_all_three_arrangements(arranged):
    """The cheapest mix is a prepayment of 80 and a grant of 6.527, at a public cost of 9.9878."""
    assert arranged.options.arrangements == ("no-deal", "deal", "first-best")
    document = arranged.headline["arrangements"]
    assert document["no-deal"]["social_value"] == pytest.approx(0, abs=1e-9)
    assert document["first-best"]["producers"][0]["accepts"] is False
    assert document["first-best"]["producers"][0]["acceptance"] == pytest.approx(-17.1051, abs=1e-4)
    assert document["deal"]["producers"][0]["accepts"] is True
    clauses = {c["instrument"]: c for c in document["deal"]["clauses"]}
    assert clauses["prepayment"]["size"] == pytest.approx(80)
    assert clauses["grant"]["size"] == pytest.approx(6.527, abs=1e-3)
    assert sum(c["expected_cost"] for c in clauses.values()) == pytest.approx(9.9878, abs=1e-4)
    prepaid = arranged.tables["clauses"].set_index("instrument").loc["prepayment"]
    assert (prepaid["largest_payment"], prepaid["paid_by"]) == (pytest.approx(80), "State 1")
    assert prepaid["least_size"] <= prepaid["size"] <= prepaid["largest_size"]
    assert arranged.headline["value_of_commitment"] == pytest.approx(127.261, abs=1e-3)
    json.dumps(arranged.headline, allow_nan=False)


def test_a_deal_costs_the_public_what_goods_cost_and_the_clauses_on_top(arranged):
    cost = {name: d["public_paid"] for name, d in arranged.headline["arrangements"].items()}
    assert cost["deal"] - cost["first-best"] == pytest.approx(9.9878, abs=1e-4)
    assert cost["no-deal"] == 0


def test_what_is_paid_by_state_is_paid_in_all_futures(arranged):
    frame = arranged.stats.who_pays()
    mean = frame[frame["arrangement"] == "deal"].pivot_table(
        index="year", columns="state", values="mean"
    )
    half = 0.5 * (mean["demand high"] + mean["demand low"])
    assert half.tolist() == pytest.approx(mean["all futures"].tolist())
    assert mean.loc[2026, "all futures"] == pytest.approx(80 + 6.527 + 40 - 40, abs=1e-3)


def test_cumulative_cash_ends_where_the_literature_says(arranged):
    """Without discounting, the maker earns 5 or 2 times 30, less 100, plus the grant: prepaid is paid back."""
    frame = arranged.stats.producer_cash()
    last = frame[(frame["arrangement"] == "deal") & (frame["period"] == "2030")].iloc[0]
    assert last["p95"] == pytest.approx(5 * 30 - 100 + 6.527, abs=1e-3)
    assert last["p05"] == pytest.approx(2 * 30 - 100 + 6.527, abs=1e-3)


def test_a_run_with_a_deal_comes_back_from_disk(arranged, tmp_path):
    back = read_run(write_run(arranged, tmp_path))
    assert back.headline == arranged.headline
    assert back.deal.equals(arranged.deal)
    assert back.options == arranged.options


def test_futures_read_the_same_once_a_run_comes_back_from_disk(arranged, tmp_path):
    back = read_run(write_run(arranged, tmp_path))
    courses = [back.tree.future(int(leaf)) for leaf in back.tree.leaves]
    assert courses == arranged.stats.futures()["course"].tolist()
    assert courses == ["demand high", "demand high → low 2028"]


def test_payments_grouped_by_year_are_those_of_the_year(arranged):
    whole = arranged.stats.who_pays()
    whole = whole[(whole["arrangement"] == "deal") & (whole["state"] == "all futures")]
    grouped = arranged.stats.who_pays(by="payer,year")
    for column in ("mean", "p95", "worst"):
        assert grouped[column].tolist() == pytest.approx(whole[column].tolist())
    with pytest.raises(UsageError, match="not told apart by 'colour'"):
        arranged.stats.who_pays(by=["colour"])
    with pytest.raises(UsageError, match="name each column once"):
        arranged.stats.who_pays(by=["year", "year"])
    with pytest.raises(UsageError, match="no arrangement 'second-best'"):
        arranged.stats.who_pays(by="year", arrangement="second-best")


def test_sums_over_years_have_their_own_worst_case(arranged):
    """Demand high: 86.527 + 3 · 40; low: 86.527.  The sum of each year's p95 is the former."""
    row = arranged.stats.who_pays(by=["payer"]).iloc[0]
    assert (row["mean"], row["worst"]) == pytest.approx((86.527 + 60, 86.527 + 120), abs=1e-3)


def test_amounts_that_are_nothing_are_nothing(arranged):
    deal = arranged.headline["deal"]
    assert deal["acceptance"][0]["with_clauses"]["acceptance"] == 0.0
    assert arranged.headline["arrangements"]["no-deal"]["social_value"] == 0.0
