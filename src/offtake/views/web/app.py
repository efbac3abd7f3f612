"""The page's addresses: what can be asked, and which function answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from threading import Timer
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from offtake.errors import InfeasibleError, OfftakeError, StudyError
from offtake.study.faults import Fault
from offtake.views.web.desk import ChangedError, Desk
from offtake.views.web.security import Guard, TooLargeError, too_large
from offtake.views.web.working import jobs

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


@dataclass(frozen=True)
class WebRequest:
    """A request, read: parts of the address, options after it, and what was sent."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes = b""

    def sent(self, *names: str) -> dict[str, str]:
        """Texts that the page sent, by name; those not sent are empty.  UsageError where it is no such thing."""
        from offtake.views.web.edits import texts

        found = texts(self.body.decode(errors="replace") or "{}")
        return {name: found.get(name, "") for name in names}


Answer = Callable[[Desk, WebRequest], Any]


@dataclass(frozen=True)
class Late:
    """A module of this room, brought in when it is first asked: the page is there before what it can answer with."""

    name: str

    def __getattr__(self, called: str) -> Any:
        return getattr(import_module(f"offtake.views.web.{self.name}"), called)


review, runs, studies, whatif, handed = map(Late, ("review", "runs", "studies", "whatif", "files"))
assumed, leaving = Late("working.assumed"), Late("working.leaving")


def make_app(desk: Desk, token: str, port: int) -> Guard:
    """The application for one desk; `token` is what every question has to bring."""
    routes = [
        *(
            Route(path, _endpoint(desk, answer), methods=[method])
            for method, path, answer in ADDRESSES
        ),
        Route("/static/{name:path}", _asset),
        Route("/api/{rest:path}", _nothing, methods=["GET", "POST", "PUT", "DELETE"]),
        Route("/{rest:path}", _page),
    ]
    inner = Starlette(routes=routes)
    return Guard(inner, token, (f"127.0.0.1:{port}", f"localhost:{port}"))


def _endpoint(desk: Desk, answer: Answer) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await request.body()
        except TooLargeError as error:
            return too_large(error.limit)
        except ClientDisconnect:  # nobody is there to be answered
            return Response(status_code=400)
        asked = WebRequest(dict(request.path_params), dict(request.query_params), body)
        try:
            found = await run_in_threadpool(answer, desk, asked)
            return found if isinstance(found, Response) else JSONResponse(found)
        except StudyError as error:
            from offtake.views.web import plain

            told = [fault for fault in error.faults if isinstance(fault, Fault)]
            return JSONResponse({"error": _told(desk, error), "faults": plain.faults(told)}, 422)
        except InfeasibleError as error:
            return JSONResponse({"error": _told(desk, error)}, 422)
        except OfftakeError as error:
            return JSONResponse(
                {"error": _told(desk, error)}, 409 if isinstance(error, ChangedError) else 400
            )
        except OSError as error:
            return JSONResponse({"error": error.strerror or "a file cannot be read"}, 400)
        except Exception as error:  # told as the command line tells it, and nothing else of it
            what = f"a fault in offtake itself: {type(error).__name__}; please report it"
            return JSONResponse({"error": what}, 500)

    return endpoint


def _told(desk: Desk, error: OfftakeError) -> str:
    """What went wrong, with files named from the desk's folder on: where that lies is nobody's business."""
    return str(error).replace(f"{desk.folder}{os.sep}", "")


def _nothing(request: Request) -> Response:
    return JSONResponse({"error": "there is nothing under this address"}, 404)


def _asset(request: Request) -> Response:
    """A file of the page, by its name among those that there are."""
    name = request.path_params["name"]
    if name not in ASSETS:
        return JSONResponse({"error": "there is no such file"}, 404)
    ending = "." + name.rpartition(".")[2]
    return Response(ASSETS[name].read_bytes(), media_type=TYPES[ending])


def _page(request: Request) -> Response:
    """The page itself, whatever the address: what it shows is read from there."""
    text = ASSETS["index.html"].read_text(encoding="utf-8")
    return Response(text, media_type="text/html")


def _assets() -> dict[str, Any]:
    views = files("offtake.views")
    own = (views / "web" / "assets").iterdir()
    shared = [views / "assets" / name for name in ("report.css", "vega.js")]
    return {f.name: f for f in (*own, *shared) if "." + f.name.rpartition(".")[2] in TYPES}


ASSETS = _assets()


def _start(desk: Desk, asked: WebRequest) -> Any:
    warm = Timer(SETTLING, _warm)
    warm.daemon = True
    warm.start()
    return {
        "version": version("offtake"),
        "folder": desk.folder.name,
        "studies": [
            {"id": p.id, "kind": p.kind, "editable": p.editable} for p in desk.studies().values()
        ],
        "runs": desk.listed(),
        "jobs": jobs.listed(desk),
    }


