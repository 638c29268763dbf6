"""Ages: "de 38 años", "37-year-old", ", 37,", "under 18"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.figures_data import words
from extract.figures_kinds import AGE, SENTENCE

if TYPE_CHECKING:
    from extract.figures_kinds import Setting

_OLD: Final = re.compile(r"\s*-?\s*(?:olds?\b|years?\s+old\b|of\s+age\b|de\s+edad\b)", re.IGNORECASE)
_AGED: Final = re.compile(
    r"\b(?:aged?|ages|age\s+of|turned|turns|turning|edad\s+de|edades\s+de|edad\s+es|cumplió|cumplir|cumplía|cumplirá|cumplí|cumple)"
    r"\s+(?:of\s+|los\s+|sus\s+|only\s+|just\s+|between\s+|entre\s+)?$",
    re.IGNORECASE,
)
_HAS_YEARS: Final = re.compile(
    r"\b(?:tiene|tenía|tener|tenían|tienen|teniendo|tengo|tuviera|cumplí|con|a\s+los|a\s+sus|a\s+mis)\s+(?:apenas\s+|solo\s+|sólo\s+|ya\s+)?$",
    re.IGNORECASE,
)
_NOT_AGED: Final = re.compile(
    r"\s+(?:en|sin|tras|pres[oa]s?|encarcelad\w+|por|para|como|detenid\w+|trabajando|después|antes|viviendo"
    r"|de\s+(?!edad\b|nacid[oa]s?\b|vida\b)\w+)\b",
    re.IGNORECASE,
)
_AT_YEARS: Final = re.compile(r"(?i)\ba\s+(?:los|sus|mis)\s+(?:apenas\s+|solo\s+|sólo\s+|ya\s+)?$")
_OF_WHAT: Final = re.compile(r"(?i)\s+de\s+(?!edad\b)")
_WHO_IS: Final = re.compile(
    r"\b(?:(?:who|he|she|I)(?:\s+(?:is|was|am)|[’'](?:s|m))|(?:who|they|both)\s+(?:are|were))\s+(?:now\s+|only\s+|just\s+|already\s+|about\s+|almost\s+)?$",
    re.IGNORECASE,
)
_HAD: Final = re.compile(
    r"\bcuando\s+(?:apenas\s+|solo\s+|sólo\s+)?ten(?:ía|ían)\s+$|\bdesde\s+(?:los|sus)\s+$", re.IGNORECASE
)
_BY_COUNT: Final = re.compile(r"(?i)\b(?:según|para|de\s+acuerdo\s+con|according\s+to|by)\s|;")
_OLDEST: Final = re.compile(
    r"\b(?:the\s+(?:oldest|youngest|eldest)|(?:el|la)\s+(?:mayor|menor|más\s+(?:jov|viej|longev|ancian)\w+)|el\s+de\s+más\s+edad)\b"
    r"[^.;\n\d]{0,70}?(?:\s(?:is|was|has|tiene|tenía|con|de|at|of|aged)|,)?\s+$",
    re.IGNORECASE,
)
_AT_START: Final = re.compile(r"(?:^|[.!?\n]|[.!?][”\"»])\s*At\s+(?:just\s+|only\s+)?$")
_TERM_WORDS: Final = 4
_PUNISHED: Final = re.compile(
    r"(?i)\b(?:castig|sancion|penad|penaliz|conden|sentenci|punish)\w*\s+(?:\w+\s+){0,2}con\s+$"
)
_PERSON_ENDING: Final = re.compile(
    r"(?:ista|ador|adora|edor|edora|idor|idora|tor|tora|sor|sora|nero|nera|dero|dera|jero|jera|tero|tera|lero|lera"
    r"|ólog[oa]|ógraf[oa]|iatra|cant[oe]|ante|ient[ea]|ári[oa]|ari[oa]|cian[oa]|tan[oa]|eñ[oa]|ense|és|ático|ática|ógico|prisioner[oa]"
    r"|niñera|cer[oa]|rer[oa]|iner[oa]|viud[oa]|jubilad[oa]|retirad[oa]|exiliad[oa]|oficial|general|coronel|capitán|teniente)$"
)
_NAMED_IS: Final = re.compile(r"\s+(?:is|was|has\s+turned|tiene|tenía)\s+(?:now\s+|ahora\s+|hoy\s+|only\s+|just\s+)?$")
_ENDS: Final = re.compile(r"\s*(?:[,.;:)\]–—]|and\b|y\b|when\b|at\b|years?\b|cuando\b|$)", re.MULTILINE)
_CLOSES: Final = re.compile(r"\s*[,.;:)]|\s+(?:and|y)\b")
_LIMIT: Final = re.compile(r"\b(?:under|over|below|above|older\s+than|younger\s+than)\b", re.IGNORECASE)
_LIMIT_ES: Final = re.compile(r"\b(?:menor|mayor)(?:es)?\s+(?:de|a|que)\s+$", re.IGNORECASE)
_PEOPLE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|people|persons|those|anyone|children|women|men|youths?|girls|boys|minors|prisoners"
    r"|cubans|residents|still|also|all|aged)\s+$",
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"([^\W\d_]+)[”\"»]?(?P<comma>,|\)|\s+(?:ambos|ambas|los\s+dos|las\s+dos),?)?\s+de\s+(?:entre\s+)?$"
)
_APPOSED: Final = re.compile(r"([^\W\d_]+)[”\"»’']?\s?(?P<open>[,(])\s*$")


def is_age(at: Setting) -> bool:
    """Whether a number of years, or a plain number, is somebody's age."""
    if at.unit is not None and at.unit.unit not in {"year", "month", "day", "week"}:
        return False
    if at.unit is not None and _OLD.match(at.after):
        return True
    aged = _AGED.search(at.lead)
    if aged and at.unit is None and aged.group()[:1].casefold() in "tc":  # "turned 40", "cumplió 40", but no sentence
        return at.alone and not _served(at)
    if aged and (at.unit is not None or _ENDS.match(at.after)):
        return at.unit is None or not _NOT_AGED.match(at.after)
    if at.language == "es" and _LIMIT_ES.search(at.modifiers) and (at.unit is None or at.unit.unit == "year"):
        return at.unit is not None or at.alone
    if at.unit is not None:
        return at.language == "es" and at.unit.unit in {"year", "month"} and _years_of_somebody(at)
    return at.alone and at.quantity.number.kind in ("digits", "words") and _bare_age(at)


