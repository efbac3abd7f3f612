"""A Data Package: the descriptor says what the files hold, and frictionless agrees."""

from __future__ import annotations

import json
from hashlib import sha256

import pandas as pd
import pytest

from offtake.results.dictionary import result
from offtake.views.export.export import export_run


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    target = tmp_path_factory.mktemp("package") / "run"
    return export_run(run, target, "datapackage", licence="CC-BY-4.0")


@pytest.fixture(scope="module")
def document(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_every_table_is_a_resource_with_its_fields_keys_and_units(run, folder, document):
    assert {r["path"] for r in document["resources"]} == {f"data/{name}.csv" for name in run.tables}
    for resource in document["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        name = resource["path"].removeprefix("data/").removesuffix(".csv")
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == pd.read_csv(folder / resource["path"]).columns.tolist()
        for column in result(name).columns:
            assert fields[column.name]["description"] == column.meaning
    paid = next(r for r in document["resources"] if r["name"] == "who-pays")
    assert paid["schema"]["primaryKey"] == ["arrangement", "payer", "state", "year"]
    mean = next(f for f in paid["schema"]["fields"] if f["name"] == "mean")
    assert (mean["type"], mean["unit"]) == ("number", "million EUR, prices of 2026")


def test_sources_and_licence_are_named(run, document, tmp_path):
    assert document["sources"] == [{"title": "State, =The contract, 2025-06-01", "path": "https://example.org/c"}]  # fmt: skip
    assert document["licenses"][0]["name"] == "CC-BY-4.0"
    export_run(run, tmp_path, "datapackage")
    silent = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert silent["licenses"][0]["name"] == "notspecified"


def test_the_same_run_gives_the_same_package(run, folder, tmp_path):
    export_run(run, tmp_path, "datapackage", licence="CC-BY-4.0")
    for file in folder.rglob("*.*"):
        assert (tmp_path / file.relative_to(folder)).read_bytes() == file.read_bytes()


def test_frictionless_finds_it_valid(folder, monkeypatch):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    monkeypatch.chdir(folder)
    report = frictionless.validate("datapackage.json", type="package")
    assert report.valid, report.flatten(["title", "message"])
