"""Nobody but the page itself is answered, and nothing that it is sent is run."""

from __future__ import annotations

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
