"""Where an organization's or a place's name ends, when it says what kind of thing it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.names_joints import PERSON_PARTICLES, is_institution

if TYPE_CHECKING:
    from extract.names_joints import Joints

_POSSESSIVE = re.compile(r"['’]s? ")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.IGNORECASE)
_NAMED_DAY = re.compile(r"\d{1,2}[A-Z]")
_AND = frozenset(("y", "e", "o", "u", "and", "or", "con", "to", "on"))
_IN = frozenset(("en", "in"))
_TO = frozenset(("a", "al"))
_HELP = frozenset((
    "acceso", "acompanamiento", "apoyo", "asistencia", "atencion", "ayuda", "proteccion", "servicio", "servicios",
))  # fmt: skip
_OF = frozenset(("de", "del", "of", "for", "para"))


def organization_at(joints: Joints, at: int) -> tuple[int, str] | None:
    """The index after an organization's name that opens at word ``at`` with what it names ("Asociación …") or, in
    English, closes with it ("… Association"), and how it was recognised."""
    word = joints.words[at]
    if not word.cap:
        return None
    best = None
    if (word.folded in joints.organization_head or is_institution(joints, at)) and not _two_word_place(joints, at):
        end = organization_end(joints, at, at + 1)
        if end > at + 1 and not _counts_people(joints, at):
            best = (end, "organization_head")
    if not (word.initial and word.plain):
        tail = _tail(joints, at)
        if tail is not None and (best is None or tail > best[0]):
            best = (tail, "organization_tail")
    return best


def _counts_people(joints: Joints, at: int) -> bool:
    """Whether people open a sentence with what they are of: "Periodistas de El Faro fueron ...", "Mothers of Regla"."""
    word = joints.words[at]
    if not word.initial or word.folded not in joints.lexicon.folded("people_head", joints.language):
        return False
    following = joints.link(at + 1, (("de",), ("del",), ("of",), ("from",), ("in",)))
    if following is None:
        return False
    return bool(joints.match_kinds(following)) or joints.words[following].folded in {"el", "la", "los", "las", "the"}


def organization_end(joints: Joints, at: int, end: int) -> int:
    """The index after the last word of a name from ``at`` on, of which the words before ``end`` are read."""
    while end < len(joints.words) and joints.adjoins(end - 1):
        known = joints.matches.get(end)
        if joints.continues(end) or _NAMED_DAY.fullmatch(joints.words[end].text):
            if known and known[1].kinds == {"person"}:
                break
            end = known[0] if known else end + 1
            continue
        numbered = _number_end(joints, end) if end == at + 1 else None
        if numbered is not None:
            return numbered
        following = joints.link(end, joints.links)
        if following is None or _begins_another(joints, at, end, following):
            break
        known = joints.matches.get(following)
        end = known[0] if known else following + 1
    return end


def _number_end(joints: Joints, end: int) -> int | None:
    """The index after the number that a body's name ends with: "Frente 4 de Abril", "Comando de los 45"."""
    said = [w.folded for w in joints.words[end : end + 3]]
    if len(said) < 3 or not all(joints.adjoins(i) for i in range(end - 1, end + 2)):
        return None
    months = joints.lexicon.folded("month", "es")
    day = said[0].isdigit() and said[1] == "de" and said[2] in months and joints.words[end + 2].cap
    members = said[0] == "de" and said[1] in {"los", "las"} and said[2].isdigit()
    return end + 3 if day or members else None


def _begins_another(joints: Joints, at: int, link: int, following: int) -> bool:
    """Whether what follows the connecting words from ``link`` on is another name rather than more of this one."""
    word = joints.words[following]
    kinds = joints.match_kinds(following)
    if joints.words[link].folded in _IN:  # "in Exile", not "in Madrid"
        return bool(kinds) or joints.is_name_word(following) or word.upper or word.folded in joints.place_head
    if joints.words[link].folded in _TO and not any(w.folded in _HELP for w in joints.words[at:link]):
        return True
    if joints.words[link].folded not in _AND:
        content = sum(w.cap for w in joints.words[at:link])
        article = following - link > 1 or joints.words[link].folded == "del"
        part_of = "organization" in kinds and content >= 2 and article and joints.words[link].folded in _OF
        return part_of or kinds == {"person"}
    if kinds or word.upper or following - link > 1:
        return True
    return any(word.folded in words for words in (joints.given, joints.organization_head, joints.demonym))