SETTLING = 1.0
"""Seconds that a page has for itself before what it will ask for is brought in."""


def _warm() -> None:
    """Bring in what answers about runs and studies, so that the first question waits for less."""
    for module in ("runs", "studies"):
        import_module(f"offtake.views.web.{module}")


def _download(data: bytes, name: str) -> Response:
    """A file to be saved, never to be shown."""
    plain_name = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    headers = {"content-disposition": f'attachment; filename="{plain_name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


ADDRESSES: tuple[tuple[str, str, Answer], ...] = (
    ("GET", "/api/start", _start),
    ("GET", "/api/runs/{run}", lambda d, a: runs.overview(d, a.path["run"])),
    ("GET", "/api/runs/{run}/drawn", lambda d, a: runs.drawn(d, a.path["run"])),
    ("GET", "/api/runs/{run}/deal", lambda d, a: runs.deal(d, a.path["run"])),
    ("GET", "/api/runs/{run}/buyer", lambda d, a: runs.buyer(d, a.path["run"], a.query.get("who", ""))),
    ("GET", "/api/runs/{run}/producer", lambda d, a: runs.producer(d, a.path["run"], a.query.get("who", ""))),
    ("GET", "/api/runs/{run}/figures", lambda d, a: runs.names(d, a.path["run"])),
    ("GET", "/api/runs/{run}/behind", lambda d, a: runs.behind(d, a.path["run"], a.query.get("figure", ""))),
    ("GET", "/api/runs/{run}/parts", lambda d, a: leaving.names(d, a.path["run"])),
    ("POST", "/api/runs/{run}/without", lambda d, a: leaving.start(d, a.path["run"], a.sent("name")["name"])),
    ("GET", "/api/without/{name}", lambda d, a: leaving.state(d, a.path["name"])),
    ("GET", "/api/runs/{run}/whatif", lambda d, a: whatif.grids(d, a.path["run"])),
    ("GET", "/api/runs/{run}/files/{form}", lambda d, a: _download(*handed.made(d, a.path["run"], a.path["form"]))),
    ("GET", "/api/studies/{study}", lambda d, a: studies.about(d, a.path["study"], a.query.get("policy", ""))),
    ("GET", "/api/studies/{study}/tables/{table}", lambda d, a: studies.grid(d, a.path["study"], a.path["table"], a.query.get("policy", ""), a.query.get("words", ""))),
    ("POST", "/api/studies/{study}/edits", lambda d, a: studies.edit(d, a.path["study"], a.sent(*studies.EDIT))),
    ("POST", "/api/studies/{study}/copy", lambda d, a: studies.copy(d, a.path["study"], a.sent("name")["name"])),
    ("GET", "/api/studies/{study}/workbook", lambda d, a: _download(*studies.workbook(d, a.path["study"]))),
    ("GET", "/api/studies/{study}/claims", lambda d, a: review.listed(d, a.path["study"])),
    ("GET", "/api/studies/{study}/claims/{claim}/aims", lambda d, a: review.aims(d, a.path["study"], a.path["claim"])),
    ("POST", "/api/studies/{study}/claims/{claim}/accept", lambda d, a: review.take(d, a.path["study"], a.path["claim"], a.sent(*review.AIM, "seen"))),
    ("POST", "/api/studies/{study}/claims/{claim}/reject", lambda d, a: review.leave(d, a.path["study"], a.path["claim"], a.sent("reason", "seen"))),
    ("PUT", "/api/uploads/{study}/articles/{file}", lambda d, a: review.bring_in(d, a.path["study"], a.path["file"], a.body)),
    ("PUT", "/api/uploads/{name}", lambda d, a: studies.bring_in(d, a.path["name"], a.body)),
    ("POST", "/api/jobs", lambda d, a: jobs.start(d, a.sent(*jobs.ASKED))),
    ("POST", "/api/assumed", lambda d, a: assumed.start(d, a.sent(*assumed.ASKED))),
    ("GET", "/api/assumed/{name}", lambda d, a: assumed.found(d, a.path["name"])),
    ("POST", "/api/assumed/{name}", lambda d, a: assumed.again(d, a.path["name"])),
    ("POST", "/api/assumed/{name}/points", lambda d, a: assumed.further(d, a.path["name"], a.sent("factor")["factor"])),
    ("GET", "/api/studies/{study}/assumed", lambda d, a: assumed.listed(d, a.path["study"])),
    ("GET", "/api/jobs/{run}", lambda d, a: jobs.state(d, a.path["run"])),
    ("DELETE", "/api/jobs/{run}", lambda d, a: jobs.stop(d, a.path["run"])),
    ("GET", "/api/compare", lambda d, a: runs.side_by_side(d, a.query.get("a", ""), a.query.get("b", ""))),
)  # fmt: skip
