"""The modifiers of a number ("more than", "al menos", "40 o 50") and the bound that follows from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_data import SPACE, alternatives, bounds, key, units, words

if TYPE_CHECKING:
    from extract.numbers import Numeral
    from extract.reading import Bound

_DETERMINER: Final = rf"(?:(?:the|los|las|el|la|a|an|un|una|its|their|sus?){SPACE}+)?"
_CURRENCY: Final = rf"(?:(?:US\$|U\.S\.\$|USD|CUP|EUR|MLC|\$|€|£){SPACE}*)?"
_BETWEEN: Final = {
    "en": re.compile(rf"(?<!\w)between{SPACE}+(?:the{SPACE}+ages{SPACE}+of{SPACE}+)?{_CURRENCY}$", re.IGNORECASE),
    "es": re.compile(rf"(?<!\w)entre{SPACE}+(?:(?:el|la|los|las|un|unos|unas){SPACE}+)?{_CURRENCY}$", re.IGNORECASE),
}
_FROM: Final = {
    "en": re.compile(rf"(?<!\w)from{SPACE}+{_CURRENCY}$", re.IGNORECASE),
    "es": re.compile(rf"(?<!\w)(?:de|del){SPACE}+{_CURRENCY}$", re.IGNORECASE),
}
_AND: Final = {"en": "and", "es": "y"}
_OR: Final = {"en": "or", "es": "o|u|ó"}
_TO: Final = {"en": "to", "es": "a|al"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range, with its modifiers: the whole from ``start`` to ``end``, the number alone from
    ``number_start`` to ``number_end`` (of a range, from the first number to the last)."""

    start: int
    end: int
    number: Numeral
    number_start: int
    number_end: int
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    modified: bool


def limits(value: float, bound: Bound) -> tuple[float | None, float | None]:
    """``low`` and ``high`` as they follow from a bound."""
    low = None if bound in ("at_most", "less_than") else value
    high = None if bound in ("at_least", "more_than") else value
    return low, high


def single(text: str, number: Numeral, language: str) -> Quantity:
    """The quantity that one number and the modifiers around it say."""
    start, found = _modifiers_before(text, number.start, number, language)
    end, after = _modifier_after(text, number.end, language)
    bound = after or next((b for b in found if b not in (None, "about")), None)
    bound = bound or ("about" if "about" in found or number.about else "exact")
    low, high = limits(number.value, bound)
    modified = bool(found) or after is not None
    return Quantity(start, end, number, number.start, number.end, number.value, low, high, bound, modified)


@cache
def _before(language: str) -> re.Pattern[str]:
    known = alternatives(list(bounds(language, "before")))
    return re.compile(rf"(?<![\w-])({known}){SPACE}+{_DETERMINER}{_CURRENCY}$", re.IGNORECASE)


_SYMBOL: Final = re.compile(rf"(?:US\$|U\.S\.\$|(?<!\w)USD|(?<!\w)CUP|(?<!\w)EUR|(?<!\w)MLC|\$|€|£){SPACE}*$")


def _modifiers_before(text: str, start: int, number: Numeral, language: str) -> tuple[int, list[Bound | None]]:
    """Where the figure begins with its modifiers, and their bounds from the outermost in."""
    symbol = _SYMBOL.search(text, max(0, start - 8), start)
    if symbol:
        start = symbol.start()
    found: list[Bound | None] = []
    while match := _before(language).search(text, max(0, start - 48), start):
        form = key(match.group(1))
        bound = bounds(language, "before")[form]
        if _misread(text, match, form, number, language):
            break
        found.insert(0, bound)
        start = match.start()
        if len(found) > 4:
            break
    return start, found


def _misread(text: str, match: re.Match[str], form: str, number: Numeral, language: str) -> bool:
    """Whether a word that can modify a number does something else here: "asked about 14 prisoners", "all in all"."""
    preceding = re.search(r"([^\W\d_]+)\W*$", text[max(0, match.start() - 30) : match.start()])
    word = preceding.group(1).casefold() if preceding else ""
    if form == "about" and word in words("talk_word", language):
        return True
    if form in {"some", "over", "under"} and word in {"carried", "handed", "ruled", "jurisdiction"}:
        return True
    if form == "hasta" and re.search(
        r"(?i)\b(?:desde|de)\s[^.;\n]{1,20}$", text[max(0, match.start() - 24) : match.start()]
    ):
        return True
    if form.startswith(("menor ", "mayor ")) and word in {"el", "la", "al", "del"}:
        return True  # "tres hijos, el menor de 9 años": the youngest
    return form in {"age", "ages", "record", "near", "even"} and number.kind == "fraction"


