"""evidence: from saved articles to claims, side by side, and into a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from offtake.commands.asking import STOPPED
from offtake.commands.screen.voice import listed, spoken, voice
from offtake.commands.studies.telling import claims_text, is_of, relations_text, short
from offtake.evidence.claim import KINDS
from offtake.views.drawing.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from offtake.evidence.adding import Added
    from offtake.evidence.deciding.resting import Resting
    from offtake.evidence.deciding.store import Evidence

STUDY = click.option("--into", "--in", "study", type=click.Path(path_type=Path, exists=True), help="Study whose evidence it is; without it, the folder ./evidence.")  # fmt: skip


@click.group()
def evidence() -> None:
    """Read saved articles into claims with their exact words, compare them, and put them into a study.

    Everything happens on this computer; nothing is fetched.
    """


@evidence.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@STUDY
@click.option(
    "--published", default="", help="Date of these documents, YYYY-MM-DD, where they do not say it."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 16),
    default=2,
    show_default=True,
    help="Processes for many files.",
)
@spoken()
def add(files: tuple[Path, ...], study: Path | None, published: str, workers: int) -> None:
    """Read FILES (HTML, text, PDF, e-mail, CSV; folders too) and keep their claims."""
    from itertools import tee

    from offtake.evidence.adding import add as read_all
    from offtake.evidence.deciding.store import folder_of, further_rules, given_dates, keep
    from offtake.evidence.document import Document

    _date_or_refuse(published)
    paths = _all_files(files)
    folder = folder_of(study)
    kept, told = tee(
        read_all(paths, further_rules(folder), published, workers, given_dates(folder))
    )
    new, again = keep(folder, kept, paths)
    added = list(told)
    rows = [
        (d.short, d.heading.published or "no date", d.language or "?", str(len(one.claims)), str(sum(bool(p.cut) for p in d.pieces)), d.file, short(d.heading.title, 60))
        for one in added
        if isinstance(d := one.document, Document)
    ]  # fmt: skip
    heads = ("document", "published", "language", "claims", "cut", "file", "title")
    notes = [*(_note(one.document) for one in added), *_left_out(files), _late(study, added)]
    text = "\n".join(filter(None, (listed(heads, rows) if rows else "", *notes)))
    total = sum(len(one.claims) for one in added)
    tail = f"{new} new, {again} read again, {len(added) - new - again} not read; {total} claims in {folder}"
    _tell_of_extra(paths)
    voice().result(f"{text}\n{tail}".lstrip("\n"), {"folder": str(folder), "new": new, "again": again, "claims": total, "files": [_file(one.file, one.document, len(one.claims)) for one in added]})  # fmt: skip
    if len(added) < len(paths):
        click.echo(f"Stopped; of {len(paths):,} files {len(added):,} were read, and are kept: the same command reads the others.", err=True)  # fmt: skip
        click.get_current_context().exit(STOPPED)


@evidence.command()
@click.argument("folder", type=click.Path(path_type=Path))
@spoken(json=False)
def examples(folder: Path) -> None:
    """Write five invented articles into FOLDER, to try the commands with."""
    from importlib.resources import files

    from offtake.errors import UsageError
    from offtake.files import write_bytes

    if folder.exists():
        raise UsageError(f"{folder} is there already; choose another name")
    names = sorted(
        p.name for p in files("offtake.evidence.articles").iterdir() if not p.name.startswith("__")
    )
    for name in names:
        write_bytes(files("offtake.evidence.articles").joinpath(name).read_bytes(), folder / name)
    voice().say(f"Wrote {', '.join(names)} into {folder}")


@evidence.command()
@STUDY
@click.option("--kind", default="", help="Only claims of this kind, such as capacity, guesses too.")
@click.option("--speaker", default="", help="Only claims of this speaker (part of the name).")
@click.option(
    "--document",
    default="",
    help="Only claims of this article: the beginning of its file's name, or of its number.",
)
@click.option("--figures", is_flag=True, help="Only claims with a figure.")
@click.option("--words", is_flag=True, help="Show the whole sentence of every claim.")
@click.option(
    "--csv", "target", type=click.Path(path_type=Path), help="Write the table to this file."
)
@spoken()
def claims(
    study: Path | None,
    kind: str,
    speaker: str,
    document: str,
    figures: bool,
    words: bool,
    target: Path | None,
) -> None:
    """List claims: kind, figure, speaker, dates, scope, and the words they rest on."""
    from dataclasses import asdict

    from offtake.errors import UsageError
    from offtake.evidence.claim import COLUMNS
    from offtake.evidence.deciding.store import claim_row, standing
    from offtake.study.writing.rows import write_csv

    kept = _stored(study)
    _kind_or_refuse(kind)
    chosen = {d.id for d in kept.documents if is_of(d, document)}
    if not chosen:
        raise UsageError(f"no article in {kept.folder} begins with {document!r}; there are {', '.join(d.file for d in kept.documents[:SOME])}")  # fmt: skip
    found = [
        c for c in kept.in_order
        if (not kind or kind in (c.kind, c.kind_or)) and speaker.lower() in c.speaker.lower() and c.document in chosen and (not figures or c.words)
    ]  # fmt: skip
    if target is not None:
        write_csv(target, COLUMNS, (claim_row(c) for c in found))
        voice().say(f"Wrote {count(len(found), 'claim')} to {target}")
        return
    decided = {name: d.decision for name, d in standing(kept.decisions).items()}
    voice().result(
        claims_text(found, kept.documents, decided, words),
        [asdict(c) | {"decision": decided.get(c.id, "")} for c in found],
    )


@evidence.command()
@STUDY
@click.option(
    "--all", "everything", is_flag=True, help="Also what agrees, and what cannot be told."
)
@spoken()
def conflicts(study: Path | None, everything: bool) -> None:
    """Claims side by side: contradictions, denials, changes, framings, and what is counted once."""
    from dataclasses import asdict

    from offtake.evidence.deciding.compared import compared

    kept = _stored(study)
    found = compared(kept)
    files = {d.id: d.file for d in kept.documents}
    voice().result(relations_text(found, files, everything), [{"kind": r.kind, "perhaps": r.perhaps, "why": r.why, "first": asdict(r.first), "second": asdict(r.second) if r.second else None} for r in found])  # fmt: skip


INTO = click.option("--into", "--in", "study", required=True, type=click.Path(path_type=Path, exists=True), help="The study, a folder or a workbook.")  # fmt: skip
AS = click.option("--as", "kind", type=click.Choice(KINDS), default=None, help="What the claim tells, where it was read as another kind; kept with the decision.")  # fmt: skip
REASON = click.option("--reason", required=True, help="Why; kept with the decision.")


def _aimed(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--publisher", default="", help="Who published it, for a new source whose document does not say."),
        click.option("--source", default="", help="Name of the source in the study; without it, made from publisher and date."),
        click.option("--grade", type=click.Choice(["A", "B", "C", "D"]), help="Grade of a new source: A official, B established, C indirect, D weak."),
        AS,
        REASON,
        click.option("--column", required=True, help="Column that the figure goes into."),
        click.option("--where", required=True, help="The row, as column=value;column=value."),
        click.option("--table", required=True, help="Table of the study."),
        INTO,
    ):  # fmt: skip
        command = option(command)
    return command


@evidence.command()
@click.argument("claim")
@_aimed
@click.option(
    "--value",
    default="",
    help="The figure as you mean it, where the claim's is not in the column's unit.",
)
@click.option(
    "--policy", default="", help="Write it as a change of this policy, and leave the row alone."
)
@spoken(json=False)
def accept(claim: str, study: Path, table: str, where: str, column: str, reason: str, kind: str | None, grade: str | None, source: str, publisher: str, value: str, policy: str) -> None:  # fmt: skip
    """Put CLAIM into a row of a study, or into a policy, with its source and its words."""
    from offtake.evidence.deciding.accepting import accept as put
    from offtake.evidence.deciding.aim import Aim

    kept = _stored(study)
    aim = Aim(
        table,
        where,
        column,
        reason,
        _today(),
        grade or "",
        source,
        publisher,
        policy,
        value,
        kind or "",
    )
    voice().say(put(study, kept, kept.claim(claim), aim))


@evidence.command("range")
@click.argument("claims", nargs=-1, required=True)
@_aimed
@click.option("--driver", default="", help="Name of the driver that decides which end holds.")
@click.option(
    "--probability",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.5,
    show_default=True,
    help="Odds of the low end: a judgement, and marked as one.",
)
@click.option(
    "--value",
    "values",
    type=float,
    multiple=True,
    help="An end as you mean it, where the claims' are not in the column's unit: twice, in the order of the claims.",
)
@spoken(json=False)
def set_range(claims: tuple[str, ...], study: Path, table: str, where: str, column: str, reason: str, kind: str | None, grade: str | None, source: str, publisher: str, driver: str, probability: float, values: tuple[float, ...]) -> None:  # fmt: skip
    """Put the two ends of a range into a study: one claim that states both, or two claims."""
    from offtake.evidence.deciding.aim import Aim
    from offtake.evidence.deciding.ranging import set_range as put

    kept = _stored(study)
    meant = ";".join(map(str, values))
    aim = Aim(
        table,
        where,
        column,
        reason,
        _today(),
        grade or "",
        source,
        publisher,
        value=meant,
        kind=kind or "",
    )
    voice().say(put(study, kept, [kept.claim(c) for c in claims], aim, driver, probability))


@evidence.command()
@click.argument("claims", nargs=-1, required=True)
@STUDY
@REASON
@spoken(json=False)
def reject(claims: tuple[str, ...], study: Path | None, reason: str) -> None:
    """Keep that claims are not used, and why; cells that rest on them are named, and stay."""
    from offtake.evidence.deciding.accepting import reject as put

    kept = _stored(study)
    chosen = [kept.claim(c) for c in claims]
    put(kept, chosen, reason, _today())
    text = [f"{len(chosen)} rejected"]
    for cell in _resting(study, kept) if study else ():
        if cell.quoted.claim in [c.id for c in chosen]:
            text.append(f"{cell.told} rests on it still: 'offtake evidence undo {cell.quoted.claim} --into {study}' puts back what stood there")  # fmt: skip
    voice().say("\n".join(text))


@evidence.command()
@click.argument("claim")
@INTO
@spoken(json=False)
def undo(claim: str, study: Path) -> None:
    """Take CLAIM out of a study again: what the cell held before stands there, if nobody has changed it since."""
    from offtake.evidence.deciding.undoing import undo as take_back

    kept = _stored(study)
    voice().say("\n".join(take_back(study, kept, kept.claim(claim), _today())))


def _resting(study: Path, kept: Evidence) -> list[Resting]:
    from offtake.evidence.deciding.resting import resting
    from offtake.study.reading.read import read_study

    return resting(study, read_study(study), kept)


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def _stored(study: Path | None) -> Evidence:
    from offtake.errors import UsageError
    from offtake.evidence.deciding.store import folder_of, read_evidence

    folder = folder_of(study)
    kept = read_evidence(folder)
    if not kept.documents:
        where = f" --into {study}" if study else ""
        raise UsageError(
            f"there is no evidence in {folder}; begin with 'offtake evidence add FILES{where}'"
        )
    return kept


def _all_files(files: tuple[Path, ...]) -> list[Path]:
    """The files, and those in folders, in the order of their names."""
    from offtake.errors import UsageError

    found: list[Path] = []
    for path in files:
        if not path.exists():
            raise UsageError(f"there is no file {path}")
        found += (
            sorted(p for p in path.iterdir() if p.is_file() and p.name[0] not in "._")
            if path.is_dir()
            else [path]
        )
    if not found:
        raise UsageError("; ".join(["there are no files in that folder", *_left_out(files)]))
    return found


def _left_out(files: tuple[Path, ...]) -> list[str]:
    """A line for each folder inside a folder, and one for what is hidden: neither is read."""
    found = []
    for path in files:
        inside = sorted(path.iterdir()) if path.is_dir() else []
        found += [f"{p}: a folder in a folder, not read; name it to read it" for p in inside if p.is_dir() and p.name[0] not in "._"]  # fmt: skip
        found += [f"{p}: a link that leads nowhere" for p in inside if p.is_symlink() and not p.exists()]  # fmt: skip
        hidden = sum(p.name[0] in "._" for p in inside)
        found += [f"{path}: {count(hidden, 'name')} beginning with . or _ not read"] if hidden else []  # fmt: skip
    return found


SOME = 12
"""Articles that are named where none fits."""


def _kind_or_refuse(kind: str) -> None:
    from offtake.errors import UsageError
    from offtake.study.wording.near import did_you_mean

    if kind and kind not in KINDS:
        near = did_you_mean(kind, KINDS) or f"; there are {', '.join(KINDS)}"
        raise UsageError(f"--kind is {kind!r}, which is no kind{near}")


def _date_or_refuse(published: str) -> None:
    from datetime import date

    from offtake.errors import UsageError

    try:
        if published:
            date.fromisoformat(published)
    except ValueError:
        raise UsageError(f"--published is {published!r}; write a date as 2025-11-07") from None


def _note(document: object) -> str:
    from offtake.evidence.document import Document, Refusal

    if isinstance(document, Refusal):
        return f"{document.file}: {document.why}"
    assert isinstance(document, Document)
    if not document.read:
        return f"{document.file}: not read for claims, {document.reason}"
    if document.heading.doubt:
        return f"{document.file}: dated {document.heading.published} ({document.heading.published_basis}), but also {document.heading.doubt}"
    return ""


def _late(study: Path | None, added: Sequence[Added]) -> str:
    """Which articles are of after the study's cut-off; '' where none is, or there is no study to ask."""
    if not study:
        return ""
    from offtake.errors import UsageError
    from offtake.evidence.deciding.known import late
    from offtake.evidence.document import Document

    dates = [(d.file, d.heading.published) for one in added if isinstance(d := one.document, Document)]  # fmt: skip
    try:
        after, limit = late(study, dates)
    except UsageError:
        return ""
    names = ", ".join(name for name, _ in after[:LATE]) + (f" and {len(after) - LATE} more" if len(after) > LATE else "")  # fmt: skip
    return f"{names}: of after the study's cut_off, {limit}; their figures go into history alone, unless it is moved" if after else ""  # fmt: skip


