"""What a quantity with a unit measures: how long, how much and how heavy what was."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_context import Context, Counted
from extract.figures_data import SPACE, alternatives, verb_measures, words
from extract.figures_phrase import noun_phrase, phrase_before, subtree_phrase

if TYPE_CHECKING:
    from extract.figures_bounds import Quantity
    from extract.figures_data import Unit
    from extract.reading import Figure

_SUPERLATIVE: Final = {
    "en": re.compile(
        r"\bthe\s+(?:longest|shortest|last|first|latest)(?:\s+(?:of\s+them|one))?\s+(?:for|of|lasted|lasting)\s+$",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:la|el)\s+(?:más\s+(?:larg[ao]|cort[ao]|reciente)|últim[ao]|primer[ao])\s+(?:de|duró)\s+$", re.IGNORECASE
    ),
}
_OF_BEFORE: Final = {
    "en": re.compile(r"\b(?:of|lasting|worth)\s+$", re.IGNORECASE),
    "es": re.compile(r",?\s*\bde\s+(?:entre\s+)?$", re.IGNORECASE),
}
_EMPTY: Final = frozenset(
    (
        "total",
        "average",
        "promedio",
        "period",
        "periodo",
        "período",
        "rest",
        "resto",
        "cabo",
        "partir",
        "menos",
        "casi",
        "media",
    )
)
_DISTANCES: Final = frozenset(("kilometer", "meter", "mile", "foot"))
_WEIGHTS: Final = frozenset(("kilogram", "pound"))
_WEIGHS: Final = re.compile(r"(?i)\b(?:weigh(?:s|ed|ing)?|pes(?:a|aba|ó|ando|ar)|peso\s+de|weight\s+of)\b[^\d]*$")
_LOST: Final = re.compile(
    r"(?i)\b(?:lost|los(?:e|es|ing)|shed|dropped|perdi(?:do|ó|eron|endo)|pierde|perder|baj(?:ado|ó|ando)|adelgaz\w+|rebaj\w+)\b[^\d]*$"
)
_LOST_AFTER: Final = re.compile(r"(?i)\s+(?:lost|lighter|thinner|menos|less|de\s+menos|perdid[oa]s)\b")
_IN: Final = re.compile(r"(?i)\s+(?:in|inside|en|dentro\s+de)\s+")
_AFTER: Final = {
    "en": re.compile(r"(?i)\s+(?:after|since|following)\s+"),
    "es": re.compile(r"(?i)\s+(?:después|luego)\s+de\s+|\s+(?:tras|desde)\s+"),
}
_WORTH: Final = re.compile(
    r"(?i),?\s*\b(?:por|con)\s+(?:un\s+)?(?:valor|importe|monto|total|costo)\s+(?:total\s+)?de\s+(?:más\s+de\s+|unos\s+|casi\s+)?$"
)
_WINDOW: Final = 40
_SINCE_REACH: Final = 6
_IN_TIME: Final = re.compile(r"(?i)\b(?:in|en)\s+(?:just\s+|only\s+|apenas\s+|solo\s+)?$")
_DURING: Final = re.compile(r"\b(?:for|during|durante|por)\s+$", re.IGNORECASE)
_HYPHENS: Final = frozenset(("-", "‑"))


class AmountReader(Context):
    """Reads what quantities with units measure."""

    def measured(self, q: Quantity, unit: Unit, end: int, earlier: list[Figure]) -> Counted:
        """What a quantity of time, money, weight … measures. ``end``: where the unit's form ends."""
        found = (
            self._superlative(q, end, earlier)
            or self._compound(end)
            or self._weighed(q, unit, end)
            or self._stayed(unit, end)
            or self._since(unit, end)
            or self._of_what(q)
            or self._unit_of(unit, end)
            or self._subject_lasted(q)
            or self._done_for(q)
            or self._held_in(q, unit)
            or self._own_unit(q, unit, end)
        )
        known = self.language == "en" or (found.label or "") not in self.text.casefold()
        if unit.kind == "time" and found.rule != "stayed" and not found.rule.startswith("unit-w") and known:
            return replace(found, label=singular(found.label))
        return found

    def _superlative(self, q: Quantity, end: int, earlier: list[Figure]) -> Counted | None:
        """ "the longest of them for 31 days": what the figure before counts."""
        if not _SUPERLATIVE[self.language].search(self.text[max(0, q.start - 50) : q.start]):
            return None
        before = self.last_count(earlier)
        return Counted(before.measure if before else None, end, "superlative")

    def _weighed(self, q: Quantity, unit: Unit, end: int) -> Counted | None:
        """ "weighs 49 kilos", "ha perdido 18 libras", "five kilos lighter"."""
        if unit.unit not in _WEIGHTS:
            return None
        before = re.split(r"[.;:\n]", self.text[max(0, q.start - 40) : q.start])[-1]
        lost = _LOST.search(before) or _LOST_AFTER.match(self.text, end)
        if lost:
            return Counted("weight lost", None, "weighed")
        return Counted("weight", None, "weighed") if _WEIGHS.search(before) else None

    def _stayed(self, unit: Unit, end: int) -> Counted | None:
        """ "14 months in punishment cells", "45 días en un hospital": the time in a place where one is kept."""
        link = _IN.match(self.text, end) if unit.kind == "time" else None
        phrase = self.phrase_at(link.end()) if link else None
        if phrase is None or not words("stay_noun", self.language) & set(phrase.words(self.language).split()):
            return None
        label = self.label(phrase)
        return Counted("time in prison" if label == "prisons" else f"time in {label}", None, "stayed")

    def _since(self, unit: Unit, end: int) -> Counted | None:
        """ "four years and two months after he was arrested": the time since it."""
        link = _AFTER[self.language].match(self.text, end) if unit.kind == "time" else None
        if not link:
            return None
        known = verb_measures(self.language)
        at = self.tokens.after(link.end())
        for token in self.doc[at : at + _SINCE_REACH]:
            if token.is_punct or token.is_sent_start:
                break
            label = known.get(token.lemma_.casefold())
            if label:
                return Counted(f"time since {'arrest' if label == 'detentions' else singular(label)}", None, "since")
        return None

    def _compound(self, end: int) -> Counted | None:
        """ "a 28-hour blackout"."""
        if self.language != "en" or not re.match(r" [^\W\d_]", self.text[end : end + 2]):
            return None
        i = self.tokens.after(end)
        if i < 2 or i >= len(self.doc) or self.doc[i - 2].text not in _HYPHENS:
            return None
        phrase = noun_phrase(self.doc, i, "en", self.blocked)
        return Counted(self.label(phrase), self.end(phrase), "compound") if phrase else None

    def _of_what(self, q: Quantity) -> Counted | None:
        """ "a deficit of 1,910 megawatts", "la protesta, de 40 minutos"."""
        window = max(0, q.start - 20)
        link = _OF_BEFORE[self.language].search(self.text[window : q.start])
        if not link:
            return None
        i = self.tokens.after(window + link.start())
        if link.group().startswith((",", " ,")):
            i = self.tokens.after(window + link.start() + link.group().index(","))
        if self.language == "es" and (
            worth := _WORTH.search(self.text, window - _WINDOW if window > _WINDOW else 0, q.start)
        ):
            i = self.tokens.after(worth.start())
        phrase = phrase_before(self.doc, i, self.language, self.blocked)
        if phrase is None or self.doc[phrase.head].text.casefold() in _EMPTY:
            return None
        return Counted(self.label(phrase), None, "measured-noun")

    def _unit_of(self, unit: Unit, end: int) -> Counted | None:
        """ "72 days of pretrial detention", "2.300 dólares para fianzas", "20 horas diarias sin electricidad"."""
        links = {"of", "without", "de", "sin"} | ({"in", "for", "en", "para"} if unit.kind == "money" else set())
        link = _rated(self.language).match(self.text, end)
        if not link or link["link"].casefold() not in links:
            return None
        phrase = self.phrase_at(link.end())
        if phrase is None or phrase.start in self.blocked:
            return None
        word = link["link"].casefold()
        if word in {"without", "sin"}:
            own = f"{word} {phrase.words(self.language)}"
            form = re.search(r"[^\W\d_]+\s*$", self.text[:end][-20:])
            known = self.lexicon.measure(f"{form.group().strip() if form else ''} {own}", self.language)
            return Counted(known or own, None, "unit-without")
        if unit.unit in _DISTANCES and self.doc[phrase.start].idx - link.end() > 0:
            return None  # "300 kilómetros de su casa"
        return Counted(self.label(phrase), self.end(phrase), "unit-of")

    def _subject_lasted(self, q: Quantity) -> Counted | None:
        found = self.subject(q)
        return replace(found, rule="lasted") if found else None

    def _done_for(self, q: Quantity) -> Counted | None:
        """ "interrogated for 12 hours", "registraron la casa durante cuatro horas": what is named after the verb."""
        if not _DURING.search(self.text, max(0, q.start - 12), q.start):
            return None
        known = verb_measures(self.language)
        at = self.tokens.after(q.start) - 1
        for token in reversed(self.doc[max(0, at - 9) : at]):
            label = known.get(token.lemma_.casefold())
            if label and token.pos_ in {"VERB", "ADJ"}:
                return Counted(label, None, "done-for")
            if token.pos_ == "VERB" or token.is_sent_start:
                return None
        return None

    def _held_in(self, q: Quantity, unit: Unit) -> Counted | None:
        """ "the appeal, heard in 25 minutes", "una vista celebrada en media hora": what the participle tells of."""
        if unit.kind != "time" or not _IN_TIME.search(self.text, max(0, q.start - 12), q.start):
            return None
        at = self.tokens.after(q.start) - 1
        for token in reversed(self.doc[max(0, at - 5) : at]):
            part = token.tag_ == "VBN" or "Part" in token.morph.get("VerbForm", []) or token.pos_ == "ADJ"
            told = token.dep_ in {"acl", "amod", "advcl", "acl:relcl"} and token.head.i < token.i
            if part and told and token.head.pos_ == "NOUN":
                phrase = subtree_phrase(token.head, self.language, self.blocked)
                return Counted(self.label(phrase), None, "lasted") if phrase is not None else None
            if token.pos_ == "VERB" or token.is_sent_start:
                return None
        return None

    def _own_unit(self, q: Quantity, unit: Unit, end: int) -> Counted:
        """Nothing says what is measured: the unit's own word, "hours"; of a currency, "money"."""
        form = re.search(r"([^\W\d_]+)\W*$", self.text[q.number_end : end])
        own = form.group(1).casefold() if form else f"{unit.unit}s"
        return Counted("money" if unit.kind == "money" else own, None, "unit-word")


@cache
def _rated(language: str) -> re.Pattern[str]:
    """ "of", "without" and the like after a unit, past "a day"."""
    rate = alternatives(list(words("unit_rate", language)))
    return re.compile(rf"(?:{SPACE}+(?:{rate}))?{SPACE}+(?P<link>\w+){SPACE}+", re.IGNORECASE)


def singular(label: str | None) -> str | None:
    """An English label in the singular: what lasts is one hunger strike, not "hunger strikes"."""
    if label is None or not re.fullmatch(r"[a-z ]+[^su]s", label):
        return label
    if label.endswith("ies"):
        return label[:-3] + "y"
    return label[:-2] if label.endswith(("ches", "shes", "sses", "xes")) else label[:-1]
