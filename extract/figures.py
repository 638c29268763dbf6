"""Figures: numbers that count or measure something, with their bound, unit and what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_amounts import AmountReader
from extract.figures_bounds import Quantity, later_modifier, limits, paired, single
from extract.figures_context import Counted
from extract.figures_data import SPACE, Unit, alternatives, units
from extract.figures_exclude import barred_spans, is_clock, is_label, is_pronoun, is_relative_time, is_year, overlaps
from extract.figures_kinds import AGE, kind_of
from extract.figures_phrase import blocked_tokens
from extract.measures import MeasureReader
from extract.numbers import Numeral, find_numerals
from extract.reading import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from extract.lexicon import Lexicon
    from extract.reading import Date, Name

_SMALLER: Final = {
    ("year", "month"): 12.0, ("year", "week"): 52.0, ("year", "day"): 365.0, ("month", "day"): 30.0,
    ("month", "week"): 4.0, ("week", "day"): 7.0, ("day", "hour"): 24.0, ("hour", "minute"): 60.0,
    ("minute", "second"): 60.0,
}  # fmt: skip
_SYMBOLS: Final = re.compile(r"(US\$|U\.S\.\$|USD|CUP|EUR|MLC|\$|€|£)[ \u00a0\u202f]*$")
_HALF: Final = {
    "en": re.compile(r"(?i)\b(?:half\s+an?|half-an?)[\s-]+(?=hour|year|century|decade|month|day|liter|kilo|pound)"),
    "es": re.compile(r"(?i)\bmedi[oa]\s+(?=hora|año|siglo|litro|kilo|libra|década|tonelada)"),
}
_AND_HALF: Final = re.compile(r"\s+(?:and\s+a\s+half|y\s+medi[oa])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit found beside a quantity, and the code point where its form ends."""

    unit: Unit
    end: int


def find_figures(
    doc: Doc, language: str, lexicon: Lexicon, names: Sequence[Name], dates: Sequence[Date]
) -> list[Figure]:
    """The figures of an article, in order of the text, not overlapping in their numbers.

    ``doc`` is the whole text as the language's pipeline reads it; numbers inside ``names`` and ``dates`` are theirs.
    """
    text = doc.text
    inside = [(d.start, d.end) for d in dates]
    barred = [*barred_spans(text), *inside]
    blocked = blocked_tokens(doc, [*inside, *((n.start, n.end) for n in names)])
    counts = MeasureReader(doc, language, lexicon, blocked)
    amounts = AmountReader(doc, language, lexicon, blocked)
    figures: list[Figure] = []
    for quantity in _quantities(text, language, barred, names):
        figure = _figure(text, quantity, language, counts, amounts, names, figures, inside)
        if figure is not None:
            figures.append(figure)
    return figures


def _quantities(text: str, language: str, barred: list[tuple[int, int]], names: Sequence[Name]) -> list[Quantity]:
    """The numbers that may be figures, ranges joined, labels and the like left out."""
    numerals = _with_halves(text, language, find_numerals(text, language))
    kept: list[Quantity] = []
    label_end = -1
    at = 0
    while at < len(numerals):
        number = numerals[at]
        following = numerals[at + 1] if at + 1 < len(numerals) else None
        at += 1
        if overlaps(number.start, number.end, barred) or _in_name(text, number, names):
            continue
        listed = label_end >= 0 and re.fullmatch(
            r"(?:\s*,\s*|\s+(?:and|y|or|o|to|al?)\s+|\s*[-–]\s*)", text[label_end : number.start]
        )
        if (listed and not re.match(r"\s+[^\W\d_]{4,}s\b", text[number.end : number.end + 20])) or is_label(
            text, number, language
        ):
            label_end = number.end
            continue
        label_end = -1
        if is_year(text, number, language) or is_clock(text, number, language):
            continue
        quantity = None
        if following is not None and not overlaps(following.start, following.end, barred):
            quantity = paired(text, number, following, language)
        if quantity is not None:
            at += 1
        elif re.match(r"-\d", text[number.end : number.end + 2]) or re.search(
            r"\d-$", text[max(0, number.start - 2) : number.start]
        ):
            continue
        kept.append(quantity or single(text, number, language))
    return kept


def _with_halves(text: str, language: str, numerals: list[Numeral]) -> list[Numeral]:
    """ "media hora", "half an hour": a half whose unit follows."""
    found = [Numeral(m.start(), m.end() - 1, 0.5, "words") for m in _HALF[language].finditer(text)]
    spans = [(n.start, n.end) for n in found]
    return sorted([*(n for n in numerals if not overlaps(n.start, n.end, spans)), *found], key=lambda n: n.start)


def _in_name(text: str, number: Numeral, names: Sequence[Name]) -> bool:
    """Whether the number belongs to a name; a name that only begins with a counted number does not have it."""
    for name in names:
        if name.start < number.end and number.start < name.end:
            rest = text[number.end : name.end].strip()
            return not (name.start == number.start and rest[:1].islower())
    return False


def _figure(
    text: str, q: Quantity, language: str, counts: MeasureReader, amounts: AmountReader, names: Sequence[Name],
    earlier: list[Figure],
    dates: list[tuple[int, int]],
) -> Figure | None:  # fmt: skip
    unit = _unit(text, q, language)
    if unit is not None and unit.unit.kind == "time":
        if is_relative_time(text, q.start, q.number) or overlaps(q.number_start, unit.end, dates):
            return None
        if earlier and earlier[-1].end >= q.number_end:  # the months of "four years and seven months"
            return None
    end = unit.end if unit else q.end
    kind = kind_of(text, q, unit.unit if unit else None, end, language, names)
    if is_pronoun(text, q.number, language, counting=q.modified or bool(unit and kind) or _parallel(text, q, unit)):
        return None
    if unit is not None:
        q, end = _compound_duration(text, q, unit, language)
        q, end = _late_modifier(text, q, end, language)
    if kind is not None:
        return _special(text, q, unit, end, kind)
    if unit is None or unit.unit.kind == "percent":
        if unit is not None:
            q = replace(q, end=unit.end)
        counted = counts.counted(q, earlier)
        name = "percent" if unit else "fraction" if q.number.kind == "fraction" else counted.unit or "count"
        return _made(text, q, name, counted, max(end, counted.end or 0))
    counted = amounts.measured(q, unit.unit, end, earlier)
    return _made(text, q, unit.unit.unit, counted, max(end, counted.end or 0), unit.unit.factor)