LATE = 5
"""Articles of after the cut-off that are named."""


def _file(name: str, document: object, count: int) -> dict[str, object]:
    from offtake.evidence.document import Document

    if not isinstance(document, Document):
        return {"file": name, "read": False, "reason": _note(document).removeprefix(f"{name}: ")}
    h = document.heading
    cut: dict[str, int] = {}
    for piece in document.pieces:
        if piece.cut:
            reason = "repeat" if piece.cut.startswith("repeat") else piece.cut
            cut[reason] = cut.get(reason, 0) + 1
    return {"file": name, "document": document.short, "read": document.read, "reason": document.reason, "title": h.title, "outlet": h.outlet, "origin": h.origin, "published": h.published, "doubt": h.doubt, "language": document.language, "claims": count, "cut": cut}  # fmt: skip


def _tell_of_extra(paths: list[Path]) -> None:
    """Say that pages are cleaned better with the extra, where it is not installed or cannot be loaded."""
    from offtake.evidence.opening.pages import extractor

    extract, why = extractor()
    if extract is not None or not any(p.suffix.lower() in (".html", ".htm") for p in paths):
        return
    if why:
        voice().say(f"HTML was cleaned by the pages' own marks alone, since trafilatura cannot be loaded: {why}")  # fmt: skip
    else:
        voice().say("HTML was cleaned by the pages' own marks alone; pip install 'offtake[evidence]' cleans it better.")  # fmt: skip
