"""Tests of the files that the report carries."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files

import altair

ASSETS = files("offtake.views") / "assets"


def test_the_vega_bundle_is_the_one_that_was_built():
    # docs/report.md says how the bundle is built; a new bundle needs its hash here
    digest = sha256((ASSETS / "vega.js").read_bytes()).hexdigest()

    assert digest == "373b1f84072b31010f15ceb787be6b415c53936411aae267c8c2b2b6ccde46e7"


def test_the_vega_bundle_is_of_the_version_that_altair_writes_for():
    major, minor = re.match(r"v(\d+)\.(\d+)", altair.SCHEMA_VERSION).groups()

    assert f'"{major}.{minor}.' in (ASSETS / "vega.js").read_text(encoding="utf-8")


def test_the_licences_of_the_bundle_are_shipped_with_it():
    text = (ASSETS / "vega.LICENSES.txt").read_text(encoding="utf-8")

    for name in ("vega (BSD-3-Clause)", "vega-lite (BSD-3-Clause)", "vega-embed (BSD-3-Clause)"):
        assert name in text
    assert "University of Washington" in text
    assert "GPL" not in text


def test_no_asset_can_end_the_element_that_holds_it():
    assert "</script" not in (ASSETS / "vega.js").read_text(encoding="utf-8").lower()
    assert "</script" not in (ASSETS / "report.js").read_text(encoding="utf-8").lower()
    assert "</style" not in (ASSETS / "report.css").read_text(encoding="utf-8").lower()
