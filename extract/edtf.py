"""Dates as EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/): the subset that articles need.

A year ("2021"), a decade ("199X"), a season ("2021-22", 21 spring to 24 winter), a month ("2025-01"), a day
("2025-04-24"), each with an optional qualifier ("~" about, "?" uncertain, "%" both), and intervals of two of them,
open on either side with ".." ("2025-01/2025-03", "2021-07-11/.."). Days are those of the Gregorian calendar, years 1
to 9999.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["decade", "year", "season", "month", "day", "interval"]

_POINT = re.compile(
    r"(?:(?P<decade>\d{3})X|(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?)(?P<qualifier>[~?%]?)", re.ASCII
)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """What an EDTF text covers: its first and last day (``date.min`` / ``date.max`` where open), its precision and its
    qualifier ("" where there is none; an interval has the qualifier of either end)."""

    first: date
    last: date
    grain: Grain
    qualifier: str = ""


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or that month's last day where it is shorter. Raises ValueError or OverflowError
    outside the years 1 to 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _season(year: int, code: int) -> tuple[date, date]:
    """Northern seasons of whole months; winter begins in December of its year."""
    first = date(year, _SEASONS[code], 1)
    return first, add_months(first, 3) - timedelta(days=1)


def _point(text: str) -> Period:
    m = _POINT.fullmatch(text)
    if not m:
        raise ValueError(f"not an EDTF date: {text!r}")
    qualifier = m["qualifier"]
    if m["decade"]:
        start = int(m["decade"]) * 10
        return Period(date(max(start, 1), 1, 1), date(start + 9, 12, 31), "decade", qualifier)
    year, month, day = int(m["year"]), m["month"], m["day"]
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), "year", qualifier)
    if int(month) in _SEASONS and day is None:
        return Period(*_season(year, int(month)), "season", qualifier)
    if day is None:
        return Period(date(year, int(month), 1), month_end(year, int(month)), "month", qualifier)
    exact = date(year, int(month), int(day))
    return Period(exact, exact, "day", qualifier)


def parse(text: str) -> Period:
    """The period that ``text`` stands for. Raises ValueError where it is not EDTF of the subset above."""
    try:
        start, slash, end = text.partition("/")
        if not slash:
            return _point(text)
        if start == end == "..":
            raise ValueError(f"an interval open on both sides says nothing: {text!r}")
        a = _point(start) if start != ".." else None
        b = _point(end) if end != ".." else None
    except (OverflowError, ValueError) as error:
        raise ValueError(f"not an EDTF date: {text!r}") from error
    first, last = a.first if a else date.min, b.last if b else date.max
    if first > last:
        raise ValueError(f"the interval ends before it begins: {text!r}")
    return Period(first, last, "interval", (a and a.qualifier) or (b and b.qualifier) or "")


def is_valid(text: str) -> bool:
    """Whether ``text`` is EDTF of the subset above."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def bounds(text: str) -> tuple[date, date]:
    """First and last day that ``text`` covers, ``date.min`` or ``date.max`` where it is open. Raises ValueError."""
    period = parse(text)
    return period.first, period.last


def grain(text: str) -> Grain:
    """How precise ``text`` is. Raises ValueError."""
    return parse(text).grain


def contains(a: str, b: str) -> bool:
    """Whether all days of ``b`` lie within ``a``; qualifiers do not matter. Raises ValueError."""
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    return a_first <= b_first and b_last <= a_last


def overlaps(a: str, b: str) -> bool:
    """Whether ``a`` and ``b`` share a day. Raises ValueError."""
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    return a_first <= b_last and b_first <= a_last


def of_month(day: date) -> str:
    """The month of ``day``."""
    return f"{day.year:04d}-{day.month:02d}"


def of_year(day: date) -> str:
    """The year of ``day``."""
    return f"{day.year:04d}"


def interval(first: str, last: str) -> str:
    """The interval from ``first`` to ``last``, each of any precision; the one itself where both are the same."""
    return first if first == last else f"{first}/{last}"
