"""What the words of a date say: one reader a form, which gives the interval and how it is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from offtake.evidence.reading.dates.words import Words
from offtake.evidence.reading.language.numerals import numerals


def iso(year: int, month: int, day: int) -> str:
    """A day in ISO 8601, '' where there is none such."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


Said = tuple[str, str] | None
"""The interval ('' where it cannot be resolved) and its basis; None where this is no date."""
Groups = dict[str, str]
Ahead = Callable[..., bool]
"""Whether the sentence looks ahead; where no verb says so, what is given (False)."""


def _month(words: Words, text: str) -> int:
    return words.months[text.lower().rstrip(".")]


def _near_year(month: int, day: int, today: date) -> int:
    """The year that puts a day without a year nearest to today."""

    def away(year: int) -> int:
        try:
            return abs((date(year, month, day) - today).days)
        except ValueError:
            return 10**6

    return min((today.year - 1, today.year, today.year + 1), key=away)


def _year_of(month: int, day: int, ahead: Ahead, today: date, w: Words) -> int:
    """The nearest year of a day without one, but no day ahead in what was, nor one past in what will be."""
    year = _near_year(month, day, today)
    if w.language == "en":
        return year
    passed = (month, day) < (today.month, today.day) if year == today.year else year < today.year
    if not passed and not ahead(True):
        return year - ((year, month, day) > (today.year, today.month, today.day))
    return year + (passed and ahead())


