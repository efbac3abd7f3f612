"""A run as a Data Package: CSV files, and datapackage.json that says what stands in them.

The descriptor follows the Data Package and Table Schema specifications, version 1: every table a resource with its
fields, types, keys, units and meanings; the study's documents as sources.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from offtake.files import write_text
from offtake.results.dictionary import (
    UNITS,
    ResultColumn,
    ResultTable,
    in_order,
    result,
    unit_words,
)
from offtake.results.run import Run
from offtake.study.study import Settings
from offtake.views.export.harmless import harmless

NOT_SPECIFIED = {"name": "notspecified", "title": "Not specified: ask whoever made the study"}


def write_package(run: Run, folder: Path, licence: str = "") -> None:
    """Write datapackage.json and data/TABLE.csv; `licence` is its SPDX name, such as CC-BY-4.0."""
    resources = []
    for name in in_order(run.tables):
        frame = run.tables[name]
        text = harmless(_plain(frame)).to_csv(index=False, lineterminator="\n")
        write_text(text, folder / "data" / f"{name}.csv")
        resources.append(_resource(run.settings, result(name), frame, text))
    document = json.dumps(_package(run, resources, licence), indent=1, ensure_ascii=False)
    write_text(document + "\n", folder / "datapackage.json")


def _package(run: Run, resources: list[dict[str, Any]], licence: str) -> dict[str, Any]:
    settings = run.settings
    assumed, sourced = (run.headline[f"figures_{kind}"] for kind in ("assumed", "sourced"))
    named = {"name": licence, "path": f"https://spdx.org/licenses/{licence}.html"}
    return {
        "profile": "tabular-data-package",
        "name": f"{_slug(settings.name)}-{run.id}",
        "title": f"{settings.title}: what was found",
        "description": (
            f"Results of run {run.id}, made with offtake {version('offtake')}. Money in millions of {settings.currency}, prices "
            f"of {settings.price_year}, unless a field says otherwise. They rest on {sourced} figures from documents and "
            f"{assumed} that are assumed or without a source{'; the figures of this study are invented' if settings.synthetic else ''}."
        ),
        "version": version("offtake"),
        "keywords": ["capacity", "procurement", "contracts"],
        "licenses": [named if licence else NOT_SPECIFIED],
        "sources": [_source(record) for record in run.tables["sources"].to_dict("records")],
        "resources": resources,
    }  # fmt: skip


def _source(record: Mapping[Any, Any]) -> dict[str, str]:
    """A document; what is empty is left out."""
    title = ", ".join(str(record[key]) for key in ("publisher", "title", "date") if _there(record[key]))  # fmt: skip
    found = {"title": title or str(record["source"])}
    address = str(record["address"]) if _there(record["address"]) else ""
    return found | ({"path": address} if address.startswith(("http://", "https://")) else {})


def _there(value: object) -> bool:
    return value == value and bool(value)


def _resource(settings: Settings, about: ResultTable, frame: pd.DataFrame, text: str) -> dict[str, Any]:  # fmt: skip
    data = text.encode()
    return {
        "profile": "tabular-data-resource",
        "name": about.name.replace("_", "-"),
        "path": f"data/{about.name}.csv",
        "description": about.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": {
            "fields": [_field(settings, c, frame) for c in about.columns if c.name in frame],
            "primaryKey": list(about.keys),
            "missingValues": [""],
        },
    }


def _field(settings: Settings, column: ResultColumn, frame: pd.DataFrame) -> dict[str, Any]:
    unit = unit_words(column.unit, settings.currency, settings.price_year)
    found: dict[str, Any] = {
        "name": column.name,
        "type": _type(column, frame),
        "description": column.meaning,
        "statistic": column.statistic,
    }
    return found | ({"unit": unit} if unit else {})


def _type(column: ResultColumn, frame: pd.DataFrame) -> str:
    if column.statistic == "flag":
        return "boolean"
    if UNITS[column.unit].form in ("General", "@"):
        return "string"
    return "integer" if frame[column.name].dtype.kind == "i" else "number"


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Yes and no as Table Schema writes them."""
    flags = [c for c in frame.columns if frame[c].dtype.kind == "b"]
    return frame.assign(**{c: frame[c].map({True: "true", False: "false"}) for c in flags})


def _slug(name: str) -> str:
    """Lower case, and nothing but letters, digits, dots, hyphens and underscores."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name.lower())
