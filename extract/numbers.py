"""Numbers in running text, in digits of both conventions and in words, and what they are worth.

Words are parsed by text2num; what it does not know (dozens, halves, "15 mil", "mil 395", "two out of three") is read
from ``data/numerals.tsv``. Nothing here says whether a number counts anything: see ``extract.figures``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from text_to_num import find_numbers

from extract.figures_data import SPACE, alternatives, key, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

NumeralKind = Literal["digits", "words", "group", "fraction", "times", "unit"]

DIGITS: Final = re.compile(
    r"\d{1,3}(?:[\u00a0\u2007\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)"
    r"|\d+(?:[.,]\d+)?"
    r"|[½⅓⅔¼¾]"
)
SPACED: Final = re.compile(r"(?<![\d.,/:-])[1-9]\d{0,2}(?: \d{3})+(?![\d/:]|[.,]\d| \d{3}(?!\d))(?:,\d+)?")
"""Thousands apart by plain spaces, as Spanish orthography has them."""

VULGAR: Final = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_WORD: Final = re.compile(r"[^\W\d_]+|\n|[^\w\s]|\d+|_")
_GAP: Final = re.compile(rf"{SPACE}{{1,2}}|{SPACE}?-{SPACE}?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at code points ``start`` to ``end``. ``scale`` is the factor of its last scale word ("million"), 1
    without one; ``about`` is true of words that only give a magnitude ("una treintena")."""

    start: int
    end: int
    value: float
    kind: NumeralKind
    scale: float = 1.0
    about: bool = False


_AND_HALF: Final = re.compile(rf"{SPACE}+(?:and{SPACE}+a{SPACE}+half|y{SPACE}+medi[oa])(?!\w)", re.IGNORECASE)
_ACCENTED: Final = {"veintidos": "veintidós", "veintitres": "veintitrés"}
"""Written without the accent that text2num expects."""


class _Token:
    """A word as text2num wants it."""

    __slots__ = ("word",)

    def __init__(self, word: str) -> None:
        self.word = word

    def text(self) -> str:
        return self.word

    def nt_separated(self, previous: _Token) -> bool:  # noqa: ARG002 (protocol)
        return False

    def not_a_number_part(self) -> bool:
        return False


def digits_value(digits: str, scaled: bool = False) -> float:
    """What a number in digits is worth, in whichever convention it is written.

    A single full stop or comma before exactly three digits parts thousands ("1.150", "1,150"), unless the number is
    ``scaled`` by a following percent sign or "million" or begins with zero; any other single one is decimal.
    """
    if digits in VULGAR:
        return VULGAR[digits]
    plain = re.sub(r"[\s'’]", "", digits)
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return float(plain)
    whole, _, rest = plain.rpartition(marks[-1])
    if len(set(marks)) == 2:
        return float(re.sub(r"[.,]", "", whole) + "." + rest)
    thousands = len(rest) == 3 and not plain.startswith("0") and len(whole) <= 3
    if len(marks) > 1 or (thousands and not scaled):
        return float(re.sub(r"[.,]", "", plain))
    return float(f"{whole}.{rest}")


def find_numerals(text: str, language: str) -> list[Numeral]:
    """All numbers in ``text``, in order, not overlapping; ordinals are none. Never raises."""
    atoms = sorted([*_digits(text, language), *_words(text, language)], key=lambda n: n.start)
    special = list(_fractions(text, atoms, language))
    atoms = _scaled(text, atoms, language)
    atoms = _halves(text, _groups(text, atoms, language), language)
    taken: list[Numeral] = []
    for found in sorted([*special, *atoms], key=lambda n: (n.start, -n.end)):
        if not taken or found.start >= taken[-1].end:
            taken.append(found)
        elif found.kind in ("fraction", "times") and taken[-1].kind not in ("fraction", "times"):
            taken[-1] = found
    return taken


@cache
def _scaling(language: str) -> re.Pattern[str]:
    scales = alternatives(list(parts(language, "scale")))
    return re.compile(rf"{SPACE}*(?:(?:{scales})\b|%|por{SPACE}ciento|percent|per{SPACE}cent)", re.IGNORECASE)


def _digits(text: str, language: str) -> Iterator[Numeral]:
    spaced = list(SPACED.finditer(text)) if language == "es" else []
    covered = {i for m in spaced for i in range(*m.span())}
    for match in (*spaced, *(m for m in DIGITS.finditer(text) if m.start() not in covered)):
        after = _scaling(language).match(text, match.end())
        millions = bool(after) and language == "es" and "." in match.group()  # "2.300 millones"
        if len(match.group()) <= 24:
            value = digits_value(match.group(), scaled=bool(after) and not millions)
            yield Numeral(match.start(), match.end(), value, "digits")


