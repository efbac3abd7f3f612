"""doctor: whether everything that offtake needs is here."""

from __future__ import annotations

import os
import platform
import shutil

import click

from offtake.commands.screen.voice import aligned, spoken, voice

PACKAGES = (
    "offtake", "highspy", "numpy", "scipy", "pandas", "xarray", "duckdb", "pydantic", "python-calamine",
    "openpyxl", "xlsxwriter", "clarabel", "altair", "jinja2", "click", "rich", "rapidfuzz", "starlette",
    "uvicorn",
)  # fmt: skip
EXTRAS = {"ray": "many computers", "typst": "PDF", "vl-convert-python": "images"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "firefox")


@click.command()
@spoken()
def doctor() -> None:
    """Say which versions are installed, and whether the solver works here."""
    found = {
        "python": platform.python_version(),
        **{name: _version(name) or "missing" for name in PACKAGES},
        **{name: _version(name) or f"not installed ({use})" for name, use in EXTRAS.items()},
        "cores": str(os.cpu_count() or 1),
        "solver": _solver_test(),
        "browser": next(
            (b for b in BROWSERS if shutil.which(b)), "none found (reports open in any)"
        ),
        "network": "never used",
    }
    first, *others = found.items()
    voice().result(aligned(first, others), found)
    if found["solver"] != "ok":
        click.get_current_context().exit(1)


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _solver_test() -> str:
    """Largest x with x <= 2.5 and x whole is 2."""
    import numpy as np
    import scipy.sparse as sp

    from offtake.stochastic.solver.highs import Highs
    from offtake.stochastic.solver.program import LinearProgram

    one = np.ones(1)
    program = LinearProgram(
        -one, 0 * one, 10 * one, one > 0, sp.csr_array([[1.0]]), 0 * one, 2.5 * one
    )
    answer = Highs()(program)
    return "ok" if answer.x.tolist() == [2.0] else f"wrong answer ({answer.status})"
