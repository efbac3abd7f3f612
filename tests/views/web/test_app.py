"""Addresses of the page: what a fault is told as, which files there are, and what is saved under which name."""

from __future__ import annotations

import asyncio
import json

import pytest
from starlette.requests import Request

from offtake.errors import InfeasibleError, StoreError, StudyError, UsageError
from offtake.study.faults import Fault
from offtake.views.web.app import ADDRESSES, ASSETS, WebRequest, _asset, _download, _endpoint
from offtake.views.web.desk import ChangedError, Desk


def request(body: bytes = b"", query: bytes = b"", **path: str) -> Request:
    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    return Request({"type": "http", "path_params": path, "query_string": query, "headers": []}, receive)  # fmt: skip


def answered(tmp_path, answer, **asked):
    found = asyncio.run(_endpoint(Desk(tmp_path, tmp_path), answer)(request(**asked)))
    return found.status_code, json.loads(found.body)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (UsageError("no such name"), 400, "no such name"),
        (StoreError("no such run"), 400, "no such run"),
        (ChangedError("changed meanwhile"), 409, "changed meanwhile"),
        (InfeasibleError("rules clash"), 422, "rules clash"),
        (OSError(13, "Permission denied", "/home/somebody/plan.csv"), 400, "Permission denied"),
        (OSError(), 400, "a file cannot be read"),
        (KeyError("secret"), 500, "a fault in offtake itself: KeyError; please report it"),
    ],
)
def test_what_goes_wrong_is_told_in_words_and_no_path_and_no_inside_with_it(
    tmp_path, error, status, said
):
    def fails(desk, asked):
        raise error

    assert answered(tmp_path, fails) == (status, {"error": said})


def test_faults_of_a_study_come_one_by_one(tmp_path):
    fault = Fault(
        "E101", "lines", "lines.csv:D2", "capacity", 2, "-5 is below 0", "write 0 or more"
    )

    def fails(desk, asked):
        raise StudyError("one fault", [fault])

    status, told = answered(tmp_path, fails)
    assert (status, len(told["faults"])) == (422, 1)
    assert told["faults"][0]["message"] == "-5 is below 0; write 0 or more"


def test_a_question_brings_its_path_options_and_texts(tmp_path):
    def echo(desk, asked):
        return [dict(asked.path), dict(asked.query), asked.sent("name", "reason")]

    assert answered(tmp_path, echo, body=b'{"name": "x"}', query=b"who=Arland", run="0123abcd") == (
        200, [{"run": "0123abcd"}, {"who": "Arland"}, {"name": "x", "reason": ""}],
    )  # fmt: skip
    assert WebRequest({}, {}).sent("name") == {"name": ""}
    with pytest.raises(UsageError):
        WebRequest({}, {}, b"\xff").sent("name")


@pytest.mark.parametrize("name", ["../app.py", "app.py", "", "assets"])
def test_only_a_listed_file_is_sent(name):
    assert _asset(request(name=name)).status_code == 404
    assert _asset(request(name="index.html")).media_type == "text/html"
    assert {n.rpartition(".")[2] for n in ASSETS} == {"html", "css", "js"}


@pytest.mark.parametrize(
    ("name", "saved"),
    [("deal 1.xlsx", "deal 1.xlsx"), ('a"; x="b\r\n.csv', "a__ x__b__.csv"), ("Pläne.csv", "Pl_ne.csv")],
)  # fmt: skip
def test_a_file_is_saved_under_a_plain_name_and_never_shown(name, saved):
    found = _download(b"1", name)
    assert found.headers["content-disposition"] == f'attachment; filename="{saved}"'
    assert found.media_type == "application/octet-stream"


def test_no_address_stands_twice_and_what_changes_something_is_never_got():
    pairs = [(method, path) for method, path, _ in ADDRESSES]
    assert len(set(pairs)) == len(pairs)
    assert {method for method, _ in pairs} == {"GET", "POST", "PUT", "DELETE"}
    for word in ("/edits", "/copy", "/accept", "/reject", "/without", "/uploads/"):
        by = {m for m, p in pairs if p.endswith(word) or (word == "/uploads/" and word in p)}
        assert by
        assert by <= {"POST", "PUT"}
