"""The grid shows what lies in the tables; an edit is a change of a policy, or is refused with its fault."""

from __future__ import annotations

import errno
import json
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from offtake.study.examples import case_path
from offtake.study.reading.read import read_study

STUDY = "/api/studies/two-states"


def sent(page, **more):
    what = {
        "policy": "dear", "table": "projects", "row": "2", "column": "capex", "value": "77",
        "source": "assumed", "note": "a quote by phone", "undo": "", **more,
    }  # fmt: skip
    return page.ask(f"{STUDY}/edits", "POST", json.dumps(what).encode())


def cell(page, table, column, policy=""):
    grid = page.get(f"{STUDY}/tables/{table}", f"policy={policy}")
    at = [c["name"] for c in grid["columns"]].index(column)
    row = grid["rows"][0]
    return row["cells"][at], row["edited"].get(column)


def dear(folder):
    """Changes of the policy, one a row."""
    rows = read_study(folder).tables["changes"].to_dict("records")
    return [row for row in rows if row["policy"] == "dear"]


def test_the_grid_has_the_cells_of_the_file(page):
    grid = page.get(f"{STUDY}/tables/lines")
    header, first = (case_path("two-states") / "lines.csv").read_text().splitlines()[:2]
    assert [c["name"] for c in grid["columns"]] == header.split(",")
    assert grid["rows"][0]["cells"] == first.split(",")
    assert grid["rows"][0]["number"] == 2
    assert grid["faults"] == []


def test_an_edit_is_a_change_of_the_policy_and_leaves_the_base_alone(own_page):
    before, _ = cell(own_page, "projects", "capex")
    found = sent(own_page)
    assert found.status == 200, found.body
    assert found.json["policies"][-1] == "dear"
    assert cell(own_page, "projects", "capex") == (before, None)
    assert cell(own_page, "projects", "capex", "dear") == (before, "77")
    folder = own_page.desk.folder / "two-states"
    assert read_study(folder, "dear").projects["capex"].tolist() == [77.0]
    assert read_study(folder).projects["capex"].tolist() == [float(before)]
    row = dear(folder)[0]
    assert (row["where"], row["operation"], row["source"], row["note"]) == (
        "project=build", "set", "assumed", "a quote by phone",
    )  # fmt: skip


def test_the_same_cell_again_is_the_same_row_and_undo_takes_it_out(own_page):
    sent(own_page)
    sent(own_page, value="78")
    folder = own_page.desk.folder / "two-states"
    assert [row["value"] for row in dear(folder)] == ["78"]
    assert sent(own_page, undo="yes").status == 200
    assert dear(folder) == []
    bundled = read_study(case_path("two-states")).tables["changes"]
    assert read_study(folder).tables["changes"].equals(bundled)


@pytest.mark.parametrize(
    ("more", "words"),
    [({"value": "1,5"}, "decimal comma"), ({"value": "-5"}, "below"), ({"source": "S-99"}, "S-99"),
     ({"note": ""}, "reason"), ({"column": "line", "value": "none such"}, "none such"), ({"column": "source"}, "source")],
)  # fmt: skip
def test_an_edit_that_breaks_a_rule_is_refused_in_words_and_writes_nothing(own_page, more, words):
    found = sent(own_page, **more)
    assert found.status == 422
    assert found.json["faults"]
    assert words in found.json["error"]
    written = (own_page.desk.folder / "two-states" / "changes.csv").read_text()
    assert written == (case_path("two-states") / "changes.csv").read_text()


@pytest.mark.parametrize(
    "more",
    [{"policy": ""}, {"policy": "a+b"}, {"row": "99"}, {"table": "../x"}, {"policy": "=1+1"}],
)
def test_an_edit_that_aims_at_nothing_is_refused(own_page, more):
    assert sent(own_page, **more).status == 400


def test_text_that_a_spreadsheet_would_run_is_written_as_text(own_page):
    assert sent(own_page, note="=HYPERLINK(1)").status == 200
    text = (own_page.desk.folder / "two-states" / "changes.csv").read_text()
    assert "'=HYPERLINK(1)" in text


