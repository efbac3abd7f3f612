"""A row put in, a row taken out: changes of the policy, undone one by one, refused where no sound study is left."""

from __future__ import annotations

import json

from offtake.study.examples import case_path
from offtake.study.reading.read import read_study

STUDY = "/api/studies/two-states"
NEW = {"project": "second hall", "line": "plant", "kind": "expand", "adds": "1", "capex": "12.5", "build_time": "1", "ramp": "0.5;1", "limit": "1"}  # fmt: skip


def sent(page, **more):
    what = {
        "policy": "more",
        "table": "projects",
        "source": "assumed",
        "note": "the firm's plan",
        **more,
    }
    return page.ask(f"{STUDY}/edits", "POST", json.dumps(what).encode())


def line_of(page):
    return read_study(page.desk.folder / "two-states").lines["line"].iloc[0]


def rows(page, table="projects", policy="more"):
    return page.get(f"{STUDY}/tables/{table}", f"policy={policy}")["rows"]


def test_a_row_is_put_in_shown_edited_and_taken_back_with_all_that_was_set_in_it(own_page):
    folder = own_page.desk.folder / "two-states"
    value = json.dumps({**NEW, "line": line_of(own_page)})

    found = sent(own_page, operation="insert", value=value)

    assert found.status == 200, found.body
    study = read_study(folder, "more")
    new = study.projects.set_index("project").loc["second hall"]
    assert (new["capex"], new["ramp"], new["source"], new["note"]) == (
        12.5,
        (0.5, 1.0),
        "assumed",
        "the firm's plan",
    )
    assert len(read_study(folder).projects) == len(study.projects) - 1
    last = rows(own_page)[-1]
    assert (last["state"], last["edited"]["capex"]) == ("put in", "12.5")
    assert sent(own_page, row=str(last["number"]), column="capex", value="13").status == 200
    assert (
        read_study(folder, "more").projects.set_index("project").loc["second hall", "capex"] == 13.0
    )

    assert (
        sent(
            own_page, operation="insert", undo="yes", value=json.dumps({"project": "second hall"})
        ).status
        == 200
    )
    assert [r["state"] for r in rows(own_page)] == [""] * (len(study.projects) - 1)
    bundled = read_study(case_path("two-states")).tables["changes"]
    assert read_study(folder).tables["changes"].equals(bundled)


def test_a_row_is_taken_out_shown_struck_and_left_in_again(own_page):
    folder = own_page.desk.folder / "two-states"
    before = len(read_study(folder).instruments)
    number = rows(own_page, "instruments")[0]["number"]

    assert sent(own_page, table="instruments", operation="delete", row=str(number)).status == 200

    assert len(read_study(folder, "more").instruments) == before - 1
    assert rows(own_page, "instruments")[0]["state"] == "taken out"
    assert (
        sent(own_page, table="instruments", operation="delete", row=str(number), undo="yes").status
        == 200
    )
    assert [r["state"] for r in rows(own_page, "instruments")] == [""] * before


def test_what_leaves_no_sound_study_is_refused_and_nothing_is_written(own_page):
    written = (own_page.desk.folder / "two-states" / "changes.csv").read_text()
    for more, words in (
        ({"operation": "insert", "value": json.dumps({"project": "x"})}, "empty but required"),
        ({"table": "lines", "operation": "delete", "row": "2"}, ""),
        ({"operation": "insert", "value": json.dumps({**NEW, "line": "none such"})}, "none such"),
    ):
        found = sent(own_page, **more)
        assert found.status == 422, found.body
        assert words in found.json["error"]
    for more in (
        {"operation": "insert", "value": "[]"},
        {"operation": "insert", "value": '{"capex": "1"}'},
        {"operation": "insert", "value": json.dumps({"project": "a;b"})},
        {"operation": "drop", "row": "2"},
    ):
        assert sent(own_page, **more).status == 400
    assert (own_page.desk.folder / "two-states" / "changes.csv").read_text() == written
