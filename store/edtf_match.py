"""Which calendar days an EDTF date covers, and how two dates relate.

Only the forms that extraction yields (EDTF level 0 and 1, https://www.loc.gov/standards/datetime/): year, month, day,
intervals of them, open or unknown ends, and the qualifiers ``~ ? %``, which are ignored: "2024-12~" covers December.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a calendar day, beside strings that are dates
from functools import lru_cache

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_FIRST, _LAST = Day.min.toordinal(), Day.max.toordinal()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from ``first`` to ``last``, both included, as proleptic Gregorian ordinals."""

    first: int
    last: int

    def contains(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Span) -> int:
        """Days between the two, 0 where they overlap or touch."""
        return max(0, other.first - self.last, self.first - other.last)

    @property
    def days(self) -> int:
        return self.last - self.first + 1


@lru_cache(maxsize=16_384)
def span_of(edtf: str | None) -> Span | None:
    """The days that ``edtf`` covers; None where there is no date or it is none that can be placed in the calendar."""
    if not edtf:
        return None
    start, slash, end = re.sub(r"[~?%]", "", edtf).strip().partition("/")
    if not slash:
        return _point(start)
    first = _FIRST if start in ("", "..") else _bound(start, last=False)
    last = _LAST if end in ("", "..") else _bound(end, last=True)
    return Span(first, last) if first is not None and last is not None and first <= last else None


def _bound(text: str, *, last: bool) -> int | None:
    span = _point(text)
    return None if span is None else span.last if last else span.first


def _point(text: str) -> Span | None:
    match = _POINT.fullmatch(text)
    if not match:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if month is None:
            return Span(Day(year, 1, 1).toordinal(), Day(year, 12, 31).toordinal())
        if day is None:
            end = calendar.monthrange(year, int(month))[1]
            return Span(Day(year, int(month), 1).toordinal(), Day(year, int(month), end).toordinal())
        one = Day(year, int(month), int(day)).toordinal()
    except ValueError:  # a month 13, a 30th of February, the year 0: no day of any calendar
        return None
    return Span(one, one)


def day_of(instant: str | None) -> int | None:
    """The ordinal of the day of an ISO 8601 instant or date ("2025-03-24T14:00:00Z"); None where there is none."""
    span = _point((instant or "")[:10])
    return span.first if span else None