def _years_of_somebody(at: Setting) -> bool:
    """ "un joven de 20 años", "Ana Pérez, de 20 años", "tiene 20 años"."""
    if re.match(r"\s*\)", at.after) and any(at.text[n.end : at.quantity.start].strip() == "(" for n in at.names):
        return True  # "Ana Pérez (41 años)"
    if _AT_YEARS.search(at.before) and at.unit is not None and at.unit.unit == "year":
        return not _OF_WHAT.match(at.after)  # "lo arrestaron a los 19 años por hurto"
    if _HAS_YEARS.search(at.before):
        return not _NOT_AGED.match(at.after) and not _PUNISHED.search(at.before)
    of = _OF.search(at.before)
    if not of:
        last = at.earlier[-1] if at.earlier else None
        if last is not None and last.unit == "count" and at.text[last.end : at.quantity.start] == " de ":
            return True  # "entre ellos 4 de 17 años"
        listed = last is not None and last.measure == AGE
        return bool(listed and re.search(r"(?:\b(?:y|e|o)|,)\s+(?:de\s+)?$", at.before) and _row(at))
    before = re.findall(r"[^\W\d_]+", at.before[: of.end(1)].casefold())
    told = {*before[-_TERM_WORDS if of["comma"] else -1 :], " ".join(before[-2:])}
    if words("sentence_cue", "es") & told:
        return False
    place = at.quantity.start - len(at.before) + of.end(1)
    ending = [n for n in at.names if n.start < place <= n.end + 1]
    if ending:
        return any(n.kind == "person" for n in ending)
    person = _is_person(of.group(1))
    apposed = of["comma"] is not None and _CLOSES.match(at.after) is not None
    return person or apposed or (of.group(1)[:1].isupper() and not _starts_sentence(at.text, place - len(of.group(1))))


def _is_person(word: str) -> bool:
    """Whether a Spanish noun stands for a person: listed, or made as trades and origins are ("dentista")."""
    word = word.casefold()
    known = words("person_noun", "es")
    if word in known or word.removeprefix("ex") in known:
        return True
    return bool(_PERSON_ENDING.search(word)) and word not in words("thing_noun", "es")


