"""Figures whose measure follows from the words around them, whatever is counted: ages, prison terms, fines."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_data import SPACE, Unit, alternatives, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figures_bounds import Quantity
    from extract.reading import Name

AGE: Final = "age"
SENTENCE: Final = "sentence"
FINE: Final = "fine"
TIME_IN_PRISON: Final = "time in prison"
PRETRIAL: Final = "pretrial detention"
SOLITARY: Final = "solitary confinement"
OLDEST: Final = 120

_AGE_AFTER: Final = re.compile(r"\s*-?\s*(?:olds?\b|years?\s+old\b|of\s+age\b|de\s+edad\b)", re.IGNORECASE)
_AGE_BEFORE: Final = re.compile(
    r"(?i)\b(?:aged?|ages|age\s+of|turned|turns|turning|edad\s+de|edades\s+de|cumplió|cumplir|cumplía|cumple|cumplirá)\s+(?:of\s+|los\s+)?$"
)
_HAS_YEARS: Final = re.compile(
    r"(?i)\b(?:tiene|tenía|tener|tenían|tienen|con|a\s+los|a\s+sus)\s+(?:apenas\s+|solo\s+|unos\s+)?$"
)
_NOT_AGED: Final = re.compile(
    r"\s+(?:de|en|sin|tras|preso|presa|presos|encarcelad\w+|por|para|como|detenid\w+|trabajando|después|antes)\b",
    re.IGNORECASE,
)
_WHO_IS: Final = re.compile(r"(?i)\b(?:who|he|she)(?:\s+(?:is|was)|[’']s)\s+(?:now\s+|only\s+|just\s+|already\s+)?$")
_ENDS: Final = re.compile(r"\s*(?:[,.;:)\]–—]|and\b|y\b|when\b|at\b|years?\b|$)", re.MULTILINE)
_LIMIT: Final = re.compile(r"(?i)\b(?:under|over|below|above|older\s+than|younger\s+than|menor(?:es)?|mayor(?:es)?)\b")
_WORN: Final = re.compile(r"(?i)\b(?:fin(?:e|es|ed)|mult(?:a|as|ado|ada|ados|adas|ó|aron|ar))\W+(?:\w+\W+){0,4}$")


def kind_of(text: str, q: Quantity, unit: Unit | None, end: int, language: str, names: Sequence[Name]) -> str | None:
    """ "age", "sentence", "time in prison" or "fine" where the words around a quantity say so, else None.

    ``end`` is where the unit's form ends, or the number where there is none.
    """
    if unit is not None and unit.kind == "money":
        return FINE if _is_fine(text, q, end) else None
    top = q.high if q.high is not None else q.low
    if top is None or (unit is not None and unit.kind != "time"):
        return None
    if unit is not None and unit.unit in {"year", "month", "week", "day"}:
        term = _term(text, q, unit, end, language)
        if term and not _AGE_AFTER.match(text, end):
            return term
    if top <= OLDEST and _is_age(text, q, unit, end, language, names):
        return AGE
    return None


def _is_fine(text: str, q: Quantity, end: int) -> bool:
    before = text[max(0, q.start - 60) : q.start]
    return bool(_WORN.search(before) or re.match(r"(?i)\s+(?:(?:in|de)\s+)?(?:fines?|multas?)\b", text[end : end + 20]))


@cache
def _term_after(language: str) -> re.Pattern[str]:
    nouns = alternatives(list(words("sentence_noun", language)))
    return re.compile(
        rf"(?:{SPACE}+(?:of|in|de|en|under|bajo|for){SPACE}+(?:the{SPACE}+|la{SPACE}+|su{SPACE}+)?|{SPACE}+|[’']{SPACE}+)"
        rf"(?P<adjective>\w+{SPACE}+)?(?:{nouns})\b(?P<more>{SPACE}+\w+)?",
        re.IGNORECASE,
    )


@cache
def _term_before(language: str) -> re.Pattern[str]:
    cues = alternatives(list(words("sentence_cue", language)))
    return re.compile(rf"(?<!\w)(?P<cue>{cues})(?!\w)(?:[^\w.;:()\n,]+\w+){{0,4}}[^\w.;:()\n,]*$", re.IGNORECASE)


@cache
def _spent(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{alternatives(list(words('spent_verb', language)))})(?:{SPACE}+(?:\w+)){{0,2}}{SPACE}+$|^$",
        re.IGNORECASE,
    )


def _term(text: str, q: Quantity, unit: Unit, end: int, language: str) -> str | None:
    """Whether a duration is the length of a sentence, or of time spent in prison."""
    before = text[max(0, q.start - 60) : q.start]
    after = _term_after(language).match(text, end)
    if after:
        near = re.findall(r"[\w-]+", f"{after['adjective'] or ''} {after['more'] or ''}".casefold())
        for name, label in (("pretrial", PRETRIAL), ("solitary", SOLITARY)):
            if any(word in words(name, language) for word in near):
                return label
        return TIME_IN_PRISON if _spent(language).search(before) and before else SENTENCE
    if re.match(
        r"-?\s*(?:\w+\s+){0,2}(?:sentences?|terms?|penas?|condenas?)\b", text[end : end + 40]
    ) and unit.unit in {
        "year",
        "month",
    }:
        return SENTENCE if not re.match(r"\s+(?:after|since|de)\b", text[end : end + 8]) else None
    if unit.unit not in {"year", "month"}:
        return None
    cue = _term_before(language).search(before)
    if cue is None or (
        re.search(r"(?i)\b(?:for|en|durante|after|tras|since|hace|at|aged?|con\s+apenas)\s+$", before) and not after
    ):
        return None
    return SENTENCE


def _is_age(text: str, q: Quantity, unit: Unit | None, end: int, language: str, names: Sequence[Name]) -> bool:
    before = text[max(0, q.start - 60) : q.start]
    modifiers = text[q.start : q.number_start]
    if unit is not None and _AGE_AFTER.match(text, end):
        return True
    if (
        unit is not None
        and unit.unit == "year"
        and re.match(r"\s+o\s+más\b", text[end : end + 8])
        and "de " in before[-4:]
    ):
        return True
    lead = text[max(0, q.number_start - 30) : q.number_start]
    if _AGE_BEFORE.search(lead) and (unit is not None or _ENDS.match(text, end)):
        return not (unit is not None and _NOT_AGED.match(text, end) and "cumpl" in lead)
    if language == "es" and unit is not None and unit.unit in {"year", "month"}:
        if re.search(r"(?i)\b(?:menor|mayor)(?:es)?\s+(?:de|a|que)\s+$", modifiers):
            return True
        return _years_of_somebody(text, q, end, before, names)
    if unit is None and q.number.kind in ("digits", "words"):
        return _bare_age(text, q, end, before, modifiers, language, names)
    return False


def _years_of_somebody(text: str, q: Quantity, end: int, before: str, names: Sequence[Name]) -> bool:
    """ "un joven de 20 años", "Ana Pérez, de 20 años", "tiene 20 años"."""
    if _HAS_YEARS.search(before):
        return not _NOT_AGED.match(text, end)
    of = re.search(r"([^\W\d_]+)(,|\)|\s+ambos,?)?\s+de\s+(?:entre\s+)?$", before)
    if not of:
        return False
    person = of.group(1).casefold() in words("person_noun", "es")
    place = max(0, q.start - 60) + of.end(1)
    named = any(n.kind == "person" and n.end == place for n in names)
    return (
        person
        or named
        or (of.group(1)[:1].isupper() and not any(n.end == place for n in names))
        or (of.group(2) is not None and bool(re.match(r"\s*[,;)]|\s+y\b", text[end : end + 4])))
    )


def _bare_age(
    text: str, q: Quantity, end: int, before: str, modifiers: str, language: str, names: Sequence[Name]
) -> bool:
    """ "Ana Pérez, 52,", "their son, who is two", "under 18"."""
    ends = bool(_ENDS.match(text, end))
    if _WHO_IS.search(before):
        return ends
    if _LIMIT.search(modifiers):
        person = re.search(
            r"(?i)\b(?:is|are|was|were|be|been|people|those|anyone|children|women|men|youths?|girls|boys|minors)\s+$",
            before,
        )
        spanish = re.search(r"(?i)\b(?:menor|mayor)(?:es)?\b", modifiers)
        return bool(
            (person or spanish)
            and not re.match(rf"{SPACE}+(?!when|at|and|in|who|y|cuando|que|en)[^\W\d_]", text[end : end + 20])
        )
    if not ends or q.modified:
        return False
    apposed = re.search(r"([^\W\d_]+)[”\"»’']?\s?[,(]\s*$", before)
    if not apposed:
        return False
    closed = (
        re.match(r"\s*\)", text[end:])
        if before.rstrip().endswith("(")
        else re.match(r"\s*[,.;:]|\s+(?:and|y)\b", text[end:])
    )
    place = max(0, q.start - 60) + apposed.end(1)
    if not closed or text[end : end + 2].strip()[:1].isdigit():
        return False
    ending = [n for n in names if n.start < place <= n.end + 1]
    if ending:
        return any(n.kind == "person" for n in ending)
    word = apposed.group(1)
    return word.casefold() in words("person_noun", language) or (
        word[0].isupper() and not _starts_sentence(text, place - len(word))
    )


def _starts_sentence(text: str, at: int) -> bool:
    return not text[:at].rstrip() or text[:at].rstrip()[-1] in ".!?\n:"
