"""Resolves expressions that hang on publication ("three weeks ago") or on a date in the text ("two days later")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract import dates_calendar as calendar
from extract import edtf
from extract.dates_resolve import PART_MONTH, STEP, CalendarDates

if TYPE_CHECKING:
    from datetime import date

    from extract.dates_candidates import Candidate
    from extract.edtf import Period


class Resolver(CalendarDates):
    """Resolves every expression of the grammar."""

    def _op_edge_day(self, i: int, c: Candidate) -> str | None:
        whole = self._op_month(i, c) if self._text(c, "mon") else None
        if whole is None and self._number(c, "year"):
            whole = self._text(c, "year")
        if whole is None and not self._text(c, "mon"):
            whole = self._op_period(i, c)
        if whole is None:
            return None
        order, (first, last) = int(self._value(c, "ordw") or 0), edtf.bounds(whole)
        return last.isoformat() if order == -1 else first.replace(day=order).isoformat()

    def _op_period(self, i: int, c: Candidate) -> str | None:
        unit, word = self._value(c, "one") or "", self._modifier(c) or "this"
        if unit == "period":
            return self.anchors.last_period(i) if word == "that" else None
        if word == "that":
            return self._same(i, unit)
        if word in ("before", "after"):
            return self._adjacent(i, unit, -1 if word == "before" else 1)
        if self.published is None or unit == "day":
            return None
        start = self.published
        part = self._value(c, "part") or self._part(self._text(c, "part2"))
        bare = c.rule.name == "part-of-period" and unit == "month" and part == "end"
        if bare and (near := self.anchors.before(i, ("day",), sentences=0)):
            start = near.first  # "promised on January 14 that ... by the end of the month"
        found = self._unit_at(start, unit, STEP[word])
        if unit == "weekend":
            return self._weekend(c, self._modifier(c))
        if unit == "year" and found and part:
            return f"{found}-{PART_MONTH[part]:02d}~"
        return found

    def _part(self, text: str | None) -> str | None:
        return self.grammar.words["part"].get(f"{text.lower()} de") if text else None

    def _weekend(self, c: Candidate, word: str | None) -> str | None:
        """The coming weekend for the future, the last one that has begun for the past."""
        if self.published is None:
            return None
        begun = self.published.weekday() >= 5
        if word == "past" or (word is None and self.around.tense(c.start, c.end) in ("past", None) and not begun):
            return calendar.weekend_of(self.published, -1)
        return calendar.weekend_of(self.published, 1 if word == "next" and begun else 0)

    @staticmethod
    def _unit_at(day: date, unit: str, step: int) -> str | None:
        """The week, weekend, month or year ``step`` units from the one of ``day``."""
        if unit == "day":
            moved = calendar.shifted(day, days=step)
            return moved.isoformat() if moved else None
        if unit == "week":
            return calendar.week_of(day, step)
        if unit == "weekend":
            return calendar.weekend_of(day, step)
        moved = calendar.shifted(day.replace(day=1), months=step * (12 if unit == "year" else 1))
        if moved is None:
            return None
        return edtf.of_year(moved) if unit == "year" else edtf.of_month(moved)

    def _op_so_far(self, _: int, c: Candidate) -> str | None:
        if self.published is None:
            return self._text(c, "year")
        unit = self._value(c, "one") or "year"
        year = self._number(c, "year")
        if year and year != self.published.year:
            return f"{year:04d}"
        start = self.published.replace(day=1) if unit == "month" else self.published.replace(month=1, day=1)
        if unit == "week":
            start = calendar.shifted(self.published, days=-self.published.weekday()) or start
        return edtf.interval(start.isoformat(), self.published.isoformat())

    def _op_ago(self, _: int, c: Candidate) -> str | None:
        count, unit = self._count(c), self._value(c, "unit") or ""
        if not self.published or not count:
            return None
        return calendar.moved(
            self.published, -12 if (one := count == 1 and unit == "year") else -count, "month" if one else unit
        )

    def _op_ahead(self, _: int, c: Candidate) -> str | None:
        count = self._count(c)
        return calendar.moved(self.published, count, self._value(c, "unit") or "") if self.published and count else None

    def _op_ahead_if_future(self, i: int, c: Candidate) -> str | None:
        return self._op_ahead(i, c) if self.around.tense(c.start, c.end) == "future" else None

    # relative to another date in the text --------------------------------------------------------------------------

    def _op_same(self, i: int, c: Candidate) -> str | None:
        return self._same(i, self._value(c, "one") or "")

    def _same(self, i: int, unit: str) -> str | None:
        grains = {"month": ("day", "month"), "year": ("day", "month", "season", "year")}.get(unit, ("day",))
        anchor = (self.anchors.told(i, grains) if unit == "day" else None) or self.anchors.before(i, grains)
        return self._unit_at(anchor.first, unit, 0) if anchor else None

    def _op_eve(self, i: int, c: Candidate) -> str | None:
        """ "La víspera": of a day in the same sentence or the one before, but of publication where somebody speaks."""
        anchor = None if self.anchors.is_of_speech(c) else self.anchors.before(i, ("day",), sentences=1)
        day = anchor.first if anchor else self.published
        return self._unit_at(day, "day", -1) if day else None

    def _op_same_month_of_year(self, i: int, c: Candidate) -> str | None:
        year, anchor = self._year(i, c), self.anchors.measured(i, ("day", "month", "interval", "year"))
        if year is None or anchor is None:
            return None
        shift = 12 * (year - anchor.first.year)
        if anchor.grain == "interval":
            return self._moved_interval(anchor, shift)
        first = calendar.shifted(anchor.first, months=shift)
        return f"{year:04d}" if first is None or anchor.grain == "year" else edtf.of_month(first)

    def _op_adjacent(self, i: int, c: Candidate) -> str | None:
        later = self._text(c, "later") or self.grammar.words["dir"].get((self._text(c, "dir") or "").lower()) == "1"
        unit = self._value(c, "one") or "day"
        if (self._text(c, "dir") or not self.around.english) and self.anchors.has_complement(c):
            return self._op_shift_from(i, c, 1 if later else -1, unit)
        return self._adjacent(i, unit, 1 if later else -1)

    def _adjacent(self, i: int, unit: str, step: int) -> str | None:
        grains = {"month": ("day", "month"), "year": ("day", "month", "season", "year")}.get(unit, ("day",))
        anchor = self.anchors.before(i, grains)
        day = anchor.first if anchor else self.published if step < 0 else None
        return self._unit_at(day, unit, step) if day else None

    def _op_shift(self, i: int, c: Candidate) -> str | None:
        sign = int(self._value(c, "dir") or 1)  # "a los tres días" has no word for it
        unit, count = self._value(c, "unit") or "", self._count(c)
        if not count:
            return None
        if self.anchors.has_complement(c):
            return self._op_shift_from(i, c, sign * count, unit)
        if explained := self.anchors.explained(i):
            return explained
        grains = {"month": ("day", "month"), "year": ("day", "month", "year", "interval")}.get(unit, ("day",))
        anchor = self.anchors.before(i, grains)
        if anchor is None:
            return None
        if anchor.grain == "interval":
            return self._moved_interval(anchor, 12 * sign * count)
        if anchor.grain == "day":
            return calendar.moved(anchor.first, sign * count, unit)
        moved = calendar.shifted(anchor.first, months=sign * count * (12 if unit == "year" else 1))
        if moved is None:
            return None
        return edtf.of_month(moved) if anchor.grain == "month" else edtf.of_year(moved)

    @staticmethod
    def _moved_interval(period: Period, months: int) -> str | None:
        """An interval moved by months: of months where it is one of whole months, else of days."""
        first, last = calendar.shifted(period.first, months=months), calendar.shifted(period.last, months=months)
        if first is None or last is None:
            return None
        if period.first.day == 1 and period.last == edtf.month_end(period.last.year, period.last.month):
            return edtf.interval(edtf.of_month(first), edtf.of_month(last))
        return edtf.interval(first.isoformat(), last.isoformat())

    def _op_shift_from(self, i: int, c: Candidate, count: int, unit: str) -> str | None:
        """Some time before or after something that the text goes on to name."""
        anchor = self.anchors.complement(i)
        if anchor is not None and anchor.grain == "day":
            return calendar.moved(anchor.first, count, unit, exact=True)
        if anchor is not None:
            return None
        if beside := self.anchors.apposed(i):
            return beside
        if event := self.anchors.event_day(i):
            return calendar.moved(event.first, count, unit, exact=unit == "month")
        tense = self.around.tense(c.start, c.end)
        if self.published and count > 0 and tense == "present" and self.around.opens_sentence(c.start):
            return calendar.moved(self.published, 0, unit)  # "Ten days after the march, 22 people are still held": now
        return None
