"""Units beside numbers: symbols before them, forms after them, and durations in two or three units."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_bounds import Quantity, later_modifier, limits
from extract.figures_data import SPACE, Unit, alternatives, units
from extract.numbers import find_numerals

if TYPE_CHECKING:
    from collections.abc import Sequence

_RATIOS: Final = {
    ("year", "month"): 12.0,
    ("year", "week"): 52.0,
    ("year", "day"): 365.0,
    ("month", "week"): 4.0,
    ("month", "day"): 30.0,
    ("week", "day"): 7.0,
    ("day", "hour"): 24.0,
    ("hour", "minute"): 60.0,
    ("minute", "second"): 60.0,
}
_SYMBOL: Final = re.compile(r"(US\$|U\.S\.\$|USD|CUP|EUR|MLC|\$|€|£)[ \u00a0\u202f]*$")
_CODE: Final = re.compile(rf"{SPACE}*(USD|CUP|MLC|EUR)\b")
_OF: Final = re.compile(rf"{SPACE}*(?:de|of){SPACE}", re.IGNORECASE)
_AND_HALF: Final = re.compile(r"\s+(?:and\s+a\s+half|y\s+medi[oa])\b", re.IGNORECASE)
_JOINT: Final = re.compile(r"\s*(?:,|\band\b|\by\b)\s*(?:(?:and|y)\s+)?|\s+", re.IGNORECASE)
_AND_MORE: Final = re.compile(
    r"(?:\s+(?:de|of|in|en|on)(?:\s+[^\W\d_]+){1,4})?(?:\s+(?:y|and)|,(?:\s+(?:y|and))?)\s+", re.IGNORECASE
)
_OF_KIND: Final = re.compile(
    r"\s+(?:de|of|in|en|sin|without)\s+(?!(?:los|las|sus|ellos|ellas|l[ao]|the|them|his|her|their|those|these|it)\b)(?-i:[a-záéíóúñ]{4,})",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"\s*(?:,|/)\s*(?:and\s+|y\s+)?|\s+(?:of\s+the|de\s+los|de\s+las)\s+|\s+(?:and|or|to|by|y|e|o|u|a|al|por|x|hasta)\s+(?:(?:el|los|las)\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity with its unit, None for a plain number; ``end`` is where the unit's form ends."""

    quantity: Quantity
    unit: Unit | None
    end: int


@cache
def _form_after(language: str) -> re.Pattern[str]:
    known = alternatives(list(units(language)))
    return re.compile(rf"{SPACE}*-?(?:(?:de|of(?:{SPACE}+an?)?){SPACE}+)?({known})(?![^\W_])", re.IGNORECASE)


def with_unit(text: str, q: Quantity, language: str) -> Measured:
    """A quantity with the unit beside it, and with the smaller units that go on ("two years and four months")."""
    found = _unit(text, q, language)
    if found is None:
        return Measured(q, None, q.end)
    unit, end = found
    if q.number.kind == "unit":
        end = q.end
    elif q.value is not None and unit.kind in {"time", "physical"}:
        q, end = _duration(text, q, unit, end, language)
    q, end = _late_modifier(text, q, end, language)
    return Measured(q, unit, end)


def _unit(text: str, q: Quantity, language: str) -> tuple[Unit, int] | None:
    """The unit beside a quantity and where its form ends."""
    if q.number.kind == "times":
        return None
    known = units(language)
    if q.number.kind == "unit":
        return known[text[q.number_start : q.number_end].split()[0].casefold()], q.end
    symbol = _SYMBOL.search(text, max(0, q.number_start - 8), q.number_start)
    if symbol:
        code = _CODE.match(text, q.end)
        form = code.group(1) if code else symbol.group(1).replace("U.S.", "US")
        return known[form.casefold()], code.end() if code else q.end
    match = _form_after(language).match(text, q.end)
    if not match:
        return None
    form = " ".join(match.group(1).casefold().split())
    unit = known[form]
    # "a quarter of a century", "tres cuartos de hora"
    century = q.number.kind == "fraction" and (unit.factor >= 10 or (unit.kind == "time" and not form.endswith("s")))
    if _OF.match(match.group()) and not (q.number.scale >= 1e6 or q.number.kind == "group" or century):
        return None
    if (q.number.kind == "fraction" and not century) or (
        len(form) == 1 and form.isalpha() and q.number.kind != "digits"
    ):
        return None
    return unit, match.end()


def _duration(text: str, q: Quantity, unit: Unit, end: int, language: str) -> tuple[Quantity, int]:
    """ "four years and seven months", "dos años y medio": one quantity in its largest unit."""
    half = _AND_HALF.match(text, end)
    if half and q.value is not None:
        return _revalued(q, q.value + 0.5, half.end()), half.end()
    last = unit.unit
    total = 1.0
    for _ in range(2):
        joint = _JOINT.match(text, end)
        begin = joint.end() if joint else end
        number = next((n for n in find_numerals(text[begin : begin + 24], language) if n.start == 0), None)
        match = _form_after(language).match(text, begin + number.end) if number else None
        smaller = units(language)[" ".join(match.group(1).casefold().split())].unit if match else ""
        ratio = _RATIOS.get((last, smaller))
        if number is None or match is None or ratio is None or q.value is None or number.value > ratio * 1.5:
            break
        total *= ratio
        q = _revalued(q, q.value + number.value / total / unit.factor, begin + number.end)
        end, last = match.end(), smaller
    return q, end


def _revalued(q: Quantity, value: float, number_end: int) -> Quantity:
    low, high = limits(value, q.bound)
    return replace(q, value=value, low=low, high=high, number_end=number_end)


def _late_modifier(text: str, q: Quantity, end: int, language: str) -> tuple[Quantity, int]:
    """ "20 años o más"."""
    later, bound = later_modifier(text, end, language)
    if bound is None or q.value is None or q.bound not in ("exact", "about"):
        return q, end
    low, high = limits(q.value, bound)
    return replace(q, bound=bound, low=low, high=high), later


def share_units(text: str, found: Sequence[Measured]) -> list[Measured]:
    """Plain numbers in a row with one that has a unit have it too: "12, 10 and eight years", "from 50 to 180 pesos",
    "diez años de cárcel y dos de libertad condicional"."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        this, following = shared[at], shared[at + 1]
        if this.unit is not None or following.unit is None or this.quantity.number.kind in ("fraction", "times"):
            continue
        if _LISTED.fullmatch(text, this.quantity.end, following.quantity.start):
            shared[at] = Measured(this.quantity, following.unit, this.quantity.end)
    for at in range(1, len(shared)):
        last, this = shared[at - 1], shared[at]
        between = text[last.end : this.quantity.start]
        timed = last.unit is not None and last.unit.kind == "time" and this.unit is None
        if timed and _AND_MORE.fullmatch(between) and _OF_KIND.match(text, this.quantity.end):
            shared[at] = Measured(this.quantity, last.unit, this.quantity.end)
    return shared
