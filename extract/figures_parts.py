"""What a part counts: "59 % of the prisoners", "of these, 12", "134 of them", "a third of those detained are women"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_context import Context, Counted
from extract.figures_data import SPACE, alternatives, units, words
from extract.figures_kinds import SENTENCE
from extract.figures_phrase import noun_phrase

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
_THOSE: Final = re.compile(r"(?:all\s+)?those\s+(?:(?:still|already|now|currently|being)\s+)*([^\W\d_]+)")
_PARTICIPLE_AFTER: Final = re.compile(
    r"\s+(?:(?:still|already|now|currently|being)\s+)*(?:[^\W\d_]+ed|taken|held|sent|put)\b"
)
_OWN: Final = re.compile(
    r"(?:(?:the|los|las|its|sus|their|his|her)\s+)?(?:(?:[\d.,\u00a0]*\d|mil)(?:\s\d{3})?|\w+-(?:year|month))\s+",
    re.IGNORECASE,
)
_OF_WHICH: Final = re.compile(
    r"\b(?:of\s+which|of\s+whom|de\s+l[oa]s\s+que|de\s+l[oa]s\s+cuales)\s+(?:\w+\s+){0,4}$", re.IGNORECASE
)
_HALF_THE: Final = re.compile(r"\s+(?=(?:the|its|their|his|her|those|these|all)\s)")
_LIMITED: Final = re.compile(r"(?:menores|mayores)\s+de\s+(?!18\b|edad\b|dieciocho\b)", re.IGNORECASE)
_WHOLES: Final = frozenset(("part-of", "part-of-those", "part-of-antecedent"))
_WHOLE: Final = {
    "en": re.compile(r"\s*(?i:of|among)\s+(?:the|all|those|these)\s+(?:[\d.,]+\s+|\w+-\w+\s+)?"),
    "es": re.compile(r"\s*(?i:de|entre)\s+(?:todos\s+)?(?:los|las|estos|estas|esos|esas)\s+(?:[\d.,]+\s+)?"),
}
_WHOLE_REACH: Final = 100
_CORRESPOND: Final = re.compile(
    r"(?i)\s+(?:(?:se\s+)?(?:corresponden?|correspondieron|correspondían|pertenecen|pertenecían|refieren|refirieron|deben|debieron)\s+a"
    r"|(?:fueron|son|están)\s+(?:clasificad|catalogad|registrad|calificad)[oa]s\s+como|correspond(?:ed)?\s+to|involved?"
    r"|consist(?:ed)?\s+of|(?:were|are)\s+(?:classified|listed|recorded|registered)\s+as)\s+(?:l[oa]s\s+|the\s+)?"
)
_AND_TO: Final = re.compile(r"(?i)\s+(?:a|to)\s+(?:l[oa]s\s+|the\s+)?")
_HUNDREDS: Final = 100
_LOCATED: Final = re.compile(r"(?i)\b(?:in|en|across|from|desde|throughout)\s+(?:\w+\s+)?$")
_OTHERS: Final = frozenset(("others", "rest", "remainder", "demás", "restantes", "otros", "otras", "resto"))
_IS: Final = re.compile(r"\s+(?:are|were|is|was|son|eran|fueron|es|era)\s+")
_POINTERS: Final = frozenset(("these", "those", "estos", "estas", "esos", "esas"))


class PartReader(Context):
    """Reads what parts of a whole count."""

    def part(self, q: Quantity, earlier: list[Figure], *, share: bool = False) -> Counted | None:
        """What a part counts; a ``share`` of a whole that is said to be something counts that among the whole."""
        found = self._part_of(q, earlier)
        if found is not None and found.end is not None and found.rule in _WHOLES:
            said = self._said_to_be(found.end)
            if said is not None:
                return replace(found, label=f"{said} among {found.label}" if share else said, rule="part-said")
        return self._compared(q, earlier) or found or self._of_these(q, earlier) or self._of_whole(q)

    def _said_to_be(self, at: int) -> str | None:
        """The noun of "are women", "son mujeres" after a part."""
        be = _IS.match(self.text, at)
        phrase = self.phrase_at(be.end()) if be else None
        if phrase is None or self.doc[phrase.head].pos_ != "NOUN" or self.doc[phrase.start].pos_ in {"ADP", "ADV"}:
            return None
        return self.label(phrase)

    def _of_whole(self, q: Quantity) -> Counted | None:
        """ "Of the detainees, 14 …", "Entre los devueltos hay un 8 %": a whole told at the sentence's beginning."""
        if self.phrase_at(q.end) is not None:
            return None
        begin = max(self.text.rfind(mark, 0, q.start) for mark in (". ", "\n", "; ", "” ", "» ")) + 1
        whole = _WHOLE[self.language].match(self.text, begin)
        if whole is None or not 0 < q.start - whole.end() < _WHOLE_REACH:
            return None
        phrase = self.phrase_at(whole.end())
        if phrase is None or self.end(phrase) > q.start or phrase.start in self.blocked:
            return None
        return self._attribute(q) or Counted(self.label(phrase), None, "of-whole")

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
                return Counted(self._antecedent(q, earlier), at + anaphor.end(), "part-of-antecedent")
        if self.language == "en" and (those := _THOSE.match(rest)):
            label = self.lexicon.measure(f"people {those.group(1)}", "en")
            if label is None or label == "people":
                label = self._antecedent(q, earlier) or those.group(0)
            return Counted(label, at + those.end(), "part-of-those")
        number = _OWN.match(self.text[at : at + 30])
        phrase = self.phrase_at(at + (number.end() if number else 0))
        known = units(self.language).get(self.doc[phrase.head].text.casefold()) if phrase else None
        if phrase is None or (known is not None and known.kind == "time"):
            return None
        if self.doc[phrase.head].text.casefold() in _OTHERS and (label := self._label_before(earlier)):
            return Counted(label, self.end(phrase), "part-of-antecedent")
        term = self.doc[phrase.head].text.casefold() in words("term_noun", self.language)
        whole = SENTENCE if term and q.number.kind == "fraction" else self.label(phrase)
        return Counted(whole, q.end if number else self.end(phrase), "part-of")

    def _names_part(self, part: Phrase) -> bool:
        """Whether what follows "of them" is a noun: "9 de ellas menores"."""
        if _LIMITED.match(self.text, self.doc[part.start].idx):
            return False  # "two thirds of them under 35"
        if part.start in self.blocked:
            return False  # "1,326 of them last year"
        known = self.lexicon.measure(part.words(self.language), self.language)
        return self.doc[part.head].pos_ == "NOUN" or known is not None

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
        if told := _CORRESPOND.match(self.text, q.end):
            phrase = self.phrase_at(told.end())
            return Counted(self.label(phrase), None, "attribute") if phrase is not None else None
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

    def _compared(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "up from 11 a year earlier", "sold for 400": measure and unit of the quantity it is compared with."""
        nearest = self.last_any(earlier)
        compares = _comparing(self.language).search(self.text[max(0, q.start - 30) : q.start])
        if nearest is not None and nearest.unit == "percent" and (q.value or q.high or 0) > _HUNDREDS:
            return None
        if nearest is None or not compares or nearest.unit in {"count", "fraction"} or nearest.end < q.start - 160:
            return None
        return Counted(nearest.measure, None, "compared", nearest.unit)

    def gapped(self, q: Quantity, earlier: list[Figure]) -> Counted | None:
        """ "121 corresponden a detenciones y 191 a otros abusos"."""
        last = earlier[-1] if earlier else None
        if last is None or last.rule != "attribute" or not (to := _AND_TO.match(self.text, q.end)):
            return None
        told = _CORRESPOND.match(self.text, last.number_end)
        phrase = self.phrase_at(to.end()) if told and q.start - last.end < _WHOLE_REACH else None
        return Counted(self.label(phrase), None, "attribute") if phrase is not None else None

    def _antecedent(self, q: Quantity, earlier: list[Figure]) -> str | None:
        """What "of them" means: the count of this sentence or the one before, else what that one tells of many of
        ("Protests have multiplied. … documented 1,326 of them"), else the count before."""
        i = self.tokens.after(q.start)
        sentence = self.doc[i].sent if i < len(self.doc) else None
        if sentence is None or sentence.start == 0:
            return self._label_before(earlier)
        before = self.doc[sentence.start - 1].sent
        near = self._label_before([f for f in earlier[-8:] if f.start >= before.start_char])
        if near is not None:
            return near
        for token in before:
            if token.pos_ == "NOUN" and (token.tag_ == "NNS" or "Plur" in token.morph.get("Number", [])):
                label = self.lexicon.measure(token.text, self.language)
                if label is not None and token.i not in self.blocked:
                    return label
        return self._label_before(earlier)

    def _label_before(self, earlier: list[Figure]) -> str | None:
        before = self.last_count([f for f in earlier if not self._located(f)]) or self.last_count(earlier)
        return before.measure if before else None

    def _located(self, figure: Figure) -> bool:
        """Whether a count only says where: "3,400 people in 19 countries, 60 percent of them …"."""
        return _LOCATED.search(self.text, max(0, figure.start - 24), figure.start) is not None


@cache
def _anaphor(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:all\s+)?({alternatives(list(words('anaphor', language)))})\b")


@cache
def _of_these(language: str) -> re.Pattern[str]:
    of = "of" if language == "en" else "de|entre"
    known = alternatives(list(words("anaphor", language)))
    return re.compile(rf"\b(?:{of})\s+(?:all\s+)?(?:{known})\s*,?\s*(?:el\s+|un\s+)?$", re.IGNORECASE)


@cache
def _comparing(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(list(words('compare', language)))})\s+$", re.IGNORECASE)