def _parallel(text: str, q: Quantity, unit: _Unit | None) -> bool:
    """Whether "un" or "una" counts since it says how long something lasted: "duró una hora"."""
    if unit is None or unit.unit.kind != "time":
        return False
    return bool(
        re.search(
            r"(?i)\b(?:duró|durar|durante|tardó|dure|duraron|lasted|for)\s+$", text[max(0, q.start - 12) : q.start]
        )
    )


def _special(text: str, q: Quantity, unit: _Unit | None, end: int, kind: str) -> Figure:
    name = unit.unit.unit if unit else "year"
    if kind == AGE:
        old = re.match(r"(?:\s*-\s*|\s+)(?:olds?|of\s+age|de\s+edad)\b", text[end : end + 12])
        end += old.end() if old else 0
    else:
        noun = re.match(
            r"(?:\s+(?:of|in|de|en)\s+|[’']?\s+)(?:imprisonment|prison|jail|privación\s+de\s+libertad|prisión|cárcel|reclusión|"
            r"deprivation\s+of\s+liberty|sentence|term)\b(?:\s+(?:sentence|term))?",
            text[end : end + 40],
            re.IGNORECASE,
        )
        end += noun.end() if noun else 0
    return _made(text, q, name, Counted(kind, end, kind), end, unit.unit.factor if unit else 1.0)


def _made(text: str, q: Quantity, unit: str, counted: Counted, end: int, factor: float = 1.0) -> Figure:
    value, low, high = (v * factor if v is not None else None for v in (q.value, q.low, q.high))
    return Figure(
        start=q.start, end=end, text=text[q.start : end], value=value, low=low, high=high, bound=q.bound, unit=unit,
        measure=counted.label or None, number_start=q.number_start, number_end=q.number_end, rule=counted.rule,
    )  # fmt: skip


@cache
def _unit_after(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"{SPACE}*-?(?:(?:de|of(?:{SPACE}+an?)?){SPACE}+)?({alternatives(list(units(language)))})(?![^\W_])",
        re.IGNORECASE,
    )


def _unit(text: str, q: Quantity, language: str) -> _Unit | None:
    """The unit beside a quantity: a symbol before it or a form after it."""
    if q.number.kind == "times":
        return None
    symbol = _SYMBOLS.search(text, max(0, q.number_start - 8), q.number_start)
    known = units(language)
    if symbol:
        unit = known[symbol.group(1).casefold().replace("u.s.$", "us$")]
        code = re.match(rf"{SPACE}*(USD|CUP|MLC|EUR)\b", text[q.end : q.end + 6])
        return _Unit(known[code.group(1).casefold()] if code else unit, q.end + (code.end() if code else 0))
    match = _unit_after(language).match(text, q.end)
    if not match:
        return None
    form = " ".join(match.group(1).casefold().split())
    linked = re.match(rf"{SPACE}*(?:de|of){SPACE}", match.group(), re.IGNORECASE)
    century = q.number.kind == "fraction" and known[form].factor >= 10
    if linked and not (q.number.scale >= 1e6 or q.number.kind == "group" or century):
        return None
    if q.number.kind == "fraction" and not century:
        return None
    if len(form) == 1 and form.isalpha() and q.number.kind != "digits":
        return None
    return _Unit(known[form], match.end())


def _compound_duration(text: str, q: Quantity, unit: _Unit, language: str) -> tuple[Quantity, int]:
    """ "four years and seven months", "dos años y medio": one quantity in the larger unit."""
    if unit.unit.kind != "time" or q.value is None:
        return q, unit.end
    half = _AND_HALF.match(text, unit.end)
    if half:
        return _revalued(q, q.value + 0.5, half.end()), half.end()
    joint = re.match(r"\s*(?:,|\band\b|\by\b)?\s*(?:con\s+)?", text[unit.end : unit.end + 12])
    begin = unit.end + (joint.end() if joint else 0)
    number = next((n for n in find_numerals(text[begin : begin + 40], language) if n.start == 0), None)
    if number is None:
        return q, unit.end
    match = _unit_after(language).match(text, begin + number.end)
    smaller = units(language)[" ".join(match.group(1).casefold().split())] if match else None
    ratio = _SMALLER.get((unit.unit.unit, smaller.unit)) if smaller else None
    if match is None or ratio is None or number.value >= ratio * 2:
        return q, unit.end
    value = q.value + number.value / ratio / unit.unit.factor
    return _revalued(q, value, begin + number.end), match.end()


def _revalued(q: Quantity, value: float, number_end: int) -> Quantity:
    low, high = limits(value, q.bound) if q.bound != "between" else (q.low, q.high)
    return replace(q, value=value, low=low, high=high, number_end=number_end)


def _late_modifier(text: str, q: Quantity, end: int, language: str) -> tuple[Quantity, int]:
    """ "20 años o más"."""
    later, bound = later_modifier(text, end, language)
    if bound is None or q.value is None or q.bound not in ("exact", "about"):
        return q, end
    low, high = limits(q.value, bound)
    return replace(q, bound=bound, low=low, high=high), later
