"""The server: one address of this computer, for as long as the command runs."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from offtake.errors import UsageError
from offtake.views.web.app import make_app
from offtake.views.web.desk import Desk

HOST = "127.0.0.1"


def serve(desk: Desk, port: int, opened: Callable[[str], None], token: str = "") -> None:
    """Serve the page until the process is told to stop; `opened` is given its address once it answers.

    With `port` 0 the system chooses one.  Raises UsageError where the port is taken.
    """
    with _listening(port) as found:
        port = found.getsockname()[1]
        token = token or secrets.token_urlsafe(24)
        app = make_app(desk, token, port)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=32_768, ws="none", lifespan="off", proxy_headers=False,
        )  # fmt: skip
        opened(f"http://{HOST}:{port}/#token={token}")
        uvicorn.Server(config).run(sockets=[found])


def _listening(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.bind((HOST, port))
        found.listen(64)
    except OSError as error:
        found.close()
        raise UsageError(
            f"port {port} of this computer cannot be used ({error.strerror}); leave --port away"
        ) from None
    return found
