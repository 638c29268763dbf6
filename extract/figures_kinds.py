"""Figures whose measure follows from the words around them, whatever is counted: terms, detention, fines, ages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.figures_data import SPACE, Unit, alternatives, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figures_bounds import Quantity
    from extract.reading import Figure, Name

AGE: Final = "age"
SENTENCE: Final = "sentence"
FINE: Final = "fine"
FINES: Final = "fines"
TIME_IN_PRISON: Final = "time in prison"
TIME_LEFT: Final = "time left to serve"
PRETRIAL: Final = "pretrial detention"
SOLITARY: Final = "solitary confinement"
OLDEST: Final = 120
_WINDOW: Final = 60

_FINED: Final = re.compile(
    r"\b(?:fin(?:e|es|ed|ing)|mult(?:a|as|ado|ada|ados|adas|ó|aron|ar))\W+(?:\w+\W+){0,4}$", re.IGNORECASE
)
_FINES: Final = re.compile(r"\b(?:fines|multas)\W+(?:\w+\W+){0,4}$", re.IGNORECASE)
_FINE_AFTER: Final = re.compile(r"\s+(?:(?:in|de)\s+)?(?:fines?|multas?)\b", re.IGNORECASE)
_TERM_NOUN: Final = re.compile(r"-?\s*(?:\w+\s+){0,2}(?:sentences?|terms?|penas?|condenas?)\b", re.IGNORECASE)
_IMPRISONED_AFTER: Final = re.compile(r"\s+(?:pres[oa]s?|encarcelad[oa]s?|tras\s+las\s+rejas)\b", re.IGNORECASE)
_IMPRISONED: Final = re.compile(
    r"\b(?:pres[oa]s?|encarcelad[oa]s?|en\s+(?:prisión|la\s+cárcel)|in\s+(?:prison|jail)|behind\s+bars)\s+"
    r"(?:(?:durante|for|por|desde\s+hace)\s+)?$",
    re.IGNORECASE,
)
_APPOSED: Final = re.compile(r",\s+$")
_APPOSED_AGE: Final = re.compile(r"[^\W\d_]+,\s+$")
_CLOSED: Final = re.compile(r"\s*[,;)]")
_BARE_END: Final = re.compile(
    r"\s*(?:[,.;:)”»]|$)|\s+(?:y|e|and|for|por|para|a|to|in|en|over|pero|but|más|respectiv\w+)\b", re.IGNORECASE
)
_KIND_OF_TERM: Final = re.compile(
    r"(?i)\s+(?:de|of)\s+(?:privación\s+de\s+libertad|prisión|cárcel|reclusión|internamiento|trabajo\s+correccional|"
    r"limitación\s+de\s+libertad|libertad\s+condicional|imprisonment|prison|jail|correctional\s+labor|house\s+arrest|"
    r"probation|supervised\s+release)\b"
)
_SERVED: Final = re.compile(r"(?i)\b(?:cumpli(?:ó|eron|do)|purg(?:ó|aron|ado)|extinguió|served|serving)\s+$")
_IN_A_PLACE: Final = re.compile(r"(?i)\s+(?:en|in|at)\s")
_FROM: Final = re.compile(r"(?i)\b(?:de|from)\s+$")
_TO_NUMBER: Final = re.compile(
    r"(?i)\s+(?:a|to)\s+\w+\s+(?:(?:años|years)\s+)?(?:la|las|el|su|sus|the|his|her|their)\s+(?P<noun>\w+)"
)
_ITS_TERM: Final = re.compile(r"(?i)\s+(?:la|las|el|su|sus|the|his|her|their)\s+(?P<noun>\w+)")
_MADE: Final = re.compile(
    r"(?i)\b(?:ma(?:de|kes|king)\s+(?:it|that|them)|(?:la|las|los|lo|se)\s+\w{3,9}(?:ó|aron|ieron|jo)\s+(?:en|a|hasta)"
    r"|(?:cut|reduced?|raised?|lowered|increased|commuted|shortened|extended)\s+(?:(?:it|that|them|the\s+\w+)\s+)?to)\s+"
    r"(?:just\s+|only\s+|apenas\s+|solo\s+)?$"
)
_TERM_CHANGED: Final = re.compile(
    r"(?i)\b(?:pena|condena|sanción|sentence|term)\b[^.;:\n\d]{0,40}\b(?:elevad|rebajad|reducid|aumentad|conmutad|raised|reduced"
    r"|cut|increased|commuted|lowered)\w*\s+(?:a|to|hasta)\s+$"
)
_LEFT: Final = re.compile(r"(?i)\bles?\s+(?:queda|quedan|quedaban|resta|restan|falta|faltan|faltaban)\s+$")
_LEFT_AFTER: Final = re.compile(
    r"(?i)\s+(?:left\s+to\s+serve|(?:left|remaining)\s+(?:of|on)\s+\w+\s+sentence|por\s+cumplir)\b"
)
_AWAITING: Final = re.compile(
    r"(?i)\b(?:esper|aguard|await|wait(?:ed|ing)?\s+for)\w*\s+(?:(?:el|su|un|a|the|her|his|their)\s+)?(?:juicio|trial)\b[^.;\d]{0,20}$"
)
_AWAITING_AFTER: Final = re.compile(
    r"(?i)\s+(?:(?:\w+\s+){0,4})?(?:awaiting|waiting\s+for|en\s+espera\s+de|a\s+la\s+espera\s+de|esperando|aguardando)\s+"
    r"(?:(?:el|su|un|a|the|her|his|their)\s+)?(?:juicio|trial)\b"
)
_RECEIVED: Final = re.compile(
    r"\b(?:recib(?:ió|ieron|e|en|irá|irán|ido)|receiv(?:e|ed|es|ing)|got|gets|drew|(?:was|were)\s+(?:given|handed)|le\s+(?:cayeron|echaron|impus\w+)|les\s+impus\w+)\s+$",
    re.IGNORECASE,
)
_IMPOSED: Final = re.compile(r"\bles?\s+(?:cayeron|echaron|impus\w+)\s+$", re.IGNORECASE)
_TERM_OF: Final = re.compile(
    r"\b(?:(?:condena|pena|sanción|sentencia)\s+de|(?:sentence|term)\s+of|(?:serving|cumple|cumplía|extingu\w+))\s+$",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(r",\s+(?:a\s+)?$")
_ENDS_LIST: Final = re.compile(r"\s*(?:[.;)]|$)")
_ROW: Final = re.compile(r"\s*(?:,|,?\s+(?:y|and|o|or|e|u))\s+", re.IGNORECASE)
_LONGEST_TERM: Final = 60
_SAME_CLAUSE: Final = 140
_NO_TERM: Final = re.compile(
    r"\b(?:for|en|durante|after|tras|since|hace|at|aged?|con\s+(?:apenas|solo)|hacía|desde|in|within)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A quantity in its text: ``end`` is where its unit's form ends, ``alone`` says that no noun follows a number
    without unit, ``earlier`` are the figures before it."""

    text: str
    quantity: Quantity
    unit: Unit | None
    end: int
    language: str
    names: Sequence[Name]
    alone: bool
    earlier: Sequence[Figure]

    @property
    def before(self) -> str:
        """The text before the quantity and its modifiers."""
        return self.text[max(0, self.quantity.start - _WINDOW) : self.quantity.start]

    @property
    def lead(self) -> str:
        """The text before the number itself."""
        return self.text[max(0, self.quantity.number_start - _WINDOW) : self.quantity.number_start]

    @property
    def modifiers(self) -> str:
        """The words between the quantity's start and its number."""
        return self.text[self.quantity.start : self.quantity.number_start]

    @property
    def after(self) -> str:
        """The text after the unit."""
        return self.text[self.end : self.end + _WINDOW]


