"""Dates in the text that other expressions hang on: "two days later", "that month", "March" in a story of 2003."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from extract import edtf
from extract.dates_calendar import choose_yearless, day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from extract.dates_candidates import Candidate
    from extract.dates_context import Surroundings, Tense
    from extract.dates_words import Grammar
    from extract.edtf import Period

_NEAR: Final = 24
"""How many dates away another may be that one hangs on: keeps the work linear in the text's length."""
_FAR: Final = 6
"""How many sentences back a date may stand that another hangs on."""
_COMPLEMENT: Final = 70
"""How many characters after "a month before" the date may stand that it is counted from."""
_CLAUSE: Final = re.compile(r"[.,;:\n()]")
_WORD: Final = re.compile(r"\w+")
_STORY: Final = timedelta(days=62)
_DIRECTIONS_WITH_COMPLEMENT: Final = frozenset(("after", "before", "prior to", "following"))
_COMPLEMENT_POS: Final = frozenset(("DET", "PRON", "NOUN", "PROPN", "VERB", "ADJ", "NUM", "AUX"))


class Anchors:
    """Finds anchors among the candidates of one text; ``resolve`` gives what a candidate stands for."""

    def __init__(
        self,
        grammar: Grammar,
        around: Surroundings,
        candidates: Sequence[Candidate],
        resolve: Callable[[int], str | None],
    ) -> None:
        self.grammar = grammar
        self.around = around
        self.candidates = candidates
        self._resolve = resolve
        self._said: dict[tuple[int, int], list[tuple[int, int]]] | None = None

    def _period(self, i: int) -> Period | None:
        found = self._resolve(i)
        return edtf.parse(found) if found else None

    def _explicit(self, i: int) -> bool:
        """Whether candidate ``i`` says its year in digits."""
        c = self.candidates[i]
        return c.rule.op == "named" or self.grammar.text(c.match, "year") is not None

    def _earlier(self, i: int, grains: Sequence[str], sentences: int = _FAR) -> Iterator[tuple[int, Period]]:
        """The dates before candidate ``i`` that are as precise as one of ``grains``, the nearest first."""
        here = self.around.sentence(self.candidates[i].start)
        for j in range(i - 1, max(i - _NEAR, 0) - 1, -1):
            if here - self.around.sentence(self.candidates[j].start) > sentences:
                return
            period = self._period(j)
            if period and period.grain in grains:
                yield j, period

    def before(self, i: int, grains: Sequence[str], sentences: int = _FAR) -> Period | None:
        """The nearest date before candidate ``i`` that is as precise as one of ``grains``, at most so many sentences
        back."""
        return next((period for _, period in self._earlier(i, grains, sentences)), None)

    def last_period(self, i: int) -> str | None:
        """The month, the year or the interval last spoken of: "that same period"."""
        for j, _ in self._earlier(i, ("interval", "month", "season", "year")):
            last = self._resolve(j)
            first = self._resolve(j - 1) if j and last and self.range_start(j - 1) is not None else None
            return edtf.interval(first, last) if first and last else last
        return None

    def range_start(self, i: int) -> int | None:
        """Where the interval of candidates ``i`` and ``i + 1`` begins ("between January and March 2025"), None where
        they are none."""
        a, b = self.candidates[i], self.candidates[i + 1]
        gap = self.around.text[a.end : b.start].strip().lower()
        start = None
        for opener, joint in (("between", "between_and"), ("from", "from_to")):
            if gap in self.grammar.cues[joint]:
                start = self.follows(a.start, opener)
        return start

    def told(self, i: int, grains: Sequence[str]) -> Period | None:
        """The nearest such date on which something happened rather than was only said."""
        return next((p for j, p in self._earlier(i, grains) if not self._is_of_speech(j)), None)

    def measured(self, i: int, grains: Sequence[str]) -> Period | None:
        """The nearest such date that is not only compared with: "3 % up on August and 12 % on the same month of"."""
        compared = tuple(f" {word}" for word in self.grammar.cues["compared"])
        found = list(self._earlier(i, grains))
        for j, period in found:
            start = self.candidates[j].start
            if not self.around.text[max(0, start - 24) : start].lower().rstrip().endswith(compared):
                return period
        return found[0][1] if found else None

    def _is_of_speech(self, j: int) -> bool:
        c = self.candidates[j]
        return c.rule.op in ("deictic", "weekday") and self.is_of_speech(c)

    def is_of_speech(self, c: Candidate) -> bool:
        """Whether candidate ``c`` is when somebody speaks: "admitted yesterday"."""
        verb = self.around.verb(c.start, c.end)
        return verb is not None and verb.lemma_.lower() in self.grammar.cues["saying"]

    def listed_with(self, i: int) -> date | None:
        """The first day of a date with a year that this one is listed with: "in January and February 2025"."""
        for j in range(i + 1, min(i + _NEAR, len(self.candidates))):
            gap = self.around.text[self.candidates[j - 1].end : self.candidates[j].start].strip().lower()
            joined = any(gap in self.grammar.cues[name] for name in ("list", "between_and", "from_to"))
            if not joined or self.candidates[j].rule.op not in ("day", "month"):
                return None
            if self._explicit(j):
                period = self._period(j)
                return period.first if period else None
        return None

    def follows(self, start: int, cue: str) -> int | None:
        """Where the word of a cue list that stands right before ``start`` begins, None where none does."""
        head = self.around.text[max(0, start - 14) : start].lower().rstrip()
        for word in sorted(self.grammar.cues[cue], key=len, reverse=True):
            if head.endswith(word) and not head[: -len(word)][-1:].isalnum():
                return max(0, start - 14) + len(head) - len(word)
        return None

    def names_event(self, c: Candidate) -> bool:
        """Whether a word for a known event stands beside the day: "the July 11 protests"."""
        words = self.grammar.cues["event"]
        after = self.around.word_after(c.end).lower()
        before = self.around.text[max(0, c.start - 30) : c.start].lower().split()
        return after in words or any(word in words for word in before[-3:])

    def known_year(self, i: int, month: int, day: int) -> int | None:
        """The year of a day that the article elsewhere names with its year, or that is known for its event."""
        if self._said is None:
            self._said = self._days_with_year()
        said = self._said.get((month, day), [])
        if said:
            return next((year for j, year in reversed(said) if j < i), said[0][1])
        c = self.candidates[i]
        year = self.grammar.known.get(f"{month:02d}-{day:02d}")
        return year if year and self.names_event(c) else None

    def _days_with_year(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """Month and day to the candidates that name them with their year, and that year."""
        said: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for j, c in enumerate(self.candidates):
            if c.rule.op in ("day", "named", "numeric") and self._explicit(j) and (period := self._period(j)):
                said.setdefault((period.first.month, period.first.day), []).append((j, period.first.year))
        return said

    def story_start(self, i: int, published: date | None, tense: Tense | None) -> date | None:
        """Where the text tells of an earlier year, the day from which a date without a year is to be sought.

        That is so within a sentence, where this date's verb hangs on the verb of one with a year; and within a
        paragraph after a sentence that sets the year at its beginning ("In 2003 ..."), or soon after a full date.
        """
        c = self.candidates[i]
        if tense == "future":
            return None
        for j in range(i - 1, max(i - _NEAR, 0) - 1, -1):
            earlier = self.candidates[j]
            if not self.around.same_paragraph(earlier.start, c.start):
                return None
            if not self._explicit(j) or earlier.rule.op == "named":
                continue
            period = self._period(j)
            if period is None or period.grain not in ("year", "month", "day") or period.qualifier:
                return None
            if published and period.first.year >= published.year:
                return None
            return period.first if self._continues(earlier, c, period, published) else None
        return None

    def _continues(self, earlier: Candidate, c: Candidate, period: Period, published: date | None) -> bool:
        inside = self.around.word_before(earlier.start).lower() in ("in", "en", "during", "durante", "throughout")
        if period.grain == "year" and not inside:
            return False
        if self.around.sentence(earlier.start) != self.around.sentence(c.start):
            if published is None or self.around.opens_sentence(earlier.start):
                return True
            return period.grain == "day" and c.rule.op == "day" and self._soon(period.first, c)
        verb, earlier_verb = self.around.verb(c.start, c.end), self.around.verb(earlier.start, earlier.end)
        if verb is None or earlier_verb is None:
            return published is None
        if verb.i == earlier_verb.i:
            return True
        between = list(takewhile(lambda t: t.i != earlier_verb.i, (verb, *verb.ancestors)))
        if len(between) == len(list(verb.ancestors)) + 1:
            return False
        aside = any(t.dep_ in ("relcl", "acl:relcl", "acl") for t in between)
        return not aside or self._soon(period.first, c)

    def _soon(self, start: date, c: Candidate) -> bool:
        """Whether the day without a year comes soon after ``start``."""
        month, day = self.grammar.value(c.match, "mon"), self.grammar.text(c.match, "day")
        if month is None or (day is not None and not day.isdecimal()):
            return False
        found = choose_yearless(lambda year: day_of(year, int(month), int(day or 28)), start, "future")
        return found is not None and found - start <= _STORY

    def has_complement(self, c: Candidate) -> bool:
        """Whether the text goes on to name what "two days before" is counted from."""
        after, following = self.around.word_after(c.end).lower(), self.around.token_after(c.end)
        if not self.around.english:
            return after in ("de", "del")
        direction = (self.grammar.text(c.match, "dir") or "").lower()
        if direction not in _DIRECTIONS_WITH_COMPLEMENT or following is None:
            return False
        return following.pos_ in _COMPLEMENT_POS

    def complement(self, i: int) -> Period | None:
        """The date that candidate ``i`` is counted from, later in its sentence: before a comma, or beyond one where no
        new clause begins."""
        c, j = self.candidates[i], i + 1
        if j >= len(self.candidates):
            return None
        following = self.candidates[j]
        gap = self.around.text[c.end : following.start]
        if len(gap) > _COMPLEMENT or self.around.sentence(c.start) != self.around.sentence(following.start):
            return None
        comma = gap.find(",")
        if comma >= 0 and self._has_finite_verb(c.end + comma, following.start):
            return None
        return self._period(j)

    def event_day(self, i: int) -> Period | None:
        """The day of the event that candidate ``i`` is counted from, where the text has told it before: "arrested on
        March 3 ... two weeks after his arrest"."""
        c = self.candidates[i]
        kind = self._event(c.end, c.end + 40, first=True)
        if kind is None:
            return None
        for j in range(i - 1, max(i - _NEAR, 0) - 1, -1):
            earlier = self.candidates[j]
            period = self._period(j) if self._event(earlier.start - 40, earlier.end) == kind else None
            if period and period.grain == "day":
                return period
        return None

    def _event(self, start: int, end: int, *, first: bool = False) -> str | None:
        """The kind of the last (or first) event spoken of between two offsets, within one clause."""
        text = self.around.text[max(start, 0) : end].lower()
        clause = _CLAUSE.split(text)[0 if first else -1]
        kinds = [self.grammar.events[word] for word in _WORD.findall(clause) if word in self.grammar.events]
        return None if not kinds else kinds[0] if first else kinds[-1]

    def _has_finite_verb(self, start: int, end: int) -> bool:
        return any(
            t.tag_ in ("VBD", "VBZ", "VBP", "MD") if self.around.english else "Fin" in t.morph.get("VerbForm", [])
            for t in self.around.tokens(start, end)
        )

    def explained(self, i: int) -> str | None:
        """The date right after candidate ``i`` that says it again: "five months earlier, in June"."""
        if i + 1 >= len(self.candidates):
            return None
        following = self.candidates[i + 1]
        gap = self.around.text[self.candidates[i].end : following.start].strip(" \u00a0").lower()
        if following.rule.op not in ("day", "month", "year", "weekday") or gap not in self.grammar.cues["apposition"]:
            return None
        return self._resolve(i + 1)

    def apposed(self, i: int) -> str | None:
        """The date right before candidate ``i`` that it only says again: "on July 13, 2021, two days after ..."."""
        if i == 0:
            return None
        earlier, c = self.candidates[i - 1], self.candidates[i]
        gap = self.around.text[earlier.end : c.start].strip(" \u00a0")
        if gap.lower() not in self.grammar.cues["afterthought"]:
            return None
        period = self._period(i - 1)
        return self._resolve(i - 1) if period and period.grain == "day" else None
