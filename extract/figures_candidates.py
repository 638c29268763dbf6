"""The numbers of a text that may be figures: ranges joined, labels, years, clock times and the like left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.considered import drop
from extract.figures_bounds import Quantity, paired, single
from extract.figures_exclude import barred_spans, is_clock, is_idle_zero, is_label, is_year, overlaps
from extract.numbers import Numeral, find_numerals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.reading import Date, Name

_HALF_UNIT: Final = {
    "en": re.compile(
        r"(?i)\b(?:half\s+an?|half-an?)(?=[\s-]+(?:hour|year|century|decade|month|day|liter|kilo|pound)\b)"
    ),
    "es": re.compile(r"(?i)\bmedi[oa](?=\s+(?:hora|año|siglo|litro|kilo|libra|década|tonelada)\b)"),
}
_ONE_UNIT: Final = re.compile(
    r"(?i)\ban?(?=\s+(?:(?:year|month)\s+(?:in|of)\s+(?:prison|jail)"
    r"|(?:year|month|week|day|hour|decade|century|lit(?:er|re)|kilo|kilogram|pound|ton|gallon|meter|metre|kilometer|mile)\s+and\s+a\s+half)\b)"
)
_UNIT_AND_HALF: Final = re.compile(
    r"(?i)(?<![^\s(«“])(?:hora|año|siglo|litro|kilo|libra|década|tonelada|mes|metro|kilómetro|semana|día|minuto)\s+y\s+medi[oa]\b"
)
_LIST_GAP: Final = re.compile(r"\s*,\s*|\s+(?:and|y|or|o|to|al?)\s+|\s*[-–]\s*")
_PLURAL_AFTER: Final = re.compile(r"\s+[^\W\d_]{4,}s\b")


def find_quantities(text: str, language: str, names: Sequence[Name], dates: Sequence[Date]) -> list[Quantity]:
    """All quantities in order; numbers inside ``names`` and ``dates`` belong to them."""
    barred, in_dates = barred_spans(text), [(d.start, d.end) for d in dates]
    numerals: list[Numeral] = []
    for n in _with_half_units(text, language):
        if overlaps(n.start, n.end, in_dates):
            continue
        if overlaps(n.start, n.end, barred):
            drop(n.start, n.end, "figure", "barred", "part of a link, clock time, telephone number, score or list")
        elif _in_name(text, n, names):
            drop(n.start, n.end, "figure", "in-name", "part of a name")
        else:
            numerals.append(n)
    found: list[Quantity] = []
    label_end = -1
    at = 0
    while at < len(numerals):
        number, at = numerals[at], at + 1
        if _continues_label(text, number, label_end) or is_label(text, number, language):
            label_end = number.end
            drop(number.start, number.end, "figure", "label", "the number of a law, room or street, or an ordinal")
            continue
        if is_idle_zero(text, number):
            drop(number.start, number.end, "figure", "zero", "a zero that counts nothing")
            continue
        if is_year(text, number, language) or is_clock(text, number, language):
            drop(number.start, number.end, "figure", "year-or-hour", "a year, or an hour of the day")
            continue
        quantity = paired(text, number, numerals[at], language) if at < len(numerals) else None
        if quantity is not None:
            at += 1
        elif _half_of_score(text, number):
            drop(number.start, number.end, "figure", "score", "half of a score")
            continue
        found.append(quantity or single(text, number, language))
    return found


def _with_half_units(text: str, language: str) -> list[Numeral]:
    """All numbers, with the halves and articles whose unit follows: "media hora", "a year in prison"."""
    halves = [Numeral(*m.span(), 0.5, "words") for m in _HALF_UNIT[language].finditer(text)]
    if language == "en":
        halves += [Numeral(*m.span(), 1.0, "words") for m in _ONE_UNIT.finditer(text)]
    spans = [(n.start, n.end) for n in halves]
    found = [*(n for n in find_numerals(text, language) if not overlaps(n.start, n.end, spans)), *halves]
    if language == "es":
        found += _bare_units(text, {n.end for n in found})
    return sorted(found, key=_start)


def _bare_units(text: str, ends: set[int]) -> list[Numeral]:
    """ "litro y medio", where no number stands before the unit."""
    matches = _UNIT_AND_HALF.finditer(text)
    return [Numeral(*m.span(), 1.5, "unit") for m in matches if len(text[: m.start()].rstrip()) not in ends]


def _start(number: Numeral) -> int:
    return number.start


def _in_name(text: str, number: Numeral, names: Sequence[Name]) -> bool:
    """Whether the number belongs to a name; a name that only begins with a counted number does not have it."""
    for name in names:
        if name.start < number.end and number.start < name.end:
            rest = text[number.end : name.end].strip()
            return not (name.start == number.start and rest[:1].islower())
    return False


def _continues_label(text: str, number: Numeral, label_end: int) -> bool:
    """Whether the number is another of a list of labels: "artículos 263 y 264"."""
    if label_end < 0 or not _LIST_GAP.fullmatch(text, label_end, number.start):
        return False
    return not _PLURAL_AFTER.match(text, number.end)


def _half_of_score(text: str, number: Numeral) -> bool:
    """Whether a dash ties the number to another with which it makes no range: "5-4"."""
    before, after = text[max(0, number.start - 2) : number.start], text[number.end : number.end + 2]
    return bool(re.match(r"[-–]\d", after) or re.search(r"\d[-–]$", before))
