"""audit: what a fact checker would look at in a study."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from offtake.commands.naming import STORE, STUDY, study_of
from offtake.commands.screen.voice import spoken, voice

SHOWN = 4


@click.command()
@STUDY
@click.option("--policy", default="", help="Look at the study with these edits.")
@click.option("--only", help="One kind of finding, by the words of its heading.")
@click.option("--all", "everything", is_flag=True, help="Name every row, not the first four.")
@STORE
@spoken()
def audit(what: str, store: Path, policy: str, only: str | None, everything: bool) -> None:
    """List what a fact checker would look at: old readings, plans taken for rates, doubtful grades and more.

    A finding is a question, not a fault: the study reads and runs all the same.
    """
    from offtake.errors import UsageError
    from offtake.evidence.audit import audit as checks
    from offtake.study.wording.near import did_you_mean
    from offtake.views.drawing.words import count

    study = study_of(what, store, policy)
    findings = checks.audit(study)
    headings = list(dict.fromkeys(finding.check for finding in findings))
    if only is not None and only not in headings:
        raise UsageError(f"nothing is found under {only!r}{did_you_mean(only, headings)}")
    shown = [finding for finding in findings if only in (None, finding.check)]
    lines = [f"{study.settings.name}: {count(len(shown), 'thing')} to look at"]
    for heading in dict.fromkeys(finding.check for finding in shown):
        own = [finding for finding in shown if finding.check == heading]
        lines.append(f"\n{heading[:1].upper()}{heading[1:]} ({len(own)})")
        for finding in own:
            most = len(finding.rows) if everything else SHOWN
            rows = "; ".join(finding.rows[:most]) + (f"; {len(finding.rows) - most} more" if len(finding.rows) > most else "")  # fmt: skip
            place = finding.table + (f".{finding.column}" if finding.column else "")
            lines.append(f"  {place} [{rows}]: {finding.found}\n      wanted: {finding.look}")
    voice().result("\n".join(lines), {"findings": [asdict(finding) for finding in shown]})
