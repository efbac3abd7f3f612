"""What is handed over: the report, its twin on paper, every table of a run; made when it is asked for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from offtake.errors import UsageError
from offtake.views.export.export import export_run
from offtake.views.report.page import render
from offtake.views.report.pdf import write_pdf
from offtake.views.web.desk import Desk

FORMS = ("html", "pdf", "xlsx", "zip")


def made(desk: Desk, name: str, form: str) -> tuple[bytes, str]:
    """The file's bytes and the name to save it under; UsageError for a form that there is not."""
    run = desk.run(name)
    target = f"{run.settings.name}-{run.id}.{form}"
    if form == "html":
        return render(run).encode(), target
    with TemporaryDirectory() as folder:
        place = Path(folder)
        if form == "pdf":
            return write_pdf(run, place / "report.pdf").read_bytes(), target
        if form == "xlsx":
            return export_run(run, place / "tables.xlsx", "xlsx").read_bytes(), target
        if form == "zip":
            return _packed(export_run(run, place / "tables", "csv")), target
    raise UsageError(f"there is no form {form[:20]!r}; there are {', '.join(FORMS)}")


def _packed(folder: Path) -> bytes:
    """The files of a folder in one; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix())
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
    return packed.getvalue()
