"""A part is left out by a process of its own, and the answer is that of `explained`."""

from __future__ import annotations

import json
import time

import pytest


def test_the_only_project_is_worth_all_that_is_delivered(own_page, run_id):
    """Two-states has one project and no line that stands: without it nothing is delivered, so social value is 0."""
    parts = own_page.get(f"/api/runs/{run_id}/parts")
    assert {"project:build", "producer:Maker"} <= set(parts)
    begun = own_page.ask(f"/api/runs/{run_id}/without", "POST", b'{"name": "project:build"}').json
    end = time.monotonic() + 120
    while (found := own_page.get(f"/api/without/{begun['run']}"))["answer"] is None:
        assert found["state"] in ("starting", "running"), found
        assert time.monotonic() < end
        time.sleep(0.1)
    answer = found["answer"]
    best = own_page.desk.run(run_id).headline["arrangements"]["first-best"]["social_value"]
    assert answer["regret"] == pytest.approx(best, rel=1e-2)  # within the gap
    assert answer["share_of_futures"] == 1.0
    again = own_page.ask(f"/api/runs/{run_id}/without", "POST", b'{"name": "build"}').json
    assert again["answer"] == answer


def test_what_is_no_part_is_refused(own_page, run_id):
    what = json.dumps({"name": "bild"}).encode()
    refused = own_page.ask(f"/api/runs/{run_id}/without", "POST", what)
    assert refused.status == 400
    assert "build" in refused.json["error"]
    assert own_page.ask("/api/without/00000000").status == 400
