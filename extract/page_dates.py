"""Publication dates as pages, feeds and addresses write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import dateparser  # type: ignore[import-untyped]

_BARE = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_HALF_DAY = re.compile(r"\s+([ap])\.?\s?m\b\.?", re.IGNORECASE)
_WORD = r"[^\W\d_]{3,10}\.?"
_ZONE = r"(?:\s*\(?(?:GMT|UTC|C?E[SD]?T)\b[-+\d:]*\)?)?"
_TIME = rf"(?:[\s,–—|-]*(?:a las\s+)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?\s?m\b\.?)?{_ZONE})?"
_IN_TEXT = re.compile(
    rf"\b\d{{1,2}}(?:º|st|nd|rd|th)?\s+(?:de\s+|of\s+)?{_WORD},?\s+(?:de\s+|del\s+)?\d{{4}}\b{_TIME}"
    rf"|\b{_WORD}\s+\d{{1,2}}(?:º|st|nd|rd|th)?,?\s+(?:de\s+|del\s+)?\d{{4}}\b{_TIME}"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b{_TIME}|\b\d{{4}}-\d{{2}}-\d{{2}}\b{_TIME}",
    re.IGNORECASE,
)
_FIRST_YEAR = 1995
_FUTURE_BY = timedelta(hours=12)


def to_iso(value: str, timezone: str, language: str | None = None) -> str | None:
    """``value`` as ISO 8601: an instant in UTC to the second ("2025-03-24T14:00:00Z"), or a bare date where it has no
    time. A time without offset is taken in ``timezone``. ISO, RFC 2822, Unix time, and dates in words of English and
    Spanish are understood; ``language`` ("es", "en") settles 05/03/2026. None for what is no date."""
    value = " ".join(value.replace("&#x2B;", "+").split())
    if _BARE.fullmatch(value):
        return _bare(value)
    if re.fullmatch(r"\d{10}(?:\d{3})?", value):
        return _utc(datetime.fromtimestamp(int(value[:10]), UTC), timezone)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _utc(read(value), timezone)
        except (ValueError, TypeError, OverflowError):
            continue
    return _from_words(value, timezone, language)


def find_date_text(text: str, timezone: str, language: str | None = None) -> str | None:
    """The first date written in ``text`` (a dateline, a byline), as ``to_iso`` gives it."""
    for match in _IN_TEXT.finditer(" ".join(text.split())):
        if found := to_iso(match.group(), timezone, language):
            return found
    return None


def doubt(value: str, fetched: str | None) -> str | None:
    """What is impossible about a publication date, as a sentence; None where nothing is. ``fetched`` is when the page
    was captured: half a day later is allowed for clocks and time zones, more is the future."""
    moment = _moment(value)
    if moment.year < _FIRST_YEAR:
        return f"impossible date {value}: before there were news sites"
    if fetched and moment > _moment(fetched) + _FUTURE_BY:
        return f"impossible date {value}: later than the capture of {fetched}"
    return None


def _from_words(value: str, timezone: str, language: str | None) -> str | None:
    matched = _IN_TEXT.search(value)
    if not matched:
        return None
    settings = {
        "DATE_ORDER": "MDY" if language == "en" else "DMY",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
    }
    words = _HALF_DAY.sub(r" \1m", matched.group().replace(" a las ", " "))
    found = dateparser.parse(words, languages=["es", "en"], settings=settings)
    if found is None:
        return None
    return _utc(found, timezone) if ":" in matched.group() else found.date().isoformat()


def _utc(moment: datetime, timezone: str) -> str:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _bare(value: str) -> str | None:
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        return None


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