def fine_of(at: Setting) -> str | None:
    """What an amount of money is as a fine: one person's, or what several were fined; None where it is none."""
    if _FINES.search(at.before):
        return FINES
    return FINE if _FINED.search(at.before) or _FINE_AFTER.match(at.after) else None


@cache
def _prison_after(language: str) -> re.Pattern[str]:
    nouns = alternatives([*words("sentence_noun", language), *words("custody_noun", language)])
    return re.compile(
        rf"(?:{SPACE}+(?:of|in|de|en|under|bajo){SPACE}+(?:the{SPACE}+|la{SPACE}+|su{SPACE}+|una{SPACE}+|a{SPACE}+)?"
        rf"|{SPACE}+|[’']{SPACE}+)(?P<adjective>[\w-]+{SPACE}+)?(?P<noun>{nouns})\b(?P<more>{SPACE}+\w+)?",
        re.IGNORECASE,
    )


@cache
def _term_before(language: str) -> re.Pattern[str]:
    cues = alternatives(list(words("sentence_cue", language)))
    apart = r",\s+(?:(?:de|of)\s+|(?:ranging|which|que|from)\s+(?:\w+\s+){0,3})"
    near = r"(?:[^\w.;:()\n,]+\w+){0,4}[^\w.;:()\n,]*"
    return re.compile(rf"(?<!\w)(?:{cues})(?!\w)(?:{apart}|{near})$", re.IGNORECASE)


