"""Tests of report.py: one file, complete, closed to the outside, and the same every time."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from io import BytesIO, StringIO
from urllib.parse import unquote

import altair
import pandas as pd
import pytest

from offtake.views.drawing import palette
from offtake.views.drawing.frames import material
from offtake.views.report.order import FIGURES
from offtake.views.report.page import render, write_report

LARGEST = 1_500_000
HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def page(invent):
    return render(invent())


def figures(page: str) -> dict[str, str]:
    """The text of every figure by its id."""
    found = re.findall(r'<section class="figure" id="([^"]+)"(.*?)</section>', page, re.S)
    return dict(found)


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_a_report_is_one_file_of_at_most_a_million_and_a_half_bytes(invent, tmp_path):
    path = write_report(invent(), tmp_path / "report.html")

    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    assert path.stat().st_size <= LARGEST


def test_the_same_run_gives_the_same_bytes(invent, tmp_path):
    one = write_report(invent(), tmp_path / "one.html").read_bytes()
    other = write_report(invent(), tmp_path / "other.html").read_bytes()

    assert one == other


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page(page):
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    packed = re.search(r'id="chart-library">(.*?)</script>', page)[1]
    library = gzip.decompress(b64decode(packed)).decode()
    scripts = [library, *re.findall(r'<script type="module">(.*?)</script>', page, re.S)]
    styles = re.findall(r"<style>(.*?)</style>", page, re.S)

    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [hashed(s) for s in scripts]
    assert rules["style-src"].split() == [hashed(s) for s in styles]
    assert rules["img-src"] == "data:"
    assert "window.vegaEmbed=" in library
    assert len(packed) < len(library) / 2


def test_the_page_names_no_address_that_a_browser_would_load(page):
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    loaded = re.findall(r'<(?:link|img|iframe|object)[^>]*(?:src|href)="([^"]*)"', markup)

    assert loaded == ["data:,"]
    assert not re.search(r"<script[^>]* src=", page)
    assert " style=" not in markup


@pytest.mark.parametrize("arrangements", [("first-best",), ("no-deal", "first-best"), ()])
def test_every_figure_has_finding_unit_source_numbers_and_csv(invent, arrangements):
    found = figures(render(invent(*arrangements)))

    assert len(found) >= 6
    for name, text in found.items():
        assert re.search(r"<h2[^>]*>[^<]{20,}</h2>", text), name
        assert re.search(r'data-unit="[^"]+"', text), name
        assert re.search(r'class="measure">[^<]{20,}', text), name
        assert "<strong>Source:</strong>" in text, name
        assert "Show the numbers" in text, name
        assert f'download="{name}.csv' in text, name


def test_the_first_figures_stand_in_the_order_of_reading(invent):
    names = list(figures(render(invent("first-best"))))

    assert names == [
        "deliveries",
        "shortfall",
        "money-path",
        "timeline",
        "bottlenecks",
        "capital",
        "sources",
    ]


def test_deliveries_are_shown_by_calendar_year_where_the_run_has_that(invent):
    run = invent("first-best")
    quarters = run.frames["deliveries"]
    bands = ["mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95"]
    years = quarters.groupby(["arrangement", "product", "year"])[bands].sum().reset_index()

    assert 'data-unit="rounds a quarter"' in render(run)
    assert 'data-unit="rounds a year"' in render(run.with_frame("deliveries_by_year", years))


def test_sections_of_the_deal_appear_only_with_their_frames(invent):
    deal = {"arrangements", "terms", "who-pays", "exposure", "cash", "breakeven"}

    assert deal <= set(figures(render(invent())))
    assert not deal & set(figures(render(invent("first-best"))))
    assert "cash" not in figures(render(invent().without("producer_cash")))


def test_the_csv_of_a_figure_holds_its_numbers(invent):
    run = invent("first-best")
    text = figures(render(run))["money-path"]
    address = unescape(re.search(r'href="(data:text/csv[^"]*)"', text)[1])
    read = pd.read_csv(StringIO(unquote(address.split(",", 1)[1]).lstrip("\ufeff")))

    pd.testing.assert_frame_equal(read, run.frames["money_path"], rtol=1e-6)


def test_headline_numbers_are_there_for_programs_and_say_where_they_are_from(invent):
    page = render(invent("first-best"))
    values = {
        name: float(value)
        for name, value in re.findall(r'data-figure="(answer\.[^"]+)" data-value="([^"]+)"', page)
    }

    # first-best of the invented run: the answer frame, and ten projects likely in half of the futures
    assert values["answer.delivered"] == 12.9e6
    assert values["answer.never-delivered"] == 0.12
    assert values["answer.wait"] == 7.4
    assert values["answer.public-cost"] == 41_300
    assert page.count("Where is this from?") == 5
    assert "It rests on 4 figures of the study: 3 from documents, 1 assumed." in page
    assert "offtake trace 7f3a1c answer.delivered" in page


def test_the_answer_compares_the_deal_with_no_deal(invent):
    page = render(invent())
    answer = re.search(r"<h1[^>]*>([^<]*)<", page)[1]

    # A quarter delivers 420,000 × 0.99 × level × ramp.  The ramp over 40 quarters: 40 × 0.35, and 0.65 × 4 times the
    # integral of the logistic over ten years, (ln(1 + e^9.52) − ln(1 + e^−4.48)) / 1.4 = 6.792, less 0.124 for sums from
    # the left: 14 + 17.34 = 31.34.  Times 420,000 × 0.99 × (0.93 − 0.62): 4.04 million.
    # Never delivered 0.12 / level; paid 41,300 × (0.93 − 0.62) = 12,803.
    assert answer == (
        "Signing brings 4.0 million rounds more (+50%) for EUR 13 billion more public money."
    )
    assert "<strong>13% instead of 19%</strong> of what is needed is never delivered" in page


def test_there_is_no_wait_where_nothing_stands_until_it_is_delivered(invent):
    run = invent("first-best")
    mine = run.headline["arrangements"]["first-best"]
    mine["wait_months"] = {}
    page = render(run)

    assert "<strong>12%</strong> of what is needed is never delivered" in page
    assert "answer.wait" not in page


def test_names_from_the_study_cannot_leave_their_place(invent):
    run = invent()
    lines = run.frames["projects"].replace("Alder Works", HOSTILE)
    lines["project"] = lines["project"].str.replace("new 4 at Site D", HOSTILE)
    page = render(
        run.with_frame("projects", lines)
        .with_frame("shortfall", run.frames["shortfall"].replace("Arland", HOSTILE))
        .with_frame("clauses", run.frames["clauses"].replace("Alder Works", HOSTILE))
    )
    plain = render(run)

    assert page.count("<script") == plain.count("<script")
    assert "<img" not in re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert "\\u003cscript\\u003ealert" in page
    assert "&lt;script&gt;alert" in page


def test_a_run_of_an_alliance_with_every_section_still_fits(invent):
    run = invent()
    shortfall, pays, cash, clauses = (
        run.frames[n] for n in ("shortfall", "who_pays", "producer_cash", "clauses")
    )
    limits = run.frames["bottlenecks"]
    log = run.frames["assumptions"]
    page = render(
        run.with_frame("shortfall", many(shortfall, "buyer", 4))
        .with_frame("who_pays", many(pays, "payer", 8))
        .with_frame("producer_cash", many(cash, "producer", 4))
        .with_frame("clauses", many(clauses, "producer", 10))
        .with_frame("bottlenecks", many(limits, "name", 9))
        .with_frame("assumptions", many(log, "note", 60))
        .with_frame("breakeven", many(run.frames["breakeven"], "project", 8))
    )

    assert len(page.encode()) <= LARGEST
    assert "as CSV." in page or page.count('class="csv" download=') == len(figures(page))


def many(frame: pd.DataFrame, column: str, times: int) -> pd.DataFrame:
    """The frame so many times over, under so many names."""
    parts = [frame.assign(**{column: frame[column].astype(str) + f" {k}"}) for k in range(times)]
    return pd.concat(parts, ignore_index=True)


def saved(page: str, figure: str) -> pd.DataFrame:
    """The CSV file that a figure offers."""
    address = re.search(rf'download="{figure}\.csv[^>]*href="([^"]*)"', page)[1]
    kind, text = address.split(",", 1)
    if "gzip" in kind:
        return pd.read_csv(BytesIO(gzip.decompress(b64decode(text))), encoding="utf-8-sig")
    return pd.read_csv(StringIO(unquote(text).removeprefix("\ufeff")))


def test_every_assumption_can_be_saved_however_many_there_are(invent):
    run = invent()
    log = many(run.frames["assumptions"], "note", 100)

    found = saved(render(run.with_frame("assumptions", log)), "sources")

    assert len(log) > 2000
    assert len(found) == len(log)
    assert list(found["status"].unique()) == ["unsourced", "assumed"]
    assert set(found["value"].astype(float)) == set(log["value"].astype(float))


def test_the_term_sheet_says_what_each_clause_does_and_why_a_firm_order_is_not_enough(invent):
    text = figures(render(invent()))["terms"]

    assert "20% of price" in text
    assert "it refuses, EUR 61 million short" in text
    assert "Why a plain firm order is not enough" in text


def test_why_an_order_is_not_enough_is_told_only_where_capacity_is_paid_for(invent):
    run = invent()
    clauses = run.frames["clauses"]
    other = clauses.assign(kind="claw_back")
    ordered = pd.concat([clauses, clauses.head(1).assign(kind="firm_order", covers="bodies")])

    for frame in (other, ordered):
        assert "plain firm order" not in figures(render(run.with_frame("clauses", frame)))["terms"]


def test_colours_of_arrangements_mean_nothing_else(page):
    """Shortfall, ends of a range, grounds and what a guarantee costs are nobody's arrangement."""
    own = set(palette.ARRANGEMENTS.values())
    others = (palette.SHORTFALL, palette.ENDS, palette.GROUNDS, palette.STEPS)

    assert not own & {colour for group in others for colour in group.values()}
    assert not own & set(re.findall(r'"(#[0-9a-f]{6})"', figures(page)["breakeven"]))


