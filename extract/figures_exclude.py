"""Numbers that count nothing: labels, laws, addresses, ordinals, times, scores, phone numbers, years."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_data import SPACE, alternatives, labels, units, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.numbers import Numeral

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|[#@]\w+|[\w.+-]+@\S+|[\w-]+\.(?:com|org|net|cu|info|tv)\b\S*")
_CLOCK: Final = re.compile(
    r"\d{1,2}[:h]\d{2}(?!\d)|\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?\s?m\b\.?"
    r"|\b\w{1,7}\s+(?:o'clock|de\s+la\s+(?:mañana|tarde|noche|madrugada))\b",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"\(\d{3}\)[ \u00a0]?\d{3}-\d{4}"
    r"|\+\d[\d \u00a0().-]{5,}\d|(?<![\d.,])\d{7,}(?![\d.,]?\d)|\b\d{3,4}-\d{4}\b|\b\d{3}[ -]\d{3}[ -]\d{3,4}\b"
)
_SCORE: Final = re.compile(r"(?<![\w.,])\d{1,4}(?:[.,]\d+)?[/:]\d{1,4}(?:[/:]\d{1,4})?(?!\w)")
_NUMBERING: Final = re.compile(r"(?m)^[ \t]*\(?\d{1,3}(?:\.\d{1,2})*(?:[.)]|\s?[-–—])[ \t]+(?=\D)")
_STREET: Final = re.compile(
    r"(?i)\b(?:calles?|avenidas?|carreteras?|esquinas?|ave?\.|streets?|avenues?)\s[^.;\n]{0,40}$"
)
_STREET_AFTER: Final = re.compile(
    r"(?:st|nd|rd|th)?\s+(?:[A-ZÁÉÍÓÚÑ][\w’'-]+\s+){0,3}(?:Street|Avenue|St\.|Ave\.|Road|Boulevard)\b"
)
_AGO: Final = re.compile(
    r"\s+(?:(?:and|y)\s+\w+\s+)?(?:years?|months?|weeks?|days?|hours?|minutes?|decades?)\s+(?:ago|later|earlier)\b"
    r"|\s+(?:años?|meses|mes|semanas?|días?|horas?|minutos?|décadas?)\s+(?:atrás|antes|después|más\s+tarde)\b",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(
    r"(?i)\b(?:hace|dentro\s+de)\s+(?:más\s+de\s+|casi\s+|unos\s+|unas\s+|ya\s+|apenas\s+|solo\s+)?$"
)
_AT_HOUR: Final = re.compile(
    r"(?i)\b(?:a|desde|hasta|hacia|sobre|de|entre|era|eran|serían|sería|son|fueron|daban|dieron|pasadas)\s+las?\s+$"
)
_HOUR_ENDS: Final = re.compile(
    r"\s+(?:de\s+la|en\s+punto|y\s+(?:media|cuarto|pico|tantos|algo)|horas|hasta|del|a|y|en|fue|se|lo|la|cuando)\b"
)
_PER: Final = re.compile(r"\b(?:por\s+cada|for\s+every|per)\s+$", re.IGNORECASE)
_PLURAL: Final = re.compile(r"(?:\s+(?:y|and|o|or|a|to)\s+\d+)?\s+[a-záéíóúñ]{4,}s\b")
_ONE_PERSON: Final = re.compile(r"\s+([^\W\d_]+)\s+y\s+(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\d+)\b")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_ORDINAL: Final = re.compile(r"(?:primer|tercer|0\d+)(?![.,]\d)", re.IGNORECASE)
"""Words that order, and digits that no count begins with: "tercer acusado", "0198"."""
_POSTCODE: Final = re.compile(r"(?<!\w)(?:[A-Z]{2}|[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)\s\d{5}(?=\s*(?:[.,;)\n]|$))(?!,\d)")
_NUMBER_OF: Final = re.compile(
    r"(?i)(?:\b(?:al|del|el)\s+número|\b(?:inmate|prisoner|preso|recluso|interno)\s+(?:no\.|number|núm\.|número)"
    r"|\bartículo\s+(?:es|era)\s+el)\s+$"
)
_CORNER: Final = re.compile(
    r"\s+(?:y|e|and|esquina(?:\s+a)?|esq\.)\s+(?:(?P<street>[A-ZÁÉÍÓÚÑ]\w*\b)|\d{1,3}\b(?=\s*(?:[,.;)]|$)))"
)
_AT_CORNER: Final = re.compile(
    r"(?i)\b(?:at|in|en|de|a|entre|calle|corner\s+of|esquina(?:\s+de)?|prisión|cárcel|centro|estación|prison|station)\s+$"
)
_DOES: Final = re.compile(
    r"\s+(?:can|could|must|might|may|should|would|cannot|wants?|thinks?|(?!was\b|has\b|is\b|does\b|years\b)[a-z]+[^s\W]s)\b"
)
"""What goes on after "one" as anybody: "if one believes"."""
_ONE: Final = re.compile(r"(?i)(?:one|un|una|uno|1)")


@cache
def _label(language: str) -> re.Pattern[str]:
    known = alternatives(list(labels(language)))
    return re.compile(
        rf"(?:(?<![^\W_])|(?<=#))(?:{known}){SPACE}*(?:(?:n[oº°]\.?|núm\.|number|número){SPACE}*)?[#(“\"«]?$",
        re.IGNORECASE,
    )


def barred_spans(text: str) -> list[tuple[int, int]]:
    """Stretches of ``text`` whose numbers count nothing whatever they say: links, clock times, phones, list numbers."""
    patterns = (_LINK, _CLOCK, _PHONE, _SCORE, _NUMBERING, _POSTCODE)
    return sorted(m.span() for p in patterns for m in p.finditer(text))


def overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether the range ``start`` to ``end`` shares a character with any of ``spans``."""
    return any(a < end and start < b for a, b in spans)


