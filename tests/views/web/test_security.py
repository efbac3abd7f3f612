"""Nobody but the page itself is answered, and nothing that it is sent is run."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from offtake.views.web.app import ADDRESSES
from offtake.views.web.security import LARGEST_REQUEST, LARGEST_UPLOAD

PORT = 8123


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8123", "", "[::1]:8123",
     "127.0.0.1:8123@evil.example", "0.0.0.0:8123", "127.1:8123", "127.0.0.1:8123, evil.example"],
)  # fmt: skip
def test_a_request_to_another_host_is_refused(page, host):
    assert page.ask("/", host=host).status == 421
    assert page.ask("/api/start", host=host).status == 421


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8123", "file://"],
)
def test_a_request_from_another_origin_is_refused(page, origin):
    assert page.ask("/api/start", origin=origin).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_another_site_made_is_refused_but_a_link_opens_the_page(page, site):
    assert page.ask("/", sec_fetch_site=site).status == 403
    assert page.ask("/static/page.js", sec_fetch_site=site, sec_fetch_mode="no-cors").status == 403
    assert page.ask("/run/x", sec_fetch_site=site, sec_fetch_mode="navigate").status == 200
    assert page.ask("/api/start", sec_fetch_site=site, sec_fetch_mode="navigate").status == 403


def test_its_own_origin_is_answered(page):
    assert page.ask("/api/start", origin=f"http://127.0.0.1:{PORT}").status == 200
    assert page.ask("/api/start", host=f"localhost:{PORT}").status == 200


@pytest.mark.parametrize("token", ["", "wrong", "a-token-for-test", "a-token-for-tests2", "Ä"])
@pytest.mark.parametrize("address", sorted({path for _, path, _ in ADDRESSES}))
def test_without_the_token_nothing_is_told(page, address, token):
    found = page.ask(address, token=token)
    assert found.status == 401
    assert "two-states" not in found.body.decode()


def test_a_cookie_is_neither_set_nor_enough(page):
    assert page.ask("/api/start", token="", cookie="token=a-token-for-tests").status == 401
    assert "set-cookie" not in page.ask("/").headers


def test_every_answer_forbids_the_browser_what_it_does_not_need(page):
    for path in ("/", "/static/main.js", "/api/start", "/api/none", "/run/x"):
        headers = page.ask(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..\\app.py", "/static//etc/passwd", "/static/app.py",
     "/api/runs/../../etc", "/api/runs/..%2f..%2fetc", "/api/runs/\x00", "/api/runs/aaaaaaaa/../../x"],
)  # fmt: skip
def test_a_path_leads_to_nothing_but_what_is_listed(page, path):
    found = page.ask(path)
    assert found.status in (400, 404)
    assert "root:" not in found.body.decode()
    assert str(page.desk.folder) not in found.body.decode()


def test_too_much_is_refused_before_it_is_read_and_while_it_is_read(page):
    declared = page.ask("/api/start", length=str(LARGEST_REQUEST + 1))
    assert declared.status == 413
    lied = page.ask("/api/start", body=b"x" * (LARGEST_REQUEST + 1), length="5")
    assert lied.status == 413
    large = page.ask("/api/uploads/a.xlsx", "PUT", length=str(LARGEST_UPLOAD + 1))
    assert large.status == 413
    changing = page.ask("/api/jobs", "POST", body=b"x" * (LARGEST_REQUEST + 1), length="5")
    assert (changing.status, changing.json["error"]) == (413, "at most 256 kB are read")


def test_half_a_character_in_what_is_sent_is_refused_and_written_nowhere(own_page):
    place = own_page.desk.folder / "two-states" / "changes.csv"
    before = place.read_bytes()
    body = (
        b'{"table": "lines", "row": "2", "column": "capacity", "value": "\\ud800", "policy": "p"}'
    )
    assert own_page.ask("/api/studies/two-states/edits", "POST", body).status == 400
    assert place.read_bytes() == before


def test_names_that_hide_something_are_not_listed_and_links_lead_nowhere(own_page):
    folder, runs = own_page.desk.folder, own_page.desk.store
    shutil.copytree(folder / "two-states", folder / "bad\x1b[31m\u202ename")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.xlsx")).write_bytes(b"PK\x03\x04")
    (runs / "abcdef01").symlink_to("/etc")
    (runs / "abcdef02").symlink_to("/nowhere")
    (runs / "abcdef03").mkdir()
    (runs / "abcdef03" / "run.json").symlink_to("/etc/passwd")
    (runs / "\x1b]0;x").mkdir()
    (runs / "\x1b]0;x" / "lock").touch()
    start = own_page.get("/api/start")
    assert [s["id"] for s in start["studies"] if s["kind"] != "example"] == ["two-states"]
    assert [r["state"] for r in start["runs"]] == ["finished", "damaged"]
    for name in ("abcdef01", "abcdef02", "abcdef03"):
        found = own_page.ask(f"/api/runs/{name}")
        assert (found.status, b"root:" in found.body, str(folder).encode() in found.body) == (400, False, False)  # fmt: skip


RAW = {
    "two lengths": (b"POST /api/jobs HTTP/1.1\r\n%bContent-Length: 5\r\nContent-Length: 0\r\n\r\nGET /", b"400"),
    "two hosts": (b"GET /api/start HTTP/1.1\r\n%bHost: evil.example\r\n\r\n", b"400"),
    "a blank before the colon": (b"GET /api/start HTTP/1.1\r\nHost : evil.example\r\n%b\r\n", b"400"),
    "an encoding that there is not": (b"POST /api/jobs HTTP/1.1\r\n%bTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", b"400"),
    "no host": (b"GET /api/start HTTP/1.0\r\n\r\n", b"421"),
    "a header without end": (b"GET / HTTP/1.1\r\n%bX: " + b"a" * 200_000, b"400"),
    "chunks beyond what is read": (b"POST /api/jobs HTTP/1.1\r\n%bTransfer-Encoding: chunked\r\n\r\n80000\r\n" + b"a" * 0x80000 + b"\r\n0\r\n\r\n", b"413"),
    "no HTTP at all": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200), b"400"),
}  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The server as the command starts it, in a process of its own, with all that it says; its address, token and process."""
    folder = tmp_path_factory.mktemp("served")
    command = [sys.executable, "-m", "offtake", "web", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # fmt: skip
        line = process.stdout.readline().decode()
        port, token = re.search(r"127\.0\.0\.1:(\d+)/#token=(\S+)", line).groups()
        yield int(port), token, process
        process.kill()
        assert process.stderr.read() == b""


def raw(port: int, sent: bytes) -> bytes:
    """The status line and the rest that comes back; nothing where the connection is left open."""
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(sent)
        return line.recv(65536)


@pytest.mark.parametrize("name", RAW)
def test_the_real_server_refuses_what_is_no_request_of_one_page(served, name):
    port, token, _ = served
    sent, status = RAW[name]
    ours = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n".encode()
    answered = raw(port, sent.replace(b"%b", ours))
    assert answered.split(b" ")[1] == status
    assert b"studies" not in answered


def test_whoever_is_slow_or_goes_away_hinders_nobody(served):
    port, token, _ = served
    ours = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n".encode()
    upload = b"PUT /api/uploads/a.xlsx HTTP/1.1\r\n" + ours + b"Content-Length: 1000000\r\n\r\nPK"
    held = [socket.create_connection(("127.0.0.1", port), 20) for _ in range(200)]
    for k, line in enumerate(held):
        line.sendall(upload if k % 4 == 0 else b"GET / HTTP/1.1\r\nHost: 127")
    asked = b"GET /api/start HTTP/1.1\r\n" + ours + b"\r\n"
    assert raw(port, asked).startswith(b"HTTP/1.1 200")
    for line in held:
        line.close()
    assert raw(port, asked).startswith(b"HTTP/1.1 200")


def test_a_thousand_hostile_requests_change_nothing_and_are_told_nothing(page):
    """Hosts, origins, paths, bodies and methods drawn from lists of what attackers send."""
    draw = np.random.default_rng(1)  # tests draw as they like; the package has named streams
    before = sorted(p.as_posix() for p in page.desk.folder.rglob("*"))
    hosts = ["127.0.0.1:8123", "evil.example", "", "127.0.0.1:8123\r\nX: y", "localhost:1"]
    origins = ["", "null", "http://evil.example", "http://127.0.0.1:8123.evil.example"]
    parts = ["..", "%2e%2e", "<script>alert(1)</script>", "a" * 900, "'; drop table runs; --", "C:\\", "\u202e", "😀", "runs", "api", "static", "con"]  # fmt: skip
    bodies = [b"", b"{", b"[" * 20_000, b'{"a": 1}', b"PK\x03\x04" + b"\0" * 5000, b"\xff" * 300]
    methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]
    tokens = ["", "x", "a-token-for-tests"]

    def one(of):
        return of[int(draw.integers(len(of)))]

    for _ in range(1000):
        path = "/" + "/".join(
            one(["api", "static", "", "run"]) if k == 0 else one(parts) for k in range(3)
        )
        headers = {"host": one(hosts)} | ({"origin": o} if (o := one(origins)) else {})
        found = page.ask(path, one(methods), one(bodies), "who=" + one(["x", "%00", "a%0d%0ab"]), one(tokens), **headers)  # fmt: skip
        assert 200 <= found.status < 500, (path, found.status, found.body)
        assert "Traceback" not in found.body.decode()
        assert str(page.desk.folder) not in found.body.decode()
        if found.headers["content-type"].startswith("text/html"):
            assert "alert(1)" not in found.body.decode()
    assert sorted(p.as_posix() for p in page.desk.folder.rglob("*")) == before