def _whole(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if "iso" in g:
        return g["iso"].replace(g["is"], "-"), "stated"
    if "two1" in g:
        month, days = _month(w, g["twom"]), (int(g["two1"]), int(g["two2"]))
        year = (
            int(g["twoy"]) if "twoy" in g else (_near_year(month, days[0], today) if today else 0)
        )
        first, last = (iso(year, month, d) if year else "" for d in days)
        return (
            f"{first}/{last}" if first and last else ""
        ), "stated" if "twoy" in g else "resolved"
    if "n1" in g:
        one, two, year = int(g["n1"]), int(g["n2"]), int(g["n3"])
        year += 2000 if year < 100 else 0
        if g["ns"] == "/" and w.language == "en" and one <= 12 and two <= 12 and one != two:
            return "", "unresolved"
        day, month = (two, one) if two > 12 else (one, two)
        if day > 31 or not 0 < month <= 12 or not day:
            return None
        return (iso(year, month, day) or ""), "stated"
    name, number, own = ("dm", "dd", "dy") if "dm" in g else ("mm", "md", "my")
    month, day = _month(w, g[name]), int(g[number])
    if day > 31 or day == 0:
        return None
    if own in g:
        return iso(int(g[own]), month, day), "stated"
    return (iso(_year_of(month, day, ahead, today, w), month, day) if today else ""), "resolved"


def _fiscal(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    year = int(g["fy"])
    return f"FY{year + 2000 if year < 100 else year}", "stated"


def _decade(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if "decade" in g:
        return f"{g['decade']}s", "stated"
    return (f"{today.year // 10 * 10 + 9}-12-31" if today else ""), "resolved"


def _quarter(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    number = int(g.get("q2") or g.get("q3") or 0) or _ordinal(w, g["q"])
    year = g.get("qy") or g.get("q2y") or g.get("q3y")
    if year:
        return f"{year}-Q{number}", "stated"
    if today is None:
        return "", "unresolved"
    if "qn" in g:
        return f"{today.year + w.relation(g['qn'])}-Q{number}", "resolved"
    if g.get("q", "").lower() == "last":  # the one before this, not the fourth
        at = today.year * 4 + (today.month - 1) // 3 - 1
        return f"{at // 4}-Q{at % 4 + 1}", "resolved"
    now = (today.month - 1) // 3 + 1
    return f"{today.year + (number < now if ahead() else -(number > now))}-Q{number}", "resolved"


def _half(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    said = g.get("h") or g.get("h3")
    number = int(g["h2"]) if "h2" in g else _ordinal(w, str(said))
    if number > 2:
        return None
    year = g.get("hy") or g.get("h2y")
    if year:
        return f"{year}-H{number}", "stated"
    if today is None:
        return "", "unresolved"
    return f"{today.year + w.relation(g.get('hn', ''))}-H{number}", "resolved"


def _ordinal(w: Words, text: str) -> int:
    return next(
        (k for pattern, k in w.quarters.items() if re.fullmatch(pattern, text, re.IGNORECASE)), 4
    )


def _end(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    year = g.get("endy")
    named = g.get("endm") or g.get("endm2")
    if year is None and today is None:
        return "", "unresolved"
    if named:
        month = _month(w, named)
        number = int(year) if year else _near_year(month, 28, today or date.min)
        last = date(number + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last.isoformat(), "stated" if year else "resolved"
    if year is None:
        year = str((today or date.min).year + w.relation(g.get("endn", "")))
        return f"{year}-12-31", "resolved"
    return f"{year}-12-31", "stated"


def _part(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    name = next(k for k, p in w.data["parts"].items() if re.fullmatch(p, g["part"], re.IGNORECASE))
    return f"{name}-{g['party']}" + (
        f"-{_month(w, g['partm']):02d}" if "partm" in g else ""
    ), "stated"


def _part_of_a_year(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if today is None:
        return "", "unresolved"
    name = next(k for k, p in w.data["parts"].items() if re.fullmatch(p, g["partr"], re.IGNORECASE))
    step = next((k for name_, k in (("next", 1), ("last", -1)) if re.search(rf"(?<!\w)(?:{w.data[name_]})", g["partw"], re.IGNORECASE)), 0)  # fmt: skip
    return f"{name}-{today.year + step}", "resolved"


def _season(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    name = next(k for k, p in w.data["seasons"].items() if re.fullmatch(p, g["sea"], re.IGNORECASE))
    return f"{name}-{g['seay']}", "stated"


def _of_year(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    return f"{g['mony']}-{_month(w, g['mon']):02d}", "stated"


def _years(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if "y3" in g:
        return f"{g['y3']}/{g['y4']}", "stated"
    last = g["y2"] if len(g["y2"]) == 4 else g["y1"][:2] + g["y2"]
    if g["y1"].endswith("99") and g["y2"] == "00":
        last = str(int(g["y1"]) + 1)  # "1999/00"
    return (f"{g['y1']}/{last}", "stated") if int(g["y1"]) < int(last) else None


def _year(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    return g["y"], "stated"


_ONE = {"en": ("a", "an"), "de": ("einem", "einer", "eine", "einen"), "fr": ("un", "une")}


def _moved(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    """So many units of time ago, or from now; "in two years" only where the sentence looks ahead."""
    kind = next(k for k in ("ago", "within", "ahead") if k in g)
    said = g[kind].lower()
    if kind == "ahead" and not ahead():
        return None
    unit = next(k for k in (3, 2, 1, 0) if re.search(rf"\b{w._units[k]}\b", said))
    known = numerals(w.language) | dict.fromkeys(_ONE[w.language], 1)
    number = next((int(t) if t.isdigit() else known[t] for t in re.findall(r"\d+|[^\W\d]+(?:-[^\W\d]+)*", said) if t.isdigit() or t in known), None)  # fmt: skip
    if today is None or number is None:
        return "", "unresolved"
    if kind != "ago" and unit < 3:
        return None  # within 18 months: a length of time, and no date that anybody named
    step = -number if kind == "ago" else number
    if unit == 3:
        return (
            f"{today.year + step}"
            if number > 1 or step > 0
            else f"{today.year - 1}-{today.month:02d}"
        ), "resolved"
    if unit == 2:
        at = today.year * 12 + today.month - 1 + step
        return f"{at // 12}-{at % 12 + 1:02d}", "resolved"
    return (today + timedelta(step * (7 if unit == 1 else 1))).isoformat(), "resolved"


def _relative(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    said = (g.get("rel") or g.get("rel2") or "").lower()
    if today is None:
        return "", "unresolved"
    step = next(
        (
            k
            for name, k in (("next", 1), ("last", -1))
            if re.search(rf"(?<!\w)(?:{w.data[name]})(?!\w)", said)
        ),
        0,
    )
    if re.search(rf"\b(?:{w.data['week']})\b", said):
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}", "resolved"
    if re.search(rf"\b(?:{w.data['month']})\b", said):
        at = today.year * 12 + today.month - 1 + step
        return f"{at // 12}-{at % 12 + 1:02d}", "resolved"
    if re.search(rf"(?:{w.data['quarter']})\b", said):
        at = today.year * 4 + (today.month - 1) // 3 + step
        return f"{at // 4}-Q{at % 4 + 1}", "resolved"
    return str(today.year + step), "resolved"


def _day_word(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    if today is None:
        return "", "unresolved"
    step = next(k for name, k in (("today", 0), ("yesterday", -1), ("tomorrow", 1)) if re.fullmatch(w.data[name], g["when"], re.IGNORECASE))  # fmt: skip
    return (today + timedelta(step)).isoformat(), "resolved"


def _weekday(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    """The last one up to the article's date; the next one where the sentence looks ahead only."""
    if today is None:
        return "", "unresolved"
    back = (today.weekday() - w.weekdays[g["wd"].lower()]) % 7
    said = f"{g.get('wdn', '')} {g.get('wdf', '')}".strip()
    forward = w.relation(said) > 0 if said else ahead("wdh" in g)
    if back == 0 and said and w.relation(said) < 0:
        back = 7  # "last Monday", on a Monday
    return (
        today + timedelta(7 - back) if forward else today - timedelta(back)
    ).isoformat(), "resolved"


def _bare(g: Groups, ahead: Ahead, w: Words, today: date | None) -> Said:
    """A month alone: the last one up to now, or the next where the sentence looks ahead only."""
    said = g["bare"].lower()
    name = next(m for m in sorted(w.months, key=len, reverse=True) if said.endswith(m))
    if today is None:
        return "", "unresolved"
    month = w.months[name]
    year = today.year + (month < today.month if ahead() else -(month > today.month))
    return f"{year}-{month:02d}", "resolved"


READERS = (
    ({"iso", "two1", "n1", "dm", "mm"}, _whole),
    ({"fy"}, _fiscal),
    ({"dec", "decade"}, _decade),
    ({"q", "q2", "q3"}, _quarter),
    ({"h", "h2", "h3"}, _half),
    ({"endw", "endw2", "endw3", "endw4"}, _end),
    ({"part"}, _part),
    ({"partr"}, _part_of_a_year),
    ({"sea"}, _season),
    ({"mon"}, _of_year),
    ({"y1", "y3"}, _years),
    ({"y"}, _year),
    ({"ago", "within", "ahead"}, _moved),
    ({"rel", "rel2"}, _relative),
    ({"when"}, _day_word),
    ({"wd"}, _weekday),
    ({"bare"}, _bare),
)