def test_clauses_of_one_kind_with_one_producer_have_bars_of_their_own(invent):
    run = invent()
    first = run.frames["clauses"].head(1)
    both = pd.concat([first, first.assign(covers="bodies")], ignore_index=True)

    spec = re.search(r'id="terms-1">(.*?)</script>', render(run.with_frame("clauses", both)), re.S)

    assert '"Alder Works · guaranteed rounds, bodies"' in spec[1]
    assert '"Alder Works · guaranteed rounds"' in spec[1]


def test_what_arithmetic_leaves_over_is_shown_as_nothing(invent):
    run = invent()
    clauses = run.frames["clauses"].assign(expected_cost=-8.9e-16, gap_without=1e-15)

    page = render(run.with_frame("clauses", clauses))

    assert "00000000" not in figures(page)["terms"]
    assert "nothing opens" in figures(page)["terms"]


def test_a_term_sheet_says_what_opens_without_each_clause_value_cash_or_a_deviation(invent):
    page = figures(render(invent()))["terms"]

    assert "<td>it refuses, EUR 61 million short<td>" in page  # deviating for as much is refusing
    assert "cash falls EUR 55 million below the credit limit" in page
    assert (
        "it refuses, EUR 22.5 million short; the producer would rather deviate, for EUR 33.5 million"
        in page
    )


