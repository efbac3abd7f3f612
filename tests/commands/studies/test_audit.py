"""What `offtake audit` lists."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from offtake.cli import cli


def offtake(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_audit_lists_what_to_look_at_by_heading() -> None:
    findings = json.loads(offtake("audit", "toy", "--json").output)["findings"]
    assert {"check", "table", "rows", "column", "found", "look"} == set(findings[0])
    one = findings[0]["check"]
    only = json.loads(offtake("audit", "toy", "--only", one, "--json").output)["findings"]
    assert only == [finding for finding in findings if finding["check"] == one]


def test_audit_suggests_a_heading_where_one_is_misspelt() -> None:
    result = offtake("audit", "toy", "--only", "no adress")
    assert (result.exit_code, "'no address'" in result.output) == (2, True)
