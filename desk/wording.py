"""Puts values, dates and hedges into words, and makes text from articles safe to show."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Protocol

from extract.edtf import bounds

BOUNDS = {
    "about": "about {}",
    "at_least": "at least {}",
    "more_than": "more than {}",
    "at_most": "at most {}",
    "less_than": "less than {}",
}
UNITS = {"usd": "US$", "eur": "€"}
FRACTIONS = {
    0.5: "half",
    1 / 3: "a third",
    2 / 3: "two thirds",
    0.25: "a quarter",
    0.75: "three quarters",
    0.2: "a fifth",
}
HEDGES = {"possible": "possible", "planned": "promised or planned", "denied": "denied"}
EVENTS = {
    "arrest": "Arrest",
    "charge": "Charge",
    "trial": "Trial",
    "sentence": "Sentence",
    "imprisonment": "Imprisonment",
    "transfer": "Transfer",
    "hunger_strike": "Hunger strike",
    "assault": "Assault",
    "disappearance": "Disappearance",
    "summons": "Summons",
    "release": "Release",
    "exile": "Exile",
    "death": "Death",
}
DISPUTES = {
    "contradiction": "They contradict each other",
    "update": "One updates the other (another date or period)",
    "definition": "They count by different definitions",
    "revision": "The same article changed",
    "compatible": "They can both be true",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T[\d:.]+Z?)?(?P<qualifier>[~?%]?)", re.ASCII
)
QUALIFIERS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Amount(Protocol):
    """What a figure, a statement and a claim have in common, as far as their number is put into words."""

    @property
    def value(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def bound(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...


class Slots(Amount, Protocol):
    """What a statement and a claim have in common, as far as words are put to them."""

    @property
    def kind(self) -> str: ...
    @property
    def measure(self) -> str | None: ...
    @property
    def event(self) -> str | None: ...
    @property
    def quote(self) -> str | None: ...
    @property
    def detail(self) -> str | None: ...


def visible(text: str) -> str:
    """The text on one line with nothing in it that a terminal would obey: line ends and tabs become blanks, other
    control, format and direction characters become their escapes ("\\x1b")."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\n\r\t\v\f\u2028\u2029":
        return " "
    if unicodedata.category(character) not in _HIDDEN:
        return character
    if character in "\u00ad\u200b\u200c\u200d\u2060\ufeff":  # soft hyphens and zero-width blanks: nothing to see
        return ""
    return character.encode("unicode_escape").decode("ascii")


def number(value: float) -> str:
    """1150.0 → "1,150"; 3.25 → "3.25"."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")


def amount(slots: Amount) -> str:
    """The value with its bound and unit: "more than 1,000", "45%", "10 to 12 years"; "" where there is none."""
    if slots.value is None:
        if slots.low is not None and slots.high is not None:
            return _with_unit(f"{number(slots.low)} to {number(slots.high)}", slots.unit, plural=True)
        end = slots.low if slots.low is not None else slots.high
    else:
        end = slots.value
    if end is None:
        return ""
    if slots.unit == "fraction":
        said = next((words for share, words in FRACTIONS.items() if abs(share - end) < 0.005), f"{number(end)} times")
    else:
        said = _with_unit(number(end), slots.unit, plural=end != 1)
    return BOUNDS.get(slots.bound or "", "{}").format(said)


def _with_unit(said: str, unit: str | None, *, plural: bool) -> str:
    if unit in (None, "count"):
        return said
    if unit == "percent":
        return f"{said}%"
    if unit == "cup":
        return f"{said} Cuban pesos"
    if unit in UNITS:
        return f"{UNITS[unit]}{said}"
    return f"{said} {unit}{'s' if plural else ''}"


def day(edtf: str | None) -> str:
    """An EDTF date or an ISO instant in words: "24 April 2025", "January to March 2025", "about 2021"; the string
    itself where it is neither; "" for None."""
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start)
    if start in ("", ".."):
        return f"until {_point(end)}"
    if end in ("", ".."):
        return f"since {_point(start)}"
    return f"{_shortened(start, end)} to {_point(end)}"


def _point(edtf: str) -> str:
    match = _DATE.fullmatch(edtf)
    month = int(match["month"] or 1) if match else 0
    if match is None or (month not in range(1, 13) and month not in SEASONS):
        return edtf
    parts = [match["year"].replace("X", "0s")]
    if match["month"]:
        parts.insert(0, SEASONS.get(month) or MONTHS[month - 1])
    if match["day"]:
        parts.insert(0, str(int(match["day"])))
    return QUALIFIERS[match["qualifier"]] + " ".join(parts)


def _shortened(start: str, end: str) -> str:
    """The start of an interval without the year, and the month, that its end repeats."""
    said, year = _point(start), start[:4]
    if year == end[:4] and len(start) > 4:
        said = said.removesuffix(f" {year}")
        if len(start) == len(end) == 10 and start[:7] == end[:7]:
            said = said.split(" ")[0]
    return said


def plural(count: int, noun: str) -> str:
    """ "1 source", "1,200 sources"."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def instant(iso: str | None) -> str:
    """ "2025-03-24T14:05:00Z" → "24 March 2025, 14:05 UTC"."""
    if not iso:
        return ""
    clock = re.search(r"T(\d\d:\d\d)", iso)
    return f"{_point(iso)}, {clock[1]} UTC" if clock else _point(iso)


def first_day(edtf: str | None) -> str | None:
    """The first calendar day an EDTF date or ISO instant covers ("2025-01" → "2025-01-01"), its last day where the
    beginning is open, None where it is neither."""
    try:
        first, last = bounds((edtf or "").partition("T")[0])
    except ValueError:
        return None
    return (last if first == date.min else first).isoformat()


def assertion(slots: Slots, who: str | None = None) -> str:
    """A claim's content in a few words, without who said it and when."""
    if slots.kind == "quote":
        return f"“{slots.quote or ''}”"
    if slots.kind == "event":
        words = EVENTS.get(slots.event or "", slots.event or "event")
        counted = amount(slots) if slots.value is not None or slots.low is not None else ""
        whom = who or (counted and f"{counted} people")
        said = f"{words}: {whom}" if whom else words
        return f"{said} ({slots.detail})" if slots.detail else said
    about = slots.measure or "(what is counted is not told)"
    said = amount(slots)
    if about in ("age", "sentence"):
        return f"{who}: {about} {said}" if who else f"{about} {said}"
    if not slots.unit or not about.startswith(slots.unit):  # "20 days", not "20 days days"
        said = f"{said} {about}"
    return f"{said} ({who})" if who else said
