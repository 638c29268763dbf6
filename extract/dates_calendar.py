"""Arithmetic of the calendar for reading dates: no text, no clock, days in and days or EDTF out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from extract import edtf

Lean = Literal["past", "before", "future", "after", "near", "open"]
"""Which of several candidates is meant, seen from a day: the last up to it, the last before it, the first from it on,
the first after it, the nearest, or the last up to it unless the next is much nearer."""

WEEK = timedelta(days=7)


def local_day(published: str | None, timezone: str) -> date | None:
    """The day of an instant ("2025-03-24T14:00:00Z") in a time zone, or a bare date as it is; None for what is neither.
    An instant without an offset is taken as UTC, an unknown zone as UTC."""
    if not published:
        return None
    text = published.strip()
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=ZoneInfo("UTC"))
        return instant.astimezone(_zone(timezone)).date()
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    last = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * last) // 451
    month, day = divmod(h + last - 7 * m + 114, 31)
    return date(year, month, day + 1)


def choose(days: Iterable[date | None], seen_from: date, lean: Lean) -> date | None:
    """The one of ``days`` that is meant, seen from a day; None where none fits."""
    known = sorted({d for d in days if d is not None})
    past = [d for d in known if d < seen_from or (d == seen_from and lean != "before")]
    future = [d for d in known if d > seen_from or (d == seen_from and lean != "after")]
    if lean in ("past", "before"):
        return past[-1] if past else None
    if lean in ("future", "after"):
        return future[0] if future else None
    if not past or not future:
        return past[-1] if past else future[0] if future else None
    back, ahead = seen_from - past[-1], future[0] - seen_from
    return future[0] if ahead * (1 if lean == "near" else 3) < back else past[-1]


def choose_yearless(make: Callable[[int], date | None], seen_from: date, lean: Lean) -> date | None:
    """The day that ``make`` gives for the year that is meant."""
    years = range(max(seen_from.year - 8, 1), min(seen_from.year + 8, 9999) + 1)
    return choose((make(year) for year in years), seen_from, lean)


def choose_month(month: int, seen_from: date, lean: Lean) -> date | None:
    """The first day of the month that is meant; the month of ``seen_from`` itself counts as past and as future."""
    return choose_yearless(lambda year: day_of(year, month, 1), seen_from.replace(day=1), lean)


def weekday(number: int, seen_from: date, lean: Lean) -> date | None:
    """The day of the week (0 is Monday) that is meant."""
    return choose((shifted(seen_from, days=i) for i in _weekday_offsets(number, seen_from)), seen_from, lean)


def _weekday_offsets(number: int, seen_from: date) -> list[int]:
    first = (number - seen_from.weekday()) % 7
    return [first - 14, first - 7, first, first + 7, first + 14]


def shifted(day: date, days: int = 0, months: int = 0) -> date | None:
    """``day`` moved by days and months, None beyond the calendar."""
    try:
        return edtf.add_months(day, months) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def week_of(day: date, weeks: int = 0) -> str | None:
    """The week (Monday to Sunday) of ``day``, or one some weeks from it."""
    monday = shifted(day, days=7 * weeks - day.weekday())
    sunday = monday and shifted(monday, days=6)
    return edtf.interval(monday.isoformat(), sunday.isoformat()) if monday and sunday else None


def weekend_of(day: date, weeks: int = 0) -> str | None:
    """Saturday and Sunday of the week of ``day``, or of one some weeks from it."""
    saturday = shifted(day, days=7 * weeks - day.weekday() + 5)
    sunday = saturday and shifted(saturday, days=1)
    return edtf.interval(saturday.isoformat(), sunday.isoformat()) if saturday and sunday else None


def months_of(year: int, first: int, last: int) -> str:
    """The interval of some months of a year."""
    return edtf.interval(f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}")


def moved(day: date, count: int, unit: str, *, exact: bool = False) -> str | None:
    """``count`` units from ``day``, as precise as such words are: days to the day, weeks about the day, months
    and years about the month and the year; with ``exact`` months and years, too, about the day."""
    if unit == "day":
        found = shifted(day, days=count)
        return found.isoformat() if found else None
    if unit == "week":
        found = shifted(day, days=7 * count)
        return found.isoformat() + "~" if found else None
    found = shifted(day, months=count * {"month": 1, "year": 12, "decade": 120}.get(unit, 0))
    if found is None:
        return None
    if exact:
        return found.isoformat() + "~"
    return (edtf.of_month(found) if unit == "month" else edtf.of_year(found)) + "~"