def is_label(text: str, number: Numeral, language: str) -> bool:
    """Whether the number is a name's, law's, room's or street's own: "Law 88", "calle 23", "COVID-19", "7th"."""
    start, end = number.start, number.end
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if _attached(before, after, number, language) or _ORDINAL.fullmatch(text, start, end):
        return True
    if _PER.search(before) or _NUMBER_OF.search(before) or _titled(before, text[start:end], after):
        return True
    label = _label(language).search(before)
    if label and not _counted_after(after, number, language):
        # "question 15 witnesses" counts, "Room 15 tables" does not
        return not (label.group()[:1].islower() and re.match(r"\s+[a-záéíóúñ]{3,}s\b", after))
    if number.kind == "digits" and number.value < 1000 and (corner := _CORNER.match(after)):
        place = _AT_CORNER.search(before)
        if place and (corner["street"] or re.search(r"(?i)\b(?:calle|corner|esquina)", place.group())):
            return True  # "preso en 100 y Aldabó"
    street = _STREET.search(before)
    counts = _counted_after(after, number, language) or _PLURAL.match(after)
    if street and number.kind == "digits" and not counts:
        return True
    return bool(_STREET_AFTER.match(after))


def _titled(before: str, number: str, after: str) -> bool:
    """Whether a number word with a capital begins a title within a sentence: "the Five Heroes"."""
    inside = before.rstrip(" \"'“‘«(")[-1:]
    return (
        number[0].isupper() and (inside.isalpha() or inside == ",") and re.match(r"\s+[A-ZÁÉÍÓÚÑ]", after) is not None
    )


def _attached(before: str, after: str, number: Numeral, language: str) -> bool:
    """Glued to letters, slashes or dashes as labels are: "G7", "11J", "B-52", "24/7"."""
    if number.kind != "digits":
        return bool(before and (before[-1].isalnum() or (before[-1] == "-" and before[-2:-1].isalnum())))
    if before and (before[-1].isalpha() or before[-1] in "#@_/\\"):
        return not re.search(r"(?:US|U\.S|CUP|USD|EUR|MLC|[A-Z])\$$|\b(?:CUP|USD|EUR|MLC)$", before)
    if before[-1:] in {"-", "–"} and before[-2:-1].isalpha():
        return True
    glued = re.match(r"[^\W\d_]+", after)
    if glued:
        return glued.group().casefold() not in units(language)
    if re.match(r"[º°ª](?![CF]\b)|\.[ºª]|['’]s\b", after):
        return True
    return bool(re.match(r"[/\\_]\d|-\d", after)) and not re.match(r"[-]\d[\d.,]*\s?(?:%|\w)", after)


def _counted_after(after: str, number: Numeral, language: str) -> bool:
    """Whether a unit of money, percent or time follows, so that a label before it must mean something else."""
    found = re.match(rf"{SPACE}*([^\W\d_]+|%)", after)
    known = units(language).get(found.group(1).casefold()) if found else None
    return known is not None and known.kind in {"percent", "money", "time"} and number.value >= 1


