"""What a document says of itself: title, outlet, agency, address, date."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise

from offtake.evidence.document import Heading
from offtake.evidence.opening.blocks import Page
from offtake.evidence.opening.cleaning import Paragraph
from offtake.evidence.reading.dates.calendar import Calendar, first_day
from offtake.evidence.reading.language.holding import holds_one

LONGEST_TITLE = 160
TOP = 6
"""Paragraphs at the top among which a text's title and date stand."""
MOST = 50
"""Entries of a list of JSON-LD that are looked at."""
_AGENCY = re.compile(
    r"^(?:[A-ZÄÖÜ][A-ZÄÖÜa-zäöüß .,/]{2,40})?\(([A-Z][\w&.\- ]{1,30})\)(?: ?[-–—:]| [A-Z])"
)
_MASTHEAD = re.compile(
    r"(?:[A-ZÄÖÜÉ][\w&.'’-]* (?:(?:of|und|de|et|&) )?){1,5}(?:Bulletin|Chronicle|Courier|Daily|Gazette|Herald|Journal|Magazine|Mail|Monitor|News|Newswire|Observer|Post|Press|Review|Standard|Telegraph|Times|Tribune|Weekly|Wire|Allgemeine|Anzeiger|Blatt|Kurier|Nachrichten|Presse|Rundschau|Tageblatt|Zeitung|Courrier|Dépêche|Échos|Gazette|Presse)"
)
"""A line that is the name of a paper, in capitals throughout: "Baltic Business Daily"."""
_SIGNED = re.compile(r"^(?:published|updated|posted|date|datum|veröffentlicht|stand|publié|mis à jour|last updated|dernière modification)\b ?(?:on|am|le)? ?[:–-]? ?(.{6,90})$", re.IGNORECASE)  # fmt: skip
_NEWER = re.compile(r"(?:last )?(?:updated|modified)\b|stand\b|zuletzt|aktualisiert|mis à jour|dernière modification", re.IGNORECASE)  # fmt: skip
"""What stands before the day on which a text was changed."""
_ISSUED = re.compile(
    r"\b(?:first )?(?:published|posted|veröffentlicht|erschienen|publié)\b", re.IGNORECASE
)
_NEAR = (8, 12)
"""Blocks above and below a page's title among which its date stands."""
_LABEL = re.compile(
    r"(?:published|date|veröffentlicht|datum|publié)(?: on| am| le)? ?:?", re.IGNORECASE
)
"""A line that names what the next holds: "Published", then "11 June 2025"."""
_ARTICLE = re.compile(r"Article|Report|BlogPosting|WebPage")


def heading_of_page(page: Page, kept: Sequence[Paragraph], calendar: Calendar) -> Heading:
    """From JSON-LD, then `meta`, then `time`, then the text."""
    data = _article_data(page)
    meta = page.meta
    title = (
        str(data.get("headline") or "")
        or meta.get("og:title", "")
        or _first_heading(page)
        or page.title
    )
    outlet = (
        _name(data.get("publisher"))
        or meta.get("og:site_name", "")
        or _after_dash(page.title, title)
    )
    dates = [
        (_day(str(data.get("datePublished") or ""), calendar), "json-ld"),
        (_day(_first(meta, "article:published_time", "date", "dc.date", "pubdate", "datepublished", "publish-date"), calendar) or _meta_day(meta, calendar), "meta"),
        (next((d for t in page.times if (d := _day(t, calendar))), ""), "time"),
        (_text_date(kept, calendar) or _text_date(_near_title(page), calendar), "text"),
    ]  # fmt: skip
    published, basis, doubt = _settled(dates)
    url = meta.get("canonical") or meta.get("og:url", "")
    return Heading(_clean(title), _clean(outlet), _agency(kept), url, published, basis, doubt)


def authors_of(page: Page) -> list[str]:
    """The people who wrote it, by the page's data; a body that published it is none."""
    told = _article_data(page).get("author")
    every = told[:MOST] if isinstance(told, list) else [told]
    names = [_name(a) for a in every if isinstance(a, dict) and a.get("@type", "Person") == "Person"]  # fmt: skip
    return [name for name in names if 0 < len(name) <= 60]


def heading_of_text(kept: Sequence[Paragraph], calendar: Calendar) -> Heading:
    """From the first paragraphs: a short one without a full stop is the title, below the name of the paper if that stands first."""
    outlet = kept[0].text if len(kept) > 2 and _MASTHEAD.fullmatch(kept[0].text) else ""
    title = next(
        (p.text for p in kept[bool(outlet):TOP] if len(p.text.split()) > 2 and len(p.text) <= LONGEST_TITLE
         and not p.cut and not re.search(r"[.!?:;,”\"]$", p.text) and not _SIGNED.match(p.text) and not (len(p.text) <= 40 and _day(p.text, calendar))),
        "",
    ) if len(kept) > 1 else ""  # fmt: skip
    published = _text_date(kept, calendar)
    return Heading(title, outlet, _agency(kept), "", published, "text" if published else "")


