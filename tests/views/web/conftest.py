"""A desk with two invented studies and their runs, asked without a network."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import dataclass, field

import pytest

from offtake.results.solving.solve import solve
from offtake.results.store.store import write_run
from offtake.study.examples import case_path
from offtake.study.reading.read import read_study
from offtake.views.web.app import make_app
from offtake.views.web.desk import Desk
from offtake.views.web.working import jobs

TOKEN = "a-token-for-tests"
PORT = 8123


@dataclass
class Answered:
    """Status, headers and body of an answer."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Page:
    """The application, asked as a browser would."""

    desk: Desk

    def ask(self, path, method="GET", body=b"", query="", token=TOKEN, length=None, **headers):
        return asyncio.run(self._ask(path, method, body, query, token, length, headers))

    def get(self, path, query=""):
        found = self.ask(path, query=query)
        assert found.status == 200, found.body
        return found.json

    async def _ask(self, path, method, body, query, token, length, headers):
        given = {"host": f"127.0.0.1:{PORT}", **headers}
        if token:
            given["authorization"] = f"Bearer {token}"
        given["content-length"] = str(len(body)) if length is None else length
        raw = [(k.replace("_", "-").encode(), v.encode("latin-1")) for k, v in given.items()]
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode("utf-8", "surrogateescape"),
            "query_string": query.encode(), "headers": raw, "scheme": "http", "root_path": "", "server": ("127.0.0.1", PORT), "client": ("127.0.0.1", 5),
        }  # fmt: skip
        found, pieces = (
            Answered(),
            [body[k : k + 65536] for k in range(0, len(body), 65536)] or [b""],
        )

        async def receive():
            piece = pieces.pop(0) if pieces else b""
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message):
            if message["type"] == "http.response.start":
                assert not found.status, "answered twice"
                found.status = message["status"]
                found.headers = {k.decode(): v.decode("latin-1") for k, v in message["headers"]}
            else:
                found.body += message.get("body", b"")

        await make_app(self.desk, TOKEN, PORT)(scope, receive, send)
        return found


@pytest.fixture(scope="session", autouse=True)
def _jobs_end_with_the_tests():
    """What the page has begun outlives the page on purpose, and is not to outlive the tests."""
    yield
    while jobs._OURS:
        _, process = jobs._OURS.popitem()
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def solved_desk(tmp_path_factory):
    """A folder with study two-states and its run; nothing is to be changed in it."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(case_path("two-states"), folder / "two-states")
    write_run(solve(read_study(folder / "two-states")), folder / "runs")
    return Desk(folder, folder / "runs")


@pytest.fixture(scope="session")
def page(solved_desk):
    return Page(solved_desk)


@pytest.fixture
def own_page(solved_desk, tmp_path):
    """A copy of the desk that a test may change."""
    shutil.copytree(solved_desk.folder, tmp_path / "desk")
    return Page(Desk(tmp_path / "desk", tmp_path / "desk" / "runs"))


@pytest.fixture(scope="session")
def run_id(solved_desk):
    (entry,) = solved_desk.entries()
    return entry.run