def test_the_driver_that_payments_are_split_by_is_named_with_its_share(invent):
    run = invent()
    told = {**run.headline, "deal": {"payments_split_by": {"driver": "war", "share": 0.75}}}

    page = figures(render(replace(run, headline=told)))["who-pays"]

    assert "States are those of war, the driver that moves payments most: 75% of" in page
    assert "States are those of" not in figures(render(run))["who-pays"]


def test_long_tables_are_printed_in_part_and_say_so(invent):
    run = invent()
    documents = many(run.frames["sources"], "source", 9)  # 12 of them are printed
    text = figures(render(run.with_frame("sources", documents)))["sources"]

    assert text.count('<tr class="unprinted">') >= len(documents) - 12
    assert f"{len(documents) - 12} more rows not printed; the page itself has them." in text
    assert (
        "Not printed: Assumptions and figures without a source; the page itself has them." in text
    )


def test_what_is_at_stake_counts_advances_and_says_so(invent):
    page = figures(render(invent()))["exposure"]

    # four buyers with 1,400, 1,200, 1,000 and 800 in 2026; the run does not say what they have at stake together
    assert "up to EUR 4.4 billion can fall due or be lost from 2026 on" in page
    assert "the largest part for Arland, EUR 1.4 billion" in page
    assert "not yet got back" in page


def test_the_arrangements_stand_side_by_side_with_cost_capacity_and_delay(invent):
    text = figures(render(invent()))["arrangements"]

    # 9,800 times the level of each
    assert (
        "Social value is EUR 6.08 billion without a deal, EUR 9.11 billion with it and EUR 9.8 billion if consent were free"
        in text
    )
    for measure in (
        "Social value",
        "Public money paid",
        "Capacity added: rounds",
        "Months of wait for a unit that comes, mean",
    ):
        assert measure in text
    assert "Months of wait for a unit that comes, at most, in 95% of 27 futures" in text


def test_how_much_of_what_is_paid_is_contracted_is_said(invent):
    # 0.8 to 0.35 of what is pledged is contracted, 0.45 to 0.8 paid
    assert "What is contracted comes to" in figures(render(invent()))["money-path"]


def test_every_figure_counts_the_ground_of_the_tables_that_it_names(invent):
    found = figures(render(invent()))

    # pledges: nine rows of two figures, the first row from a document; prices: three rows of one figure
    assert "rests on pledges, budgets, orders and prices: 3 from documents and 18 assumed (86% judged)" in found["money-path"]  # fmt: skip
    assert "instruments and budgets, which hold no figure" in found["exposure"]