def _settled(dates: Sequence[tuple[str, str]]) -> tuple[str, str, str]:
    """The first date found, where it stands, and the first that differs from it."""
    found = [(day, basis) for day, basis in dates if day]
    if not found:
        return "", "", ""
    day, basis = found[0]
    other = next((f"{d} ({b})" for d, b in found[1:] if d != day), "")
    return day, basis, other


def _article_data(page: Page) -> dict[str, object]:
    """The first article in the page's JSON-LD; {} where there is none or it cannot be read."""
    for text in page.data:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        todo = [found]
        for entry in todo:  # grows by what lists and graphs hold
            if isinstance(entry, list):
                todo += entry[:MOST]
            elif isinstance(entry, dict) and isinstance(entry.get("@graph"), list):
                todo += entry["@graph"][:MOST]
        for entry in todo:
            if isinstance(entry, dict) and _ARTICLE.search(str(entry.get("@type", ""))):
                return entry
    return {}


def _name(value: object) -> str:
    return str(value.get("name") or "") if isinstance(value, dict) else ""


def _first(meta: dict[str, str], *names: str) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _is_of_change(text: str) -> bool:
    return bool(_NEWER.match(text)) and not _ISSUED.search(text)


def _near_title(page: Page) -> list[Paragraph]:
    """What stands around a page's title, whether or not it is kept: pages set the date in a line of its own."""
    at = next((k for k, b in enumerate(page.blocks) if b.tag == "h1" and b.cut != "hidden"), -1)
    if at < 0:
        return []
    above, below = _NEAR
    around = [*page.blocks[at + 1 : at + below], *reversed(page.blocks[max(0, at - above) : at])]
    dates = [
        Paragraph(b.start, b.end, b.text)
        for b in around
        if b.cut not in _NEVER
        and not b.linked
        and len(b.text) <= 120
        and re.search(r"\b(?:19|20)\d\d\b", b.text)
    ]
    return dates[:TOP]


_NEVER = ("hidden", "comments", "embedded", "notice")
_PUBLISHED = re.compile(r"publish(?!er)|pub-?date|\bissued\b|(?:^|[.:_-])date$")


def _meta_day(meta: dict[str, str], calendar: Calendar) -> str:
    """The day in whatever entry says when a page was published, by its name."""
    return next((day for name, value in meta.items() if _PUBLISHED.search(name) and (day := _day(value, calendar))), "")  # fmt: skip


def _first_heading(page: Page) -> str:
    return next((b.text for b in page.blocks if b.tag == "h1" and not b.cut), "")


def _after_dash(whole: str, title: str) -> str:
    """The outlet where a page's title reads "title | outlet"."""
    parts = re.split(r" [|–—-] ", whole)
    return parts[-1] if len(parts) > 1 and parts[-1] != title and len(parts[-1]) <= 40 else ""


def _day(text: str, calendar: Calendar) -> str:
    return first_day(text, calendar) if text else ""


_DATELINE = re.compile(
    r"[A-ZÄÖÜÉÈ][A-ZÄÖÜÉÈa-zäöüéè .,/'-]{2,50}?,? (?P<day>[^–—]{5,40}?)(?: ?\([\w .&-]{2,30}\))? ?[–—-] "
)
_DASHES = ("– ", "— ", "- ")
"""One of these ends a dateline."""


def _text_date(kept: Sequence[Paragraph], calendar: Calendar) -> str:
    """A date that stands by itself, after a word such as Published, in a byline, or in a dateline, at the top; that of a change is the last to be taken."""
    top = [p.text for p in kept[:TOP]]
    for text in [*(t for t in top if not _is_of_change(t)), *(t for t in top if _is_of_change(t))]:
        issued = _ISSUED.search(text) if len(text) <= 120 else None
        text = text[issued.start() :] if issued else text
        signed = _SIGNED.match(text)
        line = _DATELINE.match(text) if holds_one(text, _DASHES) else None
        part = (
            signed[1]
            if signed
            else line[0]
            if line
            else text
            if len(text) <= 90 and not re.search(r"[.!?]$", text)
            else ""
        )
        if day := _day(part, calendar):
            return day
    labelled = next((other.text for one, other in pairwise(kept[: 2 * TOP]) if _LABEL.fullmatch(one.text)), "")  # fmt: skip
    return _day(labelled, calendar) if len(labelled) <= 40 else ""


def _agency(kept: Sequence[Paragraph]) -> str:
    for paragraph in kept[:TOP]:
        if found := _AGENCY.match(paragraph.text):
            return found[1].strip()
    return ""


def _clean(text: str) -> str:
    return " ".join(text.split())[:300]
