"""What a plain number, a fraction or a percentage counts: the noun beside it, the one the sentence says elsewhere, or
that of the figure before.

Every rule has a name, which the figure carries. Labels are the lexicon's where it has one, else the text's own words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_context import Counted, is_change
from extract.figures_data import SPACE, alternatives, verb_measures, words
from extract.figures_kinds import AGE
from extract.figures_parts import PartReader
from extract.figures_phrase import phrase_before

if TYPE_CHECKING:
    from extract.figures_bounds import Quantity
    from extract.reading import Figure

_OTHERS: Final = re.compile(r"(?i)\b(?:otr[oa]s|another)\b")
_AT_AMOUNT: Final = re.compile(r"(?i)\s+(?:at|en)\s+$")
_HALF_OF_WHAT: Final = re.compile(r"(?i)\s+(?:of\s+what|de\s+l[oa]\s+que)\b")
_ABOVE: Final = re.compile(
    r"(?i)\s+(?:(?P<up>above|over|higher\s+than|up\s+on|(?:por\s+)?encima\s+de|superior(?:es)?\s+a)"
    r"|(?P<down>below|under|lower\s+than|down\s+(?:on|from)|(?:por\s+)?debajo\s+de|inferior(?:es)?\s+a))\b"
)
_ABOVE_BY: Final = re.compile(
    r"(?i)\b(?:(?P<up>superior|mayor|higher|above)|(?P<down>inferior|menor|lower|below))\s+(?:en|by)\s+$"
)
_OF_NOUN: Final = re.compile(r"(?i)\s(?:de|of)\s+$")
_HOW_MANY: Final = re.compile(r"(?i)\b(?:how\s+many|cuánt[oa]s)\s+")
_ANSWER: Final = re.compile(r"[^?.!]*\?\s*[—–-]?\s*(?:[^\W\d_]+[\s,]*){0,4}")
_ARTICLE_AFTER: Final = re.compile(
    r"(?i)\s+(?:el\s+(?:número|total)\s+de|la\s+(?:cifra|lista|cantidad)\s+de|los|las)\s+(?:los\s+|las\s+)?"
)
_COMPARING: Final = frozenset(
    "than que de in en a this y and respecto since were fueron over compared from con durante during".split()  # noqa: SIM905
)
_FROM_TO: Final = frozenset((("de", "a"), ("from", "to")))
_NEXT: Final = re.compile(
    r"\s+(?:y|o|u|and|or|to|a)\s+(?:\d[\d.,\u00a0]*|(?!(?:los|las|the|del|un[oa]s?|sus?|his|her|their|its|otr[oa]s?|other|more|más|ell[oa]s|them|both|tod[oa]s|all)\b)[a-záéíóú]{3,12})\s+(?=[^\W\d_])"
)
_LABEL: Final = re.compile(r":\s$|\s\($")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)\s+$")
_NUMBER_AFTER: Final = re.compile(r"(?i)\s+the\s+(?:number|total)\s+of\s+(?:the\s+)?")
_PARENT_OF: Final = re.compile(r"([^\W\d_]+)\s+(?:of|de)\s+$")
_PAID: Final = frozenset(("average wage", "exchange rate", "minimum wage", "pension", "price", "prices"))
_CURRENCIES: Final = frozenset(("usd", "eur", "cup", "mlc"))
_LINK_AFTER: Final = re.compile(r"\s+(a|para|contra|to|on|for|against)\s")
_RATIO: Final = re.compile(r"\b(?:cada|in|of)\b", re.IGNORECASE)
_OWN_KIND: Final = frozenset(("attribute", "of-these", "part-named", "part-said"))
"""Rules whose figures are parts with a name of their own: the next bare number does not count the same."""
_ONES: Final = frozenset(("ones", "one", "more", "others", "remaining", "restantes", "demás"))
_TIMES: Final = frozenset(("times", "veces", "ocasiones", "occasions", "oportunidades"))


class MeasureReader(PartReader):
    """Reads what plain counts count."""

    def counted(self, q: Quantity, earlier: list[Figure], percent: bool = False) -> Counted:
        """What a number without unit, or a percentage, counts; ``earlier`` are the figures before it."""
        return (
            self._more_than_before(q, earlier, percent=percent)
            or self._many_times(q)
            or (None if percent and self.language == "es" else self._noun_after(q, earlier))
            or self._children(q)
            or self.gapped(q, earlier)
            or self._another(q, earlier)
            or self.part(q, earlier, share=percent or q.number.kind == "fraction")
            or self._attribute(q)
            or self._labelled(q)
            or self._tally(q, earlier)
            or self._after_article(q)
            or (None if percent else self._noun_of_next(q))
            or self._put_at(q)
            or self._asked(q)
            or (None if percent else self._in_parallel(q, earlier))
            or (None if percent else self._priced(q, earlier))
            or self.subject(q)
            or self._inherited(q, earlier, share=percent or q.number.kind == "fraction")
        )

    def _noun_after(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "284 repressive actions"; after a group also "una treintena de presos"."""
        ratio = q.number.kind == "fraction" and _RATIO.search(self.text[q.number_start : q.number_end])
        if q.number.kind in ("fraction", "times") and not ratio:
            return None
        at = q.end
        if q.number.kind == "group" or q.number.scale >= 1e6:
            of = re.match(rf"{SPACE}+(?:de|of){SPACE}+", self.text[at : at + 8])
            at += of.end() if of else 0
        phrase = self.phrase_at(at)
        if phrase is None or self.doc[phrase.start].idx - at > 2:  # its own article: "a 44 los arrestados"
            return None
        first = self.doc[phrase.head].text.casefold()
        if first in _ONES:
            before = self.last_count(earlier)
            label = before.measure if before else None
            new = self.doc[phrase.start].text.casefold() == "new" and label and not label.startswith("new ")
            return Counted(f"new {label}" if new else label, self.end(phrase), "counted-ones")
        if first in _TIMES:
            return Counted(self._times(q.start) or first, self.end(phrase), "counted-times")
        return Counted(self.label(phrase), self.end(phrase), "counted-noun")

    def _many_times(self, q: Quantity) -> Counted | None:
        if q.number.kind != "times":
            return None
        return Counted(self._times(q.start) or "times", None, "counted-times")

    def _times(self, start: int) -> str | None:
        """What was done so many times: by the nearest verb or noun before that the list knows."""
        known = verb_measures(self.language)
        i = self.tokens.after(start) - 1
        for at in range(i, max(-1, i - 14), -1):
            token = self.doc[at]
            if token.lemma_.casefold() in known:
                return known[token.lemma_.casefold()]
            following = self.text[token.idx : token.idx + 20].casefold()
            found = next((k for k in known if " " in k and following.startswith(k)), None)
            if found:
                return known[found]
            if token.is_sent_start:
                break
        return None

    def is_ordinal(self, q: Quantity) -> bool:
        """Whether "a third" orders what follows: "a third man"."""
        if q.number.kind != "fraction" or not re.fullmatch(
            r"(?i)(?:an?|one)\s+\w+", self.text[q.number_start : q.number_end]
        ):
            return False
        i = self.tokens.after(q.end)
        return i < len(self.doc) and self.doc[i].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and self.doc[i].idx - q.end < 3

    def _noun_of_next(self, q: Quantity) -> Counted | None:
        """ "7.000 y 8.000 personas": the noun of the next number."""
        gap = _NEXT.match(self.text, q.end)
        phrase = self.phrase_at(gap.end()) if gap else None
        if phrase is None or self.doc[phrase.head].pos_ not in {"NOUN", "ADJ"}:
            return None
        return Counted(self.label(phrase), None, "next-noun")

    def _another(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "en 34 casos hubo violencia y en otros nueve, no": more of what the figure before counts."""
        if not _OTHERS.search(self.text, q.start, q.number_start):
            return None
        label = self._label_before(earlier)
        return Counted(label, None, "counted-ones") if label else None

    def _children(self, q: Quantity) -> Counted | None:
        """ "mother of three"."""
        before = _PARENT_OF.search(self.text, max(0, q.start - 24), q.start)
        if before and before.group(1).casefold() in words("parent", self.language):
            return Counted(self.lexicon.measure("children", "en") or "children", None, "parent")
        return None

    def _put_at(self, q: Quantity) -> Counted | None:
        """ "put the crowd at fewer than 60", "estimó los daños en 40": what the verb puts at so many."""
        link = _AT_AMOUNT.search(self.text, max(0, q.start - 6), q.start)
        if link is None:
            return None
        phrase = phrase_before(self.doc, self.tokens.after(link.start()), self.language, self.blocked)
        if phrase is None or self.doc[phrase.head].pos_ != "NOUN":
            return None
        at = phrase.start - 1
        while at > 0 and self.doc[at].text.casefold() in words("article", self.language):
            at -= 1
        bare = phrase.end == phrase.core and self.doc[phrase.head].lemma_ in words("tally_noun", self.language)
        known = self.doc[at].text.casefold() in words("put_verb", self.language)
        return Counted(self.label(phrase), None, "put-at") if known and not bare else None

    def _after_article(self, q: Quantity) -> Counted | None:
        """ "eleva a 44 los arrestados"."""
        if _OTHERS.search(self.text, q.start, q.number_start):
            return None  # "y en otros nueve los detenidos …"
        skipped = (_ARTICLE_AFTER if self.language == "es" else _NUMBER_AFTER).match(self.text, q.end)
        phrase = self.phrase_at(skipped.end()) if skipped else None
        return Counted(self.label(phrase), None, "article-after") if phrase else None

    def _more_than_before(self, q: Quantity, earlier: list[Figure], *, percent: bool) -> Counted | None:
        """ "12 more than in April": a rise of what the figure before counts; "12 more prisoners": prisoners."""
        more = _more(self.language).match(self.text, q.end)
        if not more:
            return self._above(q, earlier, percent=percent)
        end = more.end(1)
        if more["next"] and more["next"].casefold() not in _COMPARING:
            phrase = self.phrase_at(end)
            if phrase is not None:
                return Counted(self.label(phrase), self.end(phrase), "more-noun")
        before = self.last_any(earlier)
        label = before.measure if before else None
        if label and not label.startswith(("rise in", "fall in")):
            label = f"{'fall' if more.group(1).casefold() in {'fewer', 'less', 'menos'} else 'rise'} in {label}"
        unit = before.unit if before and before.unit not in {"fraction", "percent"} else None
        return Counted(label, end, "more-than", unit)

    def _above(self, q: Quantity, earlier: list[Figure], *, percent: bool) -> Counted | None:
        """ "23 percent above last year", "inferior en 60 a la del lunes"."""
        found = _ABOVE.match(self.text, q.end) if percent else _ABOVE_BY.search(self.text, q.start - 20, q.start)
        before = self.last_any(earlier)
        if not found or before is None or not before.measure:
            return None
        label = f"{'rise' if found['up'] else 'fall'} in {before.measure}"
        return Counted(
            before.measure if is_change(before.measure) else label, None, "more-than", None if percent else before.unit
        )

    def _tally(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "raised the number of political prisoners to 1,161": what is numbered before."""
        sentence = max(self.text.rfind(mark, 0, q.start) for mark in (". ", "\n", ";")) + 1
        tally = _last_match(_tally_pattern(self.language), self.text, sentence, q.start)
        if tally is not None and re.search(r"(?i)\b(?:que|that)\b", self.text[tally.end() : q.start]):
            return None
        if tally is None or q.start - tally.end() > 90 or any(f.start > tally.start() for f in earlier):
            return None
        phrase = self.phrase_at(tally.end())
        if phrase is None or self.end(phrase) > q.start:
            return None
        return Counted(self.label(phrase), None, "tally")

    def _labelled(self, q: Quantity) -> Counted | None:
        """ "Arbitrary detentions: 97", "mujeres (118)"."""
        mark = _LABEL.search(self.text, max(0, q.start - 4), q.start)
        if not mark or (mark.group().strip() == "(" and self.text[q.end : q.end + 1] != ")"):
            return None
        phrase = phrase_before(self.doc, self.tokens.after(mark.start()), self.language, self.blocked)
        if phrase is None or self.doc[phrase.head].pos_ not in {"NOUN", "ADJ"} or self.end(phrase) < mark.start():
            return None
        return Counted(self.label(phrase), None, "labelled")

    def _in_parallel(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "sentenced to ten years, and her brother to eight": measure and unit of the figure after the same word."""
        last = earlier[-1] if earlier else None
        if last is None or last.unit in {"count", "percent", "fraction"} or q.start - last.end > 60:
            return None
        between = self.text[last.end : q.start]
        here, there = _WORD_BEFORE.search(between), _WORD_BEFORE.search(self.text[max(0, last.start - 12) : last.start])
        same = here is not None and there is not None and here.group(1).casefold() == there.group(1).casefold()
        after, then = _LINK_AFTER.match(self.text, q.end), _LINK_AFTER.match(self.text, last.end)
        same = same or (after is not None and then is not None and after.group(1) == then.group(1))
        ends = here is not None and there is not None and (there.group(1), here.group(1)) in _FROM_TO
        changed = ends or words("change_verb", self.language).intersection(re.findall(r"[^\W\d_]+", between.casefold()))
        if (
            not (same or changed)
            or last.measure == AGE
            or re.search(r"[.:\n]" if same or changed else r"[.;:\n]", between)
        ):
            return None
        label: str | None = last.measure
        if (of := _OF_NOUN.search(self.text, max(0, q.start - 4), q.start)) is not None:
            own = phrase_before(self.doc, self.tokens.after(of.start()), self.language, self.blocked)
            label = self.label(own) if own is not None and self.doc[own.head].pos_ == "NOUN" else label
        return Counted(label, None, "parallel", last.unit)

    def _priced(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "cuesta 400": a price, where the article has said in what money."""
        before = re.findall(r"[^\W\d_]+", self.text[max(0, q.start - 24) : q.start].casefold())[-2:]
        money = next((f for f in reversed(earlier[-4:]) if f.unit in _CURRENCIES), None)
        subject = self.subject(q) if money is not None else None
        paid = subject is not None and subject.label in _PAID
        if money is None or not (paid or words("price_verb", self.language).intersection(before)):
            return None
        return Counted(subject.label if subject else money.measure, None, "priced", money.unit)

    def _asked(self, q: Quantity) -> Counted | None:
        """ "How many prisoners are there? 40": what the question right before asks for."""
        asked = _last_match(_HOW_MANY, self.text, max(0, q.start - 160), q.start)
        if asked is None or not _ANSWER.fullmatch(self.text, asked.end(), q.start):
            return None
        phrase = self.phrase_at(asked.end())
        return Counted(self.label(phrase), None, "asked") if phrase else None

    def _largest(self, q: Quantity, earlier: list[Figure]) -> Figure | None:
        """The total told in this sentence or the one before, of which a bare share is: "28 % took place in Havana"."""
        i = self.tokens.after(q.start)
        if i >= len(self.doc):
            return None
        sentence = self.doc[i].sent
        begin = self.doc[sentence.start - 1].sent.start_char if sentence.start else 0
        near = [f for f in earlier[-12:] if f.start >= begin and f.unit == "count" and f.measure and f.value]
        near = [f for f in near if not (is_change(f.measure) or self._located(f) or f.rule in _OWN_KIND)]
        return max(near, key=lambda f: f.value or 0, default=None)

    def _inherited(self, q: Quantity, earlier: list[Figure], *, share: bool) -> Counted:
        """What the same number, or else the figure before, counts: "the 14 would be freed", "and fears nine"."""
        if _HALF_OF_WHAT.match(self.text, q.end):
            return Counted(None, None, "inherited")
        if share and (whole := self._largest(q, earlier)) is not None:
            return Counted(whole.measure, None, "inherited")
        same = next((f for f in reversed(earlier) if f.unit == "count" and f.value == q.value), None)
        if same is not None and same.value is not None and same.value > 3 and same.measure:
            return Counted(same.measure, None, "same-number")
        begin = max(self.text.rfind(mark, 0, q.start) for mark in (". ", "\n", "? ", "! "))
        here = [f for f in earlier[-8:] if f.start > begin]
        before = self._alike(q, here) or self._own_count(here) or self._alike(q, earlier) or self.last_count(earlier)
        if before is not None and self.lexicon.measure(before.measure or "", "en") is None:
            apart = re.search(r"[.\n]", self.text[before.end : q.start])  # "40 stitches. … put it at 60"
            before = None if apart else before
        return Counted(before.measure if before else None, None, "inherited")

    def _own_count(self, earlier: list[Figure]) -> Figure | None:
        """The nearest count that is no part of another."""
        return self.last_count([f for f in earlier if f.rule not in _OWN_KIND])

    def _alike(self, q: Quantity, earlier: list[Figure]) -> Figure | None:
        """The nearest count before of the same order: a bare 1,104 after "1,192 prisoners, 27 of them minors"."""
        size = q.value or q.high or 0.0
        for figure in reversed(earlier[-10:]):
            value = figure.value or figure.high or 0.0
            alike = size > 0 and 0.25 <= value / size <= 4
            named = figure.measure not in {None, AGE} and not is_change(figure.measure)
            if alike and figure.unit == "count" and named and figure.rule not in _OWN_KIND:
                return figure
        return None


def _last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text, start, end):
        last = match
    return last


@cache
def _more(language: str) -> re.Pattern[str]:
    known = alternatives(list(words("rise", language)))
    return re.compile(rf"{SPACE}+({known})\b(?:{SPACE}+(?P<next>\w+))?", re.IGNORECASE)


@cache
def _tally_pattern(language: str) -> re.Pattern[str]:
    nouns = alternatives(list(words("tally_noun", language)))
    of = "of" if language == "en" else "de"
    return re.compile(rf"\b(?:{nouns})\s+{of}\s+(?:(?:the|los|las)\s+)?", re.IGNORECASE)
