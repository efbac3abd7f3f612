"""The labelled sentences as data, and what the rules find in them.

quantities   bound value..high unit/per kind; ...    "- kind" for a claim without a figure
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from offtake.evidence.claim import Claim
from offtake.evidence.document import Document, Heading, Piece
from offtake.evidence.opening.typography import plain
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.reading.sentences import sentences_of
from offtake.evidence.rules.rules import rules

DATA = Path(__file__).parent / "data"
_LABEL = re.compile(r"(?P<bound>~|<=|<|>=|>)?(?P<low>\d+(?:\.\d+)?(?:e\d+)?)(?P<range>\.\.(?P<high>\d+(?:\.\d+)?(?:e\d+)?)?)? ?(?P<unit>[^\s/]*)(?:/(?P<per>\w+))? (?P<kind>\w+)")  # fmt: skip


SIDES = {"<": -1, "<=": -1, ">": 1, ">=": 1}
"""On which side of its figure a limit leaves what is meant."""


@dataclass(frozen=True)
class Label:
    """A quantity as it was labelled."""

    value: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str
    per: str
    kind: str


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence, or a few that belong together."""

    id: str
    language: str
    published: str
    text: str
    labels: tuple[Label, ...]
    kinds: tuple[str, ...]
    """Kinds of claims without a figure."""
    speakers: tuple[str, ...]
    dates: tuple[str, ...]


ENGLISH = {
    ("de", "batterien"): "batteries", ("de", "busse"): "buses", ("de", "motoren"): "engines", ("de", "patienten"): "patients",
    ("de", "schiffe"): "ships", ("de", "toten"): "deaths", ("de", "waggons"): "wagons", ("de", "wohnungen"): "homes", ("de", "züge"): "trains",
    ("fr", "avions"): "aircraft", ("fr", "frégates"): "frigates", ("fr", "logements"): "homes", ("fr", "moteurs"): "engines",
    ("fr", "navires"): "ships", ("fr", "voyageurs"): "passengers", ("fr", "rames"): "trains", ("fr", "flacons"): "vials",
    ("de", "projectiles"): "shells", ("fr", "trainsets"): "trains", ("de", "trainsets"): "trains", ("fr", "companies"): "firms", ("de", "companies"): "firms",
    ("de", "ampullen"): "vials", ("de", "fachkräfte"): "specialists", ("de", "pflegekräfte"): "nurses",
}  # fmt: skip
"""Units of the first sets were labelled in the sentence's own words, later ones in English, where two words may be right."""

MEASURES = {
    "kilometres": "km", "kilograms": "kg", "metres": "m", "megawatts": "MW", "gigawatts": "GW", "kilowatts": "kW",
    "gigawatt-hours": "GWh", "terawatt-hours": "TWh", "megawatt-hours": "MWh",
}  # fmt: skip
"""Words and signs of one unit, of which a label and a claim may have either."""


def sentences(name: str) -> list[Sentence]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [_sentence(row) for row in csv.DictReader(file)]


def _sentence(row: dict[str, str]) -> Sentence:
    parts = [part.strip() for part in row["quantities"].split(";") if part.strip()]
    labels = tuple(label_of(part, row["language"]) for part in parts if not part.startswith("-"))
    speakers = tuple(s.strip() for s in row["speaker"].split("&") if s.strip())
    return Sentence(row["id"], row["language"], row["published"], row["text"], labels,
                    tuple(p[2:] for p in parts if p.startswith("-")), speakers, tuple(d for d in row["meant"].split(";") if d))  # fmt: skip


def label_of(text: str, language: str) -> Label:
    """A quantity as the table of labels writes it."""
    found = _LABEL.fullmatch(text)
    assert found is not None, text
    low = float(found["low"])
    unit = ENGLISH.get((language, found["unit"]), MEASURES.get(found["unit"], found["unit"]))
    if found["range"]:
        high = float(found["high"]) if found["high"] else None
        return Label(None, low, high, "", unit, found["per"] or "", found["kind"])
    return Label(low, None, None, found["bound"] or "=", unit, found["per"] or "", found["kind"])


def document(text: str, language: str = "en", published: str = "", name: str = "0") -> Document:
    """A document of one paragraph a line."""
    pieces, at = [], 0
    for line in text.split("\n"):
        pieces.append(Piece(at, at + len(line), at, at + len(line)))
        at += len(line) + 1
    return Document(name * 64, "file.txt", "text", "utf-8", Heading(published=published), language, True, "", text, tuple(pieces))  # fmt: skip


def claims_of(text: str, language: str = "en", published: str = "2025-11-07") -> list[Claim]:
    return claims_in(document(text, language, published), rules())


def figures_are(
    text: str, wanted: str, language: str = "en", published: str = "2025-11-07"
) -> None:
    """That a text has these figures, in this order, and no other: "40..60 wagons/month ; <=4e7 EUR"."""
    text = text[0].upper() + text[1:]
    found = [c for c in claims_of(plain(text), language, published) if c.words]
    labels = [label_of(f"{part.strip()} statement", language) for part in wanted.split(";") if part.strip()]  # fmt: skip
    told = [(c.bound, c.value, c.low, c.high, c.unit, c.per) for c in found]
    assert len(found) == len(labels), (text, wanted, told)
    assert all(same(c, label) for c, label in zip(found, labels, strict=True)), (text, wanted, told)