def is_year(text: str, number: Numeral, language: str) -> bool:
    """Whether four digits stand for a year: no unit or counted noun makes them a quantity."""
    if number.kind != "digits" or not _YEAR.fullmatch(text[number.start : number.end]):
        return False
    if re.search(r"[$€£]\s?$|\b(?:USD|CUP|EUR)\s?$", text[max(0, number.start - 6) : number.start]):
        return False
    after = re.match(rf"{SPACE}+([^\W\d_]+)", text[number.end : number.end + 40])
    word = after.group(1) if after else ""
    if word.casefold() in units(language) and word.casefold() not in {"min", "h"}:
        return False
    # "2000 personas" counts; "2021 protests" does not
    counts = language == "es" and word.islower() and len(word) > 3 and word.endswith("s") and word not in _NOT_COUNTED
    return not (counts or (number.value % 100 == 0 and number.value >= 2000 and word.islower() and len(word) > 4))


def is_idle_zero(text: str, number: Numeral) -> bool:
    """Whether "zero" or "cero" counts nothing: "from zero", "tolerancia cero", "zero tolerance"."""
    if number.value != 0 or number.kind != "words":
        return False
    before, after = text[max(0, number.start - 24) : number.start], text[number.end : number.end + 24]
    told = re.search(r"(?i)\b(?:a|at|en|fue|fueron|was|were|son|is|are)\s+$", before)
    return not (told or re.match(r"\s+[^\W\d_]{3,}s\b", after))


_NOT_COUNTED: Final = frozenset(
    {"tras", "entonces", "después", "pues", "antes", "más", "menos", "mientras", "unos", "unas", "tres"}
)


def is_clock(text: str, number: Numeral, language: str) -> bool:
    """Whether the number is an hour of the day without minutes: "a las ocho", "at five", "de nueve a una"."""
    if number.value > 24 or number.value != int(number.value):
        return False
    before, after = text[max(0, number.start - 30) : number.start], text[number.end : number.end + 30]
    if language == "es":
        hour = _AT_HOUR.search(before)
        named = re.match(r"\s+(?:[^\W\d_]+)", after)
        ends = not named or _HOUR_ENDS.match(after)
        to_hour = re.search(r"(?i)\bde\s+$", before) and re.match(
            r"\s+a\s+(?:una|dos|tres|cuatro|cinco|seis|siete)\b(?!\s+\w)", after
        )
        from_hour = re.search(r"(?i)\bde\s+\w+\s+a\s+$", before) and number.value <= 12 and not named
        age = re.search(r"(?i)\bde\s+las?\s+$", before) and not re.match(r"\s+(?:de\s+la|horas)", after)
        return bool((hour and ends and not age) or to_hour or (from_hour and number.kind == "words"))
    at_hour = re.search(r"(?i)\b(?:at|by|until|around|since)\s+$", before)
    return bool(
        at_hour and number.kind == "words" and re.match(r"\s*(?:[,.;)]|in\s+the|on\s+\w+day|that\s|sharp|$)", after)
    )


def is_relative_time(text: str, start: int, number: Numeral) -> bool:
    """Whether the number tells how long ago or after something was: a date, even where it cannot be resolved."""
    if _AGO.match(text, number.end):
        return True
    before = text[max(0, start - 24) : start]
    if re.search(r"(?i)\bdesde\s+hace\s+\S*\s*$", before):
        return False
    return bool(
        _SINCE.search(before)
        and re.match(r"\s+(?:años?|meses|semanas?|días?|horas?|minutos?|décadas?)\b", text[number.end :][:16])
    )


def is_pronoun(text: str, number: Numeral, language: str, counting: bool, alone: bool) -> bool:
    """Whether "one", "un", "una" or "the two" is an article or pronoun, unless a bound or unit says
    otherwise (``counting``). ``alone``: no noun follows."""
    before, after = text[max(0, number.start - 24) : number.start], text[number.end : number.end + 24]
    if number.value == 2 and number.kind == "words" and re.search(r"(?i)\b(?:the|los|las)\s+$", before):
        return alone
    if (
        number.value != 1
        or number.kind not in ("words", "digits")
        or not _ONE.fullmatch(text[number.start : number.end])
    ):
        return False
    if number.kind == "digits":
        return False
    if re.match(r"\s+(?:more|más|fewer|menos)\b", after):
        return False
    if language == "es" and (together := _ONE_PERSON.match(after)) and together.group(1) in words("person_noun", "es"):
        return False
    if language == "es":
        return not counting or bool(re.match(r"\s+(?:de\s+(?:l[oa]s|ell[oa]s)|del)\b", after))
    if (
        re.search(r"(?i)\b(?:no|any|every|each|this|that|which|some|another|the|number|day|his|her)\s+$", before)
        and not counting
    ):
        return True
    if alone and not counting and _DOES.match(after):
        return True
    following = re.match(r"(?:\s+|-)([^\W\d_]+)", after)
    return following is None or (following.group(1).casefold() in words("one_noun_not", "en"))