def _tail(joints: Joints, at: int) -> int | None:
    """The index after the last capitalised word from ``at`` on that names a kind of organization, if one does."""
    first = joints.words[at]
    end, tail = at + 1, None
    while end < len(joints.words) and (joints.adjoins(end - 1) or _possessive_joins(joints, end - 1)):
        if not joints.continues(end):
            following = joints.link(end, (("for",), ("of",), ("without",)))
            if following is None or following in joints.matches or at in joints.matches:
                break
            if end - at > 1 and all(joints.is_name_word(i) for i in range(at, end)):
                break  # "Ana Ruiz of Ebenezer Church": a person of it
            end = following
        word = joints.words[end]
        end += 1
        if word.folded in joints.organization_tail:
            tail = end
    if tail is None:
        return None
    if joints.language == "es" and tail < end:
        return None
    if f"{joints.words[tail - 2].folded} {joints.words[tail - 1].folded}" in joints.place_head:
        return None  # "Krome Detention Center"
    honorific = first.folded in joints.titles and first.folded not in joints.organization_tail
    if honorific and any(joints.is_name_word(i) for i in range(at + 1, tail - 1)):
        return None
    return organization_end(joints, at, tail)


def _possessive_joins(joints: Joints, i: int) -> bool:
    """ "People's Court" and "Workers' Party", but not "Cuba's Supreme Court"."""
    if i + 1 >= len(joints.words) or not _POSSESSIVE.fullmatch(joints.gap(i)):
        return False
    if i + 1 in joints.matches and joints.matches[i + 1][0] - i > 2:
        return False
    if joints.words[i].possessive:
        return i not in joints.matches and not joints.is_name_word(i)
    return joints.words[i].text.endswith("s")


def _two_word_place(joints: Joints, at: int) -> bool:
    """Whether words ``at`` and the next, or next two, are a kind of place: "Centro Penitenciario"."""
    words, said = joints.words[at : at + 3], ""
    for i, word in enumerate(words):
        if i and not joints.adjoins(at + i - 1):
            return False
        said = f"{said} {word.folded}".lstrip()
        if i and said in joints.place_head:
            return True
    return False


def place_at(joints: Joints, at: int) -> int | None:
    """The index after a place's name that opens with the kind of place in capitals: "Calle Ocho", "Plaza de Armas"."""
    word = joints.words[at]
    double = _two_word_place(joints, at)
    opens = word.cap and (word.folded in joints.place_head or double)
    if not opens or (not double and (word.folded in joints.organization_head or word.folded in joints.generic)):
        return None
    adjectives = joints.lexicon.folded("place_adjective", joints.language)
    end = at + 1
    while end < len(joints.words) and joints.adjoins(end - 1):
        if joints.continues(end) or joints.words[end].text.isdigit():
            end += 1
            continue
        following = joints.link(end, PERSON_PARTICLES)
        described = all(w.folded in adjectives for w in joints.words[at + 1 : end])
        if following is None or (not described and "place" in joints.match_kinds(following)):
            break
        end = following + 1
    return end if end > at + 1 else None


def street_at(joints: Joints, at: int) -> int | None:
    """The index after a street that is called by its number: "7th Street"."""
    if not _ORDINAL.fullmatch(joints.words[at].text) or not joints.adjoins(at):
        return None
    following = joints.words[at + 1]
    return at + 2 if following.cap and following.folded in joints.place_head else None


def place_tail(joints: Joints, end: int) -> int:
    """The index after the kind of place that closes an English name in capitals ("Duval Street"), else ``end``."""
    if joints.language != "en":
        return end
    adjectives = joints.lexicon.folded("place_adjective", "en")
    at = end
    while at < len(joints.words) and joints.adjoins(at - 1) and joints.continues(at):
        if joints.words[at].folded in joints.place_head:
            return at + 1
        if f"{joints.words[at].folded} {_folded_at(joints, at + 1)}" in joints.place_head:
            return at + 2
        if joints.words[at].folded not in adjectives:
            break
        at += 1
    return end


def _folded_at(joints: Joints, i: int) -> str:
    return joints.words[i].folded if i < len(joints.words) and joints.adjoins(i - 1) and joints.continues(i) else ""


def law_at(joints: Joints, at: int) -> int | None:
    """The index after a law, prize, war, festival or the like that opens at word ``at``: a name, but none of ours."""
    end = at + 1
    if joints.words[at].folded not in joints.law:
        if joints.language == "es":
            return None
        while end < len(joints.words) and joints.adjoins(end - 1) and joints.words[end].cap:
            end += 1
        closes = end - at > 1 and joints.words[end - 1].folded in joints.law
        named = joints.matches.get(at)
        return end if closes and (named is None or (named[0] < end and named[1].kinds == {"person"})) else None
    while end < len(joints.words) and joints.adjoins(end - 1):
        if joints.words[end].cap and "place" not in joints.match_kinds(end):
            end += 1
            continue
        following = joints.link(end, PERSON_PARTICLES)
        if following is None or following in joints.matches:
            break
        end = following + 1
    return end