@cache
def _spent(language: str) -> re.Pattern[str]:
    spent = alternatives(list(words("spent_verb", language)))
    return re.compile(rf"(?<!\w)(?:{spent})(?:{SPACE}+(?:\w+)){{0,2}}{SPACE}+$", re.IGNORECASE)


@cache
def _condemned(language: str) -> re.Pattern[str]:
    """A verb of condemning and the preposition before its term, whatever day and place stand between them."""
    verbs = alternatives(list(words("condemn_verb", language)))
    to = "to" if language == "en" else "a|en"
    return re.compile(rf"(?<!\w)(?:{verbs})(?!\w)[^.;:\n]*\b(?:{to})\s+$", re.IGNORECASE)


@cache
def _meted(language: str) -> re.Pattern[str]:
    """A verb of asking for a term or giving one, with no other number between."""
    verbs = alternatives(list(words("mete_verb", language)))
    return re.compile(rf"(?<!\w)(?:{verbs})(?!\w)[^.;:\n\d]*$", re.IGNORECASE)


@cache
def _justice(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(list(words('justice_noun', language)))})(?!\w)", re.IGNORECASE)


def _clause_before(at: Setting) -> str:
    """The text before a quantity, back to the end of the sentence or clause before it."""
    before = at.text[max(0, at.quantity.start - _SAME_CLAUSE) : at.quantity.start]
    return re.split(r"[.;:\n](?=\s)", before)[-1]


def _passed(at: Setting) -> bool:
    """Whether a court or a prosecutor deals out so many years: "sentenced on May 4 in Holguín to nine years"."""
    before = _clause_before(at)
    if _condemned(at.language).search(before) or _RECEIVED.search(before):
        return True
    return bool(_meted(at.language).search(before)) and bool(
        _justice(at.language).search(before) or (at.earlier and at.earlier[-1].measure == SENTENCE)
    )


