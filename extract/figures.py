"""Figures: numbers that count or measure something, with their bound, unit and what they count."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extract.considered import drop
from extract.figures_ages import is_age
from extract.figures_amounts import AmountReader
from extract.figures_candidates import find_quantities
from extract.figures_context import Counted
from extract.figures_exclude import is_pronoun, is_relative_time, overlaps
from extract.figures_kinds import AGE, OLDEST, Setting, bare_term_of, fine_of, term_of
from extract.figures_phrase import Tokens
from extract.figures_units import Measured, share_units, with_unit
from extract.measures import MeasureReader
from extract.reading import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from extract.lexicon import Lexicon
    from extract.reading import Date, Name

_LASTS: Final = re.compile(
    r"\b(?:duró|durar|durante|tardó|dure|duraron|demoró|lasted|lasts|lasting|for)\s+$", re.IGNORECASE
)
_OLD: Final = re.compile(r"(?:\s*-\s*|\s+)(?:olds?|of\s+age|de\s+edad)\b", re.IGNORECASE)
_PRISON: Final = re.compile(
    r"(?:\s+(?:of|in|de|en)\s+(?:the\s+|la\s+)?|[’']?\s+)(?:imprisonment|prison|jail|privación\s+de\s+libertad|prisión|cárcel|"
    r"reclusión|deprivation\s+of\s+liberty|(?:pretrial|preventive)\s+detention|sentence|term)\b"
    r"(?:\s+(?:preventiva|provisional|sentence|term))?",
    re.IGNORECASE,
)


def find_figures(
    doc: Doc, language: str, lexicon: Lexicon, names: Sequence[Name], dates: Sequence[Date]
) -> list[Figure]:
    """The figures of an article, in order of the text, their numbers not overlapping.

    ``doc`` is the whole text as the language's pipeline reads it; numbers inside ``names`` and ``dates`` are theirs.
    Raises nothing, whatever the text.
    """
    return _Finder(doc, language, lexicon, names, dates).find()


class _Finder:
    """Finds the figures of one article, each with those before it in view."""

    def __init__(self, doc: Doc, language: str, lexicon: Lexicon, names: Sequence[Name], dates: Sequence[Date]) -> None:
        self.language = language
        self.names = names
        self.dates = dates
        self.date_spans = [(d.start, d.end) for d in dates]
        spans = [*self.date_spans, *((n.start, n.end) for n in names)]
        tokens = Tokens(doc, spans)
        self.text = tokens.text
        self.counts = MeasureReader(tokens, language, lexicon)
        self.amounts = AmountReader(tokens, language, lexicon)

    def find(self) -> list[Figure]:
        quantities = find_quantities(self.text, self.language, self.names, self.dates)
        measured: list[Measured] = []
        for quantity in quantities:
            # the months of "four years and seven months", the hundred of "veinte por ciento"
            if not measured or quantity.number_start >= measured[-1].end:
                measured.append(with_unit(self.text, quantity, self.language))
        figures: list[Figure] = []
        shared = share_units(self.text, measured)
        for each, told in zip(shared, _told(shared), strict=True):
            figure = self._figure(each, figures, told)
            if figure is not None:
                figures.append(figure)
        return figures

    def _figure(self, found: Measured, earlier: list[Figure], told: Measured) -> Figure | None:
        """The figure of ``found``, its kind told by the words around ``told``; None where it counts nothing."""
        q, unit, end = found.quantity, found.unit, found.end
        if unit is not None and unit.kind == "time":
            in_date = overlaps(q.number_start, end, self.date_spans)
            if in_date or is_relative_time(self.text, q.start, q.number):
                drop(q.start, end, "figure", "relative-time", "how long ago or after something was")
                return None
        kind = self._kind(found, earlier) or (self._kind(told, earlier) if told is not found else None)
        counting = self._counts_one(found, kind, earlier)
        if is_pronoun(self.text, q.number, self.language, counting, self._alone(found)):
            if q.value != 1:  # of every "un" and "una" there would be no end
                drop(q.start, q.end, "figure", "pronoun", "a pronoun, with nothing counted")
            return None
        if kind is not None:
            return self._special(found, kind)
        if unit is not None and unit.kind != "percent":
            counted = self.amounts.measured(q, unit, end, earlier)
            return self._made(found, unit.unit, counted, unit.factor)
        if q.number.kind == "fraction" and self.counts.is_ordinal(q):
            drop(q.start, q.end, "figure", "ordinal", "an ordinal")
            return None
        if unit is not None:
            q = replace(q, end=end)
        counted = self.counts.counted(q, earlier, percent=unit is not None)
        name = "percent" if unit else "fraction" if q.number.kind == "fraction" else counted.unit or "count"
        return self._made(Measured(q, unit, end), name, counted)

    def _kind(self, found: Measured, earlier: list[Figure]) -> str | None:
        """ "age", "sentence", "fine" and the like where the words around a quantity say so."""
        q, unit = found.quantity, found.unit
        at = Setting(self.text, q, unit, found.end, self.language, self.names, self._alone(found), earlier)
        if unit is not None and unit.kind == "money":
            return fine_of(at)
        if unit is not None and unit.kind != "time":
            return None
        if (term := bare_term_of(at)) is not None:
            return term
        if is_age(at) and (q.high or q.low or 0) <= OLDEST:
            return AGE
        return term_of(at)

    def _alone(self, found: Measured) -> bool:
        return found.unit is None and self.counts.phrase_at(found.quantity.end) is None

    def _counts_one(self, found: Measured, kind: str | None, earlier: list[Figure]) -> bool:
        """Whether "un" or "una" counts: with a bound, as a term, "duró una hora", "dos hombres y una mujer"."""
        q, unit = found.quantity, found.unit
        if q.modified or (unit is not None and kind is not None):
            return True
        before = self.text[max(0, q.start - 12) : q.start]
        if q.value != 1:  # "un año y tres meses"
            return True
        if unit is not None:
            return unit.kind == "time" and bool(_LASTS.search(before))
        last = earlier[-1] if earlier else None
        listed = last is not None and last.unit == "count" and self.text[last.end : q.start].strip() in {"y", "and"}
        return listed and self.counts.phrase_at(q.end) is not None

    def _special(self, found: Measured, kind: str) -> Figure:
        """An age or a term: its span takes in "old" and "in prison"."""
        unit = found.unit
        noun = (_OLD if kind == AGE else _PRISON).match(self.text, found.end)
        counted = Counted(kind, noun.end() if noun else None, kind)
        return self._made(found, unit.unit if unit else "year", counted, unit.factor if unit else 1.0)

    def _made(self, found: Measured, unit: str, counted: Counted, factor: float = 1.0) -> Figure:
        q = found.quantity
        end = max(found.end, counted.end or 0)
        value, low, high = (None if v is None else v * factor for v in (q.value, q.low, q.high))
        return Figure(
            start=q.start,
            end=end,
            text=self.text[q.start : end],
            value=value,
            low=low,
            high=high,
            bound=q.bound,
            unit=unit,
            measure=counted.label or None,
            number_start=q.number_start,
            number_end=q.number_end,
            rule=counted.rule,
        )


def _told(shared: Sequence[Measured]) -> list[Measured]:
    """For each number the one whose surroundings tell its kind: what has its unit from the next number ("4, 7 and 12
    years old") is what that is."""
    told: list[Measured] = []
    for each in reversed(shared):
        borrowed = each.unit is not None and each.end == each.quantity.end and bool(told) and told[-1].unit == each.unit
        told.append(told[-1] if borrowed else each)
    return told[::-1]
