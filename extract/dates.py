"""Finds dates in an article and resolves them: what day, month, year or interval is meant, as EDTF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract import edtf
from extract.considered import drop
from extract.dates_calendar import choose, local_day, shifted, weekday
from extract.dates_candidates import find_candidates
from extract.dates_context import Surroundings
from extract.dates_relative import Resolver
from extract.dates_words import load_grammar
from extract.reading import Date

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.dates_candidates import Candidate

_ENDS = frozenset(("day", "month", "year", "weekday", "weekday_number"))


def find_dates(doc: Doc, language: str, published: str | None, timezone: str) -> list[Date]:
    """The dates of an article's text that can be resolved, in its order, none overlapping another.

    ``doc`` is the text read by the pipeline of ``language`` ("en" or "es"); ``published`` is an instant in UTC or a
    bare date, as in ``Article``, ``timezone`` the outlet's, in which expressions relative to publication are counted.
    Without a publication date only what the text itself settles is found. Offsets are code points into ``doc.text``.
    """
    grammar = load_grammar(language)
    around = Surroundings(doc, grammar)
    candidates = find_candidates(grammar, around)
    resolver = Resolver(grammar, around, candidates, local_day(published, timezone))
    dates: list[Date] = []
    i = 0
    while i < len(candidates):
        merged = _range(i, candidates, resolver, around)
        c, found = candidates[i], resolver.resolve(i)
        if merged is not None:
            dates.append(merged)
            i += 1
        elif found is not None:
            dates.append(Date(c.start, c.end, around.text[c.start : c.end], found, f"date:{c.rule.name}"))
        else:
            drop(c.start, c.end, "date", f"date:{c.rule.name}", "cannot be resolved: nothing to count from")
        i += 1
    return dates


def _range(i: int, candidates: list[Candidate], resolver: Resolver, around: Surroundings) -> Date | None:
    """The interval of candidates ``i`` and ``i + 1``: "between January and March 2025"."""
    if i + 1 >= len(candidates):
        return None
    a, b = candidates[i], candidates[i + 1]
    if a.rule.op not in _ENDS or b.rule.op not in _ENDS or (a.rule.op == "year") != (b.rule.op == "year"):
        return None
    start = resolver.anchors.range_start(i)
    if start is None:
        return None
    last = resolver.resolve(i + 1)
    first = resolver.resolve(i)
    if first is None or last is None:
        return None
    # Both ends have a precision; a start without a year that came out after the end is the year before.
    period_a, period_b = edtf.parse(first), edtf.parse(last)
    if period_a.first > period_b.first or ((period_b.first - period_a.first).days > 366 and period_a.grain != "year"):
        moved = _before(first, last, weekly=a.rule.op == "weekday")
        if moved is None:
            return None
        first = moved
    found = edtf.interval(first, last)
    return Date(start, b.end, around.text[start : b.end], found, "date:range") if edtf.is_valid(found) else None


def _before(first: str, last: str, *, weekly: bool) -> str | None:
    """``first`` moved by years, or by weeks, to the last time that it stands before ``last``."""
    start, end = edtf.parse(first).first, edtf.parse(last).first
    if weekly:
        moved = weekday(start.weekday(), end, "before")
    else:
        moved = choose(
            (shifted(start, months=12 * (year - start.year)) for year in (end.year - 1, end.year)), end, "past"
        )
    return moved.isoformat()[: len(first)] if moved else None