def same(claim: Claim, label: Label) -> bool:
    """Whether a claim has the figure of a label: value or ends to a thousandth (shares to three places, as they are labelled), unit, per; what is a limit is no exact figure.

    The least that a vague word says ("dozens": 24) is a range without an upper end here as there.  Where the noun stands
    with another figure of the sentence, that noun and an open unit are both right, and so are the rate that stands with it and none.  The manual's scores up to the seventeenth leave limits out.
    """
    pairs = zip(_ends(claim), _ends(label), strict=True)
    close = all(a is b or (a is not None and b is not None and abs(a - b) <= (5e-4 if label.unit == "share" and b >= 0.01 else 1e-3 * max(abs(a), abs(b)))) for a, b in pairs)  # fmt: skip
    limit = _ends(claim)[0] is None or SIDES.get(claim.bound) == SIDES.get(label.bound)
    left_out = not label.unit and "unit" in claim.unresolved
    unit = MEASURES.get(claim.unit, claim.unit) == label.unit or left_out
    per = claim.per == label.per or (left_out and not label.per)
    return close and limit and unit and per


def _ends(said: Claim | Label) -> tuple[float | None, float | None, float | None]:
    """Value and ends; "at least 24" and "24 or more", as of dozens, are the same."""
    if said.value is not None and said.bound == ">=":
        return None, said.value, None
    return said.value, said.low, said.high


def score(found: list[Sentence]) -> Counter[str]:
    """Counts: right, wrong, missed quantities; kinds and speakers right and in all; dates."""
    count: Counter[str] = Counter()
    calendar = Calendar(rules())
    for sentence in found:
        claims = claims_of(sentence.text, sentence.language, sentence.published)
        left = list(sentence.labels)
        for claim in claims:
            if not claim.words:
                continue
            label = next((label for label in left if same(claim, label)), None)
            if label is None:
                count["wrong"] += 1
                continue
            left.remove(label)
            count["right"] += 1
            count[f"right {sentence.language}"] += 1
            count["kinds"] += 1
            count["kinds right"] += claim.kind == label.kind
            count[f"kind {label.kind}"] += 1
            count[f"kind {label.kind} right"] += claim.kind == label.kind
        count["missed"] += len(left)
        count["labels"] += len(sentence.labels)
        count[f"labels {sentence.language}"] += len(sentence.labels)
        for kind in sentence.kinds:
            count["kinds"] += 1
            count["kinds right"] += kind in [c.kind for c in claims]
        _speakers(sentence, claims, count)
        _dates(sentence, calendar, count)
    return count


def _speakers(sentence: Sentence, claims: list[Claim], count: Counter[str]) -> None:
    quoted = any(mark in sentence.text for mark in '“„«"')
    if not quoted and not sentence.speakers:
        return
    found = {_plain(c.speaker) for c in claims if c.speaker}
    wanted = {_plain(s) for s in sentence.speakers}
    together = {_plain(" and ".join(sentence.speakers))}
    which = "quotations" if quoted else "reported"
    count[which] += 1
    count[f"{which} right"] += found in (wanted, together)


def _dates(sentence: Sentence, calendar: Calendar, count: Counter[str]) -> None:
    got = [
        when.text
        for start, end in sentences_of(sentence.text)
        for when in calendar.in_sentence(
            sentence.text[start:end], sentence.language, sentence.published
        )
    ]
    forms = [_forms(when) for when in got]
    count["dates right"] += sum(any(date in form for form in forms) for date in sentence.dates)
    count["dates wrong"] += sum(form.isdisjoint(sentence.dates) for form in forms)
    count["dates"] += len(sentence.dates)


def _forms(when: str) -> set[str]:
    """A date as read, and as labels write it, which write years, quarters, months and days alone: of the end of 2026 the year."""
    made = {when, *when.split("/")}
    for one in list(made):
        found = re.search(r"\d{4}(?:-\d\d)?(?!\d)", one)
        if re.match(r"(?:early|mid|late|spring|summer|autumn|winter|FY)", one) or one.endswith(("-H1", "-H2")):  # fmt: skip
            made.add(found[0] if found else one)
        if re.fullmatch(r"\d{4}-12-31", one):
            made.add(one[:4])
        if re.fullmatch(r"\d{4}-\d\d-(?:28|29|30|31)", one):
            made.add(one[:7])
    if re.fullmatch(r"(\d{4})-\d\d/\1-\d\d", when):
        made.add(when[:4])
    return made


def _plain(name: str) -> str:
    """A name without its article, the legal form of a firm, and letters in brackets."""
    name = re.sub(r"^(?:the|a|an) | \([A-Za-z]+\)$", "", name.lower())
    return re.sub(r"(?:,? (?:inc|co|corp|ltd|plc|ag|se))+\.?$", "", name)
