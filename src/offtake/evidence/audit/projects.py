"""Projects against their own notes: begun, decided, or of a capital that belongs to another plant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from offtake.evidence.audit.figures import carried
from offtake.evidence.audit.finding import Finding, Record, claimed, read_from, records
from offtake.study.study import Study
from offtake.study.wording.where import as_text

BEGUN = (
    r"\b(?:opened|inaugurated|under construction|building since|ground.?break\w*|signed|funded|awarded|state capital"
    r"|state pays|public money|are spent|is spent|still to be spent|in trial|to start (?:early )?in|first lots"
    r"|(?:running|operating|producing|in operation|under way|building) since|has been running|ground was broken|foundation stone"
    r"|(?:work|production|construction|building) (?:has |was )?(?:begun|began|started)|(?:contract|licen[cs]e) (?:of|with|signed|was)"
    r"|paid [\w .,]{1,30}into)\b"
)
# the day of an output, where nobody only hopes for it
DATED = r"\b(?:production|operation|output|ramp-up|bodies|deliveries|opening|a year)\b(?: [\w-]+){0,2}? (?:in|from|since|by|of)\b[^;,.()]{0,25}?\b20\d\d"
HOPED = r"\b(?:planned|aim(?:s|ed)?|hoped?|target|could|would|announced|intends?|to [\d,]+)\b"
ANALOGY = r"\bcapital (?:per|of)\b[^;]*\bas (?:at|in|of)\b|\bas (?:at|in) [^;]*\bper\b|\bcapital\b[^;]*\b(?:third|quarter|half|fifth|tenth) of what\b|\bby analogy\b"
HEAVY = 0.05  # of all capital
_SUM = r"\b[A-Z]{3} ?(\d[\d,.]*)(m|bn)\b(?: to (\d[\d,.]*)(m|bn)\b)?"
ROUNDING = 1.15  # with a few years' change of prices


def begun_but_on_offer(study: Study) -> Iterator[Finding]:
    """Projects that their note calls signed, funded, building or running, and that are options all the same."""
    for key, record in records(study, "projects"):
        match = re.search(BEGUN, str(record["note"]))
        if match and as_text(record.get("begun", "")) == "":
            yield Finding("begun, yet an option", "projects", (key,), "begun", f"the note says {match[0]}; capital {record['capex']:g} would be paid in full", "the day on which it began, and the capital still to be paid")  # fmt: skip


def dated_but_on_offer(study: Study) -> Iterator[Finding]:
    """Projects on offer whose note dates their output as settled, or whose document does so for another of its projects.

    A plant with a day on which it produces was decided by somebody: it is then no option at its full cost.
    """
    told: dict[str, str] = {}
    offered: list[tuple[str, Record]] = []
    for key, record in records(study, "projects"):
        note = str(record["note"])
        if as_text(record.get("begun", "")) or re.search(BEGUN, note):
            continue
        offered.append((key, record))
        for clause in re.split(r"[;,(]", note):
            match = re.search(DATED, clause)
            if match and not re.search(HOPED, clause):
                told.setdefault(key, match[0])
    of = {str(r["source"]): key for key, r in offered if key in told and r["source"] not in ("", "assumed")}  # fmt: skip
    for key, record in offered:
        found = f"the note says {told[key]}" if key in told else ""
        if not found and (other := of.get(str(record["source"]))):
            found = f"its document dates {other}"
        if found:
            yield Finding("dated, yet an option", "projects", (key,), "begun", f"{found}; capital {record['capex']:g} would be paid in full", "whether it was decided: then its day, and the capital still to be paid")  # fmt: skip


def heavy_judgements(study: Study) -> Iterator[Finding]:
    """Capital costs that are assumed and large, with no state, policy or range that moves them."""
    total = float((study.projects["capex"] * study.projects["limit"]).sum())
    moved = carried(study)["projects", "capex"]
    alike: dict[float, list[str]] = defaultdict(list)
    for row, (key, record) in enumerate(records(study, "projects")):
        heavy = record["capex"] * record["limit"] > HEAVY * total
        if heavy and read_from(record, "capex") == "assumed" and row not in moved:
            alike[float(record["capex"])].append(key)
    for capex, keys in alike.items():
        each = " each" if len(keys) > 1 else ""
        yield Finding("a heavy judgement", "projects", tuple(keys), "capex", f"{capex:.4g}{each}, assumed, {capex / total:.0%} of all capital on offer{each}", "a figure of the plant's own, or low and high")  # fmt: skip


def capital_by_analogy(study: Study) -> Iterator[Finding]:
    """Capital costs that are assumed from another plant's or as a part of a group's: all of them, and their share."""
    total = float((study.projects["capex"] * study.projects["limit"]).sum())
    alike = [
        (key, record["capex"] * record["limit"])
        for key, record in records(study, "projects")
        if record["capex"] * record["limit"] > 0
        and read_from(record, "capex") == "assumed"
        and re.search(ANALOGY, str(record["note"]))
    ]
    if alike:
        share = sum(capex for _, capex in alike) / total
        yield Finding("capital by analogy", "projects", tuple(key for key, _ in alike), "capex", f"{share:.0%} of all capital, from another plant's or as a part of a group's", "a figure of the plant's own")  # fmt: skip


def one_sum_in_several(study: Study) -> Iterator[Finding]:
    """Projects of one document that name the same sum and whose capital adds up to more than it."""
    home = ("", study.settings.currency)
    groups: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    most: dict[tuple[str, str], float] = {}
    for key, record in records(study, "projects"):
        if record["source"] in ("", "assumed") or record["currency"] not in home:
            continue
        for match in re.finditer(_SUM, claimed(str(record["note"]))):
            named = (str(record["source"]), match[0])
            ends = [(match[1], match[2]), *([(match[3], match[4])] if match[3] else [])]
            most[named] = max(float(n.strip(",.").replace(",", "")) * (1e3 if unit == "bn" else 1.0) for n, unit in ends)  # fmt: skip
            groups[named].append((key, record["capex"] * record["limit"]))
    for named, found in groups.items():
        total = sum(capex for _, capex in found)
        if len(found) > 1 and total > ROUNDING * most[named]:
            told = f"{named[1]} in each of {len(found)} notes, and capital of {total:.4g} in all"
            yield Finding("one sum in several projects", "projects", tuple(key for key, _ in found), "capex", told, "which project it pays for, or a part of it in each")  # fmt: skip