def bare_term_of(at: Setting) -> str | None:
    """A number alone that is a term of years: "sentenced him to seven", "and Ana Ruiz, eight" after another term."""
    quantity = at.quantity
    if not at.alone or (quantity.high or quantity.low or 0) > _LONGEST_TERM or not _ends_term(at):
        return None
    if at.unit is not None or quantity.number.kind not in {"digits", "words"}:
        return None
    if _KIND_OF_TERM.match(at.after) or _changed_from(at):
        return SENTENCE
    if quantity.number.kind == "digits" and _APPOSED_AGE.search(at.before) and _CLOSED.match(at.after):
        return None  # "and his sister Ana, 28, four"
    before = _clause_before(at)
    if _condemned(at.language).search(before) or _IMPOSED.search(before) or _TERM_OF.search(before):
        return SENTENCE
    last = at.earlier[-1] if at.earlier else None
    if last is not None and last.measure in {AGE, SENTENCE} and _SERVED.search(before):
        return TIME_IN_PRISON if _IN_A_PLACE.match(at.after) else SENTENCE
    if _RECEIVED.search(before) and any(f.measure == SENTENCE for f in at.earlier):
        return SENTENCE
    last = next((f for f in reversed(at.earlier[-4:]) if f.measure != AGE), None)
    if last is None or last.measure != SENTENCE or quantity.start - last.end > _SAME_CLAUSE:
        return None
    between = at.text[last.end : quantity.start]
    if _meted(at.language).search(before) or _MADE.search(before) or _ROW.fullmatch(between):
        return SENTENCE
    if between in {" a ", " to "} and _changed_from(at, of_last=True):
        return SENTENCE
    if re.search(r"[.\n]", at.text[last.end : quantity.start]):
        return None
    people = [n for n in at.names if n.kind == "person" and last.end <= n.start and n.end <= quantity.start]
    if not people or (quantity.number.kind == "digits" and _CLOSED.match(at.after)):
        return None
    beside = quantity.start - people[-1].end <= len(" a ")
    return SENTENCE if beside or (_LISTED.search(before) and _ENDS_LIST.match(at.after)) else None


def _ends_term(at: Setting) -> bool:
    """Whether nothing follows a bare number that it would count: the sentence, another term, whose term it is."""
    ends = _BARE_END.match(at.after) or _KIND_OF_TERM.match(at.after)
    return bool(ends or _changed_from(at) or _changed_from(at, of_last=True))


def _changed_from(at: Setting, *, of_last: bool = False) -> bool:
    """Whether a number is the old term, or the new one (``of_last``), in "rebajó de doce a nueve la condena"."""
    to = (_ITS_TERM if of_last else _TO_NUMBER).match(at.after)
    before = at.text[max(0, at.quantity.start - _WINDOW) : at.quantity.start]
    known = to is not None and to["noun"].casefold() in words("sentence_cue", at.language)
    told = any(f.measure == SENTENCE for f in at.earlier)
    elided = to is not None and to["noun"].casefold() in {"de", "del"} and told
    return (known or elided) and (of_last or bool(_FROM.search(before)))


def term_of(at: Setting) -> str | None:
    """What a duration is in prison: a sentence, time spent there, pretrial detention; None for anything else."""
    if at.unit is None or at.unit.unit not in {"year", "month", "week", "day"}:
        return None
    if _LEFT_AFTER.match(at.after) or (_LEFT.search(at.before) and any(f.measure == SENTENCE for f in at.earlier)):
        return TIME_LEFT
    if _AWAITING.search(at.before) or _AWAITING_AFTER.match(at.after):
        return PRETRIAL
    after = _prison_after(at.language).match(at.after)
    if after:
        near = re.findall(r"[\w-]+", f"{after['adjective'] or ''} {after['more'] or ''}".casefold())
        for name, label in (("pretrial", PRETRIAL), ("solitary", SOLITARY)):
            if any(word in words(name, at.language) for word in near):
                return label
        if after["noun"].casefold() in words("custody_noun", at.language):
            return None
        return TIME_IN_PRISON if _spent(at.language).search(at.before) else SENTENCE
    if _IMPRISONED_AFTER.match(at.after) or _IMPRISONED.search(at.before):
        return TIME_IN_PRISON
    if at.unit.unit not in {"year", "month"}:
        return None
    if _TERM_NOUN.match(at.after) and not re.match(r"\s+(?:after|since|de|tras)\b", at.after):
        return SENTENCE
    last = at.earlier[-1] if at.earlier else None
    if last is not None and last.measure == SENTENCE and _ROW.fullmatch(at.text, last.end, at.quantity.start):
        return SENTENCE
    if _passed(at) or _TERM_CHANGED.search(at.before):
        return SENTENCE
    apposed = _APPOSED.search(at.before) if _CLOSED.match(at.after) else None
    before = at.before[: apposed.start()] + " " if apposed else at.before
    cue = _term_before(at.language).search(before)
    return SENTENCE if cue and not _NO_TERM.search(at.before) else None
