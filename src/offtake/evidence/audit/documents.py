"""Documents: one behind many figures, one under two names, grades that their own description contradicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from offtake.evidence.audit.finding import Finding, named_in, read_from, records
from offtake.evidence.reference.states import PUBLISHER
from offtake.study.provenance.dates import earliest_day
from offtake.study.provenance.sources import provenance
from offtake.study.study import Study

MANY = 12  # figures
SHARE = 0.05  # of the sourced ones
# graded A or B though it describes itself as second hand: indirect is C
SECOND_HAND = (
    r"machine translation|[Mm]achine.translated|translated by (?:a )?machine|\bcopy\b|\(mirror\)|\bmirror of|JSON mirror|\brepost|reprint|rewrite|[Aa]ggregat|syndicated"
    r"|[Dd]igest|\b[Ff]orum\b|\bblog\b|\bquoted\b|\bquoting\b|transcribed|\bOCR\b|translation of"
)
STATE_OUTLETS = (
    r"(?i:\b(?:TASS|News-Pravda|Pravda-EN|Sputnik|RIA Novosti|Xinhua|CGTN|Press ?TV)\b)|\bRT\b"
)
STATE_ADDRESSES = r"(?:^|\.)(?:tass|ria|rt|sputnik\w*|news-pravda|xinhuanet|cgtn|presstv)\.\w+$"
MIRRORS = r"salvatore\.rest$|(?:^|\.)mirror\.|(?:^|\.)proxy\."
_STOP = {"the", "and", "of", "for", "to", "a", "in", "on", "via", "copy", "com"}


def one_behind_many(study: Study) -> Iterator[Finding]:
    """Documents that carry many figures, and those from which several stages of one firm have one number."""
    figures = provenance(study)
    sourced = figures[figures["status"] == "sourced"]
    for source, own in sourced.groupby("source", sort=True):
        if len(own) >= MANY and len(own) >= SHARE * len(sourced):
            tables = ", ".join(dict.fromkeys(own["table"]))
            yield Finding("one document behind many figures", "sources", (str(source),), "", f"{len(own)} of {len(sourced)} sourced figures ({tables})", "a second document for those that matter")  # fmt: skip
    stages: dict[tuple[str, str, float], list[tuple[str, str]]] = defaultdict(list)
    for key, record in records(study, "lines"):
        if record["capacity"] > 0 and record["source"] not in ("", "assumed"):
            stages[record["source"], record["producer"], record["capacity"]].append((key, record["product"]))  # fmt: skip
    for (source, producer, capacity), found in stages.items():
        if len({product for _, product in found}) > 1:
            yield Finding("one number for several stages", "lines", tuple(key for key, _ in found), "capacity", f"{capacity:g} at every stage of {producer}, from {source}", "which stage the document speaks of; mark the others assumed")  # fmt: skip


def under_two_names(study: Study) -> Iterator[Finding]:
    """Sources with one address, or one publisher and nearly one title; but for reference classes, of which each is its own."""
    seen: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    words: list[tuple[str, str, set[str], set[str]]] = []
    for key, record in records(study, "sources"):
        address = re.sub(r"[?#].*$", "", str(record["address"])).rstrip("/").lower()
        if address and address in seen:
            told.add((seen[address], key))
            yield _twice(seen[address], key, "one address")
        elif address:
            seen[address] = key
        publisher, title = _words(record["publisher"]), _words(record["title"])
        for other, day, theirs, named in words:
            if record["publisher"] == PUBLISHER:
                break
            alike = len(title & named) / max(len(title | named), 1)
            near = bool(publisher & theirs) or str(record["date"])[:7] == day[:7]
            if alike >= 0.6 and near and (other, key) not in told:
                yield _twice(other, key, "nearly one title")
        words.append((key, str(record["date"]), publisher, title))


def _twice(first: str, second: str, why: str) -> Finding:
    return Finding("one document under two names", "sources", (first, second), "", why, "one row; two names count one document twice")  # fmt: skip


def _words(text: object) -> set[str]:
    return set(re.findall(r"\w+", str(text).lower())) - _STOP


def grades(study: Study) -> Iterator[Finding]:
    """Sources graded established or official that describe themselves as second hand, or have no address."""
    for key, record in records(study, "sources"):
        told = f"{record['publisher']} {record['title']} {record['note']}"
        at = re.search(STATE_ADDRESSES, urlsplit(str(record["address"])).netloc)
        if record["grade"] in ("A", "B"):
            for pattern, what in ((SECOND_HAND, "second hand"), (STATE_OUTLETS, "a state outlet")):
                if match := re.search(pattern, told):
                    yield Finding("grade against the description", "sources", (key,), "grade", f"graded {record['grade']}, and described as {what} ({match[0]})", "the document itself, or grade C")  # fmt: skip
                    break
            else:
                if at:
                    yield Finding("grade against the description", "sources", (key,), "grade", f"graded {record['grade']}, and at the address of a state outlet ({at[0].lstrip('.')})", "the document itself, or grade C")  # fmt: skip
        if not str(record["address"]):
            yield Finding("no address", "sources", (key,), "address", "cannot be looked up", "where it can be read")  # fmt: skip
        elif re.search(MIRRORS, urlsplit(str(record["address"])).netloc):
            yield Finding("address of a mirror", "sources", (key,), "address", urlsplit(str(record["address"])).netloc, "the publisher's own address")  # fmt: skip


def undated(study: Study) -> Iterator[Finding]:
    """Sources of figures, in a study with a cut_off, whose date says no day: nothing can tell whether they were known."""
    if study.settings.cut_off is None:
        return
    figures = provenance(study)
    used = set(figures.loc[figures["table"] != "history", "source"])
    for key, record in records(study, "sources"):
        if record["source"] in used and earliest_day(str(record["date"])) is None:
            yield Finding("no date beside a cut-off", "sources", (key,), "date", f"{record['date'] or 'no date'}: it cannot be held against cut_off, {study.settings.cut_off}", "when it was published")  # fmt: skip


def weaker_than_the_other_end(study: Study) -> Iterator[Finding]:
    """Figures from an indirect document whose note names a better one that says otherwise."""
    grade = dict(zip(study.sources["source"], study.sources["grade"], strict=True))
    for name in ("recipes", "lines", "projects", "prices", "orders", "pledges"):
        for key, record in records(study, name):
            own = grade.get(record["source"], "")
            if own not in ("C", "D"):
                continue
            if cited := named_in(str(record["note"]), (w for w, its in grade.items() if its < own)):
                yield Finding("a better document beside it", name, (key,), "", f"rests on {record['source']}, graded {own}; {', '.join(cited)} {'is' if len(cited) == 1 else 'are'} better", "the better one as base, this one as the other end")  # fmt: skip


def judged_though_published(study: Study) -> Iterator[Finding]:
    """Figures of a kind that offices publish, taken as judgements."""
    for name, column, office in (("exchange_rates", "rate", "a central bank"), ("deflators", "index", "a statistical office"), ("pledges", "gdp", "a statistical office"), ("pledges", "equipment_share", "the alliance's yearly tables")):  # fmt: skip
        keys = [
            key for key, record in records(study, name) if read_from(record, column) == "assumed"
        ]
        if keys:
            yield Finding("a judgement though it is published", name, tuple(keys), column, f"{len(keys)} of {len(study.tables[name])} row{'' if len(study.tables[name]) == 1 else 's'} assumed", f"the figure of {office}")  # fmt: skip
