from __future__ import annotations

import json

import pytest

from offtake.results.documents.headline import comparison


def test_the_headline_is_one_document_with_every_key(run):
    document = json.loads(json.dumps(run.headline, allow_nan=False))
    assert set(document) == {
        "run", "study", "seed", "currency", "price_year", "value_of_commitment",
        "price_of_no_agreement", "figures_sourced", "figures_assumed", "arrangements", "deal", "no_deal", "sampled", "no_deal_ends", "signing",
        "value_of_commitment_by_future", "value_of_commitment_by_state", "indifferent", "method",
    }  # fmt: skip
    found = document["arrangements"]["first-best"]
    assert {
        "status", "gap", "bound", "objective", "social_value", "resource_cost", "public_paid", "public_burden",
        "delivered", "late", "never_delivered", "wait_months", "projects", "producers", "clauses", "overspent",
    } <= set(found)  # fmt: skip
    assert found["delivered"]["round"]["2027"] == {
        "mean": pytest.approx(11.6), "p05": 6, "p10": 6, "p25": 6, "p50": 6, "p75": 20, "p90": 20, "p95": 20,
    }  # fmt: skip
    assert found["projects"] == [
        {"project": "hall", "share_of_futures": 1.0, "first_start": "2026-07-01"},
        {"project": "annex", "share_of_futures": 0.4, "first_start": "2027-01-01"},
    ]
    assert document["figures_sourced"] == 8


def test_commitment_is_worth_the_deal_less_no_deal_and_agreement_costs_the_rest():
    value = {
        "no-deal": {"social_value": 10},
        "deal": {"social_value": 25},
        "first-best": {"social_value": 30},
    }
    assert comparison(value) == {"value_of_commitment": 15, "price_of_no_agreement": 20}
    del value["no-deal"]
    assert comparison(value) == {"value_of_commitment": None, "price_of_no_agreement": None}