def test_addresses_of_documents_are_links_and_no_other_text_is(invent):
    run = invent()
    sources = run.frames["sources"].copy()
    sources.loc[0, "address"] = "javascript:alert(1)"
    text = figures(render(run.with_frame("sources", sources)))["sources"]

    assert '<a href="https://example.org/tables/2" rel="noreferrer">' in text
    assert 'href="javascript' not in text


def test_the_log_of_assumptions_is_not_printed(page):
    text = figures(page)["sources"]

    assert 'class="caption unprinted">Assumptions' in text
    assert ".unprinted" in page.split("@media print")[1].split("</style>")[0]


def test_every_colour_of_a_chart_has_its_fellow_for_dark_screens(page):
    constants = {v for v in vars(palette).values() if isinstance(v, str) and v.startswith("#")}
    for value in vars(palette).values():
        if isinstance(value, dict | tuple):
            constants |= {
                c
                for c in (value.values() if isinstance(value, dict) else value)
                if str(c).startswith("#")
            }
    constants.discard(palette.ON_LIGHT)  # stays dark on light fills
    charts = set(
        re.findall(
            r'"(#[0-9a-f]{6})"',
            "".join(re.findall(r'<script type="application/json".*?</script>', page, re.S)),
        )
    )

    assert charts <= constants | {palette.ON_LIGHT}
    for colour in constants:
        assert f'[fill="{colour}"]' in page, colour
        assert f'[stroke="{colour}"]' in page, colour


def test_a_party_has_one_colour_in_every_chart(invent):
    found = figures(render(invent()))
    colour = {
        name: dict(
            re.findall(
                r'(?:fill|stroke)="(#[0-9a-f]{6})"[^>]*>(?:</rect>|</line>)</svg>([^<]+)</li>',
                found[name],
            )
        )
        for name in ("who-pays", "exposure")
    }
    paid, staked = ({v: k for k, v in c.items()} for c in colour.values())

    assert {"Arland", "Dorne"} <= set(paid) & set(staked)
    assert all(paid[b] == staked[b] for b in set(paid) & set(staked))
    assert not set(paid.values()) & set(palette.ARRANGEMENTS.values())


def test_panels_that_are_equal_cell_by_cell_are_drawn_once(invent):
    run = invent()
    short = run.frames["shortfall"]
    rest = short[short["arrangement"] != "first-best"]
    same = pd.concat([rest, rest[rest["arrangement"] == "deal"].assign(arrangement="first-best")])
    text = figures(render(run.with_frame("shortfall", same)))["shortfall"]

    assert re.findall(r"<h3>([^<]+)</h3>", text) == ["no-deal", "deal and first-best"]


def test_unsourced_figures_are_marked(page):
    text = figures(page)["sources"]

    assert "3 figures (under 1%) have no source" in text
    assert text.count("<td>no source<td>") >= 1


def test_invented_studies_say_so_at_the_top_and_others_do_not(invent):
    real = invent("first-best")
    real = type(real)(
        real.settings.model_copy(update={"synthetic": False}), real.headline, real.frames
    )

    assert "Invented figures." in render(invent("first-best"))
    assert "Invented figures." not in render(real)


def test_colours_of_arrangements_do_not_depend_on_which_are_there(invent):
    def colour(page: str, panel: str) -> str:
        spec = re.search(rf'id="{panel}">(.*?)</script>', page, re.S)[1]
        return json.loads(spec)["layer"][0]["mark"]["color"]

    assert colour(render(invent("first-best")), "deliveries-1") == colour(
        render(invent()), "deliveries-3"
    )


def test_every_chart_has_a_description_and_names_its_frame(page):
    specs = re.findall(
        r'<script type="application/json" id="[a-z-]+-\d+">(.*?)</script>', page, re.S
    )

    assert len(specs) > 15
    for spec in map(json.loads, specs):
        assert len(spec["description"]) > 20
        assert spec["usermeta"]["table"]
        assert spec["width"] == "container"


def test_every_chart_is_valid_vega_lite(invent):
    what = material(invent())
    panels = [p for figure in FIGURES if (made := figure(what)) for p in made.panels]

    assert len(panels) > 15
    for panel in panels:
        altair.Chart.from_dict(dict(panel.spec), validate=True)


def test_no_chart_has_a_second_axis(page):
    specs = re.findall(
        r'<script type="application/json" id="[a-z-]+-\d+">(.*?)</script>', page, re.S
    )

    for spec in map(json.loads, specs):
        assert "resolve" not in spec
