"""Resolves the calendar's own words (days, weekdays, months, years, seasons) to EDTF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extract import dates_calendar as calendar
from extract import edtf
from extract.dates_anchor import Anchors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from extract.dates_calendar import Lean
    from extract.dates_candidates import Candidate
    from extract.dates_context import Surroundings
    from extract.dates_words import Grammar

PART_MONTH: Final = {"start": 1, "middle": 6, "end": 12}
"""The month that the beginning, the middle and the end of a year stand for."""
STEP: Final = {"past": -1, "this": 0, "next": 1}
"""How many units from the present one "last", "this" and "next" are."""
_DEEP: Final = 40
"""How many expressions may hang on one another."""
LEAN: Final[dict[str, Lean]] = {"past": "before", "next": "after", "this": "near"}


class CalendarDates:
    """Resolves the candidates of one text in its order. ``published`` is the day in the outlet's time zone."""

    def __init__(
        self, grammar: Grammar, around: Surroundings, candidates: Sequence[Candidate], published: date | None
    ) -> None:
        self.grammar = grammar
        self.around = around
        self.candidates = candidates
        self.published = published
        self.anchors = Anchors(grammar, around, candidates, self.resolve)
        self._known: dict[int, str | None] = {}
        self._depth = 0

    def resolve(self, i: int) -> str | None:
        """What candidate ``i`` stands for as EDTF, None where that cannot be said."""
        if i not in self._known:
            if self._depth > _DEEP:
                return None
            self._known[i] = None  # an expression that hangs on itself stays unresolved
            self._depth += 1
            op: Callable[[int, Candidate], str | None] = getattr(self, "_op_" + self.candidates[i].rule.op)
            found = op(i, self.candidates[i])
            self._depth -= 1
            self._known[i] = found if found and edtf.is_valid(found) else None
        return self._known[i]

    # words of a candidate ------------------------------------------------------------------------------------------

    def _text(self, c: Candidate, name: str) -> str | None:
        return self.grammar.text(c.match, name)

    def _value(self, c: Candidate, name: str) -> str | None:
        return self.grammar.value(c.match, name)

    def _number(self, c: Candidate, name: str) -> int:
        """The number that a group's digits or words say, 0 where there is none."""
        text = self._text(c, name)
        if text is None:
            return 0
        words = self.grammar.words.get("dayw" if name == "day" else name, {})
        value = words.get(text.lower().rstrip("."), text)
        return int(value) if value.lstrip("-").isdecimal() else 0

    def _count(self, c: Candidate) -> int:
        return self._number(c, "num") or self._number(c, "n")

    def _modifier(self, c: Candidate) -> str | None:
        return self._value(c, "mod") or self._value(c, "post")

    def _year(self, i: int, c: Candidate) -> int | None:
        """The year that the expression itself says, as digits or as "last year"."""
        if year := self._number(c, "year"):
            return year
        word = self._value(c, "yrel") or self._value(c, "yrelpost")
        if word in STEP:
            return self.published.year + STEP[word] if self.published else None
        if word is None:
            return None
        anchor = self.anchors.before(i, ("day", "month", "season", "year"))
        return anchor.first.year + {"before": -1, "after": 1}.get(word, 0) if anchor else None

    def _says_year(self, c: Candidate) -> bool:
        return any(self._text(c, name) for name in ("year", "yrel", "yrelpost"))

    def _lean(self, c: Candidate) -> Lean:
        """Where to look for a day without a year: by the expression's own word, else by the verb."""
        word = self._modifier(c)
        if word in LEAN:
            return LEAN[word]
        if self.anchors.follows(c.start, "since"):
            return "past"
        tense = self.around.tense(c.start, c.end)
        leans: dict[str | None, Lean] = {"past": "past", "future": "future", "planned": "near", "present": "near"}
        return leans.get(tense, "open")

    # days ----------------------------------------------------------------------------------------------------------

    def _yearless_day(self, i: int, c: Candidate, month: int, day: int) -> date | None:
        lean = self._lean(c)
        number = self._text(c, "wday")
        wday = int(self._value(c, "wday") or 0) if number else None

        def make(year: int) -> date | None:
            found = calendar.day_of(year, month, day)
            return found if found is None or wday is None or found.weekday() == wday else None

        if listed := self._listed(i, month, day):
            return listed
        nearest = calendar.choose_yearless(make, self.published, lean) if self.published else None
        if self._modifier(c):
            return nearest
        fresh = nearest and self.published and abs((self.published - nearest).days) <= 31
        if not fresh or self.anchors.names_event(c):
            if year := self.anchors.known_year(i, month, day):
                return calendar.day_of(year, month, day)
            if start := self.anchors.story_start(i, self.published, self.around.tense(c.start, c.end)):
                return calendar.choose_yearless(lambda y: calendar.day_of(y, month, day), start, "future")
        return nearest

    def _listed(self, i: int, month: int, day: int) -> date | None:
        """The day, where it is listed with one that says the year and stands shortly before it."""
        other = self.anchors.listed_with(i)
        found = calendar.choose_yearless(lambda y: calendar.day_of(y, month, day), other, "past") if other else None
        near = found and other and (found.year == other.year or (other - found).days < 93)
        return found if near else None

    def _op_day(self, i: int, c: Candidate) -> str | None:
        month, day = int(self._value(c, "mon") or 0), self._number(c, "day")
        if self._says_year(c):
            year = self._year(i, c)
            found = calendar.day_of(year, month, day) if year else None
        else:
            found = self._yearless_day(i, c, month, day)
        return found.isoformat() if found else None

    def _op_days(self, i: int, c: Candidate) -> str | None:
        month, first, last = int(self._value(c, "mon") or 0), self._number(c, "day"), self._number(c, "day2")
        year = self._year(i, c)
        end = calendar.day_of(year, month, last) if year else None
        if not self._says_year(c):
            end = self._yearless_day(i, c, month, last)
        if end is None or first >= last:
            return None
        return edtf.interval(end.replace(day=first).isoformat(), end.isoformat())

    def _op_week_of_day(self, i: int, c: Candidate) -> str | None:
        found = self._op_day(i, c)
        return calendar.week_of(edtf.parse(found).first) if found else None

    def _op_numeric(self, _: int, c: Candidate) -> str | None:
        year, month, day = self._number(c, "year"), self._number(c, "m"), self._number(c, "day")
        found = calendar.day_of(year, month, day) or calendar.day_of(year, day, month)
        return found.isoformat() if found else None

    def _op_named(self, _: int, c: Candidate) -> str | None:
        return self.grammar.named.get((self._text(c, "named") or "").lower())

    def _op_holiday(self, i: int, c: Candidate) -> str | None:
        word = " ".join((self._text(c, "holiday") or "").lower().replace("’", "'").split())
        month, day = (int(part) for part in self.grammar.holidays[word].split("-"))
        year = self._year(i, c)
        found = calendar.day_of(year, month, day) if year else self._yearless_day(i, c, month, day)
        return found.isoformat() if found else None

    def _op_easter(self, i: int, c: Candidate) -> str | None:
        """A day of Holy Week, or all of it, of the year that is said or meant."""
        whole, offset = self._value(c, "easter") == "1", int(self._value(c, "easter") or 0)

        def make(year: int) -> date | None:
            return calendar.shifted(calendar.easter(year), days=-7 if whole else offset)

        found: date | None = None
        if year := self._year(i, c):
            found = make(year)
        elif self.published is not None:
            found = calendar.choose_yearless(make, self.published, self._lean(c))
        if found is None:
            return None
        end = calendar.shifted(found, days=7) if whole else None
        return edtf.interval(found.isoformat(), end.isoformat()) if end else found.isoformat()

    def _op_deictic(self, _: int, c: Candidate) -> str | None:
        if self.published is None:
            return None
        found = calendar.shifted(self.published, days=int(self._value(c, "deictic") or 0))
        return found.isoformat() if found else None

    def _op_weekday(self, i: int, c: Candidate) -> str | None:
        number, word = int(self._value(c, "wday") or 0), self._modifier(c)
        week = self._value(c, "weekmod") or self._value(c, "weekpost")
        if word in ("that", "before", "after"):
            anchor = self.anchors.before(i, ("day",))
            if anchor is None and word == "that" and self.published:
                found = calendar.weekday(number, self.published, "before")  # "the same Saturday on which ..."
                return found.isoformat() if found else None
            lean: Lean = {"that": "near", "before": "before", "after": "after"}[word]  # type: ignore[assignment]
            found = calendar.weekday(number, anchor.first, lean) if anchor else None
            return found.isoformat() if found else None
        if self.published is None:
            return None
        if (self._text(c, "mod") or self._text(c, "post") or "").lower() == "next" and self.around.english:
            week = "next"  # on a Monday, "next Friday" is not the one of this week
        if week in STEP:
            found = calendar.shifted(self.published, days=number - self.published.weekday() + 7 * STEP[week])
            return found.isoformat() if found else None
        found = calendar.weekday(number, self.published, self._weekday_lean(c, word))
        return found.isoformat() if found else None

    def _weekday_lean(self, c: Candidate, word: str | None) -> Lean:
        if word in ("past", "next"):
            return LEAN[word]
        if self.anchors.follows(c.start, "since"):
            return "past"
        tense = self.around.tense(c.start, c.end)
        if word == "this" and tense in ("present", "planned", None):
            return "future" if tense == "planned" else "near"
        if tense == "planned":
            return "near" if self.around.called_off(c.start) else "after"
        return "future" if tense == "future" else "past"

    def _op_weekday_number(self, _: int, c: Candidate) -> str | None:
        number, day = int(self._value(c, "wday") or 0), self._number(c, "day")
        if self.published is None:
            return None
        months = (calendar.shifted(self.published.replace(day=1), months=k) for k in range(-6, 7))
        days = (calendar.day_of(m.year, m.month, day) for m in months if m)
        lean = self._lean(c)
        found = calendar.choose((d for d in days if d and d.weekday() == number), self.published, lean)
        return found.isoformat() if found else None

    def _op_day_of_that_month(self, i: int, c: Candidate) -> str | None:
        word = self._modifier(c) or ("this" if self._text(c, "current") else "that")
        if word in STEP:
            start, step = self.published, STEP[word]
        else:
            anchor = self.anchors.before(i, ("day", "month"))
            start, step = anchor.first if anchor else None, {"before": -1, "after": 1}.get(word, 0)
        month = calendar.shifted(start.replace(day=1), months=step) if start else None
        found = calendar.day_of(month.year, month.month, self._number(c, "day")) if month else None
        return found.isoformat() if found else None

    def _op_bare_day(self, i: int, c: Candidate) -> str | None:
        anchor = self.anchors.before(i, ("day", "month"))
        day = self._number(c, "day")
        if anchor is None or self._modifier(c):
            return self._day_of_some_month(c, day)
        here = calendar.day_of(anchor.first.year, anchor.first.month, day)
        if anchor.grain == "day" and day < anchor.first.day:
            month = calendar.shifted(anchor.first.replace(day=1), months=1)
            later = calendar.day_of(month.year, month.month, day) if month else None
            if later and self.published and later <= self.published:
                here = later
        return here.isoformat() if here else None

    def _day_of_some_month(self, c: Candidate, day: int) -> str | None:
        """ "On the 16th" where no month has been named: the one that publication suggests."""
        if self.published is None or c.match.group().isdecimal():
            return None
        months = (calendar.shifted(self.published.replace(day=1), months=k) for k in (-1, 0, 1))
        found = calendar.choose(
            (calendar.day_of(m.year, m.month, day) for m in months if m), self.published, self._lean(c)
        )
        return found.isoformat() if found else None

    # months, years and what lies between ---------------------------------------------------------------------------

    def _month(self, i: int, c: Candidate) -> date | None:
        """The first day of the month that is meant."""
        month = int(self._value(c, "mon") or 0)
        if self._says_year(c):
            year = self._year(i, c)
            return calendar.day_of(year, month, 1) if year else None
        if listed := self._listed(i, month, 1):
            return listed
        if self._modifier(c) == "that" and (anchor := self.anchors.before(i, ("day", "month", "season", "year"))):
            return calendar.day_of(anchor.first.year, month, 1)
        if not self._modifier(c):
            start = self.anchors.story_start(i, self.published, self.around.tense(c.start, c.end))
            if start:
                return calendar.choose_month(month, start, "future")
        return calendar.choose_month(month, self.published, self._lean(c)) if self.published else None

    def _op_month(self, i: int, c: Candidate) -> str | None:
        found = self._month(i, c)
        return edtf.of_month(found) if found else None

    def _op_months(self, i: int, c: Candidate) -> str | None:
        first = self._month(i, c)
        number = int(self.grammar.words["mon"].get((self._text(c, "mon2") or "").lower().rstrip("."), 0))
        return calendar.months_of(first.year, first.month, number) if first and number > first.month else None

    def _op_part_of_month(self, i: int, c: Candidate) -> str | None:
        first = self._month(i, c)
        if first is None:
            return None
        last = edtf.month_end(first.year, first.month)
        order, piece = int(self._value(c, "ordw") or 0), (self._text(c, "piece") or "").lower()
        if piece in ("week", "semana"):
            start = last.day - 6 if order == -1 else 7 * (order - 1) + 1
            end = start + 6
        elif piece in ("weekend", "fin de semana"):
            saturdays = [d for d in range(1, last.day + 1) if first.replace(day=d).weekday() == 5]
            start = saturdays[order if order == -1 else order - 1] if order <= len(saturdays) else 1
            end = start + 1
        else:
            start, end = (1, 15) if order == 1 else (16, last.day)
        end = min(end, last.day)
        return edtf.interval(first.replace(day=start).isoformat(), first.replace(day=end).isoformat())

    def _op_weekday_of_month(self, i: int, c: Candidate) -> str | None:
        """ "The last Friday of April", "el primer lunes de mayo"."""
        first, number = self._month(i, c), int(self._value(c, "wday") or 0)
        order = int(self._value(c, "ordw") or 0)
        if first is None:
            return None
        last = edtf.month_end(first.year, first.month)
        days = [d for d in range(1, last.day + 1) if first.replace(day=d).weekday() == number]
        index = order if order < 0 else order - 1
        return first.replace(day=days[index]).isoformat() if index < len(days) else None

    def _op_year(self, _: int, c: Candidate) -> str | None:
        year = self._number(c, "year")
        if self.published and year > self.published.year + 75:
            return None
        part = self._value(c, "part")
        if part is None and c.match.group().lower().startswith("fin "):
            part = "end"
        return f"{year:04d}-{PART_MONTH[part]:02d}~" if part else f"{year:04d}"

    def _op_years(self, _: int, c: Candidate) -> str | None:
        first, text = self._number(c, "year"), self._text(c, "year2") or ""
        last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
        return edtf.interval(f"{first:04d}", f"{last:04d}") if first < last else None

    def _op_decade(self, _: int, c: Candidate) -> str | None:
        tens = self._text(c, "tens") or self._value(c, "decade")
        return f"{self._text(c, 'century') or '19'}{tens}X" if tens else None

    def _op_season(self, i: int, c: Candidate) -> str | None:
        code, year, word = self._value(c, "season"), self._year(i, c), self._modifier(c)
        if year is None and word in LEAN and self.published:
            lean: Lean = "past" if word == "past" else LEAN[word]
            start = {"21": 3, "22": 6, "23": 9, "24": 12}[code or "21"]
            found = calendar.choose_month(start, self.published, lean)
            year = found.year if found else None
        return f"{year:04d}-{code}" if year else None

    def _op_piece_of_year(self, i: int, c: Candidate) -> str | None:
        year = self._year(i, c)
        if year is None and not self._says_year(c):
            anchor = self.anchors.before(i, ("year", "month", "interval"))
            day = anchor.first if anchor else self.published
            year = day.year if day else None
        piece = (self._text(c, "piece") or "").lower()
        lengths = {"quarter": 3, "trimestre": 3, "trimester": 3, "cuatrimestre": 4}
        length = self._count(c) or lengths.get(piece, 6)
        order = int(self._value(c, "ordw") or 0)
        first = 13 - length if order == -1 else (order - 1) * length + 1
        return calendar.months_of(year, first, first + length - 1) if year and 1 <= first <= 13 - length else None