def _words(text: str, language: str) -> Iterator[Numeral]:
    """Runs of number words, by text2num. A scale word of its own ("millones") has its value as ``scale``."""
    vague = parts(language, "vague")
    spans = list(_WORD.finditer(text))
    tokens = [_Token(_respelled(m.group())) for m in spans]
    for found in find_numbers(tokens, language, 0.0):
        start, end = spans[found.start].start(), spans[found.end - 1].end()
        words = text[start:end].casefold().split()
        if found.is_ordinal or words[0] in vague or any(c.isdigit() for c in text[start:end]):
            continue
        scale = parts(language, "scale").get(words[-1])
        yield Numeral(start, end, float(found.value), "words", scale.value if scale else 1.0)


@lru_cache(maxsize=8192)
def _respelled(word: str) -> str:
    folded = word.casefold()
    if folded in _ACCENTED:
        return _ACCENTED[folded]
    return folded[:-2] + "uno" if folded.endswith("ún") and len(folded) > 3 else word if not word.isdigit() else "§"


def _scaled(text: str, atoms: list[Numeral], language: str) -> list[Numeral]:
    """Numbers joined with the scale word or the hundreds that follow: "2,3 millones", "15 mil 300", "mil 395"."""
    scales = parts(language, "scale")
    joined: list[Numeral] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        touching = last is not None and _GAP.fullmatch(text, last.end, atom.start) is not None
        only_scale = all(word in scales for word in text[atom.start : atom.end].casefold().split())
        if last and touching and only_scale and "-" not in text[last.end : atom.start]:
            part = last.value % last.scale if last.scale > atom.value else last.value  # "2 millones 300 mil"
            total = last.value - part + part * atom.value
            joined[-1] = replace(last, end=atom.end, value=total, scale=atom.value)
        elif last and touching and last.scale > 100 and _continues(last, atom, language):
            scale = last.scale
            joined[-1] = replace(last, end=atom.end, value=last.value + atom.value, scale=scale)
        elif (only_scale and language == "en") or (
            only_scale and text[atom.start : atom.end].casefold() not in {"mil", "mil millones"}
        ):
            joined.extend(_with_article(text, atom, language))
        else:
            joined.append(atom)
    return joined


def _continues(last: Numeral, atom: Numeral, language: str) -> bool:
    """Whether digits continue a number that ends in a scale word: "mil 395"."""
    return language == "es" and atom.kind == "digits" and atom.value == int(atom.value) and 1 <= atom.value < last.scale


@cache
def _article(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({alternatives(list(parts(language, 'article')))})(?:{SPACE}+|-)$", re.IGNORECASE)


@cache
def _determined(language: str) -> re.Pattern[str]:
    known = alternatives(list(parts(language, "determiner"))) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{known}){SPACE}+$", re.IGNORECASE)


def _with_article(text: str, atom: Numeral, language: str) -> Iterator[Numeral]:
    """A lone scale word counts only with its article: "a thousand", "medio millón"; "millions" has no value."""
    before = _article(language).search(text, max(0, atom.start - 12), atom.start)
    if before:
        value = parts(language, "article")[key(before.group(1))].value * atom.value
        yield replace(atom, start=before.start(), value=value)


