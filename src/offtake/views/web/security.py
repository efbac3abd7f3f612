"""Who may ask: this browser alone.  Every request passes here before anything looks at it.

A page of another site can make a browser send requests to this address, under this name (DNS rebinding) or under its
own.  So the Host must be this one, the Origin this one where there is any, and whatever answers about studies wants the
token that stood in the address the command opened.  The token comes in a header: no other page can add it, and no
other program on this computer is sent it, as a cookie of 127.0.0.1 would be.
"""

from __future__ import annotations

import hmac
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_UPLOAD = 20 * 2**20
"""Bytes of a workbook or an article."""
LARGEST_REQUEST = 2**18
"""Bytes of any other request."""
LONGEST_ADDRESS = 4_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class TooLargeError(Exception):
    """A request with more bytes than are read: `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True)
class Guard:
    """Lets through what comes from the page that this server gave out, and nothing else."""

    app: ASGIApp
    token: str
    hosts: tuple[str, ...]
    """What may stand in Host: 127.0.0.1:PORT and localhost:PORT."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or leave the protocol alone that starts and ends the server."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks by socket
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = _headers(scope)
        status, why = self._refusal(scope, headers)
        if status:
            await JSONResponse({"error": why}, status, HEADERS)(scope, receive, send)
            return
        limit = LARGEST_UPLOAD if "/uploads/" in scope["path"] else LARGEST_REQUEST
        if _declared(headers) > limit:
            await too_large(limit)(scope, receive, send)
            return
        await self.app(scope, _counted(receive, limit), _guarded(send))

    def _refusal(self, scope: Scope, headers: dict[str, list[str]]) -> tuple[int, str]:
        """Status and reason; 0 where there is none.

        A link from elsewhere may open the page, which is the same for everybody and asks for what it shows itself.
        """
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, "the address is too long"
        if headers.get("host") not in [[host] for host in self.hosts]:
            return 421, "this page answers under its own address only"
        origins = [[f"http://{host}"] for host in self.hosts]
        if "origin" in headers and headers["origin"] not in origins:
            return 403, "this page answers its own requests only"
        opened = headers.get("sec-fetch-mode") == ["navigate"] and not scope["path"].startswith(
            "/api/"
        )
        if not opened and headers.get("sec-fetch-site", ["same-origin"])[0] not in (
            "same-origin",
            "none",
        ):
            return 403, "this page answers its own requests only"
        if scope["path"].startswith("/api/"):
            given = headers.get("authorization", [""])[0].removeprefix("Bearer ")
            if not hmac.compare_digest(given.encode(), self.token.encode()):
                return 401, "open the page by the address that 'offtake web' printed"
        elif scope["method"] not in ("GET", "HEAD"):
            return 405, "there is nothing to change here"
        return 0, ""


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _declared(headers: dict[str, list[str]]) -> int:
    text = headers.get("content-length", ["0"])[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def too_large(limit: int) -> JSONResponse:
    """What is answered to a request with more bytes than `limit`."""
    size = f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit // 2**10} kB"
    return JSONResponse({"error": f"at most {size} are read"}, 413, HEADERS)


def _counted(receive: Receive, limit: int) -> Receive:
    """The same bytes, as long as there are no more than `limit`."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise TooLargeError(limit)
        return message

    return counted


def _guarded(send: Send) -> Send:
    """Every answer with the headers that keep a browser from doing more than it should."""

    async def guarded(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message.get("headers", [])}
            more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in given]
            message = {**message, "headers": [*message.get("headers", []), *more]}
        await send(message)

    return guarded