@cache
def _after(language: str) -> re.Pattern[str]:
    known = list(bounds(language, "after"))
    glued = "|".join(re.escape(f) for f in known if not f[0].isalnum())
    apart = alternatives([f for f in known if f[0].isalnum()])
    return re.compile(rf"({glued})(?![\w$])|{SPACE}+({apart})(?!\w)", re.IGNORECASE)


def _modifier_after(text: str, end: int, language: str) -> tuple[int, Bound | None]:
    match = _after(language).match(text, end)
    if not match:
        return end, None
    bound = bounds(language, "after")[key(match.group(1) or match.group(2))]
    return match.end(), bound


def later_modifier(text: str, end: int, language: str) -> tuple[int, Bound | None]:
    """A modifier that follows the unit or the noun: "20 años o más"."""
    match = _after(language).match(text, end)
    if not match or match.group(1):
        return end, None
    return match.end(), bounds(language, "after")[key(match.group(2))]


def paired(text: str, first: Numeral, second: Numeral, language: str) -> Quantity | None:
    """The range that two neighbouring numbers say ("between 40 and 50", "40 o 50", "4-10 años"),
    None where they say two things."""
    gap = text[first.end : second.start]
    if len(gap) > 24 or "\n" in gap or first.value >= second.value * max(1.0, second.scale):
        return None
    match = _link(language).fullmatch(gap)
    if not match or "fraction" in (first.kind, second.kind):
        return None
    link = match["link"].strip().casefold()
    opening = _BETWEEN[language].search(text, max(0, first.start - 24), first.start)
    from_before = _FROM[language].search(text, max(0, first.start - 12), first.start)
    if not _is_range(text, first, second, link, language, bool(opening), bool(from_before)):
        return None
    start = opening.start() if opening else first.start
    low = first.value * (second.scale if first.scale == 1 and second.scale > 1 and first.value < 1000 else 1)
    if low >= second.value:
        return None
    if not opening:
        start, _ = _modifiers_before(text, first.start, first, language)
    symbol = _SYMBOL.search(text, max(0, start - 8), start)
    start = symbol.start() if symbol else start
    return Quantity(start, second.end, second, first.start, second.end, None, low, second.value, "between", True)


@cache
def _link(language: str) -> re.Pattern[str]:
    links = f"{_AND[language]}|{_OR[language]}|{_TO[language]}"
    unit = alternatives([f for f in units(language) if f[0].isalnum()])
    return re.compile(
        rf"(?:{SPACE}?(?:%|(?<!\w)(?:{unit}))|-)?"
        rf"(?P<link>{SPACE}+(?:{links}){SPACE}+|{SPACE}?[-–—]{SPACE}?){_DETERMINER}{_CURRENCY}(?:hasta{SPACE}+)?",
        re.IGNORECASE,
    )


def _is_range(
    text: str, first: Numeral, second: Numeral, link: str, language: str, between: bool, from_before: bool
) -> bool:
    """Whether two numbers joined by ``link`` are the ends of one range."""
    if link == _AND[language]:
        return between
    if between:
        return link not in set(_OR[language].split("|"))
    after = re.match(rf"{SPACE}*-?([^\W\d_]+|%|[$€])", text[second.end : second.end + 30])
    word = after.group(1).casefold() if after else ""
    if link in set(_OR[language].split("|")):
        return second.value <= 3 * first.value and second.value > first.value
    unit = units(language).get(word)
    if link in {"-", "–", "—"}:
        return bool(word) and first.kind == second.kind == "digits" and second.value <= 20 * first.value
    changed = re.findall(r"[^\W\d_]+", text[max(0, first.start - 50) : first.start].casefold())
    timed = unit is not None and not words("change_verb", language).intersection(changed)
    if language == "es":
        return from_before and timed
    return timed or (not from_before and bool(word) and second.value <= 20 * first.value and first.value >= 2)