@cache
def _group(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({alternatives(list(parts(language, 'group')))})(?!\w)", re.IGNORECASE)


def _groups(text: str, atoms: list[Numeral], language: str) -> list[Numeral]:
    """Dozens and the like, with what multiplies them: "a dozen", "dos docenas", "medio centenar"."""
    found = list(atoms)
    for match in _group(language).finditer(text):
        part = parts(language, "group")[key(match.group())]
        end = match.start() + len(match.group().split()[0])
        before = _article(language).search(text, max(0, match.start() - 12), match.start())
        determined = _determined(language).search(text, max(0, match.start() - 5), match.start())
        number = next((a for a in atoms if a.end <= match.start() and _GAP.fullmatch(text, a.end, match.start())), None)
        if before:
            times, start = parts(language, "article")[key(before.group(1))].value, before.start()
        elif number is not None and number.value < 100:
            times, start = number.value, number.start
        elif determined and not match.group().endswith("s"):  # "el centenar de detenidos"
            times, start = 1.0, match.start()
        else:
            continue
        found = [a for a in found if a.end <= start or a.start >= end]
        found.append(Numeral(start, end, times * part.value, "group", about=part.about))
    return sorted(found, key=lambda n: n.start)


@cache
def _scale_word(language: str) -> re.Pattern[str]:
    return re.compile(rf"{SPACE}+({alternatives(list(parts(language, 'scale')))})(?!\w)", re.IGNORECASE)


def _halves(text: str, atoms: list[Numeral], language: str) -> list[Numeral]:
    """ "two and a half million", "dos millones y medio"."""
    found: list[Numeral] = []
    for atom in atoms:
        half = _AND_HALF.match(text, atom.end)
        if not half or atom.kind not in ("digits", "words"):
            found.append(atom)
            continue
        value, end, scale = atom.value + atom.scale / 2, half.end(), atom.scale
        following = _scale_word(language).match(text, end)
        if following and scale == 1:
            scale = parts(language, "scale")[key(following.group(1))].value
            value, end = value * scale, following.end()
        found.append(replace(atom, end=end, value=value, scale=scale))
    return [a for i, a in enumerate(found) if i == 0 or a.start >= found[i - 1].end]


def _fractions(text: str, atoms: list[Numeral], language: str) -> Iterator[Numeral]:
    yield from _ratios(text, atoms, language)
    simple = parts(language, "times")
    if simple:
        for match in re.finditer(rf"(?i)(?<!\w)(?:{alternatives(list(simple))})(?![\w-])", text):
            yield Numeral(match.start(), match.end(), simple[key(match.group())].value, "times")
    for match in _fraction(language).finditer(text):
        found = _fraction_value(match, language)
        if found is not None:
            start = match.start("count") if match["count"] else match.start("part")
            yield Numeral(start, match.end("part"), found, "fraction")


@cache
def _fraction(language: str) -> re.Pattern[str]:
    """A part with its count ("two thirds", "una tercera parte", "la mitad"), or a lone half before "of" or its
    owner."""
    if language == "en":
        part = alternatives(list(parts("en", "part")))
        count = "a|an|one|two|three|four|five|six|seven|eight|nine|\\d{1,2}"
        return re.compile(
            rf"(?<![\w-])(?:(?P<count>{count})[ -])?(?P<part>{part})(?![\w-])"
            rf"(?P<of>{SPACE}+(?:of|the|its|their|his|her|those|these|were|was|are|is|have|had|more|less)\b)?",
            re.IGNORECASE,
        )
    part = alternatives([*parts("es", "part"), *parts("es", "share")])
    count = r"una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|la|\d{1,2}"
    return re.compile(
        rf"(?<![\w-])(?:(?P<count>{count}){SPACE}+)?(?P<part>{part})(?![\w-])(?P<of>{SPACE}+(?:de|del)\b)?",
        re.IGNORECASE,
    )


_COUNTS: Final = {
    word: value
    for value, forms in enumerate(
        ("a an one un una la", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete"), 1
    )
    for word in forms.split()
} | {"eight": 8, "ocho": 8, "nine": 9, "nueve": 9}


def _fraction_value(match: re.Match[str], language: str) -> float | None:
    form, count = key(match["part"]), key(match["count"] or "")
    part = parts(language, "part").get(form) or parts(language, "share")[form]
    times = float(count) if count.isdigit() else float(_COUNTS.get(count, 1))
    plural = form.endswith("s")
    if language == "es" and form == "mitad":
        outer = re.search(r"(?i)(?:otra|primera|segunda|cada)\s+(?:la\s+)?$", match.string[: match.start()][-12:])
        return None if outer or count not in {"la", ""} else part.value
    if language == "es" and "part" in form:
        return part.value * times if count else None
    if count == "la" or (not count and form != "half"):
        return None
    if form == "half":
        lead = match.string[: match.start()][-14:]
        before = re.search(r"(?i)(?:first|second|other|and a|latter|another|\d)\s+$", lead)
        bounded = re.search(
            r"(?i)\b(?:more than|less than|over|nearly|almost|about|only|under|around|roughly)\s+$", lead
        )
        return None if before or not (match["of"] or bounded) or count not in {"", "a", "one"} else 0.5
    if times * part.value >= 1 or (plural and times == 1 and count != "1"):
        return None
    if times == 1 and not match["of"] and form not in {"third", "tercio"}:
        return None
    return times * part.value


def _ratios(text: str, atoms: list[Numeral], language: str) -> Iterator[Numeral]:
    """ "two out of three", "one in five", "dos de cada tres"."""
    between = r"\s+de\s+cada\s+" if language == "es" else r"\s+(?:out\s+of(?:\s+every)?|in(?:\s+every)?)\s+"
    pattern = re.compile(between, re.IGNORECASE)
    for first, second in pairwise(atoms):
        if 0 < first.value < second.value <= 1000 and (m := pattern.fullmatch(text, first.end, second.start)):
            plain_in = "out" not in m.group() and "every" not in m.group() and language == "en"
            if plain_in and (
                second.value > 100 or first.value > 10 or (second.kind != first.kind and first.value != 1)
            ):
                continue
            yield Numeral(first.start, second.end, first.value / second.value, "fraction")
