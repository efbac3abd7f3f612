"""Tests of the report in a real browser with no network: drawn, quiet, accessible, fit for a phone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from offtake.views.report.page import write_report

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
DRAWN = "document.documentElement.dataset.drawn"


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(invent, tmp_path_factory):
    return write_report(invent(), tmp_path_factory.mktemp("report") / "report.html")


class Visit:
    """One page, opened with the network cut off, and all that it said and asked for."""

    def __init__(self, browser, path: Path, width: int, **options):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, offline=True, **options
        )
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_function(DRAWN, timeout=30_000)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def test_every_chart_is_drawn_with_nothing_said_and_nothing_asked_for(browser, report):
    with Visit(browser, report, 1280) as visit:
        charts = visit.page.locator("[data-chart]").count()
        drawn = visit.page.locator("[data-chart] svg").count()

        assert charts == drawn > 15
        assert visit.said == []
        assert [u for u in visit.asked if not u.startswith(("file:", "data:"))] == []


def test_a_browser_that_cannot_unpack_the_charts_says_so_and_shows_the_numbers(browser, report):
    without = browser.new_context(offline=True)
    without.add_init_script("delete window.DecompressionStream")
    page = without.new_page()
    page.goto(report.as_uri())
    page.wait_for_function(DRAWN, timeout=30_000)
    told = page.locator("#deliveries .chart.failed").first.inner_text()
    page.locator("#deliveries summary").first.click()

    assert "older than May 2023" in told
    assert page.locator("#deliveries .numbers-shown table").is_visible()
    without.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser, report, width):
    with Visit(browser, report, width) as visit:
        widths = visit.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )

        assert widths[0] <= widths[1]


def test_the_slider_moves_the_break_even_chart(browser, report):
    with Visit(browser, report, 1280) as visit:
        figure = visit.page.locator("#breakeven")
        before = figure.locator(".chart svg").inner_html()
        figure.locator("input[type=range]").evaluate(
            "e => { e.value = e.max; e.dispatchEvent(new Event('input')); }"
        )
        visit.page.wait_for_function(
            "old => document.querySelector('#breakeven .chart svg').innerHTML !== old", arg=before
        )

        assert visit.said == []


def test_the_numbers_open_and_the_csv_can_be_saved(browser, report, tmp_path):
    with Visit(browser, report, 1280, accept_downloads=True) as visit:
        figure = visit.page.locator("#money-path")
        figure.locator("summary").click()
        with visit.page.expect_download() as waiting:
            figure.locator("a[download]").click()
        waiting.value.save_as(tmp_path / "saved.csv")

        assert figure.locator(".numbers-shown table").is_visible()
        saved = (tmp_path / "saved.csv").read_text(encoding="utf-8-sig")
        assert saved.startswith("year,step,mean,p05,p50,p95\n2026,pledged,4000,")


def test_a_chart_can_be_saved_as_a_drawing(browser, report, tmp_path):
    with Visit(browser, report, 1280) as visit:
        with visit.page.expect_download() as waiting:
            visit.page.get_by_role("button", name="of bottlenecks").click()
        waiting.value.save_as(tmp_path / "saved.svg")

        assert waiting.value.suggested_filename.startswith("bottlenecks")
        assert (
            (tmp_path / "saved.svg")
            .read_text()
            .startswith('<svg xmlns="http://www.w3.org/2000/svg"')
        )
        assert visit.said == []


def test_a_long_table_is_saved_as_plain_csv(browser, invent, tmp_path):
    run = invent()
    log = pd.concat([run.frames["assumptions"]] * 30, ignore_index=True)
    path = write_report(run.with_frame("assumptions", log), tmp_path / "report.html")
    with Visit(browser, path, 1280, accept_downloads=True) as visit:
        with visit.page.expect_download() as waiting:
            visit.page.locator("#sources a[download]").click()
        waiting.value.save_as(tmp_path / "saved.csv")

        assert waiting.value.suggested_filename == "sources.csv"
        assert len(pd.read_csv(tmp_path / "saved.csv", encoding="utf-8-sig")) == len(log)
        assert visit.said == []


def test_a_script_in_a_name_does_not_run(browser, invent, tmp_path):
    run = invent("first-best")
    name = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    run = run.with_frame("shortfall", run.frames["shortfall"].replace("Arland", name))
    with Visit(browser, write_report(run, tmp_path / "report.html"), 1280) as visit:
        assert visit.page.title() == run.settings.title
        assert visit.said == []


def test_a_printed_report_shows_its_charts_and_hides_what_cannot_be_pressed(browser, report):
    with Visit(browser, report, 1280) as visit:
        visit.page.emulate_media(media="print")

        assert visit.page.locator("#money-path svg.marks").first.is_visible()
        assert not visit.page.locator("#breakeven input").first.is_visible()
        assert not visit.page.locator("#sources .unprinted").first.is_visible()
        assert not visit.page.locator("nav").is_visible()
        assert not visit.page.locator("a[download]").first.is_visible()
        printed = visit.page.pdf(format="A4")
        assert (
            4 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12
        )  # twice as many as long as figures took a page each


def test_a_table_sorts_by_a_column_and_shows_the_rows_that_hold_a_text(browser, report):
    with Visit(browser, report, 1280) as visit:
        table = visit.page.locator("#sources .scroll > table").first
        column = "rows => rows.map(r => Number(r.cells[3].textContent))"
        button = table.locator("th button", has_text="Figures")
        button.click()
        rising = table.locator("tbody tr").evaluate_all(column)
        button.click()
        falling = table.locator("tbody tr").evaluate_all(column)

        # twelve documents of 140 - 9k figures
        assert rising == [140 - 9 * k for k in range(12, 0, -1)]
        assert falling == rising[::-1]
        assert table.locator("th[aria-sort=descending]").count() == 1

        visit.page.locator("#sources .filter input").first.fill("volume 12")
        assert table.locator("tbody tr:visible").count() == 1
        assert visit.said == []


def test_charts_and_page_turn_dark_with_the_screen_and_light_on_paper(browser, report):
    ink = "getComputedStyle(document.querySelector('#deliveries .role-axis-label text')).fill"
    paper = "getComputedStyle(document.body).backgroundColor"
    with Visit(browser, report, 1280, color_scheme="dark") as visit:
        dark = [visit.page.evaluate(ink), visit.page.evaluate(paper)]
        visit.page.emulate_media(media="print")
        printed = [visit.page.evaluate(ink), visit.page.evaluate(paper)]

    assert dark == ["rgb(169, 180, 192)", "rgb(18, 24, 31)"]
    assert printed == ["rgb(85, 96, 110)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_no_violation(browser, report, axe, width, scheme):
    # the checker has to be put into the page, which the page's own policy forbids
    with Visit(browser, report, width, bypass_csp=True, color_scheme=scheme) as visit:
        visit.page.add_script_tag(content=axe)
        colours = ", runOnly: ['color-contrast', 'link-in-text-block']" if scheme == "dark" else ""
        found = visit.page.evaluate(f"axe.run({{resultTypes: ['violations']{colours}}})")

        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"]] == []