def _served(at: Setting) -> bool:
    """Whether "cumplió cuatro" tells of years served: after a term, or where who was 19 cannot have turned four."""
    last = at.earlier[-1] if at.earlier else None
    younger = last is not None and last.measure == AGE and (at.quantity.value or 0) < (last.value or 0)
    return last is not None and (last.measure == SENTENCE or younger)


def _row(at: Setting) -> bool:
    """Whether hardly anything stands between this number and the age before: "de 34 y 41 años"."""
    return at.quantity.start - at.earlier[-1].end < 12


def _bare_age(at: Setting) -> bool:
    """ "Ana Pérez, 52,", "their son, who is two", "under 18", "su hija de 9"."""
    ends = _ENDS.match(at.after) is not None
    if _WHO_IS.search(at.before):
        return ends
    if re.search(r"\b(?:was|were|is|am)\s+$", at.before) and re.match(r"\s+(?:when|at\s+the\s+time)\b", at.after):
        return True
    if ends and _OLDEST.search(at.before):
        return True
    if _AT_START.search(at.text, max(0, at.quantity.start - 12), at.quantity.start) and re.match(r"\s*,", at.after):
        return True
    if _LIMIT.search(at.modifiers):
        return _PEOPLE.search(at.before) is not None
    if not ends or at.quantity.modified:
        return False
    of = _OF.search(at.before) if at.language == "es" else None
    if of and _CLOSES.match(at.after):
        word = of.group(1).casefold()
        parent = word in words("parent", "es") and (at.quantity.value or 0) < 13  # "padre de tres"
        place = at.quantity.start - len(at.before) + of.end(1)
        named = any(n.kind == "person" and n.start < place <= n.end + 1 for n in at.names)
        return (named or _is_person(word)) and not parent
    if _HAD.search(at.before) or (_HAS_YEARS.search(at.before) and re.match(r"\s+cuando\b", at.after)):
        return at.language == "es"
    if (is_ := _NAMED_IS.search(at.before)) and ends:
        place = at.quantity.start - len(at.before) + is_.start()
        return any(n.kind == "person" and n.end == place for n in at.names)
    last = at.earlier[-1] if at.earlier else None
    if last is not None and last.measure == AGE and "." not in at.text[last.end : at.quantity.start]:
        if re.search(r"\b(?:con|a\s+los|at)\s+$", at.before):
            return True
        if _row(at) and re.search(r"(?:,|\b(?:y|and))\s+$", at.before):
            return True
    return _apposed_age(at)


def _apposed_age(at: Setting) -> bool:
    """ "Ana Pérez, 52, who …", "his grandmother (81)"."""
    apposed = _APPOSED.search(at.before)
    if not apposed or at.after[:2].strip()[:1].isdigit():
        return False
    closed = re.match(r"\s*\)", at.after) if apposed["open"] == "(" else _CLOSES.match(at.after)
    if not closed:
        return False
    if _counted_by(at):
        return False
    place = at.quantity.start - len(at.before) + apposed.end(1)
    ending = [n for n in at.names if n.start < place <= n.end + 1]
    if ending:
        return any(n.kind == "person" for n in ending)
    word = apposed.group(1)
    if word.casefold() in words("person_noun", at.language):
        return not word.endswith("s")
    return word[0].isupper() and not _starts_sentence(at.text, place - len(word))


def _counted_by(at: Setting) -> bool:
    """Whether a number after a name is that body's count: "14, according to the police; and the Alba network, 12"."""
    last = at.earlier[-1] if at.earlier else None
    if last is None or last.unit != "count" or not re.match(r"\s*(?:[.;]|$)|,?\s+(?:y|and)\b", at.after):
        return False
    between = at.text[last.end : at.quantity.start]
    begin = max(at.text.rfind(mark, 0, last.start) for mark in (". ", "\n")) + 1
    told = _BY_COUNT.search(at.text, begin, at.quantity.start)
    return told is not None and not re.search(r"[.\n]", between)


def _starts_sentence(text: str, at: int) -> bool:
    return not text[:at].rstrip() or text[:at].rstrip()[-1] in ".!?\n:"
