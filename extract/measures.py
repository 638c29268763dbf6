"""What a plain number, a fraction or a percentage counts: the noun beside it, the one the sentence says elsewhere, or
that of the figure before.

Every rule has a name, which the figure carries. Labels are the lexicon's where it has one, else the text's own words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_context import Context, Counted, is_change
from extract.figures_data import SPACE, alternatives, units, verb_measures, words
from extract.figures_kinds import AGE, SENTENCE
from extract.figures_phrase import noun_phrase, phrase_before

if TYPE_CHECKING:
    from extract.figures_bounds import Quantity
    from extract.figures_phrase import Phrase
    from extract.reading import Figure

_OF: Final = {
    "en": re.compile(rf"{SPACE}+(?:of|among){SPACE}+", re.IGNORECASE),
    "es": re.compile(rf"{SPACE}+(?:de|del|entre){SPACE}+", re.IGNORECASE),
}
_NO_PART: Final = re.compile(
    r"(?i)\s+(?:de\s+(?:acuerdo|forma|manera|modo|hecho|inmediato|nuevo|repente)|of\s+course)\b"
)
_HOW_MANY: Final = re.compile(r"(?i)\b(?:how\s+many|cuánt[oa]s)\s+")
_ARTICLE_AFTER: Final = re.compile(
    r"(?i)\s+(?:el\s+(?:número|total)\s+de|la\s+(?:cifra|lista|cantidad)\s+de|los|las)\s+(?:los\s+|las\s+)?"
)
_PARTICIPLE_AFTER: Final = re.compile(r"\s+(?:[^\W\d_]+ed|taken|held|sent|put)\b")
_OWN: Final = re.compile(
    r"(?:(?:the|los|las|its|sus|their|his|her)\s+)?(?:(?:[\d.,\u00a0]*\d|mil)(?:\s\d{3})?|\w+-(?:year|month))\s+",
    re.IGNORECASE,
)
_COMPARING: Final = frozenset(
    "than que de in en a this y and respecto since were fueron over compared from con durante during".split()  # noqa: SIM905
)
_FROM_TO: Final = frozenset((("de", "a"), ("from", "to")))
_NEXT: Final = re.compile(r"\s+(?:y|o|u|and|or|to|a)\s+(?:\d[\d.,\u00a0]*|[a-záéíóú]{3,12})\s+(?=[^\W\d_])")
_LABEL: Final = re.compile(r":\s$|\s\($")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)\s+$")
_OF_WHICH: Final = re.compile(
    r"\b(?:of\s+which|of\s+whom|de\s+l[oa]s\s+que|de\s+l[oa]s\s+cuales)\s+(?:\w+\s+){0,4}$", re.IGNORECASE
)
_PARENT_OF: Final = re.compile(r"([^\W\d_]+)\s+(?:of|de)\s+$")
_PAID: Final = frozenset(("average wage", "exchange rate", "minimum wage", "pension", "price", "prices"))
_CURRENCIES: Final = frozenset(("usd", "eur", "cup", "mlc"))
_HALF_THE: Final = re.compile(r"\s+(?=(?:the|its|their|his|her|those|these|all)\s)")
_LINK_AFTER: Final = re.compile(r"\s+(a|para|contra|to|on|for|against)\s")
_RATIO: Final = re.compile(r"\b(?:cada|in|of)\b", re.IGNORECASE)
_OWN_KIND: Final = frozenset(("attribute", "of-these"))
"""Rules whose figures are parts with a name of their own: the next bare number does not count the same."""
_LIMITED: Final = re.compile(r"(?:menores|mayores)\s+de\s+(?!18\b|edad\b|dieciocho\b)", re.IGNORECASE)
_ONES: Final = frozenset(("ones", "one", "more", "others", "remaining", "restantes", "demás"))
_TIMES: Final = frozenset(("times", "veces", "ocasiones", "occasions", "oportunidades"))
_POINTERS: Final = frozenset(("these", "those", "estos", "estas", "esos", "esas"))


class MeasureReader(Context):
    """Reads what plain counts count."""

    def counted(self, q: Quantity, earlier: list[Figure], percent: bool = False) -> Counted:
        """What a number without unit, or a percentage, counts; ``earlier`` are the figures before it."""
        return (
            self._more_than_before(q, earlier)
            or self._many_times(q)
            or (None if percent and self.language == "es" else self._noun_after(q, earlier))
            or self._children(q)
            or self._part(q, earlier)
            or self._attribute(q)
            or self._labelled(q)
            or self._tally(q, earlier)
            or self._after_article(q)
            or self._noun_of_next(q)
            or (None if percent else self._priced(q, earlier))
            or self._asked(q)
            or (None if percent else self._in_parallel(q, earlier))
            or self.subject(q)
            or self._inherited(q, earlier)
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

    def _part(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        return self._compared(q, earlier) or self._part_of(q, earlier) or self._of_these(q, earlier)

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

    def _part_of(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "59 % of the prisoners", "17 de los arrestados", "two thirds of them"."""
        of = _OF[self.language].match(self.text, q.end)
        if not of and q.number.kind == "fraction" and self.language == "en":
            of = _HALF_THE.match(self.text, q.end)
        if not of or _NO_PART.match(self.text, q.end):
            return None
        at = of.end()
        rest = self.text[at : at + 40].casefold()
        if anaphor := _anaphor(self.language).match(rest):
            pointer = anaphor.group(1) in _POINTERS
            noun = self.phrase_at(at) if pointer else None
            if (noun is None or noun.start == noun.end) and not _PARTICIPLE_AFTER.match(rest, anaphor.end()):
                part = self.phrase_at(at + anaphor.end())  # "61 de ellas detenciones"
                if part is not None and self._names_part(part):
                    return Counted(self.label(part), self.end(part), "part-named")
                return Counted(self._label_before(earlier), at + anaphor.end(), "part-of-antecedent")
        if self.language == "en" and (those := re.match(r"(?:all\s+)?those\s+([^\W\d_]+)", rest)):
            label = self.lexicon.measure(f"people {those.group(1)}", "en") or those.group(0)
            return Counted(label, at + those.end(), "part-of-those")
        number = _OWN.match(self.text[at : at + 30])
        phrase = self.phrase_at(at + (number.end() if number else 0))
        known = units(self.language).get(self.doc[phrase.head].text.casefold()) if phrase else None
        if phrase is None or (known is not None and known.kind == "time"):
            return None
        term = self.doc[phrase.head].text.casefold() in words("term_noun", self.language)
        whole = SENTENCE if term and q.number.kind == "fraction" else self.label(phrase)
        return Counted(whole, q.end if number else self.end(phrase), "part-of")

    def _names_part(self, part: Phrase) -> bool:
        """Whether what follows "of them" is a noun: "9 de ellas menores"."""
        if _LIMITED.match(self.text, self.doc[part.start].idx):
            return False  # "two thirds of them under 35"
        known = self.lexicon.measure(part.words(self.language), self.language)
        return self.doc[part.head].pos_ == "NOUN" or known is not None

    def _children(self, q: Quantity) -> Counted | None:
        """ "mother of three"."""
        before = _PARENT_OF.search(self.text, max(0, q.start - 24), q.start)
        if before and before.group(1).casefold() in words("parent", self.language):
            return Counted(self.lexicon.measure("children", "en") or "children", None, "parent")
        return None

    def _of_these(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "Of these, 94 %", "De ellos, 12": what the figure before counts, unless an attribute says."""
        before = self.text[max(0, q.start - 40) : q.start]
        if not _of_these(self.language).search(before) and not _OF_WHICH.search(before):
            return None
        last = earlier[-1] if earlier else None
        if last is not None and last.unit not in {"count", "fraction", "percent"} and q.start - last.end < 40:
            return Counted(last.measure, None, "of-these", last.unit)  # "12 years, of which he served five"
        return self._attribute(q) or Counted(self._label_before(earlier), None, "of-these")

    def _attribute(self, q: Quantity) -> Counted | None:
        """ "97 were arbitrary detentions": the attribute."""
        i = self.tokens.after(q.end)
        if i + 1 >= len(self.doc) or self.doc[i].text.casefold() not in words("be", self.language):
            return None
        following = self.doc[i + 1]
        if bool(self.doc[i].is_sent_start) or following.tag_ in {"VBN", "VBG"}:
            return None
        if following.pos_ in {"VERB", "AUX", "ADP", "ADV", "PART"} or following.text.casefold() in {"not", "no"}:
            return None
        phrase = noun_phrase(self.doc, i + 1, self.language, self.blocked)
        if phrase is None or self.doc[phrase.head].pos_ not in {"NOUN", "PROPN"}:
            return None
        return Counted(self.label(phrase), None, "attribute")

    def _after_article(self, q: Quantity) -> Counted | None:
        """ "eleva a 44 los arrestados"."""
        skipped = _ARTICLE_AFTER.match(self.text, q.end) if self.language == "es" else None
        phrase = self.phrase_at(skipped.end()) if skipped else None
        return Counted(self.label(phrase), None, "article-after") if phrase else None

    def _more_than_before(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "12 more than in April": a rise of what the figure before counts; "12 more prisoners": prisoners."""
        more = _more(self.language).match(self.text, q.end)
        if not more:
            return None
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

    def _tally(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "raised the number of political prisoners to 1,161": what is numbered before."""
        sentence = max(self.text.rfind(mark, 0, q.start) for mark in (". ", "\n", ";")) + 1
        tally = _last_match(_tally_pattern(self.language), self.text, sentence, q.start)
        if tally is None or q.start - tally.end() > 90 or any(f.start > tally.start() for f in earlier):
            return None
        phrase = self.phrase_at(tally.end())
        if phrase is None or self.end(phrase) > q.start:
            return None
        return Counted(self.label(phrase), None, "tally")

    def _compared(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "up from 11 a year earlier", "sold for 400": measure and unit of the quantity it is compared with."""
        nearest = self.last_any(earlier)
        compares = _comparing(self.language).search(self.text[max(0, q.start - 30) : q.start])
        if nearest is None or not compares or nearest.unit in {"count", "fraction"} or nearest.end < q.start - 160:
            return None
        return Counted(nearest.measure, None, "compared", nearest.unit)

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
        return Counted(last.measure, None, "parallel", last.unit)

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
        if asked is None or not re.fullmatch(r"[^?.!]*\?\s*(?:[^\W\d_]+[\s,]*){0,4}", self.text[asked.end() : q.start]):
            return None
        phrase = self.phrase_at(asked.end())
        return Counted(self.label(phrase), None, "asked") if phrase else None

    def _inherited(self, q: Quantity, earlier: list[Figure]) -> Counted:
        """What the same number, or else the figure before, counts: "the 14 would be freed", "and fears nine"."""
        same = next((f for f in reversed(earlier) if f.unit == "count" and f.value == q.value), None)
        if same is not None and same.value is not None and same.value > 3 and same.measure:
            return Counted(same.measure, None, "same-number")
        before = self._alike(q, earlier) or self.last_count(earlier)
        if before is not None and self.lexicon.measure(before.measure or "", "en") is None:
            apart = re.search(r"[.\n]", self.text[before.end : q.start])  # "40 stitches. … put it at 60"
            before = None if apart else before
        return Counted(before.measure if before else None, None, "inherited")

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

    def _label_before(self, earlier: list[Figure]) -> str | None:
        before = self.last_count(earlier)
        return before.measure if before else None


def _last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text, start, end):
        last = match
    return last


@cache
def _anaphor(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:all\s+)?({alternatives(list(words('anaphor', language)))})\b")


@cache
def _of_these(language: str) -> re.Pattern[str]:
    of = "of" if language == "en" else "de|entre"
    known = alternatives(list(words("anaphor", language)))
    return re.compile(rf"\b(?:{of})\s+(?:all\s+)?(?:{known})\s*,?\s*(?:el\s+|un\s+)?$", re.IGNORECASE)


@cache
def _more(language: str) -> re.Pattern[str]:
    known = alternatives(list(words("rise", language)))
    return re.compile(rf"{SPACE}+({known})\b(?:{SPACE}+(?P<next>\w+))?", re.IGNORECASE)


@cache
def _tally_pattern(language: str) -> re.Pattern[str]:
    nouns = alternatives(list(words("tally_noun", language)))
    of = "of" if language == "en" else "de"
    return re.compile(rf"\b(?:{nouns})\s+{of}\s+(?:(?:the|los|las)\s+)?", re.IGNORECASE)


@cache
def _comparing(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(list(words('compare', language)))})\s+$", re.IGNORECASE)