def test_a_fault_stands_at_its_cell(own_page):
    file = own_page.desk.folder / "two-states" / "projects.csv"
    header = file.read_text().splitlines()[0].split(",")
    rows = [line.split(",") for line in file.read_text().splitlines()[1:]]
    rows[0][header.index("capex")] = "many"
    file.write_text("\n".join(",".join(r) for r in [header, *rows]))
    about = own_page.get(STUDY)
    (fault,) = own_page.get(f"{STUDY}/tables/projects")["faults"]
    assert (fault["row"], fault["column"]) == (2, "capex")
    assert [t["name"] for t in about["tables"] if t["faults"]] == ["projects"]


def test_a_bundled_study_is_copied_before_it_is_changed(own_page):
    path = "/api/studies/example toy"
    refused = own_page.ask(f"{path}/edits", "POST", b'{"policy": "x", "table": "lines"}')
    assert refused.status == 400
    assert own_page.ask(f"{path}/copy", "POST", b'{"name": "mine"}').json == {"id": "mine"}
    assert own_page.get("/api/studies/mine")["editable"]
    for name in ("mine", "../out", "con", "", "a/b", "x."):
        again = own_page.ask(f"{path}/copy", "POST", json.dumps({"name": name}).encode())
        assert again.status == 400


def test_a_workbook_goes_out_and_comes_back(own_page):
    data = own_page.ask(f"{STUDY}/workbook").body
    assert own_page.ask("/api/uploads/back.xlsx", "PUT", data).json == {"id": "back.xlsx"}
    assert own_page.get("/api/studies/back.xlsx")["faults"] == []
    assert own_page.ask("/api/uploads/back.xlsx", "PUT", data).status == 400  # it is there already
    book = openpyxl.load_workbook(BytesIO(data))
    book["projects"]["A2"] = None
    faulty = BytesIO()
    book.save(faulty)
    own_page.ask("/api/uploads/mine.xlsx", "PUT", faulty.getvalue())
    marked = own_page.ask("/api/studies/mine.xlsx/workbook")
    assert "mine.checked.xlsx" in marked.headers["content-disposition"]
    assert "E102" in openpyxl.load_workbook(BytesIO(marked.body))["projects"]["A2"].comment.text


def zipped(**parts):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_what_is_no_workbook_or_a_bomb_is_not_kept(own_page):
    bomb = zipped(**{"xl/workbook.xml": b"0" * 300_000_000, "[Content_Types].xml": b"<Types/>"})
    assert len(bomb) < 2**20
    for name, data in [("a.xlsx", b"PK\x03\x04 no"), ("b.xlsx", b"MZ"), ("c.exe", bomb), ("d.xlsx", bomb), ("..xlsx", bomb)]:  # fmt: skip
        assert own_page.ask(f"/api/uploads/{name}", "PUT", data).status == 400, name
    assert not list(own_page.desk.folder.glob("*.xlsx"))


def test_an_edit_of_what_somebody_else_has_changed_meanwhile_is_told_and_writes_nothing(own_page):
    shown = {"project": "build", "capex": cell(own_page, "projects", "capex")[0]}
    assert sent(own_page, seen=json.dumps(shown)).status == 200  # the first browser
    late = sent(
        own_page, value="78", seen=json.dumps(shown)
    )  # the second shows what was there before
    assert (late.status, "capex is 77 now, not" in late.json["error"]) == (409, True)
    assert sent(own_page, undo="yes", seen=json.dumps({**shown, "capex": "78"})).status == 409
    assert sent(own_page, column="build_time", value="2", seen='{"project": "build"}').status == 200
    assert sent(own_page, seen="[]").status == 400
    assert {row["column"]: row["value"] for row in dear(own_page.desk.folder / "two-states")} == {"capex": "77", "build_time": "2"}  # fmt: skip
    there = sent(own_page, table="products", operation="insert", value='{"product": "goods"}')
    assert "already" in there.json["error"]


@pytest.mark.parametrize("how", ["copy", "upload"])
def test_a_full_disk_leaves_nothing_half_written(own_page, monkeypatch, how):
    before, write = sorted(own_page.desk.folder.rglob("*")), Path.write_bytes
    left = [3]

    def full(path, data):
        left[0] -= 1
        if how == "upload" or left[0] < 0:
            write(path, data[:2])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    asked = {"copy": ("/api/studies/two-states/copy", "POST", b'{"name": "new"}'), "upload": ("/api/uploads/q.xlsx", "PUT", b"PK\x03\x04 and more")}  # fmt: skip
    found = own_page.ask(*asked[how])
    assert (found.status, found.json["error"]) == (400, "No space left on device")
    assert sorted(own_page.desk.folder.rglob("*")) == before
